"""The rows of settlement."""
