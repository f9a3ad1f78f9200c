"""Coaching: what a collector may write, and who is waiting for a person."""
