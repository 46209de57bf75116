"""The rows of replies."""
