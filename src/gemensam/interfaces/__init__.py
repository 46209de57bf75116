"""The outside world. Translates, never decides."""
