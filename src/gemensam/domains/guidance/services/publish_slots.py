"""Offer times: a series over weeks, holidays skipped."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import GuidanceSlot
from gemensam.domains.guidance.services._filling import fill_from_queue
from gemensam.domains.guidance.states import SlotState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.queries import municipality_code_of
from gemensam.rules.deadlines.holidays import is_weekday
from gemensam.rules.timetabling.talks import series_days, times_of_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MOST = 400


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """What is to be offered. Minutes are after midnight, Swedish time; weekdays: 0 = Monday."""

    school_unit_id: UUID
    form: str
    place: str
    video_link: str
    language: str
    own_school_only: bool
    first: date
    last: date
    weekdays: tuple[int, ...]
    start: int
    end: int
    length: int
    pause: int


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it."""

    made: int
    holidays: tuple[date, ...]
    overlapping: int


class SlotsRefused(Exception):
    """Nothing was published. ``code``: none (no time fits), too_many, past."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def publish_slots(*, actor: Actor, plan: SlotPlan, series_id: UUID, at: datetime) -> Published:
    """Offer every time of the plan that is in the future and does not overlap one's own. A second press makes none.

    Those who wait in the queue are offered the new times first. Raises PermissionDenied, SlotsRefused, ValueError.
    """
    policies.require_at(actor, Permission.GUIDANCE_SLOT_PUBLISH, plan.school_unit_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.GUIDANCE_SLOT_PUBLISH)
    known = GuidanceSlot.objects.filter(series_id=series_id, counsellor_id=actor.account_id).count()
    if known:
        return Published(known, (), 0)
    days, holidays = series_days(plan.first, plan.last, plan.weekdays, is_weekday=is_weekday)
    minutes = times_of_day(start=plan.start, end=plan.end, length=plan.length, pause=plan.pause)
    times = [_moment(day, minute) for day in days for minute in minutes]
    coming = [start for start in times if start > at]
    if not coming:
        raise SlotsRefused("past" if times else "none")
    if len(coming) > MOST:
        raise SlotsRefused("too_many")
    free = _free(actor.account_id, coming, timedelta(minutes=plan.length))
    slots = [_slot(actor, actor.account_id, plan, series_id, start, at) for start in free]
    GuidanceSlot.objects.bulk_create(slots)
    for slot in slots:
        fill_from_queue(slot, at=at)
    record(
        actor=actor,
        event=AuditEvent.GUIDANCE_SLOTS_PUBLISHED,
        target_type="guidance.slot",
        target_id=str(series_id),
        organisation_id=plan.school_unit_id,
        facts={"slots": len(slots), "holidays": len(holidays)},
        at=at,
    )
    return Published(len(slots), holidays, len(coming) - len(free))


def _moment(day: date, minute: int) -> datetime:
    """A wall-clock time in Sweden; the two nights of the changed clock are no hours to talk in."""
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=STOCKHOLM)
    return local.astimezone(ZoneInfo("UTC"))


def _free(counsellor_id: UUID, starts: list[datetime], length: timedelta) -> list[datetime]:
    """The times that overlap none of the counsellor's own."""
    taken = list(
        GuidanceSlot.objects.filter(
            counsellor_id=counsellor_id, state=SlotState.OPEN, ends_at__gt=min(starts),
            starts_at__lt=max(starts) + length,
        ).values_list("starts_at", "ends_at")
    )  # fmt: skip
    return [start for start in starts if not any(s < start + length and start < e for s, e in taken)]


def _slot(
    actor: Actor, counsellor_id: UUID, plan: SlotPlan, series_id: UUID, start: datetime, at: datetime
) -> GuidanceSlot:
    return GuidanceSlot(
        series_id=series_id,
        counsellor_id=counsellor_id,
        counsellor_person_id=actor.person_id,
        counsellor_name=actor.name,
        school_unit_id=plan.school_unit_id,
        municipality_code=municipality_code_of(plan.school_unit_id),
        form=plan.form,
        place=plan.place,
        video_link=plan.video_link,
        language=plan.language,
        own_school_only=plan.own_school_only,
        starts_at=start,
        ends_at=start + timedelta(minutes=plan.length),
        published_at=at,
    )
