"""The gate before every disclosure: who is speaking?

Whoever is not verified hears the same words whether or not there is anybody on file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias

from actions.figures import Figures
from actions.proof import Proof, read_proof
from actions.turn import Turn
from ledger.accounts import account_by_ref
from ledger.conversations import failed_proof, proved
from ledger.people import debtors_by_address, display_name, prove_identity
from ledger.proof_brake import is_braked, note_failure
from ledger.tables import Debtor, Message

Wishes: TypeAlias = Mapping[str, Callable[[Turn], None]]

_TOLD_WITHIN = timedelta(minutes=30)  # a postal code now and a year a moment later belong together
_LOOK_BACK = 3  # messages


def let_in(turn: Turn, wish: str, wishes: Wishes, *, asks: bool = True) -> bool:
    """Answer whether ``wish`` may be served now; ask who is speaking if it may not.

    ``asks``: what serves it ends in a question or a deed of its own, unlike a mere answer.
    """
    if turn.verified:
        return True
    asked = turn.changed.get("awaiting") == "identity"  # for another wish of the same message
    _remember(turn, wish, asks=asks, beside=asked or offers_awaited_proof(turn))
    if not asked:
        check(turn, wishes)  # the question may have brought its proof along
    return False


def offers_awaited_proof(turn: Turn) -> bool:
    """Whether we had asked who is speaking, and this message, whatever else it is, says it."""
    return not turn.verified and turn.awaiting == "identity" and _is_enough(turn, _offered(turn))


def check(turn: Turn, wishes: Wishes) -> None:
    """Try the proof offered in this turn; serve what was wished as soon as it holds."""
    if turn.verified:
        turn.say("identity_known")
        return
    proof = _offered(turn)
    if not _is_enough(turn, proof):
        _ask(turn, half=bool(proof))
        return
    debtor_id = _prove(turn, proof)
    if debtor_id is None:
        _refuse(turn)
    else:
        _welcome(turn, debtor_id, proof, wishes)


def _is_enough(turn: Turn, proof: Proof) -> bool:
    """Whether a proof can be tried. Hong Kong, for one, has no postal codes."""
    debtor = turn.debtor
    has_no_place = debtor is not None and not debtor.postal_code
    return proof.complete or (
        has_no_place and proof.birth_year is not None and proof.reference is not None
    )


def _offered(turn: Turn) -> Proof:
    proof = read_proof(turn.text, today=turn.today)
    if not proof:
        return proof
    earlier = (
        turn.session.query(Message)
        .filter(
            Message.conversation_id == turn.conversation.id,
            Message.direction == "in",
            Message.seq < turn.message.seq,
            Message.created_at >= turn.message.created_at - _TOLD_WITHIN,
        )
        .order_by(Message.seq.desc())
        .limit(_LOOK_BACK)
    )
    for message in earlier:
        proof = proof.over(read_proof(message.body, today=turn.today))
    return proof


def _ask(turn: Turn, *, half: bool = False) -> None:
    turn.await_("identity")
    turn.say("ask_identity_rest" if half else "ask_identity")


def _remember(turn: Turn, wish: str, *, asks: bool, beside: bool) -> None:
    """Keep a wish with its figures; of one message, several."""
    row: dict[str, Any] = {
        "action": wish,
        "entities": [dict(entity) for entity in turn.entities],
        "turn": turn.id,
        "asks": asks,
    }
    rows = [*(_kept(turn) if beside else ()), row]
    latest = {str(one["action"]): one for one in rows}  # said again with other figures, it is one
    first, *then = latest.values()
    turn.set_slot("wish", {**first, "then": then} if then else first)


def _kept(turn: Turn) -> list[dict[str, Any]]:
    """Give the wishes that wait for the proof, the first one first."""
    wish = turn.slot("wish")
    if not isinstance(wish, dict):
        return []
    return [{name: wish[name] for name in wish if name != "then"}, *wish.get("then", ())]


def _prove(turn: Turn, proof: Proof) -> str | None:
    conversation = turn.conversation
    known = [conversation.debtor_id] if conversation.debtor_id else []
    on_file = known or [
        debtor.id
        for debtor in debtors_by_address(turn.session, conversation.channel, conversation.address)
    ]
    braked = is_braked(turn.session, proof.reference, now=turn.now)
    right = prove_identity(
        turn.session,  # asked even when nobody is on file: the work must not tell either
        debtor_ids=on_file,
        account_ref=proof.reference,
        postal_code=proof.postal_code,
        birth_year=proof.birth_year,
        birth_date=proof.birth_date,
    )
    if right is None:
        note_failure(turn.session, proof.reference, now=turn.now)
    return None if braked else right


def _refuse(turn: Turn) -> None:
    left = failed_proof(
        turn.session,
        conversation_id=turn.conversation.id,
        now=turn.now,
        new_id=turn.services.new_id,
    )
    if left:
        turn.await_("identity")
        turn.say("identity_no_match")
        return
    turn.await_(None)
    turn.set_slot("wish", None)
    turn.set_slot("handed_over", True)
    turn.say("identity_locked")


def _welcome(turn: Turn, debtor_id: str, proof: Proof, wishes: Wishes) -> None:
    named = account_by_ref(turn.session, proof.reference) if proof.reference else None
    proved(
        turn.session,
        conversation_id=turn.conversation.id,
        debtor_id=debtor_id,
        account_id=named.id if named is not None and named.debtor_id == debtor_id else None,
        now=turn.now,
    )
    turn.proved_now = True
    kept, beside = _kept(turn), _usable(turn)
    open_already = turn.changed.get("awaiting")
    turn.await_(None if open_already == "identity" else open_already)
    turn.set_slot("wish", None)
    served = [row for row in _to_serve(turn, kept) if str(row.get("action")) in wishes]
    for row in served:
        turn.entities = list(row.get("entities") or ())
        turn.figures = Figures.read(turn.entities)
        if not turn.figures.any and beside:  # "a plan?", then "10025 1985, I can do 75 a month"
            turn.entities, turn.figures = beside, Figures.read(beside)
        turn.wished_in = row.get("turn")
        wishes[str(row["action"])](turn)
    if not served and not turn.replies:
        debtor = turn.session.get_one(Debtor, debtor_id)
        turn.say("identity_confirmed", name=display_name(debtor))


def _to_serve(turn: Turn, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave one wish that asks something, the newest, behind all that are merely answered.

    Where a person has the talk by now, nothing is offered any more.
    """
    answers = [row for row in kept if not row.get("asks", True)]
    asking = [row for row in kept if row.get("asks", True) and not turn.slot("handed_over")]
    newest = [row for row in asking if row.get("turn") == asking[-1].get("turn")]
    return [*answers, *_with_figures(newest)]


def _with_figures(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of some wishes of one message; one without figures takes those of another.

    "A plan please, 500 a month" may be heard as two wishes, and is one.
    """
    told = (row["entities"] for row in rows if Figures.read(row.get("entities") or ()).any)
    figures = next(told, None)
    return [
        row if figures is None or Figures.read(row.get("entities") or ()).any
        else {**row, "entities": figures}
        for row in rows[:1]
    ]  # fmt: skip


def keeps_offer(turn: Turn) -> bool:
    """Whether a wish waits for the proof whose serving asks something of its own."""
    return any(row.get("asks", True) for row in _kept(turn))


def _usable(turn: Turn) -> list[Mapping[str, Any]]:
    """Give the figures beside the proof; a day that is over is one of birth."""
    figures = [entity for entity in turn.entities if Figures.read([entity]).any]
    return [one for one in figures if (day := Figures.read([one]).on) is None or day >= turn.today]
