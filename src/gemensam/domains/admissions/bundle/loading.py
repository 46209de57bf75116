"""A result folder → its tables, and joined with its round the same object that a run gives."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import decide_round
from gemensam.domains.admissions.bundle.layout import (
    CUTOFF_COLUMNS,
    CUTOFFS,
    MANIFEST,
    PLACEMENT_COLUMNS,
    PLACEMENTS,
)
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.running import SEAT_KINDS, RoundResult
from gemensam.domains.admissions.bundle.statistics import summary
from gemensam.domains.admissions.bundle.timing import Stopwatch
from gemensam.domains.admissions.bundle.writing import Manifest
from gemensam.rules import allocation


class ResultUnreadable(Exception):
    """The folder is no result of the round. ``code``: not_a_result, changed or other_round; ``file``."""

    def __init__(self, code: str, file: str) -> None:
        super().__init__(code, file)
        self.code = code
        self.file = file


@dataclass(frozen=True, slots=True)
class ResultFiles:
    """placements.csv and cutoffs.csv (rank, reserve_position and counts as integers), and the manifest."""

    placements: pl.DataFrame
    cutoffs: pl.DataFrame
    manifest: Manifest


_TEXT_OF_CUTOFFS = ("offering_id", "lowest_merit", "median_merit", "mean_merit", "tie_at_cutoff")


def read_result(folder: Path) -> ResultFiles:
    """Read a result folder. Raises ResultUnreadable where a file is missing or not what the manifest says."""
    manifest = _manifest(folder)
    numbers = {"rank", "reserve_position"}
    return ResultFiles(
        placements=_table(
            folder,
            PLACEMENTS,
            {name: pl.Int64 if name in numbers else pl.String for name in PLACEMENT_COLUMNS},
            manifest,
        ),
        cutoffs=_table(
            folder,
            CUTOFFS,
            {name: pl.String if name in _TEXT_OF_CUTOFFS else pl.Int64 for name in CUTOFF_COLUMNS},
            manifest,
        ),
        manifest=manifest,
    )


def load_result(round_: RoundInput, folder: Path) -> RoundResult:
    """Join a result with its round. Raises ResultUnreadable, also where it is the result of another round."""
    files = read_result(folder)
    if files.manifest.inputs != {name: entry.sha256 for name, entry in round_.digests.items()}:
        raise ResultUnreadable("other_round", MANIFEST)
    if files.placements.height != round_.choices.height:
        raise ResultUnreadable("other_round", PLACEMENTS)
    decided = decide_round(round_)
    numbers = {name: int(kind) for kind, name in SEAT_KINDS.items()}
    kinds = (
        files.placements["seat_kind"]
        .replace_strict(list(numbers), list(numbers.values()), return_dtype=pl.Int8)
        .to_numpy()
        .astype(np.int8)
    )
    status = allocation.statuses(decided.choices, kinds)
    return RoundResult(
        round=round_,
        decided=decided,
        kinds=kinds,
        status=status,
        placements=files.placements,
        cutoffs=files.cutoffs,
        summary=summary(round_, status),
        stopwatch=Stopwatch(),
    )


def _manifest(folder: Path) -> Manifest:
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        return Manifest(**{name: content[name] for name in Manifest.__slots__})
    except (OSError, ValueError, TypeError, KeyError):
        raise ResultUnreadable("not_a_result", MANIFEST) from None


def _table(folder: Path, name: str, schema: dict[str, type[pl.DataType]], manifest: Manifest) -> pl.DataFrame:
    try:
        data = (folder / name).read_bytes()
    except OSError:
        raise ResultUnreadable("not_a_result", name) from None
    if sha256(data).hexdigest() != manifest.outputs.get(name):
        raise ResultUnreadable("changed", name)
    try:
        table = pl.read_csv(data, schema=schema, glob=False)
    except pl.exceptions.PolarsError:
        raise ResultUnreadable("not_a_result", name) from None
    return table.with_columns(pl.col(pl.String).fill_null(""))
