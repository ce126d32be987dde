"""What Retrowalk costs in time and memory: ``./bench`` prints it as tables. Nothing here is a test.

Whoever measures must be small: the peak memory that the system reports for a child never lies below what its parent
held when it started it. So ``__main__`` and what it imports do without NumPy and Polars; all work is done in children.
"""
