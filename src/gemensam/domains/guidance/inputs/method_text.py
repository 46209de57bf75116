"""What a method says, as its form gives it and its services take it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodText:
    """Title, a summary of a sentence or two, the text in our small markup, and tags in lower case."""

    title: str
    summary: str
    text: str
    tags: tuple[str, ...]
