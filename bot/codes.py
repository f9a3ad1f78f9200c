"""What Twilio's error codes oblige us to do. Its messages may change; its codes do not."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """What a code asks of us."""

    OPTED_OUT = "opted_out"  # they told Twilio to stop: so they told us
    FILTERED = "filtered"  # a carrier objects to our words: stop, do not reword, tell a person
    LATER = "later"  # their phone was off: once more, later, through the door
    UNREACHABLE = "unreachable"  # this address cannot take texts
    OURS = "ours"  # our own set-up is wrong: alert, every text will fail like this
    FAILED = "failed"  # nothing particular is known


_BY_CODE: dict[Duty, tuple[int, ...]] = {
    Duty.OPTED_OUT: (21610,),
    Duty.FILTERED: (30004, 30007, 30640),
    Duty.LATER: (30003, 30610),
    Duty.UNREACHABLE: (21211, 21408, 21612, 21614, 21635, 30005, 30006),
    Duty.OURS: (
        20003, 21212, 21603, 21606, 21608, 21701, 30002, 30032, 30034, 30450, 30460, 30863, 30943,
    ),
}  # fmt: skip
_DUTY = {code: duty for duty, codes in _BY_CODE.items() for code in codes}


def duty_of(code: int | None) -> Duty:
    """Say what a code asks of us.

    >>> duty_of(21610), duty_of(99999)
    (<Duty.OPTED_OUT: 'opted_out'>, <Duty.FAILED: 'failed'>)
    """
    return _DUTY.get(code or 0, Duty.FAILED)
