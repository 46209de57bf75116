"""The result folder: the same bytes for the same round, moved into place when all files are written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import polars as pl

from gemensam.domains.admissions.bundle.layout import (
    CUTOFFS,
    MANIFEST,
    OUTPUT_FILES,
    PLACEMENTS,
    SUMMARY,
    TIMING,
)
from gemensam.domains.admissions.bundle.running import RoundResult
from gemensam.domains.admissions.bundle.statistics import GroupSummary, Summary
from gemensam.domains.admissions.bundle.timing import Stopwatch


class ResultFolderRefused(Exception):
    """The result cannot be written there. ``code``: not_a_folder or holds_other_files."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json says: SHA-256 by file name, rule set, engine, and the hash that two approve."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    rules: str
    engine: str
    result_hash: str


@cache
def engine_version() -> str:
    """Name and version of the program that runs rounds."""
    return f"gemensam {version('gemensam')}"


def write_result(result: RoundResult, out: Path) -> Manifest:
    """Write the five files into the folder `out`, which is made if it is not there.

    The manifest comes last: a folder without it is no result. Raises ResultFolderRefused, before anything is
    written, where `out` is no folder or holds anything else than a result.
    """
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    workplace = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        with result.stopwatch.step("writing"):
            contents = {
                PLACEMENTS: _csv(result.placements),
                CUTOFFS: _csv(result.cutoffs),
                SUMMARY: _json(_summary(result.summary)),
            }
            manifest = _manifest(result, {name: sha256(data).hexdigest() for name, data in contents.items()})
            for name, data in contents.items():
                (workplace / name).write_bytes(data)
        (workplace / TIMING).write_bytes(_json(_timing(result.stopwatch)))
        (workplace / MANIFEST).write_bytes(_json(asdict(manifest)))
        _move(workplace, out)
    finally:
        rmtree(workplace, ignore_errors=True)
    return manifest


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise ResultFolderRefused("not_a_folder")
    if any(path.name not in OUTPUT_FILES for path in out.iterdir()):
        raise ResultFolderRefused("holds_other_files")


def _move(workplace: Path, out: Path) -> None:
    """Move the files in; without its manifest what stands there meanwhile is no result."""
    out.mkdir(exist_ok=True)
    (out / MANIFEST).unlink(missing_ok=True)
    for name in OUTPUT_FILES:
        (workplace / name).replace(out / name)


def _csv(table: pl.DataFrame) -> bytes:
    # An empty text would be written as two quotes, nothing at all as nothing.
    text = pl.col(pl.String)
    plain = table.with_columns(pl.when(text != "").then(text))
    buffer = BytesIO()
    plain.write_csv(buffer, line_terminator="\n")
    return buffer.getvalue()


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _summary(summary: Summary) -> dict[str, object]:
    def group(one: GroupSummary) -> dict[str, object]:
        return asdict(one)

    return {
        "year": summary.year,
        "kind": summary.kind,
        "rules": summary.rules,
        "choices": summary.choices,
        "reserves": summary.reserves,
        **group(summary.everyone),
        "municipalities": {name: group(one) for name, one in summary.municipalities.items()},
    }


def _timing(stopwatch: Stopwatch) -> dict[str, object]:
    return {
        "steps": [
            {"step": one.name, "seconds": round(one.seconds, 3), "peak_mib": round(one.peak_mib, 1)}
            for one in stopwatch.steps
        ],
        "seconds": round(sum(one.seconds for one in stopwatch.steps), 3),
    }


def _manifest(result: RoundResult, outputs: Mapping[str, str]) -> Manifest:
    return Manifest(
        inputs={name: entry.sha256 for name, entry in result.round.digests.items()},
        outputs=dict(sorted(outputs.items())),
        rules=result.round.settings.rules,
        engine=engine_version(),
        result_hash=outputs[PLACEMENTS],
    )
