"""Read the concepts, their terms and the rules that combine them, from data.

Beside the concepts of the rules stand *notions*: families of words that rules do not use and the
trained classifier weighs. Their names begin with ``~``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from compliance.errors import PackError
from compliance.pack import read_yaml
from compliance.text.cloaks import CLOAK, cloaked
from compliance.text.fold import Vocabulary, fold
from compliance.verdict import Category, Outcome

PATTERNS_DIR = Path(__file__).parent / "patterns"
_FORMS = re.compile(r"\{([^}]*)\}")
_UNFOLDED = Vocabulary(())
NOTION = "~"
_Terms = dict[str, set[tuple[str, ...]]]


@dataclass(frozen=True)
class WordRule:
    """Concepts that together are a finding."""

    rule: str
    category: Category
    finds: str
    outcome: Outcome
    reason: str
    reference: str
    before: tuple[frozenset[str], ...] = ()  # one of each must come first, in this order
    after: tuple[frozenset[str], ...] = ()  # one of each must follow
    around: tuple[frozenset[str], ...] = ()  # one of each must stand on either side
    near: int = 8  # words
    negatable: bool = True
    own_negation: bool = False  # terms hold a "not" of their own
    unless: frozenset[str] = frozenset()

    @property
    def companions(self) -> frozenset[str]:
        """Every concept this rule asks for besides the one it marks."""
        return frozenset().union(*self.before, *self.after, *self.around)


@dataclass(frozen=True)
class Lexicon:
    """All terms by concept, as rows of folded words, and the rules over them."""

    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    rules: tuple[WordRule, ...]


def load_lexicon(folder: Path = PATTERNS_DIR) -> Lexicon:
    """Read every language's concepts and the rules.

    Raises:
        PackError: a rule names a concept that has no terms.
    """
    terms: _Terms = {}
    _add_terms(terms, folder / "concepts")
    _add_terms(terms, folder / "notions", NOTION)
    for cloaks in sorted((folder / "cloaks").glob("*.yaml")):
        for concept, forms in cloaked(read_yaml(cloaks), terms):
            terms[concept].update(forms)
            terms.setdefault(CLOAK, set()).update(forms)
    rules = tuple(_rule(raw) for raw in read_yaml(folder / "rules.yaml"))
    for rule in rules:
        used = {rule.finds, *rule.unless, *rule.companions}
        if missing := sorted(used - set(terms)):
            raise PackError(f"{rule.rule} uses {missing}: no such concept. Add terms for it in "
                            f"patterns/concepts, or correct the name.")  # fmt: skip
    return Lexicon({c: tuple(sorted(t - {()})) for c, t in terms.items()}, rules)


def _add_terms(terms: _Terms, folder: Path, mark: str = "") -> None:
    for path in sorted(folder.glob("*.yaml")):
        for concept, written in _words_only(path).items():
            for form in (form for term in written for form in _forms(term)):
                terms.setdefault(mark + concept, set()).add(tuple(fold(form, _UNFOLDED).texts))


def _words_only(path: Path) -> dict[str, list[str]]:
    """Read a file of terms; every entry is text, also "no" and "off"."""
    read: dict[str, list[str]] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return read


def _forms(term: str) -> Iterator[str]:
    """Write out ``{a,b}``.

    >>> list(_forms("arrest{,s,ed}"))
    ['arrest', 'arrests', 'arrested']
    """
    found = _FORMS.search(term)
    if found is None:
        yield term
        return
    for ending in found[1].split(","):
        yield from _forms(term[: found.start()] + ending.strip() + term[found.end() :])


def _rule(raw: dict[str, Any]) -> WordRule:
    return WordRule(
        rule=raw["rule"],
        category=Category(raw["category"]),
        finds=raw["finds"],
        outcome=Outcome[raw["outcome"].upper()],
        reason=raw["reason"],
        reference=raw["reference"],
        before=_groups(raw.get("before", ())),
        after=_groups(raw.get("after", ())),
        around=_groups(raw.get("around", ())),
        near=raw.get("near", 8),
        negatable=raw["negatable"],
        own_negation=raw.get("own_negation", False),
        unless=frozenset(raw.get("unless", ())),
    )


def _groups(written: Sequence[str]) -> tuple[frozenset[str], ...]:
    """``a|b`` is one group of two concepts, either of which will do."""
    return tuple(frozenset(group.split("|")) for group in written)
