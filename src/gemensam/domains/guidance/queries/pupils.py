"""A counsellor's own pupils: the whole list in a fixed number of questions, whatever the school's size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from gemensam.domains.admissions.queries.chances import ApplicantChances, applicants_chances
from gemensam.domains.admissions.queries.guided import (
    GuidedApplication,
    guided_applications,
    guided_grades,
)
from gemensam.domains.admissions.queries.offices import OfficeView, any_office
from gemensam.domains.applications.queries.progress import progress
from gemensam.domains.guidance import policies
from gemensam.domains.guidance.inputs.standing import PupilFacts, Standing, standings
from gemensam.domains.guidance.models import Handover, PupilTick
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import Enrolment, Organisation, Person
from gemensam.foundation.fields.swedish import folded
from gemensam.rules import merit
from gemensam.rules.terms import SubjectGrade

_APPLYING_YEARS = (9, 10)


@dataclass(frozen=True, slots=True)
class GuidedPupil:
    """One pupil of the school with all that the list and the page need."""

    person: Person
    unit_id: UUID
    class_name: str
    is_protected: bool
    application: GuidedApplication | None
    grades: tuple[SubjectGrade, ...]
    standing: Standing
    chances: ApplicantChances | None
    ticked: PupilTick | None
    unsent: bool = False  # has written something that is not sent
    unconfirmed: bool = (
        False  # no guardian has confirmed, where the office asks for it; the application counts
    )

    @property
    def has_applied(self) -> bool:
        """Whether there is an application with at least one choice."""
        return self.application is not None and bool(self.application.choices)

    @property
    def risks_no_seat(self) -> bool:
        """Whether no choice is likely: a warning, not a forecast of what will happen."""
        return self.chances is not None and self.chances.risk is not None

    @property
    def is_late(self) -> bool:
        """Whether any of the choices came in late."""
        return self.application is not None and any(choice.late for choice in self.application.choices)


@dataclass(frozen=True, slots=True)
class PupilFilter:
    """What the list is narrowed by; empty values narrow nothing."""

    text: str = ""
    class_name: str = ""
    signal: str = ""


def own_pupils(actor: Actor, *, at: datetime) -> list[GuidedPupil]:
    """Return the pupils of the schools where the actor guides, in Swedish order, protected ones last.

    Those enrolled in the year that applies, and those whose application of the year stands at the school. Those
    who have been handed over to another school are gone, and those who by the register have moved to one.
    """
    office, units = any_office(), policies.school_units(actor)
    if office is None or not units:
        return []
    return _told_apart(_whole(actor, office, _reached(actor, units, office, at, None), at))


def _told_apart(pupils: list[GuidedPupil]) -> list[GuidedPupil]:
    """Where two of the schools have a class of the same name, the name with the school's after it."""
    schools: dict[str, set[UUID]] = {}
    for one in pupils:
        schools.setdefault(one.class_name, set()).add(one.unit_id)
    shared = {name for name, units in schools.items() if name and len(units) > 1}
    if not shared:
        return pupils
    units = {unit for name in shared for unit in schools[name]}
    names = dict(Organisation.objects.filter(pk__in=units).values_list("pk", "display_name"))
    return [
        replace(one, class_name=f"{one.class_name}, {names[one.unit_id]}")
        if one.class_name in shared
        else one
        for one in pupils
    ]


def not_applied(actor: Actor, *, at: datetime) -> int:
    """Return how many of the same pupils have no choice in an application, without reading the rest about them."""
    office, units = any_office(), policies.school_units(actor)
    if office is None or not units:
        return 0
    reached = _reached(actor, units, office, at, None).values()
    return sum(one.application is None or not one.application.choices for one in reached)


def own_pupil(actor: Actor, person_id: UUID, *, at: datetime) -> GuidedPupil:
    """Return one of them. Raises Person.DoesNotExist alike for unknown, hidden and other schools' pupils."""
    office, units = any_office(), policies.school_units(actor)
    found = _reached(actor, units, office, at, person_id) if office and units else {}
    if office is None or person_id not in found:
        raise Person.DoesNotExist
    return _whole(actor, office, found, at)[0]


@dataclass(frozen=True, slots=True)
class _Reached:
    person: Person
    unit_id: UUID
    class_name: str
    application: GuidedApplication | None


def _reached(
    actor: Actor, units: frozenset[UUID], office: OfficeView, at: datetime, only: UUID | None
) -> dict[UUID, _Reached]:
    """Who the actor guides, by person: enrolments, applications of the school, less those handed over."""
    on = timezone.localdate(at)
    enrolled = _enrolled(actor, units, on, only)
    applications = guided_applications(
        actor,
        office_id=office.id,
        year=office.year,
        school_units=units if only is None else (),
        person_ids=enrolled if only is None else [only],
    )
    found = {pk: replace(one, application=applications.get(pk)) for pk, one in enrolled.items()}
    gone_by_register = _moved_on([pk for pk in applications if pk not in found], units, on)
    for pk, application in applications.items():
        if pk not in found and pk not in gone_by_register and application.school_unit_id in units:
            found[pk] = _Reached(
                application.person, application.school_unit_id, application.class_name, application
            )
    gone = Handover.objects.filter(pupil__in=found, from_unit__in=units, year=office.year)
    for pupil_id, unit_id in gone.values_list("pupil_id", "from_unit_id"):
        if found[pupil_id].unit_id == unit_id:
            del found[pupil_id]
    return found


def _moved_on(person_ids: Sequence[UUID], units: frozenset[UUID], on: date) -> frozenset[UUID]:
    """Those whose time at the schools is over by the register, and who go to another one now."""
    elsewhere = Enrolment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), person=OuterRef("person"), school_year__in=_APPLYING_YEARS,
        starts__lte=on,
    )  # fmt: skip
    left = Enrolment.objects.filter(
        Exists(elsewhere.exclude(school_unit__in=units)),
        person__in=person_ids,
        school_unit__in=units,
        ends__lt=on,
    )
    return frozenset(left.values_list("person_id", flat=True))


def _enrolled(actor: Actor, units: frozenset[UUID], on: date, only: UUID | None) -> dict[UUID, _Reached]:
    rows = Enrolment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on),
        Q(school_year__in=_APPLYING_YEARS),
        school_unit__in=units,
        starts__lte=on,
        person__in=directory.visible(actor, Person.objects.all(), on=on).values("pk"),
    )
    if only is not None:
        rows = rows.filter(person=only)
    rows = rows.select_related("person").defer("person__civic_no", "person__email", "person__phone")
    return {
        row.person_id: _Reached(row.person, row.school_unit_id, row.class_name, None)
        for row in rows.order_by("starts")
    }


def _whole(
    actor: Actor, office: OfficeView, reached: Mapping[UUID, _Reached], at: datetime
) -> list[GuidedPupil]:
    applications = [one.application for one in reached.values() if one.application]
    grades = guided_grades(actor, person_ids=reached, applications=applications, rules=office.rules, at=at)
    facts = [
        PupilFacts(pk, one.person.birth_date.year if one.person.birth_date else office.year - 16,
                   one.application, grades.get(pk, ()))
        for pk, one in reached.items()
    ]  # fmt: skip
    standing = standings(facts, rules=office.rules, merit_rules=merit.RULES[office.rules], year=office.year)
    chances = applicants_chances(
        actor, [one.id for one in applications if one.choices], office_id=office.id, now=at
    )
    sending = progress(
        actor, office_id=office.id, year=office.year, person_ids=reached, on=timezone.localdate(at)
    )
    ticks = {row.pupil_id: row for row in PupilTick.objects.filter(pupil__in=reached, year=office.year)}
    pupils = [
        GuidedPupil(
            person=one.person,
            unit_id=one.unit_id,
            class_name=one.class_name or (one.application.class_name if one.application else ""),
            is_protected=directory.is_protected(one.person),
            application=one.application,
            grades=grades.get(pk, ()),
            standing=standing[pk],
            chances=chances.get(one.application.id) if one.application else None,
            ticked=_own_tick(ticks.get(pk), one.unit_id),
            unsent=pk in sending and sending[pk].unsent,
            unconfirmed=pk in sending and sending[pk].unconfirmed,
        )
        for pk, one in reached.items()
    ]
    return sorted(pupils, key=_order)


def _own_tick(tick: PupilTick | None, unit_id: UUID) -> PupilTick | None:
    return tick if tick is not None and tick.school_unit_id == unit_id else None


def _order(one: GuidedPupil) -> tuple[bool, bytes, str]:
    """Swedish order; a protected person's place among names would tell the name."""
    key = b"" if one.is_protected else bytes(one.person.sort_key or b"")
    return one.is_protected, key, str(one.person.pk)


SIGNALS = (
    "not_applied", "no_eligible", "some_ineligible", "not_vocational", "risk", "missing_grades", "late",
    "unsent", "unconfirmed", "not_ticked", "ticked",
)  # fmt: skip


def has_signal(one: GuidedPupil, signal: str) -> bool:
    """Whether the pupil is one of those that the signal is about."""
    choices, eligible = len(one.standing.choices), one.standing.eligible_choices
    answers = {
        "not_applied": not one.has_applied,
        "no_eligible": choices > 0 and eligible == 0,
        "some_ineligible": 0 < eligible < choices,
        "not_vocational": not one.standing.vocational,
        "risk": one.risks_no_seat,
        "missing_grades": bool(one.standing.missing),
        "late": one.is_late,
        "unsent": one.unsent,
        "unconfirmed": one.unconfirmed,
        "not_ticked": one.ticked is None,
        "ticked": one.ticked is not None,
    }
    return answers.get(signal, True)


def narrowed(pupils: Iterable[GuidedPupil], narrow: PupilFilter) -> list[GuidedPupil]:
    """Return those that match. Protected persons match no words and no class: the answer would tell."""
    words = folded(narrow.text).split()
    return [
        one
        for one in pupils
        if has_signal(one, narrow.signal)
        and (not words or (not one.is_protected and all(word in one.person.search for word in words)))
        and (not narrow.class_name or (not one.is_protected and one.class_name == narrow.class_name))
    ]
