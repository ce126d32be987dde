"""What Retrowalk costs in time and memory: ``./bench`` prints it as tables. Nothing here is a test."""
