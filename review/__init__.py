"""Reviewing: every conversation, every verdict in it, and what the door objected to."""
