"""What ``gemensam lottery check`` finds in the published files of a lottery and of its round."""

import csv
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Self

from gemensam.rules.selection.lottery import lottery_number
from gemensam.rules.selection.lottery_proof import Commitment, LotteryFault, Reveal, check, moment_text

SHOWN = 20  # wrong rows that are listed by applicant


@dataclass(frozen=True, slots=True)
class RoundFiles:
    """The seed and the ids of a round, and the last part of each sort key in its result; None = not given."""

    seed: str | None = None
    applicants: tuple[str, ...] = ()
    lottery_keys: tuple[tuple[str, str], ...] | None = None  # (applicant, sixteen hex digits)

    @classmethod
    def read(cls, folder: Path | None, result: Path | None) -> Self:
        """Read them; FileNotFoundError names what is missing, ValueError what is not as the round format says."""
        seed: str | None = None
        applicants: tuple[str, ...] = ()
        keys: tuple[tuple[str, str], ...] | None = None
        if folder is not None:
            seed = str(tomllib.loads(_part(folder, "round.toml")).get("lottery_seed", ""))
            applicants = tuple(row["applicant_id"] for row in _rows(folder, "applicants.csv", "applicant_id"))
        if result is not None:
            keys = tuple(
                (row["applicant_id"], row["sort_key"].rpartition(".")[2])
                for row in _rows(result, "placements.csv", "applicant_id", "sort_key")
                if row["sort_key"]
            )
        return cls(seed, applicants, keys)


def _part(folder: Path, name: str) -> str:
    """A file's text. FileNotFoundError with the file's path, ValueError with what is wrong."""
    if folder.is_file():
        try:
            with zipfile.ZipFile(folder) as archive:
                return archive.read(name).decode("utf-8")
        except zipfile.BadZipFile:
            raise ValueError(f"{folder}: .zip") from None
        except KeyError:
            raise FileNotFoundError(str(folder / name)) from None
    path = folder / name
    if not path.is_file():
        raise FileNotFoundError(str(path if folder.is_dir() else folder))
    return path.read_text(encoding="utf-8")


def _rows(folder: Path, name: str, *columns: str) -> list[dict[str, str]]:
    """The rows of a table that has at least these columns."""
    reader = csv.DictReader(StringIO(_part(folder, name)))
    lacking = [column for column in columns if column not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(f"{folder / name}:1: {', '.join(lacking)}")
    return list(reader)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings. numbers: of the applicants asked for and of the round's. rows: sort keys compared."""

    revealed: Reveal
    faults: tuple[LotteryFault, ...]
    missing: tuple[str, ...]  # beacons that are said to have given no value
    seed_in_round: bool | None  # does the round use the seed? None = no round given
    numbers: Mapping[str, int]
    rows: int
    wrong_rows: tuple[str, ...]  # applicants whose number in the result is another

    @property
    def ok(self) -> bool:
        """Nothing wrong in what was given."""
        return not self.faults and self.seed_in_round is not False and not self.wrong_rows

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        return {
            "ok": self.ok,
            "round": self.revealed.commitment.terms.round_name,
            "commitment": self.revealed.commitment.digest,
            "committed_at": moment_text(self.revealed.commitment.terms.committed_at),
            "revealed_at": moment_text(self.revealed.revealed_at),
            "seed": self.revealed.seed,
            "faults": [str(code) for code in self.faults],
            "missing_beacons": list(self.missing),
            "seed_in_round": self.seed_in_round,
            "rows_compared": self.rows,
            "wrong_rows": list(self.wrong_rows),
            "lottery_numbers": {name: str(number) for name, number in self.numbers.items()},
        }

    def lines(self, texts: Mapping[str, str]) -> list[str]:
        """The same in words, one finding on a line."""
        terms = self.revealed.commitment.terms
        found = [texts[code].format(subject="") for code in self.faults]
        if self.seed_in_round is False:
            found.append(texts["seed_not_in_round"])
        if self.wrong_rows:
            names = ", ".join(self.wrong_rows[:SHOWN])
            found.append(texts["numbers_wrong"].format(count=len(self.wrong_rows), names=names))
        head = [] if self.faults else [
            texts["right"].format(
                round=terms.round_name,
                committed=moment_text(terms.committed_at),
                revealed=moment_text(self.revealed.revealed_at),
                seed=self.revealed.seed,
            )
        ]  # fmt: skip
        notes = [texts["beacon_missing"].format(name=name) for name in self.missing]
        if self.seed_in_round:
            notes.append(texts["seed_in_round"])
        if self.rows and not self.wrong_rows:
            notes.append(texts["numbers_right"].format(count=self.rows))
        numbers = [
            texts["number"].format(applicant=name, number=number) for name, number in self.numbers.items()
        ]
        return [*found, *head, *notes, *numbers]


def checked(commitment: Commitment, revealed: Reveal, applicants: Sequence[str], files: RoundFiles) -> Report:
    """Check the reveal, then the round's seed and the numbers in its result, and recompute those asked for."""
    beacons = commitment.terms.beacons
    return Report(
        revealed=revealed,
        faults=check(commitment, revealed),
        missing=tuple(
            f"{one.source}:{one.round}"
            for one, value in zip(beacons, revealed.values, strict=False)
            if value is None
        ),
        seed_in_round=None if files.seed is None else files.seed == revealed.seed,
        numbers={name: lottery_number(revealed.seed, name) for name in (*applicants, *files.applicants)},
        rows=len(files.lottery_keys or ()),
        wrong_rows=tuple(
            dict.fromkeys(
                name
                for name, digits in files.lottery_keys or ()
                if f"{(1 << 64) - 1 - lottery_number(revealed.seed, name):016x}" != digits
            )
        ),
    )
