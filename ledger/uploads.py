"""Pictures and PDFs that people sent us: kept once as they came, and never opened here."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.errors import LedgerError
from ledger.events import log_event
from ledger.ids import NewId
from ledger.once import insert_once
from ledger.tables import Upload

LARGEST = 5 * 1024 * 1024  # bytes of one file
MOST = 20  # files of one conversation
# What a file is, by how it begins. What it calls itself is not asked.
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"%PDF-": "application/pdf",
}


class UploadError(LedgerError):
    """Base of the errors of this module.

    UploadError
    ├── WrongKind    neither a PNG or JPEG picture nor a PDF
    ├── FileTooLarge
    └── TooMany      the conversation holds as many files as it may
    """


class WrongKind(UploadError):
    """Neither a PNG or JPEG picture nor a PDF."""


class FileTooLarge(UploadError):
    """Larger than ``LARGEST``."""


class TooMany(UploadError):
    """The conversation holds as many files as it may."""


def kind_of(content: bytes) -> str | None:
    """Tell what a file is by its first bytes; nothing if it is of no kind we take.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"<script>")
    ('application/pdf', None)
    """
    return next((kind for start, kind in _BEGINNINGS.items() if content.startswith(start)), None)


def keep_upload(
    session: Session, *, conversation_id: str, content: bytes, now: datetime, new_id: NewId
) -> Upload:
    """Keep a file; the same one sent twice is one.

    Raises:
        WrongKind, FileTooLarge, TooMany: nothing was kept.
    """
    media_type = kind_of(content)
    if media_type is None:
        raise WrongKind("Send a PNG or JPEG picture, or a PDF.")
    if len(content) > LARGEST:
        raise FileTooLarge(f"Send a file of at most {LARGEST // 1024 // 1024} MB.")
    sha256 = hashlib.sha256(content).hexdigest()
    here = Upload.conversation_id == conversation_id
    same = select(Upload).where(here, Upload.sha256 == sha256)
    known = session.scalars(same).first()
    if known is not None:
        return known
    if (session.scalar(select(func.count()).select_from(Upload).where(here)) or 0) >= MOST:
        raise TooMany("A person will look at the files that are here first.")
    upload_id = new_id()
    insert_once(
        session,
        Upload,
        key=("conversation_id", "sha256"),
        values={
            "id": upload_id,
            "conversation_id": conversation_id,
            "media_type": media_type,
            "size": len(content),
            "sha256": sha256,
            "content": content,
            "received_at": now,
        },
    )
    log_event(
        session,
        kind="file_received",
        subject=conversation_id,
        now=now,
        upload=upload_id,
        media_type=media_type,
        size=len(content),
    )
    return session.scalars(same).one()
