"""Run stock Rasa with its own Twilio channel, its client pointed at another address.

Started by Rasa's own interpreter. Only the address is changed; the channel is as Rasa ships it.
"""

from __future__ import annotations

import os
import sys

from twilio.base.domain import Domain

_original = Domain.__init__


def _elsewhere(self: Domain, twilio: object, base_url: str) -> None:
    _original(self, twilio, os.environ["STOCK_TWILIO_API_BASE"])


def main() -> None:
    """Hand over to Rasa's command line."""
    Domain.__init__ = _elsewhere
    from rasa.__main__ import main as rasa_main

    sys.argv = ["rasa", *sys.argv[1:]]
    rasa_main()


if __name__ == "__main__":
    main()
