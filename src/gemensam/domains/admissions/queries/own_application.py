"""One's own application as it stands in the register, and what one's grades open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Application, CalendarDate, Choice, Grade
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
    choices = Choice.objects.filter(application=row).order_by("rank")
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
    rules = eligibility.RULES[office.rules]
    grades = _grades(person_id, at)
    birth_year = who.birth_date.year if who.birth_date else year
    exempted = dict(
        Choice.objects.filter(
            application__office=office_id, application__year=year, application__person=person_id
        ).values_list("offering_id", "english_exemption")
    )
    completed = Application.objects.filter(
        office=office_id, year=year, person=person_id, completed_upper_secondary=True
    ).exists()
    found = {}
    for one in offerings(ANONYMOUS, year=year).filter(pk__in=list(wanted)):
        facts = eligibility.Circumstances(completed=completed, english_exemption=exempted.get(one.pk, False))
        decision = eligibility.decide(
            grades, one.programme, rules, year=year, birth_year=birth_year,
            base_programme=one.base_programme, circumstances=facts,
        )  # fmt: skip
        found[one.pk] = decision.codes
    english = any(grade.subject == "EN" and grade.grade not in ("F", "-") for grade in grades)
    return Standing(bool(grades), english, birth_year < year - rules.oldest_age, found)


def _grades(person_id: UUID, at: datetime) -> list[SubjectGrade]:
    """The grade that was registered last in each subject and language."""
    rows = Grade.objects.filter(person=person_id, registered_at__lte=at).order_by("registered_at", "pk")
    latest = {(row.subject, row.language): row for row in rows}
    return [SubjectGrade(row.subject, row.grade, row.role, row.language) for row in latest.values()]


def sending_dates(*, office_id: UUID, year: int) -> deadlines.SendingDates:
    """Return the moments that decide when an application is taken in. The calendar is public."""
    by_event = dict(CalendarDate.objects.filter(office=office_id, year=year).values_list("event", "at"))
    return deadlines.SendingDates(
        opens=by_event.get("application_opens"),
        closes=by_event.get("application_closes"),
        re_opens=by_event.get("re_choice_opens"),
        re_closes=by_event.get("re_choice_closes"),
        grade_cutoff=by_event.get("final_cutoff"),
        published=by_event.get("final_published"),
        handed_over=by_event.get("handed_over"),
    )
