"""The commands of ``forbear``, one module each."""
