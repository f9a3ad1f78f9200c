"""``forbear review``: the record exported, proved and judged again."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.progress import track

from bot.commands.opening import open_desk
from bot.errors import SettingsError
from compliance.law import load_law
from ledger.tables import DecisionRecord
from review.exporting import export_records, records_of
from review.replay import Difference, Unread
from review.replay import replay as judge_again

VERIFIER = Path(__file__).parents[2] / "scripts" / "verify_chain.py"


def export(path: Path) -> int:
    """Write every decision record to a file of JSON lines, and beside it what checks them."""
    with open_desk() as desk:
        count, head = export_records(desk.db, path)
    print(f"{count} records written to {path}.")
    if head:
        print(f"The last hash is {head}. Check them with: forbear review verify {path}")
    if path.is_file():  # no device or pipe
        beside = path.with_name(VERIFIER.name)
        beside.write_bytes(VERIFIER.read_bytes())
        print(f"Who has only Python checks them with: python {beside} {path} --head HASH")
    return 0


def verify(path: Path, *, head: str | None) -> int:
    """Check an export by the script an examiner uses; 0 when all is intact."""
    arguments = [str(path), *(["--head", head] if head else [])]
    status: int = _verifier().main(arguments)
    return status


def replay(packs: Path, *, as_json: bool) -> int:
    """Tell every past decision these packs would have made otherwise; 2 when there are any."""
    law = load_law(packs)
    with open_desk() as desk, desk.db.reading() as session:
        total = session.query(DecisionRecord).count()
        records = records_of(session)
        shown = records if as_json else track(
            records, total=total, description="Judging again", console=Console(stderr=True)
        )  # fmt: skip
        found = list(judge_again(shown, law))
    if as_json:
        for one in found:
            print(json.dumps(asdict(one), default=str, ensure_ascii=False))
    else:
        _tell(found, total)
    return 2 if found else 0


def _tell(found: list[Difference | Unread], total: int) -> None:
    for one in found:
        if isinstance(one, Unread):
            print(f"{one.seq}: cannot be judged again: {one.reason}")
            continue
        print(f"{one.seq} ({one.at:%F %T} UTC): was {one.was}, would be {one.would_be}")
        for reason in one.reasons:
            print(f"    {reason}")
        if one.not_recorded:
            print(f"    not asked for then: {', '.join(one.not_recorded)}")
    print(f"{len(found)} of {total} decisions would differ. Words were judged as recorded; the "
          f"stored texts are masked.")  # fmt: skip


def _verifier() -> ModuleType:
    """The very script, so that we prove by what everybody can run."""
    found = importlib.util.spec_from_file_location("verify_chain", VERIFIER)
    if found is None or found.loader is None or not VERIFIER.exists():
        raise SettingsError(f"{VERIFIER} is missing. Run this from a complete checkout.")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
