"""Write the law as pages to read: ``python -m compliance.docs [FOLDER]``.

One page a pack: what it says, since when, by which authority, and its worked cases.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compliance.cases import Case, read_cases
from compliance.contact.counting import Per, Period, counting_of
from compliance.law import PACKS_DIR, Law, load_law
from compliance.pack import Pack

FOLDER = Path("docs/law")
_MARKS = {
    "F": "read in a source",
    "K": "known, not read again",
    "K?": "not confirmed",
    "U": "not confirmed",
    "policy": "our own policy",
}
_DAYS = {
    Period.ROLLING: (
        "to the second, over days of 24 hours; where a law leaves open whether it means days, "
        "weeks or months of the calendar, this is the stricter reading"
    ),
    Period.CALENDAR_DAYS: (
        "over days of the calendar, as the law does: the day of a contact is the first, and it is "
        "forgotten at the midnight after the last, on every clock where the person may be"
    ),
}
_UNITS = {
    Per.PERSON: "one count for the person, over all debts and addresses",
    Per.ACCOUNT: "a count for each debt, over all addresses of the person",
    Per.ADDRESS: "a count for each number or address of the person, over all debts",
}
_NAMES = {
    "au": "Australia", "carrier": "Carriers", "cn": "Mainland China", "es": "Spain",
    "eu": "European Union", "gb": "United Kingdom", "hk": "Hong Kong", "house": "House policy",
    "in": "India", "jp": "Japan", "kr": "Korea", "mx": "Mexico", "ph": "Philippines",
    "sg": "Singapore", "tw": "Taiwan", "us": "United States", "us-al": "Alabama",
    "us-ca": "California", "us-co": "Colorado", "us-ct": "Connecticut",
    "us-dc": "District of Columbia", "us-fl": "Florida", "us-ky": "Kentucky",
    "us-la": "Louisiana", "us-ma": "Massachusetts", "us-md": "Maryland", "us-mi": "Michigan",
    "us-mn": "Minnesota", "us-ms": "Mississippi", "us-nc": "North Carolina",
    "us-nj": "New Jersey", "us-nm": "New Mexico", "us-nv": "Nevada", "us-ny": "New York",
    "us-ok": "Oklahoma", "us-pa": "Pennsylvania", "us-ri": "Rhode Island", "us-tx": "Texas",
    "us-wa": "Washington", "us-wv": "West Virginia", "world": "Anywhere",
}  # fmt: skip


def pages(law: Law, packs_dir: Path = PACKS_DIR) -> dict[str, str]:
    """Every page by its file name, the list of all packs as ``README.md``."""
    written = {"README.md": _contents(law)}
    for pack in law.packs.values():
        written[_file(pack)] = _page(pack, list(read_cases(packs_dir, pack.id)))
    return written


def write(folder: Path, law: Law) -> int:
    """Write all pages into a folder and remove pages of packs that are gone; counts the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(law)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(made)


def _file(pack: Pack) -> str:
    return pack.id.replace("/", "-") + ".md"


def _contents(law: Law) -> str:
    lines = [
        "# The law as Forbear holds it",
        "",
        "Made from `compliance/packs` by `python -m compliance.docs`; change the packs, not these",
        "pages. It is no legal advice: counsel ratifies each pack before it is relied on.",
        "",
        "| where | what | in force here | how we know | last checked |",
        "|---|---|---|---|---|",
    ]
    for pack in sorted(law.packs.values(), key=lambda p: p.id):
        where = _NAMES.get(pack.jurisdiction, pack.jurisdiction)
        state = "yes" if pack.enabled else "no"
        lines.append(f"| {where} | [{pack.subject}]({_file(pack)}) | {state} | "
                     f"{_MARKS[pack.confidence]} | {pack.last_checked_on} |")  # fmt: skip
    return "\n".join(lines) + "\n"


def _page(pack: Pack, cases: list[Case]) -> str:
    return "\n".join([*_head(pack), *_values(pack), *_worked(cases)]) + "\n"


def _head(pack: Pack) -> Iterator[str]:
    yield f"# {pack.subject}"
    yield ""
    yield f"- **Where:** {_NAMES.get(pack.jurisdiction, pack.jurisdiction)} (`{pack.id}`)"
    yield f"- **Binds:** {' and '.join(_who(pack))}"
    yield f"- **Covers:** {', '.join(sorted(pack.covers))}"
    yield f"- **In force here:** {'yes' if pack.enabled else 'no'}"
    yield f"- **How we know:** {_MARKS[pack.confidence]}; last checked on {pack.last_checked_on}"
    yield f"- **When a fact is missing:** {pack.outcome_when_unsure.word}"
    if pack.extends:
        yield f"- **At least as strict as:** {', '.join(pack.extends)} (proved when packs are read)"
    if pack.rule == "frequency":
        yield f"- **How we count:** {_how_it_counts(pack)}"
    for name, value in pack.settings.items():
        yield f"- **{name.replace('_', ' ').capitalize()}:** {_plain(value)}"
    if pack.notes:
        yield ""
        yield pack.notes


def _how_it_counts(pack: Pack) -> str:
    """Over which days, and what has a count of its own."""
    counting = counting_of(pack)
    return f"{_DAYS[counting.period]}; {_UNITS[counting.per]}"


def _who(pack: Pack) -> Iterator[str]:
    names = {"first": "creditors who collect themselves", "third": "those who collect for others"}
    return (names[who] for who in sorted(pack.collecting))


def _values(pack: Pack) -> Iterator[str]:
    for name, parameter in pack.parameters.items():
        yield from (
            "",
            f"## {name.replace('_', ' ').capitalize()}",
            "",
            f"{parameter.description}.",
        )
        yield from ("", "| since | value | source |", "|---|---|---|")
        for dated in reversed(parameter.values):
            value = "repealed, or none set" if dated.value is None else _plain(dated.value)
            yield f"| {dated.since} | {value} | {dated.reference} |"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "<br>".join(f"{name}: {_plain(entry)}" for name, entry in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(entry) for entry in value)
    return str(value)


def _worked(cases: list[Case]) -> Iterator[str]:
    if not cases:
        return
    yield from ("", "## Worked cases", "", "The tests run each of them.", "")
    yield from ("| case | answer |", "|---|---|")
    for case in cases:
        yield f"| {case.name} | {_answer(case)} |"


def _answer(case: Case) -> str:
    answer = "says nothing" if case.outcome == "none" else case.outcome
    if case.not_before is not None:
        answer += f" until {case.not_before.isoformat(sep=' ')}"
    if case.adds:
        answer += f": adds “{case.adds.strip()}”"
    return answer + (f" (by `{case.rule}`)" if case.rule else "")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    print(f"{write(target, load_law())} pages in {target}")
