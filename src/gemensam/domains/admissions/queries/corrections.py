"""Requests for correction: one's own with their answers, and those that wait at the office."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import CorrectionRequest
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_export, record_reading
from gemensam.foundation.audit.readings import ReadingPurpose, note_reading
from gemensam.foundation.directory import queries as directory


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A request with its answer. Name and number are empty where the reader may not see the identity."""

    id: UUID
    person_id: UUID
    name: str
    masked_civic_no: str
    is_protected: bool
    concerns: str
    text: str
    state: str
    sent_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str


def own_corrections(actor: Actor, person_id: UUID, *, now: datetime) -> list[CorrectionView]:
    """What has been asked about oneself or one's child, latest first. Raises PermissionDenied for others."""
    policies.require_own_or_ward(actor, person_id, on=timezone.localdate(now))
    rows = CorrectionRequest.objects.filter(person=person_id).select_related("person")
    if person_id != actor.person_id and actor.account_id is not None:
        rows = rows.filter(account_id=actor.account_id)  # what the child has asked is the child's
    return [_view(actor, row) for row in rows]


def corrections(actor: Actor, *, state: str = "") -> QuerySet[CorrectionRequest]:
    """The office's requests, latest first; ``correction_views`` puts names on those that are shown."""
    rows = policies.visible_corrections(actor, CorrectionRequest.objects.select_related("person"))
    return rows.filter(state=state) if state else rows


def correction_views(actor: Actor, rows: list[CorrectionRequest]) -> list[CorrectionView]:
    """The requests as the actor may see them. Rows of protected persons carry no name in a list."""
    return [_view(actor, row, in_list=True) for row in rows]


def exported(actor: Actor, rows: QuerySet[CorrectionRequest], *, at: datetime) -> list[CorrectionView]:
    """The requests for a file: a file travels, so nobody protected, and it is written to the log.

    Raises PermissionDenied.
    """
    require(actor, Permission.APPLICANT_EXPORT)
    views = [view for view in correction_views(actor, list(rows)) if not view.is_protected]
    record_export(actor=actor, target_type="corrections", rows=len(views), at=at)
    return views


def correction(actor: Actor, correction_id: UUID, *, now: datetime) -> CorrectionView:
    """One request of the office. Reading about a protected person is logged before it is shown."""
    row = corrections(actor).get(pk=correction_id)
    view = _view(actor, row)
    if view.is_protected:
        record_reading(actor=actor, target_type="directory.person", target_ids=[str(row.person_id)], at=now)
    note_reading(actor, row.person_id, ReadingPurpose.CORRECTION, at=now)
    return view


def _view(actor: Actor, row: CorrectionRequest, *, in_list: bool = False) -> CorrectionView:
    line = directory.person_line(actor, row.person)
    hidden = in_list and line.is_protected
    return CorrectionView(
        id=row.pk,
        person_id=row.person_id,
        name="" if hidden else f"{line.given_name} {line.family_name}".strip(),
        masked_civic_no="" if hidden else line.masked_civic_no,
        is_protected=line.is_protected,
        concerns=row.concerns,
        text=row.text,
        state=row.state,
        sent_at=row.sent_at,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by_name,
    )
