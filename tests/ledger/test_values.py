"""What an action says with figures comes back from storage as the same figures."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import Money
from ledger.values import AccountLine, AccountList, Parts, UnreadableValue, decode, encode

money = st.builds(
    Money, st.integers(-(10**14), 10**14), st.sampled_from(["USD", "CNY", "JPY", "KWD"])
)
instants = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))]))
value = st.one_of(
    st.text(),
    st.integers(),
    money,
    st.dates(),
    instants,
    st.lists(st.tuples(st.dates(), money)),
    st.lists(st.builds(AccountLine, st.text(), st.text(), st.text(), money)).map(
        lambda lines: AccountList(tuple(lines))
    ),
    st.lists(st.tuples(st.text(), money)).map(lambda lines: Parts(tuple(lines))),
)


@given(st.dictionaries(st.text(), value))
def test_every_value_survives_json(values):
    assert decode(json.loads(json.dumps(encode(values)))) == values


def test_the_stored_form_is_the_one_other_processes_read():
    stored = encode(
        {
            "each": Money(5000, "USD"),
            "due_on": date(2026, 12, 4),
            "at": datetime(2026, 12, 4, 9, 30, tzinfo=UTC),
            "schedule": [(date(2026, 12, 4), Money(5000, "USD"))],
            "name": "Ana",
            "count": 3,
        }
    )

    assert stored == {
        "each": {"money": [5000, "USD"]},
        "due_on": {"date": "2026-12-04"},
        "at": {"instant": "2026-12-04T09:30:00Z"},
        "schedule": {"schedule": [["2026-12-04", 5000, "USD"]]},
        "name": {"text": "Ana"},
        "count": {"count": 3},
    }


@pytest.mark.parametrize("unfit", [True, 1.5, None, {"a": 1}, datetime(2026, 1, 1)])  # noqa: DTZ001
def test_a_value_no_message_can_hold_is_refused_by_name(unfit):
    with pytest.raises(UnreadableValue, match="'sum'"):
        encode({"sum": unfit})


@pytest.mark.parametrize(
    "tagged", [{}, {"money": [1.5, "USD"]}, {"text": "a", "count": 1}, {"price": 3}, {"date": 5}]
)
def test_a_stored_value_of_unknown_shape_is_refused_by_name(tagged):
    with pytest.raises(UnreadableValue, match="'sum'"):
        decode({"sum": tagged})
