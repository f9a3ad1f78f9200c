"""How free our own policy may ever be, where laws lean on it or are kept by it alone.

What counts as an answer is our own policy, and every law that spares answers trusts it; that the
debt is told to nobody but the right person is the law of many places, and kept by one pack of
ours. Whoever edits those packs may be stricter than this, never freer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compliance.errors import PackError
from compliance.pack import Pack
from compliance.situation import Channel, Collecting
from compliance.verdict import Outcome


@dataclass(frozen=True)
class Bound:
    """The freest value of one parameter, and why."""

    freest: int | Outcome
    because: str


_ANSWER = "comment 6(b)(1)-2 to 12 CFR 1006.6; every count and every rule of consent spares answers"
_STRANGER = "15 USC 1692c(b), 12 CFR 1006.6(d); 940 CMR 7.06; FCA CONC 7.9; PIPL art. 25"
_WAY = "12 CFR 1006.14(h)(2)(ii)"
BOUNDS: Mapping[str, Mapping[str, Bound]] = MappingProxyType(
    {
        "house/replies": {
            "prompt_minutes": Bound(15, _ANSWER),
            "answer_minutes": Bound(1440, _ANSWER),
            "unanswered_replies": Bound(5, _ANSWER),
        },
        "house/right_party": {
            "wrong_number": Bound(Outcome.FORBID, _STRANGER),
            "disclosure_to_stranger": Bound(Outcome.FORBID, _STRANGER),
        },
        "house/opt_out": {
            "confirmation_minutes": Bound(5, "47 CFR 64.1200(a)(12)"),
            "answers_after_stop": Bound(1, _WAY),
        },
        "house/refused_way": {"answers": Bound(3, _WAY)},
    }
)


def prove_bounded(packs: Mapping[str, Pack]) -> None:
    """Look at every value these packs ever had, and at whom they bind.

    Raises:
        PackError: one of them is freer than it may be, binds too few, or is missing.
    """
    for pack_id, bounds in BOUNDS.items():
        pack = packs.get(pack_id)
        if pack is None:
            raise PackError(f"{pack_id} is missing: other rules cannot be asked without it.")
        if not (
            pack.enabled
            and pack.covers == frozenset(Channel)
            and pack.collecting == frozenset(Collecting)
            and pack.outcome_when_unsure >= Outcome.REFER
        ):
            raise PackError(
                f"{pack_id} must be enabled, cover every channel and every collector, and refer "
                f"when a fact is missing: other rules lean on it."
            )
        for name, bound in bounds.items():
            _prove(pack, name, bound)


def _prove(pack: Pack, name: str, bound: Bound) -> None:
    if name not in pack.parameters:
        raise PackError(f"{pack.id} lacks '{name}', which other rules lean on.")
    for dated in pack.parameters[name].values:
        if not _within(dated.value, bound.freest):
            freest = bound.freest.word if isinstance(bound.freest, Outcome) else bound.freest
            raise PackError(
                f"{pack.id}: '{name}' of {dated.since} is {dated.value}; the freest it may be is "
                f"{freest} ({bound.because}). Our own policy can only be stricter than law."
            )


def _within(value: object, freest: int | Outcome) -> bool:
    if isinstance(freest, Outcome):
        return isinstance(value, str) and Outcome[value.upper()] >= freest
    return isinstance(value, int) and 0 <= value <= freest
