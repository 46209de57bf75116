"""One use case, one file, one function."""
