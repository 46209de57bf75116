"""When an application is taken in, and which choices would be late: said before anyone confirms."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.own_application import (
    own_application,
    papers_due,
    sending_dates,
    sending_dates_in,
)
from gemensam.domains.admissions.queries.stops import may_choose_anew
from gemensam.domains.applications.inputs.content import Content
from gemensam.domains.applications.models import ApplicationUnlock, Draft, Filing
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import ANONYMOUS, Actor
from gemensam.rules import deadlines


def sending_now(*, office_id: UUID, year: int, at: datetime) -> deadlines.Sending:
    """Return the phase of the office's year at the moment. Public."""
    return deadlines.sending_at(sending_dates(office_id=office_id, year=year), at)


def sending_in(by_event: Mapping[str, datetime], *, at: datetime) -> deadlines.Sending:
    """The same of the year's dates that have been read, by event."""
    return deadlines.sending_at(sending_dates_in(by_event), at)


def sending_for(
    *,
    office_id: UUID,
    year: int,
    person_id: UUID | None,
    at: datetime,
    general: deadlines.Sending | None = None,
) -> deadlines.Sending:
    """Return the phase as it is for one person: unlocked between two windows, one may send, and it is late.

    Only there: before the first window there is nothing to change, and during the final round what decides is frozen.
    general: as sending_now said just now, when the caller has asked.
    """
    sending = general or sending_now(office_id=office_id, year=year, at=at)
    if sending.phase is not deadlines.Phase.BETWEEN or person_id is None:
        return sending
    until = unlocked_until(office_id=office_id, year=year, person_id=person_id, at=at)
    return sending if until is None else deadlines.Sending(deadlines.Phase.LATE, until, sending.next_opens)


def answers_until(sending: deadlines.Sending, *, office_id: UUID, year: int, at: datetime) -> datetime | None:
    """Return until when what is asked for can be sent though choices cannot; None when that is not so."""
    if sending.takes_in:
        return None
    due = papers_due(office_id=office_id, year=year)
    return due if deadlines.answers_taken_in(sending, due, at) else None


def choices_are_in_force(actor: Actor, draft: Draft, content: Content, *, at: datetime) -> bool:
    """Whether the list is the register's, however it came there, and the wishes those of the last filing."""
    known = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    latest = Filing.objects.filter(draft=draft).order_by("-number").first()
    chosen = [choice.offering_id for choice in known.choices] if known else []
    wished = latest.elsewhere if latest else []
    if not chosen and not wished:
        return False
    wishes = [[one.programme, one.school, one.municipality] for one in content.elsewhere]
    return chosen == list(content.choices) and wished == wishes


def unlocked_until(*, office_id: UUID, year: int, person_id: UUID, at: datetime) -> datetime | None:
    """Return until when the application is unlocked, None when it is not. Takes a person already let through."""
    rows = ApplicationUnlock.objects.filter(
        office=office_id, year=year, person=person_id, unlocked_at__lte=at, until__gt=at
    )
    return rows.order_by("-until").values_list("until", flat=True).first()


def judged(draft: Draft, choices: Sequence[UUID], *, at: datetime) -> deadlines.Judged[UUID]:
    """Return which of the choices would be late if they were sent at the moment. Takes a draft already let through.

    Someone who chose an education in time that has been stopped since chooses anew without lateness, until the
    day that the office set when it stopped it.
    """
    before = [UUID(one) for one in draft.in_time]
    stopped = offerings(ANONYMOUS, year=draft.year).filter(pk__in=before, cancelled=True)
    sending = sending_now(office_id=draft.office_id, year=draft.year, at=at)
    stopped_ids = list(stopped.values_list("pk", flat=True))
    return judged_in(sending, before, choices, stopped=stopped_ids, at=at)


def judged_in(
    sending: deadlines.Sending,
    before: Sequence[UUID],
    choices: Sequence[UUID],
    *,
    stopped: Collection[UUID],
    at: datetime,
) -> deadlines.Judged[UUID]:
    """The same where the phase is known, and which of the choices that were in time before have been stopped."""
    excused = may_choose_anew(offering_ids=list(stopped), at=at)
    return deadlines.judge_choices(before, choices, in_time=sending.in_time, excused=excused)
