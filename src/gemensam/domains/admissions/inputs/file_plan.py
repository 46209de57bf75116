"""Typed rows against the register: what would be added, what would change, and what cannot be right."""

from collections.abc import Sequence

from gemensam.domains.admissions.inputs.file_catalogue import plan_catalogue, stored_offering
from gemensam.domains.admissions.inputs.file_changes import Plan, PlanSettings, Values
from gemensam.domains.admissions.inputs.file_choices import person_of, plan_choices
from gemensam.domains.admissions.inputs.file_pupils import plan_pupils
from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import (
    ChoiceRow,
    FileRow,
    GradeRow,
    PupilRow,
    RowFault,
    SupplyRow,
)
from gemensam.domains.admissions.inputs.file_visits import plan_open_houses
from gemensam.domains.admissions.models import Grade
from gemensam.rules.terms import ROLES_OF_SUBJECT

_ALWAYS = frozenset({"code", "school_unit"})


def make_plan(rows: Sequence[FileRow], register: Register, settings: PlanSettings) -> Plan:
    """Compare every row with the register. Faults and changes come out together; with any fault nothing is used."""
    plan = Plan()
    plan_catalogue(rows, register, plan, year=settings.batch.year)
    plan_open_houses(rows, register, plan)
    for row in rows:
        if isinstance(row, SupplyRow):
            _plan_supply(row, register, plan)
        elif isinstance(row, GradeRow):
            _plan_grade(row, register, settings, plan)
    plan_pupils([row for row in rows if isinstance(row, PupilRow)], register, settings, plan)
    plan_choices([row for row in rows if isinstance(row, ChoiceRow)], register, settings, plan)
    return plan


def _offering_values(row: SupplyRow) -> Values:
    """The stored values of an offering as the file gives them."""
    names = (
        "title", "programme", "seats", "planned_seats", "orientation", "study_path", "base_programme",
        "free_quota_seats", "test_seats", "skill_test", "pool", "pool_seats", "pool_order", "national_intake",
        "ranking", "cancelled",
    )  # fmt: skip
    return {"seats_stated": "seats" in row.given, **{name: getattr(row, name) for name in names}}


def _plan_supply(row: SupplyRow, register: Register, plan: Plan) -> None:
    unit = register.school_units.get(row.school_unit_code)
    if (
        unit is None and "code" not in row.given
    ):  # a service's whole list: schools that are not ours are left out
        return
    if unit is None:
        plan.faults.append(RowFault(row.row, "", "school_unit_unknown", {"code": row.school_unit_code}))
        return
    if row.ranking not in register.rankings and (
        "ranking" in row.given or row.code not in register.offerings
    ):
        known = ", ".join(sorted(register.rankings))
        plan.faults.append(RowFault(row.row, "", "not_one_of", {"value": row.ranking, "allowed": known}))
    stored = register.offerings.get(row.code) or stored_offering(row, register)
    code = stored.code if stored is not None else row.code
    after: Values = {"code": code, "school_unit": str(unit.pk), **_offering_values(row)}
    before = None
    if stored is not None:
        said = row.given | _ALWAYS | ({"seats_stated"} if "seats" in row.given else set())
        after = {name: value for name, value in after.items() if name in said}
        before = {name: getattr(stored, name) for name in after if name != "school_unit"}
        before["school_unit"] = str(stored.school_unit_id)
        _check_seats(row, {name: after.get(name, getattr(stored, name)) for name in _SEATS}, plan)
    plan.add("offering", code, before, after, row.row)


_SEATS = ("seats", "free_quota_seats", "test_seats", "pool", "pool_seats")


def _check_seats(row: SupplyRow, values: Values, plan: Plan) -> None:
    """What the file changes and what stays of the offering must fit together."""
    seats, quotas = (
        int(str(values["seats"])),
        int(str(values["free_quota_seats"])) + int(str(values["test_seats"])),
    )
    if quotas > seats:
        facts = {"seats": str(seats), "quotas": str(quotas)}
        plan.faults.append(RowFault(row.row, "", "quotas_over_seats", facts))
    if bool(values["pool"]) != (values["pool_seats"] is not None):
        plan.faults.append(RowFault(row.row, "", "pool_incomplete"))


def _plan_grade(row: GradeRow, register: Register, settings: PlanSettings, plan: Plan) -> None:
    person = person_of(row, register, settings, plan)
    if person is None:
        return
    if row.registered_at > settings.at:
        plan.faults.append(
            RowFault(row.row, "", "in_the_future", {"date": row.registered_at.date().isoformat()})
        )
        return
    of_subject = [grade for grade in register.grades.get(person, ()) if grade.subject == row.subject]
    language = _language_of(row, of_subject, plan)
    in_force = [
        grade
        for grade in of_subject
        if grade.language == language and grade.registered_at <= row.registered_at
    ]
    role = row.role or (in_force[-1].role if in_force else ROLES_OF_SUBJECT[row.subject][0])
    after: Values = {"grade": row.grade, "role": role}
    key = f"{person}:{row.subject}:{language}:{row.registered_at.isoformat()}"
    plan.add("grade", key, _grade_before(in_force, row), after, row.row, str(person))


def _language_of(row: GradeRow, of_subject: Sequence[Grade], plan: Plan) -> str:
    """The language of the grade: the file's, else the only one that the pupil has in the subject."""
    if row.language is not None:
        return row.language
    known = sorted({grade.language for grade in of_subject})
    if len(known) > 1:
        facts = {"subject": row.subject, "known": ", ".join(code or "–" for code in known)}
        plan.faults.append(RowFault(row.row, "", "language_missing", facts))
    return known[0] if known else ""


def _grade_before(in_force: Sequence[Grade], row: GradeRow) -> Values | None:
    """What the grade was before, shown in the preview; ``same_moment`` tells a correction from a new registration."""
    if not in_force:
        return None
    last = in_force[-1]
    return {"grade": last.grade, "role": last.role, "same_moment": last.registered_at == row.registered_at}
