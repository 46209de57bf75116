"""The reading process: limits itself, reads a file from standard input, writes what it found as JSON."""

import json
import resource
import sys

from gemensam.foundation.documents.reading import delimited, json_pages, ods, xlsx
from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused
from gemensam.foundation.documents.reading.packed import open_checked

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _limit_oneself(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes, ending: str, limits: Limits) -> list[FoundSheet]:
    """The sheets of a file by what it is, which must be what its name says. Raises Refused."""
    if ending in {".xlsm", ".xltm", ".xlam"}:
        raise Refused("macros")
    if ending not in {".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv", ".json"}:
        raise Refused("type_unknown", ending=ending)
    if content.startswith(OLE_START):
        from gemensam.foundation.documents.reading import xls  # noqa: PLC0415 - calamine, which few files need

        return xls.read(content, limits, expected=ending == ".xls")
    if content.startswith(ZIP_START):
        parts = open_checked(content, limits)
        kind = parts.kind()
        if f".{kind}" != ending:
            raise Refused("type_mismatch", ending=ending)
        return xlsx.read(parts, limits) if kind == "xlsx" else ods.read(parts, limits)
    if ending in {".xlsx", ".xls", ".ods"}:
        raise Refused("type_mismatch", ending=ending)
    return [json_pages.read(content, limits) if ending == ".json" else delimited.read(content, limits)]


def answer(content: bytes, ending: str, limits: Limits) -> dict:
    """What the calling process gets."""
    try:
        sheets = read(content, ending, limits)
        if len(sheets) > limits.sheets:
            raise Refused("too_many_sheets", limit=limits.sheets)
        return {"sheets": [sheet.plain() for sheet in sheets]}
    except Refused as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    except (MemoryError, RecursionError):
        return {"refused": "too_heavy", "facts": {}}


if __name__ == "__main__":
    chosen = Limits(**json.loads(sys.argv[2]))
    _limit_oneself(chosen)
    outcome = answer(sys.stdin.buffer.read(), sys.argv[1], chosen)
    sys.stdout.write(json.dumps(outcome))
