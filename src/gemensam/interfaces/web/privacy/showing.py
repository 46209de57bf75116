"""Stored rows as people read them: on the page, in an Excel file, and as JSON for programs."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.personal_data import ANOTHER, OWN, StoredRows
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.texts import render
from gemensam.interfaces.web.audit.texts import event_text
from gemensam.interfaces.web.layout.formats import date_short, datetime_short
from gemensam.interfaces.web.privacy.codes import CODES
from gemensam.interfaces.web.privacy.words import FIELDS, KINDS

_FIRST: Final = ("directory.person", "admissions.grade", "admissions.application", "admissions.choice")
_MOST_ON_PAGE: Final = 30
_PLACES: Final = (
    "home_municipality",
    "lives_in_area_of",
    "municipality_code",
)  # fields with a municipality's code
_BETWEEN: Final = " · "
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_LENGTH: Final = 36
Places = Mapping[str, str]  # the names of municipalities by code, and of educations by id


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
    """The parts in the order one asks for them: oneself first. ``places``: see Places."""
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
    return _nested(value, field, places) if isinstance(value, dict | list) else str(value)


def _nested(value: Any, field: str, places: Places) -> str:
    """Several values in one cell, each with its name where it has one."""
    if isinstance(value, list):
        return _BETWEEN.join(text_of(one, field, places) for one in value)
    return "; ".join(_entry(str(key), inner, field, places) for key, inner in value.items())


def _entry(key: str, value: Any, field: str, places: Places) -> str:
    """A named value inside another: the name is that of a field, or an education's id."""
    term = places.get(key) or _heading(key)
    return f"{term}: {text_of(value, key if key in FIELDS else field, places)}"


def _text_of_string(value: str, field: str, places: Places) -> str:
    people = {OWN: _("du själv"), ANOTHER: _("en annan person")}
    if field == "civic_no" and value not in people:
        return CivicNumber.stored(value).formatted()
    if field == "event":
        return event_text(value)
    if field == "kind" and value in MessageKind:
        return render(MessageKind(value), {}, locale=get_language() or "sv").subject
    known = places if field in _PLACES or len(value) == _UUID_LENGTH else CODES.get(field, people)
    return str(known.get(value, value))


def offerings_in(stored: Sequence[StoredRows]) -> set[UUID]:
    """The ids that stand inside what is stored, most of which are educations."""
    texts = (json.dumps(row, default=str) for one in stored for row in one.rows)
    return {UUID(found) for text in texts for found in _UUID.findall(text)}


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
