"""Paying by link: providers, what they tell us, and how it reaches the ledger."""
