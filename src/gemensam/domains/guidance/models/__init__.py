"""The rows of guidance."""
