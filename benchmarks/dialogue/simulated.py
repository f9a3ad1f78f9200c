"""Let simulated debtors talk with the house, watch every reply, and count how it went."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.dialogue.house import House
from benchmarks.dialogue.invariants import broken, look
from benchmarks.dialogue.ledger_checks import agreed_with, flags_now, handover_now
from benchmarks.dialogue.people import person_of
from benchmarks.dialogue.personas import PAYS, PERSONAS, Mind, Persona
from benchmarks.dialogue.speaking import Heard, Speaker, meet
from benchmarks.dialogue.utterances import LANGUAGES, PROOFS, WHO, utter
from ledger.accounts import breakdown
from ledger.database import Session
from ledger.stops import is_quarantined, is_stopped
from ledger.tables import Conversation

_BORN, _WRONG_YEARS = 1985, (1958, 1986, 1895)
_FOLDERS = {"en": "en", "es": "es", "zh": "zh-Hans"}


@dataclass
class Lived:
    """One simulated talk as it went."""

    persona: str
    language: str
    who: str
    steps: list[tuple[str, Heard]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    success: bool = False
    handover: str | None = None

    @property
    def turns(self) -> int:
        """How many messages they wrote."""
        return len(self.steps)

    @property
    def templates(self) -> list[str]:
        """All templates they heard."""
        return [template for _, heard in self.steps for template in heard.templates]


def live_all(house: House, *, count: int, seed: int) -> Iterator[Lived]:
    """Let ``count`` debtors talk, one after the other; kinds and languages take turns."""
    for number in range(count):
        persona = PERSONAS[number % len(PERSONAS)]
        language = LANGUAGES[number // len(PERSONAS) % len(LANGUAGES)]
        yield live(house, persona, language, random.Random(f"{seed} {number}"))


def live(house: House, persona: Persona, language: str, chance: random.Random) -> Lived:
    """Let one debtor talk until the goal is met, nobody answers, or patience ends."""
    who = chance.choice(WHO[language])
    speaker = meet(house, person_of(who, language=_FOLDERS[language]))
    lived, mind = Lived(persona.name, language, who), Mind(persona, chance)
    heard = Heard()
    while lived.turns < persona.patience and not lived.success:
        what = mind.next(heard.templates)
        if what is None:
            break
        before = look(house, speaker)
        words, heard = _do(speaker, what, mind, who, language)
        lived.steps.append((words, heard))
        lived.violations += [
            f"turn {lived.turns}: {what}"
            for what in broken(house, speaker, before, heard, wrote=what != PAYS)
        ]
        lived.success = _met(house, speaker, lived)
        if not heard.said:
            break
    with house.db.transaction() as session:
        lived.handover = handover_now(session, speaker)
    speaker.leaves()
    return lived


def _do(speaker: Speaker, what: str, mind: Mind, who: str, language: str) -> tuple[str, Heard]:
    if what == PAYS:
        return "(pays by the link)", speaker.pays()
    if what.isdigit():
        return what, speaker.says(what)
    right = mind.chance.random() < mind.persona.proves
    year = _BORN if right else mind.chance.choice(_WRONG_YEARS)
    words = utter(mind.chance, language, what, postal=PROOFS[who], year=year)
    return words, speaker.says(words)


def _met(house: House, speaker: Speaker, lived: Lived) -> bool:
    with house.db.transaction() as session:
        goal = next(p.goal for p in PERSONAS if p.name == lived.persona)
        return _GOALS[goal](session, speaker, lived)


def _paid(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return any(breakdown(session, ref).paid.minor > 0 for ref in speaker.settled.account_ids)


def _agreed(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return agreed_with(session, speaker) is not None


def _left_alone(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return is_stopped(session, speaker.channel, speaker.address) or _with_person(session, speaker)


def _eased(session: Session, speaker: Speaker, lived: Lived) -> bool:
    """Pressed no further, and offered help, a bearable plan or a person."""
    finished = {"afford_offer", "afford_person", "affordability_ended"} & set(lived.templates)
    eased = "hardship" in flags_now(session, speaker) or "ease_off" in lived.templates
    return _agreed(session, speaker, lived) or (eased and bool(finished))


def _written_down(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return "dispute" in flags_now(session, speaker)


def _knows(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return any(template.startswith(("balance", "debt_details")) for template in lived.templates)


def _nobody_elses(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return (
        is_quarantined(session, speaker.channel, speaker.address)
        or "third_party_answered" in lived.templates
    )


def _ended(session: Session, speaker: Speaker, lived: Lived) -> bool:
    return not lived.steps[-1][1].said or _with_person(session, speaker)


def _with_person(session: Session, speaker: Speaker) -> bool:
    return session.get_one(Conversation, speaker.conversation_id).owner == "person"


_GOALS: Mapping[str, Callable[[Session, Speaker, Lived], bool]] = {
    "paid": _paid,
    "agreed": _agreed,
    "left alone": _left_alone,
    "eased": _eased,
    "claim written down": _written_down,
    "knows the sum": _knows,
    "nobody else's matter": _nobody_elses,
    "comes to an end": _ended,
}


def rows(lived: Sequence[Lived]) -> Iterator[str]:
    """Give the table, a line for each kind of debtor and language, and one for all."""
    heads = "debtor language talks goal_met no_person_needed turns handed_over broken".split()
    yield f"| {' | '.join(heads).replace('_', ' ')} |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for persona in PERSONAS:
        for language in LANGUAGES:
            mine = [one for one in lived if (one.persona, one.language) == (persona.name, language)]
            if mine:
                yield _row(f"{persona.name}: {persona.goal}", language, mine)
    if lived:
        yield _row("all", "", list(lived))


def _row(name: str, language: str, lived: list[Lived]) -> str:
    count = len(lived)
    met = sum(one.success for one in lived)
    contained = sum(one.handover is None for one in lived)
    turns = sum(one.turns for one in lived) / count
    bad = sum(bool(one.violations) for one in lived)
    return (
        f"| {name} | {language} | {count} | {met / count:.0%} | {contained / count:.0%} "
        f"| {turns:.1f} | {count - contained} | {bad} |"
    )
