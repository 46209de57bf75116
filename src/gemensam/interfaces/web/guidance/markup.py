"""A small, safe subset of Markdown: headings, lists, paragraphs, bold, italics and links.

It gives values, not HTML: the template writes the elements, so that a text can never hold an element of its own.
"""

import re
from dataclasses import dataclass
from itertools import groupby

_INLINE = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|\*(?P<italic>[^*]+)\*|\[(?P<text>[^\]]+)\]\((?P<link>https://[^)\s]+)\)"
)
_ITEM = re.compile(r"(?:[-*]|\d{1,2}[.)])\s+(.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line. ``kind``: text, bold, italic or link (with its address)."""

    kind: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text. ``kind``: heading, paragraph, list or numbered; ``lines`` are its lines or items."""

    kind: str
    lines: tuple[tuple[Piece, ...], ...]


def blocks(text: str) -> list[Block]:
    """The text as blocks. What is no markup of ours is plain text."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        for kind, group in groupby(lines, key=_kind):
            found += _block(kind, list(group))
    return found


def _kind(line: str) -> str:
    """What a line is; lines of one kind that follow on each other are one block."""
    item = _ITEM.fullmatch(line)
    if line.startswith("#"):
        return "heading"
    return "paragraph" if item is None else "numbered" if line[0].isdigit() else "list"


def _block(kind: str, lines: list[str]) -> list[Block]:
    if kind == "heading":
        return [Block(kind, (pieces(line.lstrip("# ")),)) for line in lines]
    items = (_ITEM.fullmatch(line) for line in lines)
    return [
        Block(kind, tuple(pieces(item[1] if item else line) for item, line in zip(items, lines, strict=True)))
    ]


def pieces(line: str) -> tuple[Piece, ...]:
    """One line as plain, bold and italic parts and links. Only https links are links."""
    found, at = [], 0
    for match in _INLINE.finditer(line):
        if match.start() > at:
            found.append(Piece("text", line[at : match.start()]))
        if match["link"]:
            found.append(Piece("link", match["text"], match["link"]))
        else:
            found.append(Piece("bold", match["bold"]) if match["bold"] else Piece("italic", match["italic"]))
        at = match.end()
    if at < len(line) or not found:
        found.append(Piece("text", line[at:]))
    return tuple(found)
