"""One's own application as it stands in the register, and what one's grades open."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.standings import GradeRow, grade_rows
from gemensam.domains.admissions.models import AdmissionsOffice, Application, CalendarDate, Choice
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import ANONYMOUS, Actor
from gemensam.foundation.directory.queries import person
from gemensam.rules import deadlines, eligibility
from gemensam.rules.terms import SubjectGrade


@dataclass(frozen=True, slots=True)
class OwnChoiceView:
    """A choice as it stands, with what others have decided or reported about it."""

    offering_id: UUID
    rank: int
    late: bool
    free_quota: bool
    english_exemption: bool
    reception: str
    test_points: Decimal | None
    test_passed: bool


@dataclass(frozen=True, slots=True)
class OwnApplication:
    """The application with its choices in order."""

    id: UUID
    reference: str
    home_municipality: str
    choices: tuple[OwnChoiceView, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person's grades open. obstacles: by offering, reason codes; empty = eligible."""

    has_grades: bool
    passed_english: bool
    too_old: bool
    obstacles: dict[UUID, tuple[str, ...]]


def own_application(
    actor: Actor, *, office_id: UUID, year: int, person_id: UUID, at: datetime
) -> OwnApplication | None:
    """Return the application of oneself or one's ward; None when there is none or it is not for the actor."""
    if not policies.may_own(actor, person_id, on=timezone.localdate(at)):
        return None
    row = Application.objects.filter(office=office_id, year=year, person=person_id).first()
    if row is None:
        return None
    return view_of(row, Choice.objects.filter(application=row).order_by("rank"))


def own_applications(
    actor: Actor, *, office_id: UUID, year: int, person_ids: Collection[UUID], at: datetime
) -> dict[UUID, OwnApplication]:
    """Return the applications of those of the persons that are oneself or one's wards, by person. Three queries."""
    if not person_ids:
        return {}
    allowed = policies.owned(actor, person_ids, on=timezone.localdate(at))
    rows = Application.objects.filter(office=office_id, year=year, person__in=allowed)
    found = rows.prefetch_related(Prefetch("choices", Choice.objects.order_by("rank"), to_attr="in_order"))
    return {row.person_id: view_of(row, row.in_order) for row in found}


def view_of(row: Application, choices: Iterable[Choice]) -> OwnApplication:
    """The application with the choices that are its own, in order. Takes rows already let through."""
    names = OwnChoiceView.__slots__
    return OwnApplication(
        id=row.pk,
        reference=row.reference,
        home_municipality=row.home_municipality,
        choices=tuple(OwnChoiceView(**{name: getattr(choice, name) for name in names}) for choice in choices),
    )


def own_standing(
    actor: Actor, *, office_id: UUID, year: int, person_id: UUID, wanted: Iterable[UUID], at: datetime
) -> Standing:
    """Return what the grades registered until the moment open among the wanted offerings. SL 16:30–33, GF 7:1.

    Raises Person.DoesNotExist when the person is not for the actor.
    """
    who = person(actor, person_id, at=at)
    office = AdmissionsOffice.objects.get(pk=office_id)
    exempted = Choice.objects.filter(
        application__office=office_id, application__year=year, application__person=person_id,
        english_exemption=True,
    )  # fmt: skip
    completed = Application.objects.filter(
        office=office_id, year=year, person=person_id, completed_upper_secondary=True
    ).exists()
    return standing_in(
        latest_grades(grade_rows([person_id], until=at)),
        offerings(ANONYMOUS, year=year).filter(pk__in=list(wanted)),
        rules=eligibility.RULES[office.rules],
        year=year,
        birth_year=who.birth_date.year if who.birth_date else year,
        completed=completed,
        exempted=set(exempted.values_list("offering_id", flat=True)),
    )


def standing_in(
    grades: list[SubjectGrade],
    offerings: Iterable[Any],
    *,
    rules: eligibility.EligibilityRules,
    year: int,
    birth_year: int,
    completed: bool,
    exempted: Collection[UUID],
) -> Standing:
    """Return what the grades open among the offerings. exempted: where English is not asked for."""
    found = {}
    for one in offerings:
        facts = eligibility.Circumstances(completed=completed, english_exemption=one.pk in exempted)
        decision = eligibility.decide(
            grades, one.programme, rules, year=year, birth_year=birth_year,
            base_programme=one.base_programme, circumstances=facts,
        )  # fmt: skip
        found[one.pk] = decision.codes
    english = any(grade.subject == "EN" and grade.grade not in ("F", "-") for grade in grades)
    return Standing(bool(grades), english, birth_year < year - rules.oldest_age, found)


def latest_grades(rows: Iterable[GradeRow]) -> list[SubjectGrade]:
    """The grade that was registered last in each subject and language, of rows in the order of registration."""
    latest = {(subject, language): (grade, role) for _, subject, language, grade, role, _ in rows}
    return [
        SubjectGrade(subject, grade, role, language) for (subject, language), (grade, role) in latest.items()
    ]


def sending_dates(*, office_id: UUID, year: int) -> deadlines.SendingDates:
    """Return the moments that decide when an application is taken in. The calendar is public."""
    rows = CalendarDate.objects.filter(office=office_id, year=year)
    return sending_dates_in(dict(rows.values_list("event", "at")))


def sending_dates_in(by_event: Mapping[str, datetime]) -> deadlines.SendingDates:
    """The same of dates that have been read, by event."""
    return deadlines.SendingDates(
        opens=by_event.get("application_opens"),
        closes=by_event.get("application_closes"),
        re_opens=by_event.get("re_choice_opens"),
        re_closes=by_event.get("re_choice_closes"),
        grade_cutoff=by_event.get("final_cutoff"),
        published=by_event.get("final_published"),
        handed_over=by_event.get("handed_over"),
    )


def papers_due(*, office_id: UUID, year: int) -> datetime | None:
    """Return the last moment for the free quota and the exemption in English, None without one. Public."""
    rows = CalendarDate.objects.filter(office=office_id, year=year, event="free_quota_due")
    return rows.values_list("at", flat=True).first()
