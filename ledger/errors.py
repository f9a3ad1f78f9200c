"""What can go wrong in the ledger, each with a sentence for the person who must act."""

from __future__ import annotations


class LedgerError(Exception):
    """The base of everything the ledger raises on purpose."""


class DatabaseUnusable(LedgerError):
    """The database address is wrong, or the database does not answer."""


class NotFound(LedgerError):
    """A row that was named by its id is not there."""


class WrongSign(LedgerError):
    """A booking's amount has the wrong sign for its kind."""


class WrongState(LedgerError):
    """A step was asked for that the thing's present state does not allow."""
