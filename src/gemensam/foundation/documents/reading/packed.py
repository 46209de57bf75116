"""Zip files, opened only after their table of contents has been found harmless."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from gemensam.foundation.documents.reading.found import Limits, Refused

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCAL_HEADER = 30
_MEBIBYTE = 1024 * 1024
_PORTION = 256 * 1024


class Parts:
    """The parts of a packed file, each read whole and counted against the limit."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._left = limits.unpacked_bytes
        self.names = archive.namelist()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.names

    def bytes_of(self, name: str) -> bytes:
        """A part's content. Raises Refused: damaged when missing or broken, zip_bomb."""
        return b"".join(self.portions(name))

    def portions(self, name: str) -> Iterator[bytes]:
        """A part's content in portions."""
        try:
            with self._archive.open(name) as part:
                while portion := part.read(_PORTION):
                    self._left -= len(portion)
                    if self._left < 0:
                        raise Refused("zip_bomb", limit=self._limits.unpacked_bytes)
                    yield portion
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
        ) as fault:
            raise Refused("damaged") from fault

    def again(self) -> None:
        """Start counting anew: parts that have been looked at are read a second time."""
        self._left = self._limits.unpacked_bytes

    def kind(self) -> str:
        """``xlsx``, ``ods`` or another word for a package that is neither."""
        if self.has("[Content_Types].xml") and any(name.startswith("xl/") for name in self.names):
            return "xlsx"
        if self.has("mimetype") and self.bytes_of("mimetype").strip() == ODS_TYPE:
            return "ods"
        return "other"


def open_checked(content: bytes, limits: Limits) -> Parts:
    """Open a zip file. Raises Refused: damaged, too_many_members, encrypted or zip_bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Refused("damaged") from fault
    entries = archive.infolist()
    if len(entries) > limits.members:
        raise Refused("too_many_members", limit=limits.members)
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused("damaged")
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise Refused("encrypted")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refused("damaged")
    if any(_is_unsafe(entry.filename) for entry in entries):
        raise Refused("damaged")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise Refused("zip_bomb", limit=limits.unpacked_bytes)
    for entry in entries:
        if entry.file_size > _MEBIBYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise Refused("zip_bomb", limit=limits.ratio)
    _refuse_overlap(entries, len(content))
    return Parts(archive, limits)


def _is_unsafe(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.split("/") or "\\" in name or "\x00" in name


def _refuse_overlap(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Entries that share bytes are how a small file unpacks to an endless one."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Refused("zip_bomb", limit=size)
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
    if end > size:
        raise Refused("damaged")
