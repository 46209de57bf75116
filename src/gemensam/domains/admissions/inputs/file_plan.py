"""Typed rows against the register: what would be added, what would change, and what cannot be right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import (
    ChoiceRow,
    FileRow,
    GradeRow,
    GuardianRow,
    PupilRow,
    RowFault,
    SupplyRow,
)
from gemensam.domains.admissions.models import Choice, Grade, ImportBatch
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Person, SecurityMarking
from gemensam.rules.deadlines import late_choices

Values = dict[str, object]
_PERSON_SPACE = UUID("5f0a5d0e-6f0d-4f6c-9b7b-7c6f0f1f5a11")


@dataclass(frozen=True, slots=True)
class Change:
    """One row to add (``before`` None) or change. Values are JSON values by field name.

    ``table``: offering, person, responsible, application, grade or choices (all of an application's choices).
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

    def add(
        self, table: str, key: str, before: Values | None, after: Values, row: int, person: str = ""
    ) -> None:
        """Note a change unless it changes nothing."""
        if before is not None and all(before.get(name) == value for name, value in after.items()):
            self.unchanged += 1
            return
        self.changes.append(Change(table, key, before, after, row, person))


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the plan depends on besides file and register.

    ``own_school``: the sender's school unit code when the sender is a school, which may send its own pupils only.
    ``late_from``: choices that are new or moved up after this are late.
    """

    batch: ImportBatch
    own_school: str
    late_from: datetime | None
    at: datetime


def make_plan(rows: Sequence[FileRow], register: Register, settings: PlanSettings) -> Plan:
    """Compare every row with the register. Faults and changes come out together; with any fault nothing is used."""
    plan = Plan()
    if rows and isinstance(rows[0], ChoiceRow):
        _plan_choices([row for row in rows if isinstance(row, ChoiceRow)], register, settings, plan)
        return plan
    for row in rows:
        _PLANNERS[type(row)](row, register, settings, plan)
    return plan


def offering_values(row: SupplyRow) -> Values:
    """The stored values of an offering as the file gives them."""
    names = (
        "title", "programme", "seats", "planned_seats", "orientation", "study_path", "base_programme",
        "free_quota_seats", "test_seats", "skill_test", "pool", "pool_seats", "pool_order", "national_intake",
        "ranking", "cancelled",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


def _plan_supply(row: FileRow, register: Register, settings: PlanSettings, plan: Plan) -> None:
    assert isinstance(row, SupplyRow)
    unit = register.school_units.get(row.school_unit_code)
    if unit is None:
        plan.faults.append(RowFault(row.row, "", "school_unit_unknown", {"code": row.school_unit_code}))
        return
    stored = register.offerings.get(row.code)
    after = {"code": row.code, "school_unit": str(unit.pk), **offering_values(row)}
    before = None
    if stored is not None:
        before = {name: getattr(stored, name) for name in after if name != "school_unit"}
        before["school_unit"] = str(stored.school_unit_id)
    plan.add("offering", row.code, before, after, row.row)


def _new_id(number: CivicNumber, settings: PlanSettings) -> UUID:
    """The id of a person who is not yet in the register: the same when the job runs again."""
    return uuid5(_PERSON_SPACE, f"{settings.batch.pk}:{number.value}")


def _plan_pupil(row: FileRow, register: Register, settings: PlanSettings, plan: Plan) -> None:
    assert isinstance(row, PupilRow)
    unit = register.school_units.get(row.school_unit_code)
    home = register.municipality(row.home_municipality)
    area = register.municipality(row.lives_in_area_of) if row.lives_in_area_of else row.lives_in_area_of
    for missing, code, value in (
        (unit is None, "school_unit_unknown", row.school_unit_code),
        (home is None, "municipality_unknown", row.home_municipality),
        (row.lives_in_area_of and area is None, "municipality_unknown", row.lives_in_area_of or ""),
        (settings.own_school not in ("", row.school_unit_code), "other_school", row.school_unit_code),
    ):
        if missing:
            plan.faults.append(RowFault(row.row, "", code, {"code": str(value)[:40]}))
    if unit is None or home is None:
        return
    person = register.persons.get(row.civic_no.value)
    person_id = person.pk if person else _new_id(row.civic_no, settings)
    after: Values = {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "home_municipality": home,
        **_given(row, "security_marking", "email", "phone"),
    }
    _add_person(plan, person, person_id, row.civic_no, after, row.row)
    stored = register.applications.get(person_id)
    wanted: Values = {
        "school_unit": str(unit.pk),
        "home_municipality": home,
        **_given(row, "class_name", "completed_upper_secondary", "comparable_grades", "reduced_timetable"),
    }
    if area is not None:
        wanted["lives_in_area_of"] = area
    before = None
    if stored is not None:
        before = {name: getattr(stored, name) for name in wanted if name != "school_unit"}
        before["school_unit"] = str(stored.school_unit_id)
    plan.add("application", str(person_id), before, wanted, row.row, str(person_id))
    for guardian in row.guardians:
        _plan_guardian(guardian, person_id, register, settings, plan, row.row)


def _given(row: PupilRow, *names: str) -> Values:
    return {name: getattr(row, name) for name in names if getattr(row, name) is not None}


def _add_person(
    plan: Plan, person: Person | None, person_id: UUID, number: CivicNumber, after: Values, row: int
) -> None:
    if person is not None and person.security_marking != SecurityMarking.NONE:
        # A file may raise a protection, never lower it: that is a decision of its own.
        after = {name: value for name, value in after.items() if name != "security_marking"}
    before = None if person is None else {name: getattr(person, name) for name in after}
    if person is None:
        after = {**after, "civic_no": number.value}
    plan.add("person", str(person_id), before, after, row, str(person_id))


def _plan_guardian(
    guardian: GuardianRow, child: UUID, register: Register, settings: PlanSettings, plan: Plan, row: int
) -> None:
    """A guardian with a number is registered and tied to the child; without one there is nobody to tell apart."""
    if guardian.civic_no is None:
        return
    person = register.persons.get(guardian.civic_no.value)
    person_id = person.pk if person else _new_id(guardian.civic_no, settings)
    after: Values = {"given_name": guardian.given_name, "family_name": guardian.family_name}
    if guardian.email:
        after["email"] = guardian.email
    if person is None:
        after["security_marking"] = "none"
    known = any(change.table == "person" and change.key == str(person_id) for change in plan.changes[-50:])
    if not known:
        _add_person(plan, person, person_id, guardian.civic_no, after, row)
    plan.add(
        "responsible",
        f"{child}:{person_id}",
        register_relation(register, child, person_id),
        {"has_custody": True},
        row,
        str(child),
    )


def register_relation(register: Register, child: UUID, guardian: UUID) -> Values | None:
    """The stored relation between child and guardian, None when there is none."""
    return {"has_custody": True} if (child, guardian) in register.relations else None


def _application_of(
    row: GradeRow | ChoiceRow, register: Register, settings: PlanSettings, plan: Plan
) -> UUID | None:
    """The person's id when the person has an application that the sender may change; else a fault."""
    person = register.persons.get(row.civic_no.value)
    application = register.applications.get(person.pk) if person else None
    if person is None or application is None:
        plan.faults.append(RowFault(row.row, "", "person_unknown", {"masked": row.civic_no.masked()}))
        return None
    if settings.own_school and application.school_unit_id != settings.batch.sender_id:
        plan.faults.append(RowFault(row.row, "", "other_school", {"masked": row.civic_no.masked()}))
        return None
    return person.pk


def _plan_grade(row: FileRow, register: Register, settings: PlanSettings, plan: Plan) -> None:
    assert isinstance(row, GradeRow)
    person = _application_of(row, register, settings, plan)
    if person is None:
        return
    if row.registered_at > settings.at:
        plan.faults.append(
            RowFault(row.row, "", "in_the_future", {"date": row.registered_at.date().isoformat()})
        )
        return
    stored = [
        grade
        for grade in register.grades.get(person, ())
        if (grade.subject, grade.language) == (row.subject, row.language)
    ]
    in_force = [grade for grade in stored if grade.registered_at <= row.registered_at]
    if in_force and (in_force[-1].grade, in_force[-1].role) == (row.grade, row.role):
        plan.unchanged += 1
        return
    after: Values = {"grade": row.grade, "role": row.role}
    key = f"{person}:{row.subject}:{row.language}:{row.registered_at.isoformat()}"
    plan.add("grade", key, _grade_before(in_force, row), after, row.row, str(person))


def _grade_before(in_force: Sequence[Grade], row: GradeRow) -> Values | None:
    """What the grade was before, shown in the preview; ``same_moment`` tells a correction from a new registration."""
    if not in_force:
        return None
    last = in_force[-1]
    return {"grade": last.grade, "role": last.role, "same_moment": last.registered_at == row.registered_at}


_PLANNERS: dict[type, Callable[[FileRow, Register, PlanSettings, Plan], None]] = {
    SupplyRow: _plan_supply,
    PupilRow: _plan_pupil,
    GradeRow: _plan_grade,
}


def _plan_choices(rows: Sequence[ChoiceRow], register: Register, settings: PlanSettings, plan: Plan) -> None:
    """All choices of an applicant are one thing: the file's list replaces the stored one."""
    by_person: dict[UUID, list[ChoiceRow]] = {}
    for row in rows:
        if row.offering_code not in register.offerings:
            plan.faults.append(RowFault(row.row, "", "offering_unknown", {"code": row.offering_code}))
        person = _application_of(row, register, settings, plan)
        if person is not None:
            by_person.setdefault(person, []).append(row)
    for person, chosen in by_person.items():
        chosen.sort(key=lambda row: row.rank)
        plan.faults += _gaps(chosen)
        application = register.applications[person]
        stored = register.choices.get(application.pk, [])
        before = [choice_values(choice) for choice in stored]
        after = list(_wanted_choices(chosen, stored, settings))
        plan.add(
            "choices", str(application.pk), {"choices": before} if before else None, {"choices": after},
            chosen[0].row, str(person),
        )  # fmt: skip


def _gaps(chosen: Sequence[ChoiceRow]) -> Iterator[RowFault]:
    for expected, row in enumerate(chosen, start=1):
        if row.rank != expected:
            yield RowFault(row.row, "", "rank_gap", {"expected": str(expected), "rank": str(row.rank)})
            return


def _wanted_choices(
    chosen: Sequence[ChoiceRow], stored: Sequence[Choice], settings: PlanSettings
) -> Iterator[Values]:
    codes = [row.offering_code for row in chosen]
    in_time = [choice.offering.code for choice in stored if not choice.late]
    closed = settings.late_from is not None and settings.at > settings.late_from
    judged = set(late_choices(in_time, codes)) if closed else set()
    for row in chosen:
        yield {
            "offering": row.offering_code,
            "rank": row.rank,
            "late": row.late if row.late is not None else row.offering_code in judged,
            "free_quota": row.free_quota,
            "test_points": None if row.test_points is None else format(row.test_points.normalize(), "f"),
            "test_passed": row.test_passed,
            "reception": row.reception,
            "english_exemption": row.english_exemption,
        }


def choice_values(choice: Choice) -> Values:
    """The stored choice as JSON values, comparable with the file's."""
    return {
        "offering": choice.offering.code,
        "rank": choice.rank,
        "late": choice.late,
        "free_quota": choice.free_quota,
        "test_points": None if choice.test_points is None else format(choice.test_points.normalize(), "f"),
        "test_passed": choice.test_passed,
        "reception": choice.reception,
        "english_exemption": choice.english_exemption,
    }
