"""What figures are read out of Spanish. The day is Monday 23 November 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.nlu.figures import Reference
from tests.nlu.figures_reading import MONDAY, read

MEXICO = Reference(MONDAY.now, "America/Mexico_City")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mañana", "2026-11-24"),
        ("manana", "2026-11-24"),
        ("pasado mañana", "2026-11-25"),
        ("hoy", "2026-11-23"),
        ("hoy mismo", "2026-11-23"),
        ("el viernes", "2026-11-27"),
        ("este viernes", "2026-11-27"),
        ("el viernes que viene", "2026-11-27"),
        ("el próximo lunes", "2026-11-30"),
        ("el lunes", "2026-11-30"),
        ("este lunes", "2026-11-23"),
        ("el miércoles de la próxima semana", "2026-12-02"),
        ("la semana que viene el martes", "2026-12-01"),
        ("viernes 27", "2026-11-27"),
        ("en 15 días", "2026-12-08"),
        ("en quince", "2026-12-08"),
        ("dentro de dos semanas", "2026-12-07"),
        ("necesito dos semanas más", "2026-12-07"),
        ("más tiempo, quince días", "2026-12-08"),
        ("deme otra semana", "2026-11-30"),
        ("en una semana", "2026-11-30"),
        ("en un mes", "2026-12-23"),
        ("de aquí a tres semanas", "2026-12-14"),
        ("de hoy en ocho", "2026-11-30"),
        ("de mañana en ocho", "2026-12-01"),
        ("el viernes en ocho", "2026-12-04"),
        ("la próxima quincena", "2026-11-30"),
        ("hasta la quincena", "2026-11-30"),
        ("a la quincena", "2026-11-30"),
        ("este viernes 27 de noviembre", "2026-11-27"),
        ("el 1-dic-2026", "2026-12-01"),
        ("fin de mes", "2026-11-30"),
        ("a fines de mes", "2026-11-30"),
        ("a finales de enero", "2027-01-31"),
        ("a fin del mes que viene", "2026-12-31"),
        ("el último día del mes", "2026-11-30"),
        ("el día 10", "2026-12-10"),
        ("el 10", "2026-12-10"),
        ("el 25", "2026-11-25"),
        ("el diez", "2026-12-10"),
        ("el primero", "2026-12-01"),
        ("el 1ro", "2026-12-01"),
        ("el 1º", "2026-12-01"),
        ("para el 5", "2026-12-05"),
        ("el 5 del mes que viene", "2026-12-05"),
        ("el 10 de este mes", "2026-11-10"),
        ("el 5 de enero", "2027-01-05"),
        ("el 5 de enero del 2028", "2028-01-05"),
        ("primero de febrero", "2027-02-01"),
        ("el veintiuno de mayo", "2027-05-21"),
        ("15 dic", "2026-12-15"),
        ("5/1", "2027-01-05"),
        ("el 30/11/26", "2026-11-30"),
        ("31-12-2026", "2026-12-31"),
        ("2026-12-04", "2026-12-04"),
        ("nochebuena", "2026-12-24"),
        ("navidad", "2026-12-25"),
        ("el primer viernes de enero", "2027-01-01"),
    ],
)
def test_a_day_to_come(text: str, day: str) -> None:
    assert read(f"le pago {text}", MEXICO) == {"date": [day]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("pagué el lunes", "2026-11-16"),
        ("ya pague el viernes", "2026-11-20"),
        ("deposité el 20", "2026-11-20"),
        ("ayer", "2026-11-22"),
        ("antier lo mandé", "2026-11-21"),
        ("lo pagué hace dos semanas", "2026-11-09"),
        ("ya lo hice el viernes pasado", "2026-11-20"),
        ("transferí el 3 de noviembre", "2026-11-03"),
        ("ya le mandé el martes", "2026-11-17"),
        ("murió el martes", "2026-11-17"),
        ("salió de mi cuenta el jueves", "2026-11-19"),
        ("dos días antes de ayer", "2026-11-20"),
    ],
)
def test_a_day_gone_by(text: str, day: str) -> None:
    assert read(text)["date"] == [day]


@pytest.mark.parametrize(
    ("text", "said", "earliest", "latest"),
    [
        ("pago cuando cobre", "cuando cobre", None, None),
        ("le pago cuando me paguen", "cuando me paguen", None, None),
        ("hasta que me depositen la nómina", "hasta que me depositen la nómina", None, None),
        ("en cuanto cobre", "en cuanto cobre", None, None),
        ("luego", "luego", None, None),
        ("a la mejor", "a la mejor", None, None),
        ("en unos días", "en unos días", None, None),
        ("al rato", "al rato", None, None),
        ("a principios de mes", "a principios de mes", "2026-12-01", "2026-12-10"),
        ("a principios del mes que viene", None, "2026-12-01", "2026-12-10"),
        ("a mediados de enero", None, "2027-01-11", "2027-01-20"),
        ("la próxima semana", None, "2026-11-30", "2026-12-06"),
        ("el mes que viene", None, "2026-12-01", "2026-12-31"),
        ("este fin de semana", None, "2026-11-28", "2026-11-29"),
        ("en enero", None, "2027-01-01", "2027-01-31"),
        ("la sepultó en agosto", "en agosto", "2026-08-01", "2026-08-31"),
        ("la primera semana de enero", None, "2027-01-01", "2027-01-07"),
        ("viernes 28", None, None, None),
    ],
)
def test_a_time_that_names_no_day(
    text: str, said: str | None, earliest: str | None, latest: str | None
) -> None:
    found = read(text)
    assert found == {"vague_date": [(said or found["vague_date"][0][0], earliest, latest)]}  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("doscientos", 20000, None),
        ("dos mil quinientos", 250000, None),
        ("mil", 100000, None),
        ("cien pesos", 10000, None),
        ("50 varos", 5000, None),
        ("50 de lana", 5000, None),
        ("50 lana", 5000, None),
        ("20 lucas", 2000000, None),
        ("$1,500.50", 150050, "USD"),
        ("1.500,50 €", 150050, "EUR"),
        ("1.500 euros", 150000, "EUR"),
        ("1,500 pesos", 150000, None),
        ("mil quinientos pesos", 150000, None),
        ("cincuenta dólares", 5000, "USD"),
        ("20 dólares con 50 centavos", 2050, "USD"),
        ("2 mil pesos", 200000, None),
        ("puedo dar 50 al mes", 5000, None),
        ("¿y si fueran 800 mensuales?", 80000, None),
        ("quiero pagar 2000 al mes", 200000, None),
        ("le puedo dar 2000", 200000, None),
        ("mejor 2000", 200000, None),
        ("no, 60", 6000, None),
        ("le doy 100 hoy", 10000, None),
        ("solo puedo pagar treinta y cinco", 3500, None),
        ("unos 80 nomás", 8000, None),
        ("te abono 40 semanales", 4000, None),
        ("mil y medio", 150000, None),
        ("tengo 4 mil juntados", 400000, None),
        ("qué tal 35?", 3500, None),
        ("lo máximo que puedo es 60", 6000, None),
        ("nomás traigo 150, ¿te sirven?", 15000, None),
        ("doscientos quetzales", 20000, "GTQ"),
        ("¿aceptan 7000 para liquidar?", 700000, None),
        ("liquido 350 y ya", 35000, None),
        ("los 4200 que faltan se los mando después", 420000, None),
    ],
)
def test_a_sum_is_read_in_minor_units(text: str, minor: int, currency: str | None) -> None:
    assert read(text)["amount"] == [(minor, currency)]


def test_signs_and_words_stand_for_the_accounts_own_money() -> None:
    mexican = Reference(MONDAY.now, "America/Mexico_City", currency="MXN")
    assert read("$1,500.50", mexican)["amount"] == [(150050, "MXN")]
    assert read("50 varos y 10 pesos", mexican)["amount"] == [(5000, "MXN"), (1000, "MXN")]
    assert read("50 pesos", Reference(MONDAY.now, currency="COP"))["amount"] == [(5000, "COP")]
    assert read("20 lucas", Reference(MONDAY.now, currency="PEN"))["amount"] == [(2000, None)]
    assert read("50 varos", Reference(MONDAY.now, currency="USD"))["amount"] == [(5000, None)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("la mitad hoy", [(1, 2)]),
        ("medio ahora", [(1, 2)]),
        ("un tercio", [(1, 3)]),
        ("la tercera parte", [(1, 3)]),
        ("el 50 por ciento", [(1, 2)]),
        ("el 25%", [(1, 4)]),
        ("pago todo", [(1, 1)]),
        ("el saldo completo", [(1, 1)]),
        ("la mitad el 1 y el resto el 15", [(1, 2), (1, 2)]),
        ("un tercio hoy y lo demás el viernes", [(1, 3), (2, 3)]),
    ],
)
def test_a_share_of_what_is_owed(text: str, shares: list[tuple[int, int]]) -> None:
    assert read(text)["share"] == shares


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("cada quincena", "semimonthly"),
        ("quincenal", "semimonthly"),
        ("50 a la quincena", "semimonthly"),
        ("dos veces al mes", "semimonthly"),
        ("el 1 y 15", "semimonthly"),
        ("semanal", "weekly"),
        ("cada semana", "weekly"),
        ("cada viernes", "weekly"),
        ("todos los lunes", "weekly"),
        ("50 por semana", "weekly"),
        ("cada dos semanas", "biweekly"),
        ("cada 15 días", "biweekly"),
        ("cada mes", "monthly"),
        ("mensual", "monthly"),
        ("mensualmente", "monthly"),
        ("50 al mes", "monthly"),
    ],
)
def test_a_rhythm(text: str, frequency: str) -> None:
    assert read(text)["frequency"] == [frequency]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("en 3 pagos", 3),
        ("en tres pagos", 3),
        ("6 cuotas", 6),
        ("en seis mensualidades", 6),
        ("a 12 meses", 12),
        ("un solo pago", 1),
        ("dividirlo en 4", 4),
    ],
)
def test_a_number_of_payments(text: str, count: int) -> None:
    assert read(text)["count"] == [count]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("después de las 6", ("18:00", None, None)),
        ("solo después de las 6 pm", ("18:00", None, None)),
        ("por las mañanas", (None, "12:00", None)),
        ("no por las mañanas", ("12:00", None, None)),
        ("no me llamen por la mañana", ("12:00", None, None)),
        ("antes de las 10 de la mañana", (None, "10:00", None)),
        ("no antes de las 10", ("10:00", None, None)),
        ("fines de semana", (None, None, [5, 6])),
        ("de lunes a viernes después de las 5", ("17:00", None, [0, 1, 2, 3, 4])),
        ("entre las 9 y las 5", ("09:00", "17:00", None)),
        ("después del trabajo", ("18:00", None, None)),
        ("escríbame los lunes y miércoles", (None, None, [0, 2])),
        ("los domingos no", (None, None, [0, 1, 2, 3, 4, 5])),
        ("los sábados después de las 10 am", ("10:00", None, [5])),
        ("martes y jueves después de las 3 pm", ("15:00", None, [1, 3])),
        ("entre 12 y 2", ("12:00", "14:00", None)),
    ],
)
def test_when_somebody_wants_to_be_reached(text: str, window: tuple[object, ...]) -> None:
    assert read(text) == {"time_window": [window]}


@pytest.mark.parametrize(
    "text",
    [
        "un momento",
        "una vez",
        "vivo en 5 de Mayo street",
        "calle 16 de septiembre 22",
        "mi numero es 555-123-4567",
        "24/7",
        "tengo 2 hijos",
        "buenos días",
        "buenas tardes",
        "a las 5",
        "a lo mejor no",
        "ya no me llamen",
        "tengo once años aquí",
        "es la primera vez",
        "no puedo pagar nada",
        "de nada",
        "por medio de mi abogado",
        "no me sacan ni un peso",
        "buen fin de semana",
        "feliz año nuevo",
        "lo repitió tres veces",
        "esta misma mañana no",
        "fue en 2023",
        "mil gracias",
        "rento un cuarto atrás de la iglesia",
        "30 de febrero",
        "pago otro día",
        "llevo 2 meses más sin trabajo",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == {}


def test_in_the_united_states_the_month_comes_first_in_spanish_too() -> None:
    assert read("el 5/1")["date"] == ["2027-05-01"]
    assert read("el 5/1", Reference(MONDAY.now))["date"] == ["2027-01-05"]


def test_two_languages_in_one_breath() -> None:
    assert read("te pago el friday $50") == {"date": ["2026-11-27"], "amount": [(5000, "USD")]}
    assert read("pago 20 bucks next week") == {
        "amount": [(2000, "USD")],
        "vague_date": [("next week", "2026-11-30", "2026-12-06")],
    }


def test_the_next_payday_is_the_15th_or_the_last_of_the_month() -> None:
    def day(month: int, number: int) -> object:
        now = Reference(datetime(2026, month, number, 18, tzinfo=UTC), "America/Mexico_City")
        return read("la próxima quincena", now)["date"]

    assert day(11, 14) == ["2026-11-15"]
    assert day(11, 15) == ["2026-11-30"]
    assert day(11, 30) == ["2026-12-15"]


def test_a_whole_offer_is_read_in_one_go() -> None:
    assert read("la mitad el viernes y luego 6 pagos de $40 cada quincena") == {
        "share": [(1, 2)],
        "date": ["2026-11-27"],
        "vague_date": [("luego", None, None)],
        "count": [6],
        "amount": [(4000, "USD")],
        "frequency": ["semimonthly"],
    }
