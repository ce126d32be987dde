"""Progress: what was measured, what changed, and measuring it."""
