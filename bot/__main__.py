"""``python -m bot`` is the ``forbear`` command."""

from bot.cli import main

main()
