"""What people at work read in place of the names used in code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

OUTCOMES: Mapping[str, str] = {
    "permit": "May be sent",
    "amend": "May be sent with a change",
    "hold": "Not yet",
    "refer": "A person decides",
    "forbid": "May not be sent",
}
SHORT_OUTCOMES: Mapping[str, str] = {
    "permit": "allowed",
    "amend": "changed",
    "hold": "held",
    "refer": "for a person",
    "forbid": "refused",
}
STATES: Mapping[str, str] = {
    "received": "received",
    "pending": "waiting to leave",
    "sending": "leaving",
    "accepted": "handed over",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "not delivered",
    "failed": "failed",
    "read": "read",
    "held": "waiting for a lawful time",
    "referred": "waiting for a person",
    "refused": "refused by the door",
    "cancelled": "cancelled",
    "unknown": "unclear whether it left",
    "dead": "given up",
}
REASONS: Mapping[str, str] = {
    "abuse": "is angry, and has been abusive twice",
    "already_paid": "says it is paid",
    "answer_forbidden": "an answer was not allowed to leave",
    "asked_for_person": "asked for a person",
    "attorney": "has an attorney",
    "bankruptcy": "reports a bankruptcy",
    "cannot_pay_page": "says on the payment page that they cannot pay",
    "complaint": "complains",
    "deceased": "the person has died",
    "dispute": "disputes the debt",
    "distress": "in distress: care first",
    "fraud": "says somebody else made the debt",
    "hardship": "in hardship",
    "identity_not_proved": "could not prove who they are",
    "legal": "speaks of legal steps against us",
    "media": "sent a picture or a file",
    "message_referred": "a message waits for a decision",
    "not_understood": "was not understood three times",
    "on_hold": "wants to agree on something while collection rests",
    "payment_methods": "wants to pay, and no way to pay is on file",
    "payment_currency": "a payment came in another currency and is not booked",
    "payment_differs": "paid another sum than the link asked for",
    "payment_problem": "has trouble with a payment",
    "payment_too_much": "paid more than is owed",
    "refusal": "refuses to pay",
    "third_party": "somebody else answered",
    "taken_by_colleague": "taken by a colleague",
    "wrote_after_stop": "wrote again after STOP",
}
CATEGORIES: Mapping[str, str] = {
    "arrest_prosecution": "arrest or prosecution",
    "legal_action_threat": "threat of legal action",
    "seizure_garnishment": "seizure or garnishment",
    "insult_shaming": "insult or shaming",
    "third_party": "told to somebody else",
    "publication": "making it public",
    "credit_threat": "threat about credit",
    "family_harm": "harm to family",
    "amount_misstatement": "wrong amount",
    "deceptive_identity": "hiding who writes",
    "rights_denial": "denial of rights",
    "time_barred": "time-barred debt",
    "payment_coercion": "pressure to pay",
    "sensitive_data": "sensitive data",
    "visit_threat": "threat of a visit",
    "missing_opt_out": "no way to opt out",
    "missing_identity": "does not say who writes",
    "missing_disclosure": "required words missing",
    "hours": "time of day",
    "frequency": "how often",
    "cease": "asked us to stop",
    "represented": "has an attorney",
    "dispute_hold": "dispute open",
    "place": "where they are",
    "wrong_party": "who we speak with",
    "undecided": "could not be judged",
}
CHANNELS: Mapping[str, str] = {"sms": "text message", "chat": "web chat", "email": "e-mail"}
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Spanish",
    "zh-Hans": "Chinese (simplified)",
    "zh-Hant": "Chinese (traditional)",
}
WANTS: Mapping[str, str] = {
    "already_paid": "says it is paid",
    "ask_balance": "to know how much it is",
    "ask_consequences": "to know what happens if they do not pay",
    "ask_credit_impact": "to know what it does to their credit",
    "ask_debt_details": "to know what it is for",
    "ask_due_date": "to know when it is due",
    "ask_fees": "to know what the fees are for",
    "ask_is_bot": "to know whether this is a machine",
    "ask_payment_methods": "to know how to pay",
    "ask_payment_status": "to know whether a payment arrived",
    "ask_plan_status": "to know how their plan stands",
    "ask_rights": "to know their rights",
    "ask_who_is_this": "to know who writes",
    "cancel_plan": "to end their plan",
    "cannot_pay": "cannot pay now",
    "change_language": "another language",
    "change_plan": "another plan",
    "complain": "to complain",
    "counter_offer": "better terms than we offered",
    "dispute_debt": "disputes the debt",
    "express_distress": "help: they are in distress",
    "not_now": "another time",
    "pay_now": "to pay now",
    "pay_partial": "to pay a part",
    "promise_to_pay": "to pay by a day",
    "refuse_to_pay": "not to pay",
    "report_attorney": "us to speak to their attorney",
    "report_bankruptcy": "reports a bankruptcy",
    "report_deceased": "reports a death",
    "report_fraud": "says somebody else made the debt",
    "report_hardship": "time: they are in hardship",
    "report_payment_problem": "help with a payment that failed",
    "request_callback": "to be called",
    "request_extension": "more time",
    "request_fee_waiver": "fees taken off",
    "request_human": "a person",
    "request_plan": "to pay in parts",
    "request_receipt": "a receipt",
    "request_settlement": "to pay less and be done",
    "request_validation": "proof of the debt",
    "set_contact_preference": "to be reached differently",
    "stall": "to put it off",
    "stop_contact": "to be left alone",
    "suspect_scam": "proof that we are real",
    "third_party_reply": "somebody else answered",
    "threaten_legal": "to take legal steps against us",
    "update_contact": "to give new contact data",
    "wrong_person": "is not the person",
}
MOODS: Mapping[str, str] = {
    "distress": "In distress: care first",
    "angry": "Angry: stay calm, one boundary was set",
    "upset": "Upset",
    "calm": "Nothing noted",
}
TASKS: Mapping[str, str] = {
    "callback": "Call them",
    "complaint": "Answer a complaint",
    "contact_change": "Check new contact data, and put them on file",
    "preference": "Set how they want to be reached",
}
TASK_DETAILS: Mapping[str, str] = {
    "number": "Number",
    "phone": "New number",
    "email": "New e-mail address",
    "region": "State",
    "zip": "Postal code",
    "country": "Country",
}
FLAGS: Mapping[str, str] = {
    "cease": "Asked us in writing to stop",
    "represented": "An attorney acts for them",
    "bankruptcy": "Bankruptcy",
    "deceased": "Has died",
    "minor": "Is a minor",
    "dispute": "Disputes the debt: collection rests",
    "fraud": "Says somebody else made the debt",
    "hardship": "In hardship: collection rests",
    "distress": "In distress: care first",
    "servicemember": "On active military service",
    "time_barred": "The debt is time-barred",
    "breathing_space": "Breathing space",
}


def outcome(word: str) -> str:
    """Say a verdict's outcome in a heading."""
    return OUTCOMES.get(word, _spaced(word))


def state(word: str) -> str:
    """Say where a message is on its way."""
    return STATES.get(word, _spaced(word))


def reason(word: str) -> str:
    """Say why a conversation was handed over.

    >>> reason("asked_for_person"), reason("something_new")
    ('asked for a person', 'something new')
    """
    return REASONS.get(word, _spaced(word))


def category(word: str) -> str:
    """Say what a finding is about."""
    return CATEGORIES.get(word, _spaced(word))


def channel(word: str) -> str:
    """Say the way to reach somebody."""
    return CHANNELS.get(word, word)


def language(tag: str) -> str:
    """Say a language."""
    return LANGUAGES.get(tag, tag)


def want(intent: str) -> str:
    """Say what somebody wants."""
    return WANTS.get(intent, _spaced(intent))


def mood(word: str) -> str:
    """Say how somebody sounds."""
    return MOODS.get(word, _spaced(word))


def task(word: str) -> str:
    """Say what somebody at work is to do."""
    return TASKS.get(word, _spaced(word).capitalize())


def task_lines(detail: Mapping[str, object]) -> list[str]:
    """Say the particulars of a task, a line each; what has no label is not for reading."""
    return [f"{label}: {detail[name]}" for name, label in TASK_DETAILS.items() if detail.get(name)]


def flag(word: str) -> str:
    """Say a standing circumstance."""
    return FLAGS.get(word, _spaced(word).capitalize())


def age(waited: timedelta) -> str:
    """Say how long something has waited.

    >>> age(timedelta(seconds=30)), age(timedelta(minutes=5)), age(timedelta(hours=30))
    ('under a minute', '5 min', '1 day 6 h')
    """
    minutes = int(waited.total_seconds() // 60)
    if minutes < 1:
        return "under a minute"
    hours, minutes = divmod(minutes, 60)
    if hours < 1:
        return f"{minutes} min"
    days, hours = divmod(hours, 24)
    if days < 1:
        return f"{hours} h {minutes} min"
    return f"{days} day{'s' if days > 1 else ''} {hours} h"


def sentence(text: str) -> str:
    """Write a reason as a sentence.

    >>> sentence("no consent is on file"), sentence("1 in a day. "), sentence("")
    ('No consent is on file.', '1 in a day.', '')
    """
    told = text.strip()
    begun = told[:1].upper() + told[1:]
    return begun if not begun or begun[-1] in ".!?…" else f"{begun}."


def speaks(words: str | None) -> str:
    """Say why a draft is not taken for free of the debt.

    >>> speaks("balance")
    '\u201cbalance\u201d may speak of the debt, so it is checked as a text that does.'
    """
    if words is None:
        return ""
    return f"“{words}” may speak of the debt, so it is checked as a text that does."


def masked(address: str) -> str:
    r"""Keep only the end of an address, enough to tell two apart.

    >>> masked("+12125550101"), masked("chat:0f3a9c"), masked("")
    ('••••\xa00101', '••••\xa03a9c', '••••')
    """
    return f"••••\N{NO-BREAK SPACE}{address[-4:]}".rstrip()


def _spaced(word: str) -> str:
    return word.replace("_", " ")
