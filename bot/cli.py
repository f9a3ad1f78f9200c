"""The ``forbear`` command: everything an operator does from a terminal.

Each command is a small module in ``bot.commands``, imported only when it is called, so that
``forbear --help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Collect debts without harassing anyone.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
import_app = typer.Typer(
    help="Read accounts, payments, consents, notices or look-ups from a CSV file."
)
outreach_app = typer.Typer(help="See who is due a message today, and send it.")
review_app = typer.Typer(help="The record of decisions: exported, proved, judged again.")
staff_app = typer.Typer(help="People who work here, and their logins.")
app.add_typer(import_app, name="import", no_args_is_help=True)
app.add_typer(outreach_app, name="outreach", no_args_is_help=True)
app.add_typer(review_app, name="review", no_args_is_help=True)
app.add_typer(staff_app, name="staff", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for a program to read.")]
File = Annotated[Path, typer.Argument(help="The CSV file.", dir_okay=False)]


@app.command()
def up(
    demo: Annotated[
        bool, typer.Option("--demo", help="Seed accounts and logins, and open /phone.")
    ] = False,
    port: Annotated[int, typer.Option(help="The port people and Twilio reach.")] = 8000,
) -> None:
    """Start everything on this machine, and stop it all with Ctrl-C."""
    from bot.commands.up import run

    raise typer.Exit(run(demo=demo, port=port))


@app.command("init-db")
def init_db() -> None:
    """Create the database, or bring it to the newest shape."""
    from bot.commands.files import init_database

    raise typer.Exit(init_database())


@import_app.command("accounts")
def import_accounts(file: File, as_json: AsJson = False) -> None:
    """Read accounts.csv; the whole file or nothing."""
    from bot.commands.files import import_file

    raise typer.Exit(import_file("accounts", file, as_json=as_json))


@import_app.command("payments")
def import_payments(file: File, as_json: AsJson = False) -> None:
    """Read payments.csv: payments, waivers, fees, interest and adjustments."""
    from bot.commands.files import import_file

    raise typer.Exit(import_file("payments", file, as_json=as_json))


@import_app.command("consents")
def import_consents(file: File, as_json: AsJson = False) -> None:
    """Read consents.csv: who may be written to where, and who no longer."""
    from bot.commands.files import import_file

    raise typer.Exit(import_file("consents", file, as_json=as_json))


@import_app.command("notices")
def import_notices(file: File, as_json: AsJson = False) -> None:
    """Read notices.csv: which written notice was sent about which account."""
    from bot.commands.files import import_file

    raise typer.Exit(import_file("notices", file, as_json=as_json))


@import_app.command("lookups")
def import_lookups(file: File, as_json: AsJson = False) -> None:
    """Read lookups.csv: which numbers were given to somebody else, by whose answer."""
    from bot.commands.files import import_file

    raise typer.Exit(import_file("lookups", file, as_json=as_json))


@app.command()
def export(
    table: Annotated[str, typer.Argument(help="accounts, entries, messages or consents")],
    file: Annotated[Path, typer.Argument(help="Where to write the CSV file.")],
) -> None:
    """Write a part of the ledger to a CSV file; texts are masked."""
    from bot.commands.files import export_file

    raise typer.Exit(export_file(table, file))


@app.command()
def check(
    text: Annotated[str | None, typer.Argument(help="The words to judge; else from stdin.")] = None,
    language: Annotated[str | None, typer.Option(help="en, es, zh-Hans or zh-Hant")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read and answer JSON lines, one message a line.")
    ] = False,
) -> None:
    """Judge the wording of a message, or with --jsonl whole situations.

    One JSON object a line; its answer is one JSON object. With "text" alone
    (and its "language") the words are judged. With any of these, the door:

    "channel": sms, chat, email, voice or letter
    "jurisdictions": such as us and us-ma, in a list
    "party": first (the creditor) or third
    "direction": outbound or reply; "purpose": such as reminder
    "at": an instant with its offset; "time_zones": IANA names, in a list
    "facts": any other, by its name in compliance/situation.py

    What is left out is not known and goes to a person. An "id" comes back.
    """
    from bot.commands.check import run

    raise typer.Exit(run(text, language=language, jsonl=jsonl))


@app.command()
def parse(
    text: Annotated[
        str | None, typer.Argument(help="What somebody wrote; else from stdin.")
    ] = None,
    now: Annotated[
        str | None, typer.Option(help="When they wrote it, such as 2026-12-01T09:00-05:00")
    ] = None,
    zone: Annotated[str | None, typer.Option(help="Their zone, such as America/New_York")] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read and answer JSON lines, one message a line.")
    ] = False,
) -> None:
    """Show what the assistant understands: the wish, and the figures in it."""
    from bot.commands.parse import MODEL, run

    raise typer.Exit(run(text, now=now, zone=zone, jsonl=jsonl, model=MODEL))


@app.command()
def why(
    account: Annotated[str, typer.Argument(help="The account's reference.")],
    channel: Annotated[str, typer.Option(help="sms, chat, email, voice or letter")] = "sms",
    at: Annotated[
        str | None, typer.Option(help="An instant such as 2026-12-01T09:00-05:00")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """May we write to them now? Every rule's answer, and the next lawful moment."""
    from bot.commands.why import run

    raise typer.Exit(run(account, channel=channel, at=at, as_json=as_json))


@outreach_app.command("plan")
def outreach_plan(as_json: AsJson = False) -> None:
    """Show who is due a message now, who is not, and why. Sends nothing."""
    from bot.commands.outreach import run

    raise typer.Exit(run(send=False, as_json=as_json))


@outreach_app.command("run")
def outreach_run(as_json: AsJson = False) -> None:
    """Hand what is due to the one door; the worker sends it."""
    from bot.commands.outreach import run

    raise typer.Exit(run(send=True, as_json=as_json))


@review_app.command("export")
def review_export(
    file: Annotated[Path, typer.Argument(help="Where to write the records, as JSON lines.")],
) -> None:
    """Write every decision record to a file that proves itself."""
    from bot.commands.review import export as run

    raise typer.Exit(run(file))


@review_app.command("verify")
def review_verify(
    file: Annotated[Path, typer.Argument(help="An export.")],
    head: Annotated[
        str | None, typer.Option(help="The last hash, kept elsewhere: shows a cut-off end.")
    ] = None,
) -> None:
    """Prove that no record of an export was changed, left out or put in."""
    from bot.commands.review import verify as run

    raise typer.Exit(run(file, head=head))


@review_app.command("replay")
def review_replay(
    packs: Annotated[Path, typer.Option(help="The folder of the other packs.")],
    as_json: AsJson = False,
) -> None:
    """List every past decision that other packs would have made otherwise, and why."""
    from bot.commands.review import replay as run

    raise typer.Exit(run(packs, as_json=as_json))


@staff_app.command("add")
def staff_add(
    login: Annotated[str, typer.Argument(help="What they type to log in.")],
    name: Annotated[str, typer.Option(help="Their name, as colleagues see it.")],
    role: Annotated[
        list[str], typer.Option(help="collector, reviewer or manager; may be given again.")
    ],
) -> None:
    """Add somebody, and print their first password once."""
    from bot.commands.staff import add

    raise typer.Exit(add(login, name=name, roles=role))


@app.command()
def creditor(
    name: Annotated[str, typer.Argument(help="Their name, as the accounts file has it.")],
    phone: Annotated[str | None, typer.Option(help="A number a person answers.")] = None,
    website: Annotated[
        str | None, typer.Option(help="Where people can check who they are.")
    ] = None,
    payment_methods: Annotated[
        str | None, typer.Option(help="How to pay, in the words a person reads.")
    ] = None,
) -> None:
    """Say how a creditor is reached and paid; the assistant tells it to people who ask."""
    from bot.commands.creditors import run

    raise typer.Exit(run(name, phone=phone, website=website, payment_methods=payment_methods))


@app.command("chat-link")
def chat_link(
    account: Annotated[str, typer.Argument(help="The account's reference.")],
    code: Annotated[
        bool, typer.Option("--code", help="Make a code too, by which the letter is checked.")
    ] = False,
) -> None:
    """Print the signed link that stands in a letter to this person."""
    from bot.commands.links import run

    raise typer.Exit(run(account, with_code=code))


@app.command()
def train() -> None:
    """Train the dialogue model if it is missing or stale."""
    from bot.commands.train import run

    raise typer.Exit(run())


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to measure; `forbear bench list` names all.")],
) -> None:
    """Measure, beside a named peer, in one run."""
    from bot.commands.bench import run

    raise typer.Exit(run(name, context.args))


def main() -> None:
    """Run the command; end with a sentence, not a traceback, where the cause is known."""
    try:
        app()
    except Exception as error:
        if not isinstance(error, _told_errors()):
            raise
        print(error, file=sys.stderr)
        raise SystemExit(1) from None


def _told_errors() -> tuple[type[Exception], ...]:
    """The errors whose message is written for an operator; imported only when one is met."""
    from bot.errors import BotError
    from bot.wording import WordingError
    from compliance.errors import ComplianceError
    from ledger.errors import LedgerError
    from outreach.campaigns import TemplateMissing

    return (BotError, LedgerError, ComplianceError, WordingError, TemplateMissing)
