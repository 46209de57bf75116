"""Ordinary readings: that staff opened a person's page. Lean, beside the chained log, and told to the person.

Reading of protected data goes through ``journal.record_reading``, entry by entry. Here one row stands for a whole day.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.foundation.access.actors import SYSTEM, Actor, Grant
from gemensam.foundation.access.roles import ROLES
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.audit.models import ReadingDay


class ReadingPurpose(StrEnum):
    """Which page was read. The value is the stored code."""

    APPLICANT = "applicant"  # the applicant's page: choices, grades, results
    GUIDANCE = "guidance"  # the counsellor's page of a pupil
    CORRECTION = "correction"  # a request for correction


@dataclass(frozen=True, slots=True)
class ReadingAbout:
    """A day's reading as the person may see it."""

    day: datetime
    purpose: str
    role: str
    organisation_id: UUID | None


def note_reading(actor: Actor, person_id: UUID, purpose: ReadingPurpose, *, at: datetime) -> None:
    """Keep that someone on the staff has read about the person today. Nothing is written when it is known already.

    One's own data is nobody's reading, and the system reads for itself.
    """
    grant = _staff_grant(actor)
    if grant is None or actor.account_id is None or actor.person_id == person_id:
        return
    day = timezone.localdate(at)
    key = {"account_id": actor.account_id, "person_id": person_id, "purpose": purpose.value, "day": day}
    if ReadingDay.objects.filter(**key).exists():
        return
    row = ReadingDay(**key, reader_role=grant.role.value, organisation_id=grant.organisation_id, first_at=at)
    ReadingDay.objects.bulk_create([row], ignore_conflicts=True)  # another tab was first


def readings_about(person_id: UUID) -> list[ReadingAbout]:
    """The readings, latest first. The caller has seen to that they are the reader's own matters."""
    rows = ReadingDay.objects.filter(person_id=person_id).order_by("-first_at")
    return [
        ReadingAbout(*row)
        for row in rows.values_list("first_at", "purpose", "reader_role", "organisation_id")
    ]


@transaction.atomic
def clear_readings(*, before: datetime, at: datetime) -> int:
    """Remove the readings of days before the moment's; how many. For the schedule, with the office's terms."""
    removed = ReadingDay.objects.filter(day__lt=timezone.localdate(before)).delete()[0]
    if removed:
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="audit.readingday", target_id="*", at=at,
            facts={"removed": removed},
        )  # fmt: skip
    return removed


def _staff_grant(actor: Actor) -> Grant | None:
    """In which of the roles someone reads: the first one that belongs to the staff."""
    staff = [grant for grant in actor.grants if ROLES[grant.role].is_staff]
    return min(staff, key=lambda grant: list(ROLES).index(grant.role)) if staff else None
