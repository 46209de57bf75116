"""How far pupils have come with their applications: for counsellors, without what is written in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import ApplicationSettings, Draft, Filing, GuardianConfirmation
from gemensam.domains.applications.states import DraftState
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Enrolment
from gemensam.foundation.directory.policies import unprotected
from gemensam.foundation.directory.queries import minors


@dataclass(frozen=True, slots=True)
class Progress:
    """unsent: something is written and not sent. unconfirmed: a minor's filing that no guardian has confirmed."""

    unsent: bool
    unconfirmed: bool


def progress(
    actor: Actor, *, office_id: UUID, year: int, person_ids: Collection[UUID], on: date
) -> dict[UUID, Progress]:
    """Return how far each of the persons has come, by person; those who have not begun are not in it.

    The persons are those that the caller has let through. unconfirmed only where the office asks guardians to
    confirm; the application counts all the same (skollagen 29 kap. 12 §). Raises PermissionDenied.
    """
    require(actor, Permission.APPLICANT_READ)
    drafts = list(
        Draft.objects.filter(office=office_id, year=year, person__in=list(person_ids)).defer("content")
    )
    unconfirmed = _unconfirmed(drafts, office_id, on)
    return {
        one.person_id: Progress(
            unsent=one.state in (DraftState.DRAFT, DraftState.CHANGED), unconfirmed=one.pk in unconfirmed
        )
        for one in drafts
    }


def _unconfirmed(drafts: list[Draft], office_id: UUID, on: date) -> set[UUID]:
    if not policies.settings_of(office_id).guardians_confirm:
        return set()
    sent = [one for one in drafts if one.state in (DraftState.SENT, DraftState.CHANGED)]
    young = minors([one.person_id for one in sent], on=on)
    latest: dict[UUID, UUID] = {}
    for pk, draft_id in (
        Filing.objects.filter(draft__in=sent).order_by("number").values_list("pk", "draft_id")
    ):
        latest[draft_id] = pk
    confirmed = set(
        GuardianConfirmation.objects.filter(filing__in=latest.values()).values_list("filing_id", flat=True)
    )
    return {
        one.pk
        for one in sent
        if one.person_id in young and one.pk in latest and latest[one.pk] not in confirmed
    }


_LOOKS_BACK = timedelta(days=7)


def unconfirmed_days(*, at: datetime) -> dict[UUID, set[date]]:
    """Return on which of the last seven days, not today, a minor of the school sent what no guardian has confirmed.

    Only at offices that ask guardians to confirm, never of protected persons. Takes no actor: for the schedule, which
    tells the school's counsellors that there is something to look at, and no more.
    """
    today = timezone.localdate(at)
    found: dict[UUID, set[date]] = {}
    for settings in ApplicationSettings.objects.filter(guardians_confirm=True):
        sent = Filing.objects.filter(
            unprotected("draft__person__"),
            draft__office=settings.office_id,
            sent_at__gte=at - _LOOKS_BACK,
            sent_at__lte=at,
        )
        drafts = list(Draft.objects.filter(filings__in=sent).distinct().defer("content"))
        waiting = _unconfirmed(drafts, settings.office_id, today)
        persons = {draft.pk: draft.person_id for draft in drafts if draft.pk in waiting}
        schools = _schools(set(persons.values()), today)
        for draft_id, moment in sent.filter(draft__in=persons).values_list("draft_id", "sent_at"):
            school, day = schools.get(persons[draft_id]), timezone.localdate(moment)
            if school is not None and day < today:
                found.setdefault(school, set()).add(day)
    return found


def _schools(persons: Collection[UUID], on: date) -> dict[UUID, UUID]:
    """The school unit of each person, the latest begun."""
    rows = Enrolment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), person__in=persons, starts__lte=on
    )
    return dict(rows.order_by("starts", "pk").values_list("person_id", "school_unit_id"))
