"""The rows of applications."""
