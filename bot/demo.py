"""A dozen people to try Forbear with: no account anywhere, no network, no real person's data.

Their files go through the same import as a real portfolio. All telephone numbers are from the
range kept for fiction (555-01xx).
"""

from __future__ import annotations

import csv
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DEMO_NUMBER = "+12125550199"  # the creditor's number
DEMO_HOUR = time(14)  # in New York: daytime from Maine to Honolulu
DEMO_ZONE = ZoneInfo("America/New_York")
LOGINS = (
    ("collector", "Casey Collins", ["collector"]),
    ("reviewer", "Robin Reyes", ["reviewer"]),
    ("manager", "Morgan Mills", ["collector", "reviewer", "manager"]),
)


@dataclass(frozen=True)
class Person:
    """One row of the demo portfolio; money in whole units with two decimals."""

    ref: str
    first_name: str
    last_name: str
    phone: str
    language: str
    city: str
    region: str
    postal_code: str
    birth_date: str
    principal: str
    interest: str
    fees: str
    due_in_days: int
    product: str = "furniture loan"
    creditor: str = "Harbor Home Credit"
    party: str = "first"
    kind: str = "person"
    company: str = ""
    industry: str = "retail"
    grade: str = "B"
    consent: bool = True


PEOPLE = (
    Person("HH-1001", "Maya", "Brooks", "+12125550101", "en", "New York", "NY", "10025",
           "1985-04-12", "585.00", "18.42", "10.00", -5),
    Person("HH-1002", "Luis", "Herrera", "+13235550102", "es", "Los Angeles", "CA", "90032",
           "1979-09-30", "1240.00", "36.10", "0.00", -12, grade="C"),
    Person("HH-1003", "Mei", "Zhang", "+14155550103", "zh-Hans", "San Francisco", "CA", "94122",
           "1990-01-22", "320.00", "4.80", "0.00", 3, grade="A"),
    Person("HH-1004", "Darnell", "Price", "+13125550104", "en", "Chicago", "IL", "60619",
           "1972-11-05", "2890.55", "140.20", "35.00", -45, grade="D"),
    Person("HH-1005", "Noelani", "Kahale", "+18085550105", "en", "Honolulu", "HI", "96816",
           "1988-07-19", "210.00", "0.00", "0.00", 0, grade="A"),
    Person("HH-1006", "Rosa", "Delgado", "+16025550106", "es", "Phoenix", "AZ", "85008",
           "1994-02-27", "760.00", "12.00", "15.00", -30, grade="C"),
    Person("HH-1007", "George", "Whitfield", "+12075550107", "en", "Portland", "ME", "04101",
           "1951-03-08", "95.40", "0.00", "0.00", -2, grade="B"),
    Person("HH-1008", "Priya", "Nair", "+17325550108", "en", "Edison", "NJ", "08817",
           "1983-12-14", "1510.00", "22.75", "0.00", -8, consent=False),
    Person("HH-1009", "Walter", "Young", "+19545550109", "en", "Miami", "FL", "33130",
           "1966-06-01", "640.00", "31.00", "10.00", -20, grade="C"),
    Person("HH-1010", "Jia-Hao", "Lin", "+16265550110", "zh-Hant", "San Gabriel", "CA", "91776",
           "1975-10-10", "430.00", "6.30", "0.00", -7),
    Person("HH-2001", "Ana", "Silva", "+16175550111", "en", "Boston", "MA", "02118",
           "1986-08-21", "3400.00", "210.00", "50.00", -15, kind="business",
           company="Silva Catering LLC", industry="catering", product="equipment lease"),
    Person("NB-3001", "Terrence", "Cole", "+17045550112", "en", "Charlotte", "NC", "28205",
           "1981-05-17", "980.00", "0.00", "0.00", -60, creditor="Northbank Cards",
           party="third", product="credit card", grade="D"),
)  # fmt: skip

CREDITORS = {
    "Harbor Home Credit": (
        "+1 212 555 0198",
        "harborhome.example",
        "by card or bank transfer at harborhome.example/pay, or by phone at +1 212 555 0198",
    ),
    "Northbank Cards": (
        "+1 704 555 0197",
        "northbank.example",
        "at northbank.example/pay, or by phone at +1 704 555 0197",
    ),
}

_SOURCES = {"first": "loan agreement", "third": "web form of the collector"}
COLUMNS = (
    "account_ref creditor party product currency principal interest fees due_date opened_on "
    "itemization_date debtor_ref debtor_kind industry credit_grade first_name last_name company "
    "language phone email street city region postal_code country birth_date sms_consent "
    "sms_consent_at sms_consent_source sms_consent_given_to"
).split()


def demo_start(now: datetime) -> datetime:
    """The instant the demo's clock begins at: a working day, two in the afternoon in New York.

    >>> demo_start(datetime(2026, 11, 22, 5, tzinfo=UTC)).isoformat()  # a Sunday
    '2026-11-23T19:00:00+00:00'
    """
    day = now.astimezone(DEMO_ZONE).date()
    while True:
        start = datetime.combine(day, DEMO_HOUR, tzinfo=DEMO_ZONE).astimezone(UTC)
        if start >= now and day.weekday() < 5:
            return start
        day += timedelta(days=1)


def rows(today: date) -> Iterator[dict[str, str]]:
    """The portfolio as rows of accounts.csv, with due dates around ``today``."""
    for person in PEOPLE:
        due = today + timedelta(days=person.due_in_days)
        agreed = datetime.combine(today - timedelta(days=20), time(15), tzinfo=UTC)
        yield {
            "account_ref": person.ref,
            "creditor": person.creditor,
            "party": person.party,
            "product": person.product,
            "currency": "USD",
            "principal": person.principal,
            "interest": person.interest,
            "fees": person.fees,
            "due_date": due.isoformat(),
            "opened_on": (due - timedelta(days=400)).isoformat(),
            "itemization_date": (due - timedelta(days=30)).isoformat(),
            "debtor_ref": f"P-{person.ref}",
            "debtor_kind": person.kind,
            "industry": person.industry,
            "credit_grade": person.grade,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "company": person.company,
            "language": person.language,
            "phone": person.phone,
            "email": "",
            "street": "",
            "city": person.city,
            "region": person.region,
            "postal_code": person.postal_code,
            "country": "US",
            "birth_date": person.birth_date,
            "sms_consent": "yes" if person.consent else "no",
            "sms_consent_at": agreed.isoformat() if person.consent else "",
            "sms_consent_source": _SOURCES[person.party] if person.consent else "",
            "sms_consent_given_to": person.party if person.consent else "",
        }


def write_portfolio(path: Path, today: date) -> None:
    """Write the demo's accounts.csv."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS)
        writer.writeheader()
        writer.writerows(rows(today))


def new_password(choose: Callable[[int], str] = secrets.token_urlsafe) -> str:
    """A password for the demo's logins, made anew for each data folder."""
    return choose(9)
