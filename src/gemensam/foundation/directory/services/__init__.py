"""The directory's use cases, one in each file."""
