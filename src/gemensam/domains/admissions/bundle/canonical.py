"""The canonical form of a table, its SHA-256, and writing a round in that form."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import polars as pl

from gemensam.domains.admissions.bundle.layout import ROUND_FILE

SMALL: Final = 1 << 13  # bytes of a file that Python splits sooner than polars starts to
_BLOCK = 100_000  # lines hashed at a time
_NO_SEPARATOR = "\x1f"  # a character that no table has, so that a line is one field

Table = tuple[Sequence[str], Sequence[Sequence[str]]]  # header, rows of text


@dataclass(frozen=True, slots=True)
class FileDigest:
    """SHA-256 of a file (of a table: of its canonical form) and its number of rows without the header."""

    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class InputManifest:
    """The digest of every input file, and one over all of them."""

    files: dict[str, FileDigest]
    digest: str


def plain_digest(data: bytes) -> FileDigest:
    """SHA-256 of the bytes as they are."""
    return FileDigest(sha256(data).hexdigest(), rows=0)


def canonical_digest(data: bytes) -> FileDigest:
    """SHA-256 of the header line and then the other lines sorted by their bytes, each ended by LF.

    For a table without faults of text: it has no control characters.
    """
    lines = _lines(data)
    if lines.is_sorted():
        digest = sha256(data)
        if not data.endswith(b"\n"):
            digest.update(b"\n")
        return FileDigest(digest.hexdigest(), rows=lines.len())
    end = data.find(b"\n")
    digest = sha256(data[:end] + b"\n")
    for block in lines.sort().to_frame().iter_slices(_BLOCK):
        digest.update("\n".join(block["line"].to_list()).encode() + b"\n")
    return FileDigest(digest.hexdigest(), rows=lines.len())


def _lines(data: bytes) -> pl.Series:
    """The lines below the header, as text."""
    if len(data) <= SMALL:  # split before the quick way is ready to start
        body = data.decode().removesuffix("\n").split("\n")[1:]
        return pl.Series("line", body, dtype=pl.String)
    return pl.read_csv(
        data,
        has_header=False,
        skip_lines=1,
        schema={"line": pl.String},
        separator=_NO_SEPARATOR,
        quote_char=None,
        empty_string_is_null=False,
        raise_if_empty=False,
        glob=False,
    )["line"]


def input_manifest(digests: Mapping[str, FileDigest]) -> InputManifest:
    """The digests by file name, with the SHA-256 over the lines `<sha256>  <name>` of all of them."""
    files = dict(sorted(digests.items()))
    listing = "".join(f"{entry.sha256}  {name}\n" for name, entry in files.items())
    return InputManifest(files, sha256(listing.encode()).hexdigest())


def write_round(settings: Mapping[str, object], tables: Mapping[str, Table], folder: Path) -> InputManifest:
    """Write a round into the folder in canonical form; return the digests of what was written.

    settings: the content of round.toml as plain values. tables: file name → (header, rows of text). The
    values are written as they are; whether they make a round is for read_round to say.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    text = _toml(settings)
    (folder / ROUND_FILE).write_bytes(text)
    digests[ROUND_FILE] = plain_digest(text)
    for name, (header, rows) in tables.items():
        data = _canonical_table(header, rows)
        (folder / name).write_bytes(data)
        digests[name] = canonical_digest(data)
    return input_manifest(digests)


def _canonical_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    first = len(buffer.getvalue())
    writer.writerows(rows)
    text = buffer.getvalue()
    lines = sorted(line.encode() for line in text[first:].split("\n")[:-1])
    return text[:first].encode() + b"".join(line + b"\n" for line in lines)


def _toml(settings: Mapping[str, object]) -> bytes:
    """Plain values first, then a table per nested mapping; keys in the order given."""
    lines: list[str] = []
    tables: list[tuple[str, Mapping[str, object]]] = []
    for key, value in settings.items():
        if isinstance(value, Mapping):
            tables.append((_toml_key(key), value))
        else:
            lines.append(f"{_toml_key(key)} = {_toml_value(value)}")
    while tables:
        path, table = tables.pop(0)
        plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
        if plain:
            lines += ["", f"[{path}]"]
            lines += [f"{_toml_key(key)} = {_toml_value(value)}" for key, value in plain.items()]
        tables = [
            (f"{path}.{_toml_key(key)}", value) for key, value in table.items() if isinstance(value, Mapping)
        ] + tables
    return ("\n".join(lines) + "\n").encode()


def _toml_key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else _toml_value(key)


def _toml_value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case datetime():
            return value.isoformat()
        case str():
            return '"' + "".join(_toml_char(char) for char in value) + '"'
        case list() | tuple():
            return "[" + ", ".join(_toml_value(one) for one in value) + "]"
    raise TypeError(f"round.toml cannot hold {type(value).__name__}")


def _toml_char(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return (
        char
        if char.isprintable()
        else f"\\u{ord(char):04x}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08x}"
    )
