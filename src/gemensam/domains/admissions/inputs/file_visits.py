"""Rows of open houses: when a school shows itself, for all its educations or for one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from gemensam.domains.admissions.inputs.file_changes import Plan, Values
from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import FileRow, OpenHouseRow, RowFault
from gemensam.domains.admissions.inputs.file_values import SWEDEN, RowReader

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]\d{2})?\Z")


def read_open_house(reader: RowReader) -> Iterator[OpenHouseRow]:
    """A day with two times of the clock, in Swedish time."""
    unit = reader.text("school_unit_code", required=True, limit=20)
    code = reader.text("offering_code", limit=40)
    day = reader.moment("day")
    if day is None and not reader.faults:
        reader.fault("day", "empty")
    starts, ends = _clock(reader, "opens"), _clock(reader, "closes")
    place = reader.text("place", limit=200)
    if day is None or starts is None or ends is None:
        return
    if ends <= starts:
        reader.fault("closes", "closes_before_it_opens")
        return
    yield OpenHouseRow(reader.row, unit, code, _at(day.date(), starts), _at(day.date(), ends), place)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=SWEDEN)


def _clock(reader: RowReader, code: str) -> time | None:
    value = reader.raw(code)
    found = _CLOCK.search(value)
    if found is not None:
        return time(int(found[1]), int(found[2]))
    reader.fault(code, "clock" if value else "empty", **({"value": value[:20]} if value else {}))
    return None


def plan_open_houses(rows: Sequence[FileRow], register: Register, plan: Plan) -> None:
    """Plan the times; one that is known at the same school and moment is changed, the others stay."""
    for row in rows:
        if not isinstance(row, OpenHouseRow):
            continue
        if row.school_unit_code not in register.school_units:
            plan.faults.append(RowFault(row.row, "", "school_unit_unknown", {"code": row.school_unit_code}))
            continue
        offering = register.offerings.get(row.offering_code)
        if row.offering_code and offering is None:
            plan.faults.append(RowFault(row.row, "", "offering_unknown", {"code": row.offering_code}))
            continue
        if offering is not None and offering.school_unit.school_unit_code != row.school_unit_code:
            plan.faults.append(RowFault(row.row, "", "offering_elsewhere", {"code": row.offering_code}))
            continue
        key = (row.school_unit_code, row.offering_code, row.starts.isoformat())
        after: Values = {"ends": row.ends.isoformat(), "place": row.place}
        stored = register.visits.get((row.school_unit_code, row.offering_code, row.starts))
        before = None if stored is None else visit_values(*stored)
        plan.add("open_house", "|".join(key), before, after, row.row)


def visit_values(ends: datetime, place: str) -> Values:
    """What is stored of an open house, as a plan has it."""
    return {"ends": ends.astimezone(SWEDEN).isoformat(), "place": place}
