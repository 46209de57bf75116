"""Reading a round from a folder or from one .zip of it. Nothing else is ever read."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast

from gemensam_verifier.report import Unreadable

Row = Sequence[str]
LINES = 1 << 14  # hashed at a time
BLOCK = 1 << 14  # characters of a file taken apart at a time, few enough to stay in the processor's cache
NOT_EMPTY = re.compile(r',""[^,\n]')


class Source(Protocol):
    """A set of named files."""

    def names(self) -> list[str]:
        """Every file name, sorted."""

    def open(self, name: str) -> IO[bytes]:
        """One file as bytes. Raises Unreadable when it is not there."""


class Folder:
    """The files directly in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """Every file name, sorted; dot files belong to the operating system, not to the round."""
        return sorted(item.name for item in self.path.iterdir() if not item.name.startswith("."))

    def open(self, name: str) -> IO[bytes]:
        """One file as bytes. Raises Unreadable when it is not there."""
        try:
            return (self.path / name).open("rb")
        except OSError as error:
            raise Unreadable("missing_file", name) from error


class Archive:
    """The files of one .zip, with or without one folder around them."""

    def __init__(self, path: Path) -> None:
        try:
            self.archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unreadable("bad_zip", path.name) from error
        members = [PurePosixPath(name) for name in self.archive.namelist() if not name.endswith("/")]
        tops = {member.parts[0] for member in members if len(member.parts) > 1}
        wrapped = len(tops) == 1 and all(len(member.parts) > 1 for member in members)
        self.members = {
            str(PurePosixPath(*member.parts[1:])) if wrapped else str(member): str(member)
            for member in members
        }

    def names(self) -> list[str]:
        """Every file name, sorted."""
        return sorted(self.members)

    def open(self, name: str) -> IO[bytes]:
        """One file as bytes. Raises Unreadable when it is not there or damaged."""
        try:
            return self.archive.open(self.members[name])
        except (KeyError, zipfile.BadZipFile, RuntimeError) as error:
            raise Unreadable("missing_file", name) from error


def source(path: Path) -> Source:
    """A folder or a .zip. Raises Unreadable when it is neither."""
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Archive(path)
    raise Unreadable("missing_folder", str(path.name))


def sha256(files: Source, name: str) -> str:
    """SHA-256 of one file, as 64 hex digits."""
    with files.open(name) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # any byte stream


def canonical_sha256(files: Source, name: str) -> str:
    """SHA-256 of a table whatever the order of its rows: the header, then the lines sorted by their bytes."""
    with files.open(name) as stream:
        header, _, rest = stream.read().partition(b"\n")
    lines = rest.removesuffix(b"\n").split(b"\n") if rest else []
    del rest
    lines.sort()
    digest = hashlib.sha256(header + b"\n")
    for start in range(0, len(lines), LINES):
        digest.update(b"\n".join(lines[start : start + LINES]) + b"\n")
    return digest.hexdigest()


def plain_lines(files: Source, name: str) -> tuple[list[str], Iterator[list[str]]] | None:
    """The header and, block by block, the lines of a CSV file in which every field is written as it is.

    None for a file with quotes around more than nothing, with other line ends or with text that is not UTF-8: such a
    file is for `rows`. Whether the lines have as many cells as the header is for the reader to see.
    """
    with files.open(name) as stream:
        data = stream.read()
    if b"\r" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    del data
    if '"' in text:
        if NOT_EMPTY.search(text):
            return None
        text = text.replace(',""', ",")
    header, _, _ = text.partition("\n")
    return None if '"' in text else (header.split(","), _blocks(text, len(header) + 1))


def _blocks(text: str, start: int) -> Iterator[list[str]]:
    end = len(text) - text.endswith("\n")
    while start < end:
        stop = text.find("\n", start + BLOCK, end)
        if stop < 0:
            stop = end
        yield text[start:stop].split("\n")
        start = stop + 1


def rows(
    files: Source,
    name: str,
    columns: Sequence[str],
    required: Sequence[str],
    on_unknown: Callable[[str], None] | None = None,
) -> Iterator[Row]:
    """The rows of one CSV file, cells in the order of `columns`, a missing optional column as "".

    on_unknown: told the name of each column that the format does not have; without it they are refused.
    Raises Unreadable on an unknown or missing column, a row of another length, or text that is not UTF-8.
    """
    with files.open(name) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, [])
            pick, absent = _columns(name, header, columns, required, on_unknown)
            width = len(header)
            whole = header == list(columns)
            for row in reader:
                if len(row) != width:
                    raise Unreadable("row_width", name, reader.line_num)
                if whole:
                    yield row
                    continue
                if absent:
                    row.append("")
                yield pick(row)
        except (csv.Error, UnicodeDecodeError) as error:
            raise Unreadable("not_csv", name, reader.line_num) from error


def check_header(
    name: str,
    header: list[str],
    columns: Sequence[str],
    required: Sequence[str],
    on_unknown: Callable[[str], None] | None = None,
) -> None:
    """Raises Unreadable on an unknown (unless `on_unknown` is told), repeated or missing column."""
    unknown = sorted(set(header) - set(columns))
    if unknown and on_unknown:
        for column in unknown:
            on_unknown(column)
        unknown = []
    if unknown or len(set(header)) != len(header):
        raise Unreadable("unknown_column", name, 1, column=", ".join(unknown) or "?")
    missing = [column for column in required if column not in header]
    if missing:
        raise Unreadable("missing_column", name, 1, column=", ".join(missing))


def _columns(
    name: str,
    header: list[str],
    columns: Sequence[str],
    required: Sequence[str],
    on_unknown: Callable[[str], None] | None,
) -> tuple["itemgetter[Row]", bool]:
    """How to pick the wanted cells, and whether a "" must be added for columns that are not there."""
    check_header(name, header, columns, required, on_unknown)
    places = [header.index(column) if column in header else len(header) for column in columns]
    return cast("itemgetter[Row]", itemgetter(*places)), len(header) in places
