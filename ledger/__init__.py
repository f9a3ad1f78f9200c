"""What is so: people, accounts, entries, promises, plans, messages and decisions, in SQL."""
