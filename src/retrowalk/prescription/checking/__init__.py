"""The coach's rules as a checker, written from their text alone and not from what plans."""
