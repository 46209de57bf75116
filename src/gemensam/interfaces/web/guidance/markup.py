"""A small, safe subset of Markdown: headings, lists, paragraphs, bold, italics and links.

It gives values, not HTML: the template writes the elements, so that a text can never hold an element of its own.
"""

import re
from dataclasses import dataclass

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
        while lines and lines[0].startswith("#"):
            found.append(Block("heading", (pieces(lines.pop(0).lstrip("# ")),)))
        if lines:
            found.append(_block(lines))
    return found


def _block(lines: list[str]) -> Block:
    items = [_ITEM.fullmatch(line) for line in lines]
    if all(items):
        kind = "numbered" if lines[0][0].isdigit() else "list"
        return Block(kind, tuple(pieces(item.group(1)) for item in items if item))
    return Block("paragraph", tuple(pieces(line) for line in lines))


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
