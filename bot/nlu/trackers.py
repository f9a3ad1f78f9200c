"""Say where Rasa keeps its conversations, from the one database address Forbear is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SCHEMA = "rasa"  # Rasa's table is called "events"; ours are not to meet it


def tracker_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that ``endpoints.yml`` and Rasa's SQL store read.

    >>> tracker_settings({"FORBEAR_DATABASE_URL": "postgresql+psycopg://u:p@db/forbear"})
    {'FORBEAR_TRACKER_URL': 'postgresql://u:p@db/forbear', 'POSTGRESQL_SCHEMA': 'rasa'}
    >>> tracker_settings({"FORBEAR_DATA_DIR": "/srv/forbear"})
    {'FORBEAR_TRACKER_URL': 'sqlite:////srv/forbear/rasa.db'}
    """
    chosen = environment.get("FORBEAR_TRACKER_URL") or environment.get("FORBEAR_DATABASE_URL", "")
    scheme, _, rest = chosen.partition("://")
    if scheme.startswith("postgres"):
        return {"FORBEAR_TRACKER_URL": f"postgresql://{rest}", "POSTGRESQL_SCHEMA": SCHEMA}
    if environment.get("FORBEAR_TRACKER_URL"):
        return {"FORBEAR_TRACKER_URL": chosen}
    folder = Path(environment.get("FORBEAR_DATA_DIR") or "var").absolute()
    return {"FORBEAR_TRACKER_URL": f"sqlite:///{folder / 'rasa.db'}"}


def prepare(settings: Mapping[str, str]) -> None:
    """Make the folder of the SQLite file, or the schema in PostgreSQL."""
    url = settings["FORBEAR_TRACKER_URL"]
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        return
    if "POSTGRESQL_SCHEMA" in settings:
        _make_schema(url)


def _make_schema(url: str) -> None:
    import psycopg2

    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            # Several Rasa processes may start at once; one makes it, the others wait their turn.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (SCHEMA,))
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    finally:
        connection.close()
