"""Who is written to, when and why: strategy as data, plans of contact, follow-ups."""
