"""Rows of pupils and their guardians against the register."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from gemensam.domains.admissions.inputs.file_changes import Plan, PlanSettings, Values
from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import GuardianRow, PupilRow, RowFault
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Person, SecurityMarking

_PERSON_SPACE = UUID("5f0a5d0e-6f0d-4f6c-9b7b-7c6f0f1f5a11")
_STRENGTH = {marking.value: number for number, marking in enumerate(SecurityMarking)}


@dataclass(slots=True)
class _Guardian:
    """A guardian as all rows of the file together say: siblings' rows name the same person."""

    number: CivicNumber
    row: int
    names: tuple[str, str]
    email: str
    marking: str  # the strongest of the children's
    children: list[tuple[UUID, int]] = field(default_factory=list)


def plan_pupils(rows: Sequence[PupilRow], register: Register, settings: PlanSettings, plan: Plan) -> None:
    """Pupils one by one, then each guardian once."""
    guardians: dict[str, _Guardian] = {}
    for row in rows:
        child = _plan_pupil(row, register, settings, plan)
        if child is not None:
            _gather(row, child, register, guardians, plan)
    pupils = {row.civic_no.value for row in rows}
    for number, guardian in guardians.items():
        _plan_guardian(guardian, number in pupils, register, settings, plan)


def _new_id(number: CivicNumber, settings: PlanSettings) -> UUID:
    """The id of a person who is not yet in the register: the same when the job runs again."""
    return uuid5(_PERSON_SPACE, f"{settings.batch.pk}:{number.value}")


def _id_of(number: CivicNumber, register: Register, settings: PlanSettings) -> UUID:
    person = register.persons.get(number.value)
    return person.pk if person else _new_id(number, settings)


def _plan_pupil(row: PupilRow, register: Register, settings: PlanSettings, plan: Plan) -> UUID | None:
    """Plan the pupil's person and application; return the person's id, None when the row cannot be used."""
    unit = register.school_units.get(row.school_unit_code)
    home = register.municipality(row.home_municipality)
    area = register.municipality(row.lives_in_area_of) if row.lives_in_area_of else row.lives_in_area_of
    person_id = _id_of(row.civic_no, register, settings)
    stored = register.applications.get(person_id)
    foreign = unit is not None and not settings.is_own(unit.pk)
    elsewhere = (
        stored.school_unit_id if stored is not None else None
    )  # one of no school is nobody's to take from
    taken_over = elsewhere is not None and not settings.is_own(elsewhere)
    for wrong, code, value in (
        (unit is None, "school_unit_unknown", row.school_unit_code),
        (home is None, "municipality_unknown", row.home_municipality),
        (row.lives_in_area_of and area is None, "municipality_unknown", row.lives_in_area_of or ""),
        (foreign or taken_over, "other_school", row.school_unit_code),
    ):
        if wrong:
            plan.faults.append(RowFault(row.row, "", code, {"code": str(value)[:40]}))
    if unit is None or home is None:
        return None
    values = {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "home_municipality": home,
        **_given(row, "security_marking", "email", "phone"),
    }
    _add_person(plan, register.persons.get(row.civic_no.value), person_id, row.civic_no, values, row.row)
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
        before["school_unit"] = str(stored.school_unit_id) if stored.school_unit_id else None
    plan.add("application", str(person_id), before, wanted, row.row, str(person_id))
    return person_id


def _given(row: PupilRow, *names: str) -> Values:
    return {name: getattr(row, name) for name in names if getattr(row, name) is not None}


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=_STRENGTH.__getitem__)


def _add_person(
    plan: Plan, person: Person | None, person_id: UUID, number: CivicNumber, after: Values, row: int
) -> None:
    """A file may raise a protection, never lower it: that is a decision of its own."""
    if person is not None and "security_marking" in after:
        after["security_marking"] = _stronger(person.security_marking, str(after["security_marking"]))
    before = None if person is None else {name: getattr(person, name) for name in after}
    if person is None:
        after = {**after, "civic_no": number.value}
    plan.add("person", str(person_id), before, after, row, str(person_id))


def _gather(
    row: PupilRow, child: UUID, register: Register, guardians: dict[str, _Guardian], plan: Plan
) -> None:
    """Put the row's guardians with those of earlier rows. Without a number there is nobody to tell apart."""
    stored = register.persons.get(row.civic_no.value)
    marking = _stronger(
        row.security_marking or SecurityMarking.NONE.value,
        stored.security_marking if stored else SecurityMarking.NONE.value,
    )
    for found in row.guardians:
        if found.civic_no is None:
            continue
        new = _Guardian(found.civic_no, row.row, (found.given_name, found.family_name), found.email, marking)
        known = guardians.setdefault(found.civic_no.value, new)
        if not _agrees(known, found):
            plan.faults.append(RowFault(row.row, "", "guardian_differs", {"first": str(known.row)}))
        known.email = known.email or found.email
        known.marking = _stronger(known.marking, marking)
        known.children.append((child, row.row))


def _agrees(known: _Guardian, found: GuardianRow) -> bool:
    same_name = known.names == (found.given_name, found.family_name)
    return same_name and (not known.email or not found.email or known.email == found.email)


def _plan_guardian(
    guardian: _Guardian, is_pupil: bool, register: Register, settings: PlanSettings, plan: Plan
) -> None:
    """The guardian's person, new ones as protected as their most protected child, and the tie to each child."""
    person = register.persons.get(guardian.number.value)
    person_id = _id_of(guardian.number, register, settings)
    after: Values = {"given_name": guardian.names[0], "family_name": guardian.names[1]}
    if guardian.email:
        after["email"] = guardian.email
    if person is None:
        after["security_marking"] = guardian.marking
    if not is_pupil:  # a pupil's own row says more
        _add_person(plan, person, person_id, guardian.number, after, guardian.row)
    for child, row in guardian.children:
        known = (child, person_id) in register.relations
        before: Values | None = {"has_custody": True} if known else None
        plan.add("responsible", f"{child}:{person_id}", before, {"has_custody": True}, row, str(child))
