"""Rows of reports as the form and the lists show them: cells with their words, ready for a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from gemensam.domains.pricelist.inputs.report_table import AMOUNTS
from gemensam.domains.pricelist.queries.reports import RowView
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.pricelist.words import COMPONENTS, LEVELS, finding_text, key_text


@dataclass(frozen=True, slots=True)
class Cell:
    """An input of the grid."""

    name: str
    label: str
    value: str
    flat: str


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in words."""

    level: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the grid."""

    id: UUID
    code: str
    name: str
    variant: str
    edition: int
    cells: tuple[Cell, ...]
    hidden: tuple[tuple[str, str], ...]
    comment: str
    needs_comment: bool
    price: object
    base: object
    notes: tuple[Note, ...]
    level: str
    comments: int
    changed_by: str


def row_line(row: RowView, typed: Mapping[str, str] | None = None) -> RowLine:
    """The row for the grid; ``typed`` is what someone wrote that could not be saved."""
    values, grid = dict(row.values), (*row.kinds, "pupils")
    cells = tuple(
        Cell(
            name,
            str(COMPONENTS.get(name, _("Elever"))),
            typed[name] if typed and name in typed else plain(values[name]),
            number(row.flat.get(name)) if row.flat.get(name) is not None else "",
        )
        for name in grid
    )
    rest = [name for name in (*AMOUNTS, "supplement_for") if name not in grid]
    hidden = [("code", row.key.code), ("orientation", row.key.orientation), ("cohort", row.key.cohort),
              ("form", row.key.form), ("grants_deducted", "ja" if values["grants_deducted"] else "nej")]  # fmt: skip
    hidden += [(name, plain(values[name])) for name in rest]
    warned = any(one.level == "warning" for one in row.findings)
    return RowLine(
        id=row.id,
        code=row.key.label,
        name=row.name,
        variant=key_text(row.key),
        edition=row.edition,
        cells=cells,
        hidden=tuple(hidden),
        comment=typed["comment"] if typed and "comment" in typed else str(values["comment"]),
        needs_comment=warned or bool(values["comment"]),
        price=row.price.ike if row.price else None,
        base=row.price.base if row.price else None,
        notes=notes_of(row),
        level=row.level,
        comments=len(row.comments),
        changed_by=row.changed_by,
    )


def notes_of(row: RowView) -> tuple[Note, ...]:
    """Everything that can be said of the row."""
    return tuple(
        Note(str(LEVELS[one.level][0]), LEVELS[one.level][1], finding_text(one)) for one in row.findings
    )


def plain(value: object) -> str:
    """A value as it is typed: no zeros at the end, a comma for decimals."""
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}"
        return text.replace(".", ",")
    return "" if value is None else str(value)
