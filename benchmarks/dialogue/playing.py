"""Play a talk and say where it went otherwise than written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.dialogue.house import House
from benchmarks.dialogue.invariants import broken, look
from benchmarks.dialogue.ledger_checks import differences
from benchmarks.dialogue.scripts import Talk, span
from benchmarks.dialogue.speaking import Heard, Speaker, meet
from ledger.money import Money


@dataclass
class Played:
    """A talk as it went."""

    talk: Talk
    steps: list[tuple[str, Heard]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def transcript(self) -> str:
        """Write it down as a person would read it, with what was understood."""
        return written_down(self.steps)


def written_down(steps: list[tuple[str, Heard]]) -> str:
    """Write a talk down: who said what, what was understood, and by which templates we answered."""
    lines = []
    for did, heard in steps:
        lines.append(f"  they  {did}")
        names = " ".join(heard.templates) or "(nothing)"
        lines.append(f"        [{heard.intent or '-'}] -> {names}")
        for said in heard.said:
            lines.append("  we    " + said.text.replace("\n", "\n        "))
        for why in heard.withheld:
            lines.append(f"  held  {why}")
    return "\n".join(lines)


def play(house: House, talk: Talk) -> Played:
    """Play it from beginning to end; a wrong answer does not end it."""
    speaker = meet(house, talk.person, channel=talk.channel)
    played = Played(talk)
    for number, turn in enumerate(talk.turns, start=1):
        before = look(house, speaker)
        try:
            did, heard = _do(speaker, turn)
        except AssertionError as error:  # what the step needs did not come of those before it
            played.failures.append(f"turn {number}: {error}")
            break
        played.steps.append((did, heard))
        unheard = turn.get("answers") != []
        kept = broken(house, speaker, before, heard, wrote="says" in turn and unheard)
        played.failures += [f"turn {number}: {what}" for what in kept]
        played.failures += [f"turn {number}: {what}" for what in _wrong(turn, heard)]
    with house.db.transaction() as session:
        played.failures += [f"then: {what}" for what in differences(session, speaker, talk.then)]
    speaker.leaves()
    return played


def _do(speaker: Speaker, turn: Mapping[str, Any]) -> tuple[str, Heard]:
    if "says" in turn:
        words = turn["says"].replace("{ref}", speaker.settled.account_ids[0])
        return words, speaker.says(words, media=bool(turn.get("media")))
    if "after" in turn:
        return f"({turn['after']} later)", speaker.waits(span(turn["after"], "after"))
    if "staff" in turn:
        return "(a person gives the talk back)", speaker.is_given_back()
    way, amount = ("pays", turn["pays"]) if "pays" in turn else ("books", turn["books"])
    if way == "pays":
        sum_ = None if amount is True else Money.parse(str(amount), speaker.person.currency)
        return f"(pays {'all' if sum_ is None else amount} by the link)", speaker.pays(sum_)
    return (
        f"(pays {amount} another way)",
        speaker.books(Money.parse(str(amount), speaker.person.currency)),
    )


def _wrong(turn: Mapping[str, Any], heard: Heard) -> Iterator[str]:
    templates = list(heard.templates)
    if "answers" in turn and templates != turn["answers"]:
        yield f"answered with {templates}, not with {turn['answers']}"
    if missing := [name for name in turn.get("among", []) if name not in templates]:
        yield f"{missing} is not among {templates}"
    if found := [name for name in turn.get("never", []) if name in templates]:
        yield f"answered with {found}"
    if "understood" in turn and heard.intent != turn["understood"]:
        yield f"understood as {heard.intent}, not as {turn['understood']}"
    for words in turn.get("with", []):
        if str(words) not in heard.text:
            yield f"'{words}' is not in the answer"
    for words in turn.get("without", []):
        if str(words).lower() in heard.text.lower():
            yield f"'{words}' is in the answer"
    if turn.get("answers") != [] and heard.withheld:
        yield f"did not reach them: {'; '.join(heard.withheld)}"
