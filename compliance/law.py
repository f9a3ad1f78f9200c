"""All packs together: which of them bind a contact, and which edition of the law this is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from compliance.bounds import prove_bounded
from compliance.contact.counting import prove_countable
from compliance.errors import PackError
from compliance.overlays import prove_stricter
from compliance.pack import EVERYWHERE, Pack, read_pack
from compliance.situation import Channel, Collecting, Situation

_Contact = tuple[frozenset[str], Channel, Collecting | None]
_Bound = Mapping[str, tuple[Pack, ...]]
_MOST_KEPT = 2_000  # kinds of contact whose packs are remembered
# Countries bound by the law of a union they belong to (Treaty on European Union art. 52).
UNIONS = {
    "eu": frozenset(
        "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk".split()
    )
}
PACKS_DIR = Path(__file__).parent / "packs"


@dataclass(frozen=True)
class Law:
    """The packs in force, by id, and a hash over every value in them."""

    packs: Mapping[str, Pack]
    revision: str
    by_rule: Mapping[str, tuple[Pack, ...]]
    known: frozenset[str]  # jurisdictions with at least one enabled pack
    _bound: dict[_Contact, _Bound] = field(default_factory=dict, repr=False, compare=False)
    _last: dict[str, tuple[Situation, _Bound]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def binding(self, rule: str, situation: Situation) -> tuple[Pack, ...]:
        """The enabled packs of a rule that bind this contact, in the order of their ids."""
        return self._binding_of(situation).get(rule, ())

    def _binding_of(self, situation: Situation) -> _Bound:
        """All packs that bind a contact, by rule; one situation is asked about many times."""
        last = self._last.get("")
        if last is not None and last[0] is situation:
            return last[1]
        contact = (self.jurisdictions(situation), situation.channel, situation.collecting)
        if (bound := self._bound.get(contact)) is None:
            bound = {
                rule: tuple(
                    pack
                    for pack in packs
                    if pack.jurisdiction in contact[0] and pack.applies_to(*contact[1:])
                )
                for rule, packs in self.by_rule.items()
            }
            if len(self._bound) >= _MOST_KEPT:
                self._bound.clear()
            self._bound[contact] = bound
        self._last[""] = (situation, bound)
        return bound

    def jurisdictions(self, situation: Situation) -> frozenset[str]:
        """Every jurisdiction that may bind: named, of each place, their parents, and our own."""
        return _with_parents(
            situation.jurisdictions, tuple(place.jurisdictions for place in situation.places)
        )

    def unknown(self, situation: Situation) -> tuple[str, ...]:
        """The countries named for which we hold no law to rely on."""
        countries = {j.split("-")[0] for j in self.jurisdictions(situation) - EVERYWHERE}
        countries -= {union for union, members in UNIONS.items() if countries & members}
        return tuple(sorted(countries - (self.known - frozenset(UNIONS))))


def load_law(packs_dir: Path = PACKS_DIR) -> Law:
    """Read every pack below a folder.

    Raises:
        PackError: a pack is unusable, or our own policy is freer than law lets it be.
    """
    files = sorted(p for p in packs_dir.glob("*/*.yaml") if p.parent.name != "cases")
    if not files:
        raise PackError(f"No packs found in {packs_dir}: nothing could be judged. Check the path.")
    law = law_of((read_pack(path, packs_dir) for path in files), revision=_revision(files))
    prove_bounded(law.packs)
    prove_countable(law.packs)
    return law


def law_of(packs: Iterable[Pack], *, revision: str) -> Law:
    """Put packs together.

    Raises:
        PackError: an overlay is freer than what it extends.
    """
    held = {pack.id: pack for pack in packs}
    for pack in held.values():
        prove_stricter(pack, held)
    enabled = sorted((p for p in held.values() if p.enabled), key=lambda p: p.id)
    by_rule: dict[str, tuple[Pack, ...]] = {}
    for pack in enabled:
        by_rule[pack.rule] = (*by_rule.get(pack.rule, ()), pack)
    known = frozenset(pack.jurisdiction for pack in enabled)
    return Law(held, revision, by_rule, known)


@lru_cache(maxsize=4_096)
def _with_parents(
    jurisdictions: tuple[str, ...], of_places: tuple[tuple[str, ...], ...]
) -> frozenset[str]:
    named = set(jurisdictions).union(*of_places)
    return frozenset(named | {parent for j in named for parent in _parents(j)} | EVERYWHERE)


def _parents(jurisdiction: str) -> list[str]:
    parts = jurisdiction.split("-")
    unions = [union for union, members in UNIONS.items() if parts[0] in members]
    return ["-".join(parts[:n]) for n in range(1, len(parts))] + unions


def _revision(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(path.parents[1]).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
