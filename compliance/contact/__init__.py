"""When, and how often, a person may be contacted."""
