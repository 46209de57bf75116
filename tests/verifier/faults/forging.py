"""What a forger can do with a round and its result, and the list of kinds of fault."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.verifier.markets import MarketWriter
from tests.verifier.oracle import World, place_everybody, read
from tests.verifier.oracle_output import write_manifest, write_outputs

Cells = Mapping[str, object]
Place = tuple[int, str] | None


class Forgery:
    """A correct round and result in two folders, to be changed."""

    def __init__(self, folder: Path, result: Path) -> None:
        self.folder = folder
        self.result = result

    def path(self, name: str) -> Path:
        """Where a file is, in the round or in the result."""
        inside = self.result / name
        return inside if inside.exists() else self.folder / name

    def table(self, name: str) -> tuple[list[str], list[dict[str, str]]]:
        """Columns and rows of a CSV file."""
        with self.path(name).open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = list(reader)
            return list(reader.fieldnames or ()), rows

    def save(self, name: str, columns: list[str], rows: list[dict[str, str]]) -> None:
        """Write a CSV file back."""
        with self.path(name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, name: str, where: Cells, **cells: object) -> None:
        """Change cells in every row that matches; at least one must."""
        columns, rows = self.table(name)
        found = [row for row in rows if matches(row, where)]
        assert found, (name, where)
        for row in found:
            before = dict(row)
            row.update({column: str(cell) for column, cell in cells.items()})
            assert row != before, (name, where)
        self.save(name, columns, rows)

    def drop(self, name: str, **where: object) -> None:
        """Remove every row that matches; at least one must."""
        columns, rows = self.table(name)
        kept = [row for row in rows if not matches(row, where)]
        assert len(kept) < len(rows), (name, where)
        self.save(name, columns, kept)

    def repeat(self, name: str, where: Cells, **cells: object) -> None:
        """Add a copy of the first row that matches, changed, after it."""
        columns, rows = self.table(name)
        place, row = next((place, row) for place, row in enumerate(rows) if matches(row, where))
        rows.insert(place + 1, row | {column: str(cell) for column, cell in cells.items()})
        self.save(name, columns, rows)

    def cell(self, name: str, column: str, **where: object) -> str:
        """One cell of the only row that matches."""
        (row,) = [row for row in self.table(name)[1] if matches(row, where)]
        return row[column]

    def placement(self, applicant: str, offering: str, **cells: object) -> None:
        """Change one row of placements.csv and nothing else."""
        self.edit("placements.csv", {"applicant_id": applicant, "offering_id": offering}, **cells)

    def text(self, name: str, old: str, new: str) -> None:
        """Replace text in a file; it must be there."""
        before = self.path(name).read_text(encoding="utf-8")
        assert old in before, (name, old)
        self.path(name).write_text(before.replace(old, new), encoding="utf-8")

    def json(self, name: str, change: Callable[[dict], object]) -> None:
        """Change a JSON file."""
        content = json.loads(self.path(name).read_text(encoding="utf-8"))
        change(content)
        self.path(name).write_text(json.dumps(content) + "\n", encoding="utf-8")

    def seat(self, **places: Place) -> None:
        """Give applicants other seats and rewrite every row and figure so that all else agrees.

        places: applicant -> (rank, seat kind) or None for no place.
        """
        world: World = read(self.folder)
        place_everybody(world)
        for applicant, place in places.items():
            world.place.pop(applicant, None)
            if place is not None:
                rank, kind = place
                world.place[applicant] = world.choices[applicant][rank - 1]
                world.kind[applicant, rank] = kind
        write_outputs(world, self.result)

    def recompute_manifest(self) -> None:
        """Hide the traces."""
        write_manifest(self.folder, self.result)


def matches(row: Mapping[str, str], where: Cells) -> bool:
    return all(row[column] == str(cell) for column, cell in where.items())


@dataclass(frozen=True)
class Fault:
    """One kind of fault: on which round, what the forger does, and the property that must be named."""

    name: str
    prop: str
    market: Callable[[], MarketWriter]
    forge: Callable[[Forgery], None]
    on_manifest: bool = False  # the manifest itself is what is forged, so it cannot be recomputed


FAULTS: list[Fault] = []


def fault(
    prop: str, market: Callable[[], MarketWriter], *, on_manifest: bool = False
) -> Callable[[Callable[[Forgery], None]], Callable[[Forgery], None]]:
    """Add a kind of fault to the list, under the name of its function."""

    def note(forge: Callable[[Forgery], None]) -> Callable[[Forgery], None]:
        FAULTS.append(Fault(forge.__name__, prop, market, forge, on_manifest))
        return forge

    return note
