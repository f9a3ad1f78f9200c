"""The exceptions of this package.

BotError
├── SettingsError     a value from outside is missing or cannot be used
├── RasaUnavailable   Rasa did not answer, or not in time
└── BadAnswer         a neighbour answered something we do not understand

No message of these holds a person's words, number or name.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of all errors raised here on purpose."""


class SettingsError(BotError):
    """The environment does not hold what is needed to start."""


class RasaUnavailable(BotError):
    """Rasa could not be reached, refused, or took too long."""


class BadAnswer(BotError):
    """A neighbouring process answered in a shape that is not in the contract."""
