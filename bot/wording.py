"""The words a person reads: approved templates in each language, filled with typed values.

A template is ``{text, purpose, discloses_debt, state: approved}``. Its text names its values
in braces; a value may say how it is to be written::

    {balance}            money as the language writes it: $612.42
    {due_on}             a date, with its year: Dec 4, 2026
    {plan:summary}       a schedule in a few words: 12 x $50.00, then 1 x $13.42
    {plan:list}          every payment with its date
    {accounts:list}      several accounts, each with its number
    {frequency:word}     the file's own word for "monthly"
    {parts:plus}         what a sum is made of: $585.00 plus $18.42 interest and $10.00 fees
    {ways}               several of the file's own words: by text or by phone
    {hours}              hours on some days: Monday to Friday, after 6:00 PM
    {at:time}            the time of day of an instant already on the person's clock

What is missing in a language is said in English, and logged. A value that is missing is an
error where we test; a person never sees one: they are told that somebody will answer.
"""

from __future__ import annotations

import logging
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list

from bot.clocks import write_hours, write_time
from bot.sums import write_sum
from compliance.situation import Purpose
from ledger.money import Money
from ledger.values import AccountLine, AccountList, Hours, Parts, Words

LOCALES = {"en": "en_US", "es": "es_US", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW"}
DEFAULT = "en"
LAST_RESORT = "sorry_person"
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # "a las 6:00 p.m.", and the end of the sentence
_FIELDS = {"text", "purpose", "discloses_debt", "state"}

log = logging.getLogger(__name__)


class WordingError(Exception):
    """A template file, a template or a value is missing or wrong."""


@dataclass(frozen=True)
class Template:
    """One approved text."""

    text: str
    purpose: Purpose
    discloses_debt: bool

    @property
    def names(self) -> frozenset[str]:
        """The names of the values it needs."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.text) if name)


@dataclass(frozen=True)
class Language:
    """The templates of one language, and its own small words."""

    templates: Mapping[str, Template]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """All templates of all languages."""

    languages: Mapping[str, Language]
    strict: bool = False

    @classmethod
    def load(cls, folder: Path, *, strict: bool = False) -> Wording:
        """Read every language's file.

        ``strict`` raises where a person would otherwise read the last resort.

        Raises:
            WordingError: a file is missing, unreadable, or has a template that is not approved.
        """
        return cls({code: _load(folder / f"{code}.yaml") for code in LOCALES}, strict)

    def names(self) -> frozenset[str]:
        """The names of all templates."""
        return frozenset(self.languages[DEFAULT].templates)

    def texts(self) -> tuple[str, ...]:
        """Every approved text of every language, with its blanks."""
        return tuple(
            template.text
            for language in self.languages.values()
            for template in language.templates.values()
        )

    def template(self, name: str, locale: str = DEFAULT) -> Template:
        """Give a template in a language, or in English where that language lacks it.

        Raises:
            WordingError: there is no such template at all.
        """
        return self._find(name, locale)[0]

    def purpose(self, name: str) -> Purpose:
        """Why a message of this template is written."""
        return self.template(name).purpose

    def discloses_debt(self, name: str) -> bool:
        """Whether the text tells, or could tell, that there is a debt."""
        return self.template(name).discloses_debt

    def render(self, name: str, values: Mapping[str, Any], locale: str = DEFAULT) -> str:
        """Write a template's text with its values, as the language writes them.

        Raises:
            WordingError: in strict mode, when the template or a value is missing.
        """
        try:
            template, code = self._find(name, locale)
            writer = _Writer(code, self.languages[code].words)
            written = writer.vformat(template.text, (), values).strip()
            return _TWO_STOPS.sub(".", written)
        except (WordingError, KeyError) as error:
            if self.strict or name == LAST_RESORT:
                raise WordingError(
                    f"The template '{name}' cannot be written in '{locale}': {error}. "
                    f"Pass the value, or take it out of policies/templates/."
                ) from error
            log.error("wording failed: template=%s locale=%s", name, locale)
            return self.render(LAST_RESORT, {}, locale)

    def _find(self, name: str, locale: str) -> tuple[Template, str]:
        code = _language(locale)
        found = self.languages[code].templates.get(name)
        if found is not None:
            return found, code
        if code != DEFAULT:
            log.warning("wording missing: template=%s locale=%s", name, code)
        found = self.languages[DEFAULT].templates.get(name)
        if found is None:
            raise WordingError(f"There is no template '{name}'.")
        return found, DEFAULT


def locale_of(language: str) -> str:
    """Give the locale in which a language's money and dates are written.

    >>> locale_of("zh-TW")
    'zh_Hant_TW'
    """
    return LOCALES[_language(language)]


def _language(locale: str) -> str:
    """Find the file for a language tag.

    >>> _language("zh-TW"), _language("es-MX"), _language("fr")
    ('zh-Hant', 'es', 'en')
    """
    tag = locale.replace("_", "-")
    if tag in LOCALES:
        return tag
    base, *rest = tag.split("-")
    if base == "zh":
        return "zh-Hant" if {"Hant", "TW", "HK", "MO"} & set(rest) else "zh-Hans"
    return base if base in LOCALES else DEFAULT


class _Writer(string.Formatter):
    """Writes each value by its type, in one language."""

    def __init__(self, code: str, words: Mapping[str, str]) -> None:
        self._locale = Locale.parse(LOCALES[code])
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        match value:
            case Money():
                return self._money(value)
            case Hours():
                return write_hours(value, self._locale, self._words)
            case Words(names):
                said = [self._words[name] for name in names]
                return str(format_list(said, "or", self._locale))
            case AccountList(lines):
                return self._accounts(lines)
            case Parts(parts):
                return self._parts(parts, plus=format_spec == "plus")
            case datetime() if format_spec == "time":
                return write_time(value.time(), self._locale)
            case datetime():
                return self._day(value.date())
            case date():
                return self._day(value)
            case str() if format_spec == "word":
                return self._words[value]
            case str() | int():
                return str(value)
            case list() | tuple() if format_spec in ("summary", "list"):
                write = self._summary if format_spec == "summary" else self._list
                return write(value)
        raise WordingError(f"a value of the kind {type(value).__name__} cannot be written")

    def _accounts(self, lines: Sequence[AccountLine]) -> str:
        return "\n".join(
            self._words["account"].format(
                number=number,
                creditor=line.creditor,
                product=line.product,
                ending=line.ending,
                balance=self._money(line.balance),
            )
            for number, line in enumerate(lines, start=1)
        )

    def _parts(self, parts: Sequence[tuple[str, Money]], *, plus: bool) -> str:
        said = [
            self._words[f"part_{name}"].format(money=self._money(money))
            for name, money in parts
            if money.minor
        ]
        if not plus or len(said) < 2:
            return str(format_list(said, "standard", self._locale))
        return said[0] + self._words["plus"] + str(format_list(said[1:], "standard", self._locale))

    def _money(self, money: Money) -> str:
        return write_sum(money, self._locale)

    def _day(self, day: date) -> str:
        return format_date(day, "medium", locale=self._locale)

    def _summary(self, rows: Sequence[tuple[date, Money]]) -> str:
        runs = [(len(list(run)), money) for money, run in groupby(money for _, money in rows)]
        parts = [
            self._words["payment" if count == 1 else "payments"].format(
                count=count, money=self._money(money)
            )
            for count, money in runs
        ]
        return self._words["then"].join(parts)

    def _list(self, rows: Sequence[tuple[date, Money]]) -> str:
        return "\n".join(f"{self._day(day)}: {self._money(money)}" for day, money in rows)


def _load(path: Path) -> Language:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        words = {str(name): str(word) for name, word in content["words"].items()}
        rows = content["templates"].items()
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise WordingError(
            f"The templates in {path.name} cannot be read ({type(error).__name__}). The file needs "
            f"'words' and 'templates'; compare with en.yaml."
        ) from error
    return Language({str(name): _template(path, str(name), row) for name, row in rows}, words)


def _template(path: Path, name: str, row: Any) -> Template:
    if not isinstance(row, dict) or set(row) != _FIELDS or row["state"] != "approved":
        raise WordingError(
            f"The template '{name}' in {path.name} needs exactly text, purpose, discloses_debt and "
            f"'state: approved'. Until it is approved it cannot be used."
        )
    try:
        purpose = Purpose(row["purpose"])
        list(string.Formatter().parse(str(row["text"])))
    except ValueError as error:
        raise WordingError(f"The template '{name}' in {path.name}: {error}.") from error
    return Template(str(row["text"]), purpose, bool(row["discloses_debt"]))
