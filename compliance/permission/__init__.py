"""Whether this person may be contacted at all, here, by this channel, about this."""
