"""What a file would do to the register: one change a row, and all of them as a plan."""

import json
from dataclasses import astuple, dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from gemensam.domains.admissions.inputs.file_rows import RowFault
from gemensam.domains.admissions.models import ImportBatch

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One row to add (``before`` None) or change. Values are JSON values by field name.

    ``table``: offering, cut_off, facts, open_house, person, responsible, application, grade or choices (all of an
    application's choices).
    """

    table: str
    key: str
    before: Values | None
    after: Values
    row: int
    person: str = ""  # the person's id, for the preview; empty for supply


@dataclass(slots=True)
class Plan:
    """What the file would do. ``unchanged`` counts rows that say what the register already says."""

    changes: list[Change] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unchanged: int = 0
    _rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(
        self, table: str, key: str, before: Values | None, after: Values, row: int, person: str = ""
    ) -> None:
        """Note a change unless it changes nothing. The same thing said twice in a file is a fault."""
        first = self._rows.setdefault((table, key), row)
        if first != row:
            self.faults.append(RowFault(row, "", "repeated", {"first": str(first)}))
            return
        if before is not None and all(before.get(name) == value for name, value in after.items()):
            self.unchanged += 1
            return
        self.changes.append(Change(table, key, before, after, row, person))

    def digest(self, totals: dict[str, object]) -> str:
        """Return a digest of everything that the preview showed: each change with what was before, and totals."""
        shown = [[astuple(change) for change in self.changes], self.unchanged, totals]
        return sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the plan depends on besides file and register.

    ``own_units``: the school units whose pupils the sender may send; None for the office, which sends for all.
    ``late_from``: choices that are new or moved up after this are late; ``at`` is when the file came in.
    ``broken``: civic numbers of persons some of whose rows could not be read.
    """

    batch: ImportBatch
    own_units: frozenset[UUID] | None
    late_from: datetime | None
    at: datetime
    broken: frozenset[str] = frozenset()

    def is_own(self, unit: UUID | None) -> bool:
        """Whether the sender may send pupils of the school unit."""
        return self.own_units is None or unit in self.own_units
