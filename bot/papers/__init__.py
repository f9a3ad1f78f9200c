"""What people may keep: receipts, letters, the copy of a talk, and days for their calendar."""
