"""Offices, their year and its dates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, AdmissionsOffice, CalendarDate, RankingRule
from gemensam.foundation.access.actors import Actor


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office as a page needs it."""

    id: UUID
    name: str
    organisation_id: UUID
    year: int
    small_cell_threshold: int
    rules: str
    late_first_hand: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A date of the admission year; ``event`` is a code whose text stands in a template."""

    event: str
    at: datetime
    passed: bool


def office_of(actor: Actor) -> OfficeView | None:
    """Return the office where the actor works, with its latest year; None for everyone else."""
    office = policies.visible_offices(actor, _with_year()).first()
    return None if office is None else _view(office)


def any_office() -> OfficeView | None:
    """Return the installation's office for public pages: its name and year are public."""
    office = _with_year().first()
    return None if office is None else _view(office)


def office_by_id(office_id: UUID) -> OfficeView:
    """Return one office: its name and year are public. Raises AdmissionsOffice.DoesNotExist."""
    return _view(_with_year().get(pk=office_id))


def _with_year() -> QuerySet[AdmissionsOffice]:
    """Offices by name, each with its latest year: of its rounds, or of its dates while it has no round."""
    rounds = AdmissionRound.objects.filter(office=OuterRef("pk")).order_by("-year").values("year")
    dates = CalendarDate.objects.filter(office=OuterRef("pk")).order_by("-year").values("year")
    latest = Coalesce(Subquery(rounds[:1]), Subquery(dates[:1]), Value(0))
    return AdmissionsOffice.objects.annotate(latest=latest).order_by("name")


def _view(office: Any) -> OfficeView:
    return OfficeView(
        id=office.pk,
        name=office.name,
        organisation_id=office.organisation_id,
        year=office.latest,
        small_cell_threshold=office.small_cell_threshold,
        rules=office.rules,
        late_first_hand=office.late_first_hand,
    )


def calendar(*, office_id: UUID, year: int, now: datetime) -> tuple[DateView, ...]:
    """Return the year's dates in order. The calendar is public."""
    rows = CalendarDate.objects.filter(office=office_id, year=year).order_by("at")
    return tuple(DateView(row.event, row.at, row.at <= now) for row in rows)


def ranking_orders(*, office_id: UUID) -> dict[str, list[str]]:
    """Return each ranking rule's criteria by name. The rules are public before applications open."""
    return {rule.name: list(rule.order) for rule in RankingRule.objects.filter(office=office_id)}
