"""Compound files (MS-CFB), the container of .xls: the names of everything inside, and the large streams."""

import struct

from gemensam.foundation.documents.reading.found import Limits, Refused

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ENTRY = 128
_STREAM = 2


def read_streams(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Name → content of every entry; empty for storages and small streams. Raises Refused(damaged)."""
    try:
        shift = struct.unpack_from("<H", content, 30)[0]
        first_directory, small_limit = struct.unpack_from("<I4xI", content, 48)
        if shift not in {9, 12}:
            raise Refused("damaged")
        size = 1 << shift
        table = _allocation(content, size)
        directory = _chain(content, size, table, first_directory)
        found: dict[str, bytes] = {}
        for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[offset : offset + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            if not 2 < length <= 64:
                continue
            name = entry[: length - 2].decode("utf-16-le", errors="replace")
            start, bytes_ = struct.unpack_from("<II", entry, 116)
            is_large = entry[66] == _STREAM and small_limit <= bytes_
            if is_large and bytes_ > limits.unpacked_bytes:
                raise Refused("too_large", limit=limits.unpacked_bytes)
            wanted = is_large and name in {"Workbook", "Book"}
            found[name] = _chain(content, size, table, start)[:bytes_] if wanted else b""
    except (struct.error, IndexError) as fault:
        raise Refused("damaged") from fault
    return found


def _allocation(content: bytes, size: int) -> list[int]:
    """The sector allocation table: sector → next sector."""
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < _END]
    following, count = struct.unpack_from("<II", content, 68)
    per_sector = size // 4
    for _ in range(min(count, len(content) // size)):
        if following >= _END:
            break
        numbers = struct.unpack_from(f"<{per_sector}I", content, (following + 1) * size)
        sectors.extend(number for number in numbers[:-1] if number < _END)
        following = numbers[-1]
    table: list[int] = []
    for sector in sectors[: len(content) // size + 1]:
        table.extend(struct.unpack_from(f"<{per_sector}I", content, (sector + 1) * size))
    return table


def _chain(content: bytes, size: int, table: list[int], sector: int) -> bytes:
    """The bytes of a chain of sectors; one that bites its tail is damaged."""
    pieces: list[bytes] = []
    while sector not in {_END, _FREE}:
        if len(pieces) > len(content) // size:
            raise Refused("damaged")
        pieces.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)
