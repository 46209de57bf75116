"""Remote teaching between municipalities (fjärrundervisning)."""
