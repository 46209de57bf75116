"""Rows of ranked choices against the register."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from gemensam.domains.admissions.inputs.file_changes import Plan, PlanSettings, Values
from gemensam.domains.admissions.inputs.file_register import Register
from gemensam.domains.admissions.inputs.file_rows import ChoiceRow, GradeRow, RowFault
from gemensam.domains.admissions.models import Choice
from gemensam.rules.deadlines import late_choices

_OPTIONAL = ("free_quota", "test_points", "test_passed", "reception", "english_exemption")


def person_of(
    row: GradeRow | ChoiceRow, register: Register, settings: PlanSettings, plan: Plan
) -> UUID | None:
    """The person's id when the person has an application that the sender may change; else a fault."""
    person = register.persons.get(row.civic_no.value)
    application = register.applications.get(person.pk) if person else None
    if person is None or application is None:
        plan.faults.append(RowFault(row.row, "", "person_unknown", {"masked": row.civic_no.masked()}))
        return None
    if not settings.is_own(application.school_unit_id):
        plan.faults.append(RowFault(row.row, "", "other_school", {"masked": row.civic_no.masked()}))
        return None
    return person.pk


def plan_choices(rows: Sequence[ChoiceRow], register: Register, settings: PlanSettings, plan: Plan) -> None:
    """All choices of an applicant are one thing: the file's list replaces the stored one."""
    by_person: dict[UUID, list[ChoiceRow]] = {}
    for row in rows:
        if row.offering_code not in register.offerings:
            plan.faults.append(RowFault(row.row, "", "offering_unknown", {"code": row.offering_code}))
        person = person_of(row, register, settings, plan)
        if person is not None:
            by_person.setdefault(person, []).append(row)
    for person, chosen in by_person.items():
        chosen.sort(key=lambda row: row.rank)
        if chosen[0].civic_no.value not in settings.broken:
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
    judged = set(late_choices(in_time, codes)) if closed and len(set(codes)) == len(codes) else set()
    before = {choice.offering.code: choice_values(choice) for choice in stored}
    for row in chosen:
        found: Values = {
            "offering": row.offering_code,
            "rank": row.rank,
            "late": row.late if row.late is not None else row.offering_code in judged,
            "free_quota": row.free_quota,
            "test_points": None if row.test_points is None else format(row.test_points.normalize(), "f"),
            "test_passed": row.test_passed,
            "reception": row.reception,
            "english_exemption": row.english_exemption,
        }
        kept = before.get(row.offering_code, {})
        found |= {name: kept[name] for name in _OPTIONAL if name not in row.given and name in kept}
        yield found


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
