"""Stored rows as people read them: on the page, in an Excel file, and as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.personal_data import ANOTHER, OWN, StoredRows
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.formats import date_short, datetime_short
from gemensam.interfaces.web.privacy.codes import CODES
from gemensam.interfaces.web.privacy.words import FIELDS, KINDS

_FIRST: Final = ("directory.person", "admissions.grade", "admissions.application", "admissions.choice")
_MOST_ON_PAGE: Final = 30
_PLACES: Final = ("home_municipality", "lives_in_area_of")  # fields with a municipality's code
Places = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of rows as a table; more: how many that the page leaves to the file."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int

    @property
    def facts(self) -> list[dict[str, str]]:
        """A single row as terms and values, which read better than a table of one line."""
        if len(self.rows) != 1:
            return []
        return [
            {"term": term, "value": value} for term, value in zip(self.headings, self.rows[0], strict=True)
        ]


def parts_of(stored: Sequence[StoredRows], places: Places) -> list[Part]:
    """The parts in the order one asks for them: oneself first. ``places`` has the names of municipalities by code."""
    return [_part(one, places) for one in sorted(stored, key=_place)]


def _place(one: StoredRows) -> tuple[int, str]:
    place = _FIRST.index(one.label) if one.label in _FIRST else len(_FIRST)
    return place, _title(one.label)


def _title(label: str) -> str:
    return str(KINDS.get(label, label))


def _heading(name: str) -> str:
    return str(FIELDS.get(name, name))


def _part(one: StoredRows, places: Places) -> Part:
    rows = tuple(_cells(one.fields, row, places) for row in one.rows[:_MOST_ON_PAGE])
    return Part(
        _title(one.label), tuple(map(_heading, one.fields)), rows, max(len(one.rows) - _MOST_ON_PAGE, 0)
    )


def _cells(fields: Sequence[str], row: Sequence[Any], places: Places) -> tuple[str, ...]:
    return tuple(text_of(value, field, places) for field, value in zip(fields, row, strict=True))


def text_of(value: Any, field: str, places: Places) -> str:
    """A stored value in words: a code in those of its field, a municipality by name, a civic number as written."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, str):
        return _text_of_string(value, field, places)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, date):
        return datetime_short(value) if isinstance(value, datetime) else date_short(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _text_of_string(value: str, field: str, places: Places) -> str:
    people = {OWN: _("du själv"), ANOTHER: _("en annan person")}
    if field == "civic_no" and value not in people:
        return CivicNumber.stored(value).formatted()
    known = places if field in _PLACES else CODES.get(field, people)
    return str(known.get(value, value))


def sheets_of(stored: Sequence[StoredRows], places: Places) -> list[OutSheet]:
    """One sheet for each kind of rows, all rows."""
    return [
        OutSheet(
            _title(one.label)[:31],
            [OutColumn(_heading(name), ColumnKind.TEXT, 24) for name in one.fields],
            [_cells(one.fields, row, places) for row in one.rows],
        )
        for one in sorted(stored, key=_place)
    ]


def json_of(stored: Sequence[StoredRows], *, at: datetime) -> bytes:
    """Everything as JSON, with the names that the program uses."""
    content = {
        "made_at": at.isoformat(),
        "data": {one.label: [dict(zip(one.fields, row, strict=True)) for row in one.rows] for one in stored},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()
