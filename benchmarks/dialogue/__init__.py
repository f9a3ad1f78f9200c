"""Talks through the real Rasa, actions, ledger and door: played, and measured."""
