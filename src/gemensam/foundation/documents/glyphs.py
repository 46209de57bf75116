"""Which signs a printed page can show: those of its typeface. PDF/A and PDF/UA refuse a document with any other."""

import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

SUBSTITUTE: Final = "?"
_KEPT: Final = "\n\t"
_SEGMENTS, _GROUPS = 4, 12  # formats of the table "cmap" (OpenType 1.9)


def printable(value: object, font: Path) -> object:
    """The value with every text in it, however deep, as the typeface can show it."""
    if isinstance(value, str):
        return printable_text(value, font)
    if isinstance(value, Mapping):
        return {key: printable(one, font) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [printable(one, font) for one in value]
    return value


def printable_text(text: str, font: Path) -> str:
    """The text without control signs, and with a question mark for what the typeface lacks."""
    signs = characters_of(font)
    if all(ord(sign) in signs for sign in text):
        return text
    return "".join(_shown(sign, signs) for sign in unicodedata.normalize("NFC", text))


def _shown(sign: str, signs: frozenset[int]) -> str:
    if sign in _KEPT:
        return sign
    if ord(sign) in signs:
        return sign
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Mn"):  # controls; marks that no letter has taken up
        return ""
    return " " if kind == "Zs" else SUBSTITUTE


@cache
def characters_of(font: Path) -> frozenset[int]:
    """The code points that a TrueType file has a sign for, without controls and private ones."""
    content = font.read_bytes()
    found = {code for place in _tables(content) for code in _codes(content, place)}
    return frozenset(
        code for code in found if unicodedata.category(chr(code)) not in ("Cc", "Cf", "Co", "Cs")
    )


def _tables(content: bytes) -> Iterator[int]:
    """Where the tables of characters begin."""
    (count,) = struct.unpack_from(">H", content, 4)
    for number in range(count):
        tag, _check, start, _length = struct.unpack_from(">4sLLL", content, 12 + 16 * number)
        if tag == b"cmap":
            (parts,) = struct.unpack_from(">H", content, start + 2)
            for part in range(parts):
                yield start + struct.unpack_from(">HHL", content, start + 4 + 8 * part)[2]


def _codes(content: bytes, place: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", content, place)
    if form == _SEGMENTS:
        (double,) = struct.unpack_from(">H", content, place + 6)
        ends = struct.unpack_from(f">{double // 2}H", content, place + 14)
        starts = struct.unpack_from(f">{double // 2}H", content, place + 16 + double)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif form == _GROUPS:
        (groups,) = struct.unpack_from(">L", content, place + 12)
        for number in range(groups):
            first, last, _glyph = struct.unpack_from(">LLL", content, place + 16 + 12 * number)
            yield from range(first, last + 1)
