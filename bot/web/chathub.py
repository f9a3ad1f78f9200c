"""Bring what the worker has delivered into open chat windows.

The worker may run on another machine, so the ledger is where both meet: one question to it
every few milliseconds serves all windows of this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from starlette.concurrency import run_in_threadpool

from bot.log import describe
from ledger.database import Database, Session
from ledger.tables import Message

SHOWN = frozenset({"accepted", "sent", "delivered", "read"})
OVER = frozenset({"cancelled", "failed", "undelivered", "dead"})
_EVERY = 0.06  # seconds
_LOOK_BACK = 50  # rows of PostgreSQL may become visible out of their order


@dataclass(frozen=True)
class Line:
    """One message as a window shows it."""

    seq: int
    author: str  # "you" | "us"
    text: str
    at: datetime
    files: int = 0  # that came with it


@dataclass(eq=False)
class Subscription:
    """One window: what it has shown, and what waits to be shown."""

    conversation_id: str
    seen: int  # the last message its page has, from before
    shown: set[int] = field(default_factory=set)
    _lines: asyncio.Queue[Line] = field(default_factory=asyncio.Queue)
    _early: list[Line] | None = field(default_factory=list)  # until the history was given

    async def next(self) -> Line:
        """Wait for the next message of ours."""
        return await self._lines.get()

    def begin(self) -> None:
        """Go on from the history: news that came meanwhile are shown unless it held them."""
        early, self._early = self._early or [], None
        for line in early:
            self.offer(line)

    def offer(self, line: Line) -> None:
        """Take a message unless it was shown."""
        if self._early is not None:
            self._early.append(line)
        elif line.seq not in self.shown:
            self.shown.add(line.seq)
            self._lines.put_nowait(line)


class ChatHub:
    """All open windows of this process."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        """Nothing is read before a window opens."""
        self._db = db
        self._clock = clock
        self._open: dict[str, set[Subscription]] = {}
        self._waiting: dict[int, str] = {}  # messages of ours not delivered yet, by conversation
        self._cursor: int | None = None
        self._somebody = asyncio.Event()
        self._log = structlog.get_logger("chat")

    @contextmanager
    def _subscribed(self, subscription: Subscription) -> Iterator[Subscription]:
        self._open.setdefault(subscription.conversation_id, set()).add(subscription)
        self._somebody.set()
        try:
            yield subscription
        finally:
            windows = self._open[subscription.conversation_id]
            windows.discard(subscription)
            if not windows:
                del self._open[subscription.conversation_id]
            if not self._open:
                self._somebody.clear()

    def subscribe(
        self, conversation_id: str, *, seen: int = 0
    ) -> AbstractContextManager[Subscription]:
        """Open a window that has shown everything up to ``seen``."""
        return self._subscribed(Subscription(conversation_id, seen))

    def history(self, subscription: Subscription) -> list[Line]:
        """What was said and this window has not shown, oldest first.

        A message that waited for its hour may have been delivered after a later one was
        seen, so what counts is the later of the two: when it was written or delivered.
        """
        with self._db.reading() as session:
            rows = (
                session.query(Message)
                .filter(Message.conversation_id == subscription.conversation_id)
                .order_by(Message.seq)
                .all()
            )
            return self._unseen(subscription, rows)

    def _unseen(self, subscription: Subscription, rows: list[Message]) -> list[Line]:
        last = next((m for m in rows if m.seq == subscription.seen), None)
        since = (last.settled_at or last.created_at) if last else None
        lines = []
        for message in rows:
            if message.direction == "out" and message.state not in SHOWN:
                if message.state not in OVER:
                    self._waiting[message.seq] = message.conversation_id
                continue
            delivered = message.settled_at
            late = since is not None and delivered is not None and delivered > since
            unseen = message.seq > subscription.seen or late
            if unseen and message.seq not in subscription.shown:
                lines.append(_line(message))
            subscription.shown.add(message.seq)
        return lines

    async def run(self) -> None:
        """Look for news until cancelled; an error is logged and survived."""
        while True:
            await self._somebody.wait()
            try:
                for conversation_id, line in await run_in_threadpool(self._news):
                    for window in tuple(self._open.get(conversation_id, ())):
                        window.offer(line)
            except Exception as error:
                self._log.error("chat could not look for news", **describe(error))
                await asyncio.sleep(1.0)
            await asyncio.sleep(_EVERY)

    def _news(self) -> list[tuple[str, Line]]:
        with self._db.reading() as session:
            if self._cursor is None:
                self._cursor = _newest(session)
            found = self._rows(session, self._cursor)
            self._cursor = max([self._cursor, *(message.seq for message in found)])
            return [news for message in found if (news := self._look_at(message)) is not None]

    def _look_at(self, message: Message) -> tuple[str, Line] | None:
        """Give a delivered message with its conversation; wait for one that is on its way."""
        if message.state not in SHOWN | OVER:
            self._waiting[message.seq] = message.conversation_id
            return None
        self._waiting.pop(message.seq, None)
        return (message.conversation_id, _line(message)) if message.state in SHOWN else None

    def _rows(self, session: Session, cursor: int) -> list[Message]:
        for seq, conversation_id in list(self._waiting.items()):
            if conversation_id not in self._open:
                del self._waiting[seq]
        recent = Message.seq > cursor - _LOOK_BACK
        return (
            session.query(Message)
            .filter(
                Message.conversation_id.in_(list(self._open)),
                Message.direction == "out",
                recent | Message.seq.in_(list(self._waiting)),
            )
            .order_by(Message.seq)
            .all()
        )


def _newest(session: Session) -> int:
    row = session.query(Message.seq).order_by(Message.seq.desc()).first()
    return int(row[0]) if row else 0


def _line(message: Message) -> Line:
    author = "you" if message.direction == "in" else "us"
    at = message.settled_at or message.created_at
    return Line(message.seq, author, message.body, at, len(message.media))
