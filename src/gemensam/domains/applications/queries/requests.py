"""What applicants ask for besides grades: as the applicant sees it, and as those who decide do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gemensam.domains.admissions.queries.own_application import papers_due
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.closed_steps import closed_steps
from gemensam.domains.applications.inputs.filed_papers import filed_papers
from gemensam.domains.applications.models import Draft, Paper, Request, RequestKind
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record_reading
from gemensam.foundation.directory.queries import person_line
from gemensam.foundation.documents import storage

HAS_LAST_DAY: Final = frozenset(
    {RequestKind.FREE_QUOTA, RequestKind.ENGLISH}
)  # the calendar's free_quota_due


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper, without its content. filed: it is with those who decide."""

    id: UUID
    name: str
    media_type: str
    size: int
    kind: str
    filed: bool = True


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A row of the queue. name: empty for a person whose identity the reader may not see.

    late: asked for after the last day that the office's calendar has for it.
    """

    id: UUID
    kind: str
    state: str
    reference: str
    name: str
    is_protected: bool
    provider: str
    offering: str
    asked_at: datetime
    late: bool
    decided_at: datetime | None
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request with its motivation and papers. may_decide: whether the reader does."""

    line: RequestLine
    text: str
    papers: tuple[PaperView, ...]


def own_papers(actor: Actor, draft_id: UUID, *, at: datetime) -> tuple[PaperView, ...]:
    """Return the papers of a draft that the actor writes; nothing for guardians who only read.

    A guardian who writes has those that belong to own answers.
    """
    draft = _writers_draft(actor, draft_id, at)
    if draft is None:
        return ()
    filed = set(filed_papers(draft).values_list("pk", flat=True))
    rows = _own_papers(actor, draft).order_by("added_at", "pk")
    return tuple(replace(_paper(row), filed=row.pk in filed) for row in rows)


def own_paper_content(
    actor: Actor, draft_id: UUID, paper_id: UUID, *, at: datetime
) -> tuple[PaperView, bytes]:
    """Return one of ``own_papers`` with its content. The reading is logged first. Raises Paper.DoesNotExist."""
    draft = _writers_draft(actor, draft_id, at)
    if draft is None:
        raise Paper.DoesNotExist
    paper = _own_papers(actor, draft).get(pk=paper_id)
    record_reading(
        actor=actor, event=AuditEvent.PAPER_READ, target_type="applications.draft", target_ids=[str(draft.pk)],
        organisation_id=draft.office.organisation_id, facts={"kind": paper.kind, "paper": str(paper.pk)}, at=at,
    )  # fmt: skip
    return _paper(paper), storage.read(paper.file_id)


def _writers_draft(actor: Actor, draft_id: UUID, at: datetime) -> Draft | None:
    """The draft, if the actor writes it."""
    on = timezone.localdate(at)
    draft = policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=on).first()
    return draft if draft is not None and policies.may_write(actor, draft, on=on) else None


def _own_papers(actor: Actor, draft: Draft) -> QuerySet[Paper]:
    return Paper.objects.filter(draft=draft).exclude(kind__in=closed_steps(actor, draft))


def own_requests(actor: Actor, draft_id: UUID, *, at: datetime) -> list[RequestLine]:
    """Return what the applicant has asked for and the answers; only to the applicant."""
    if actor.person_id is None or not policies.is_own(actor, actor.person_id):
        return []
    drafts = policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=timezone.localdate(at))
    rows = Request.objects.filter(draft__in=drafts, draft__person=actor.person_id).exclude(state="dropped")
    return _lines(actor, _joined(rows).order_by("asked_at", "pk"))


def requests(actor: Actor, *, state: str = "", kind: str = "") -> QuerySet[Request]:
    """Return what the actor may decide about, the oldest first. Opening one is logged, the list is not."""
    rows = policies.visible_requests(actor, Request.objects.all())
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return _joined(rows).order_by("asked_at", "pk")


def request_lines(actor: Actor, rows: Iterable[Request]) -> list[RequestLine]:
    """Return the rows as the actor may see them; in a list a protected person has no name."""
    return [replace(line, name="") if line.is_protected else line for line in _lines(actor, rows)]


def request_view(actor: Actor, request_id: UUID, *, at: datetime) -> RequestView:
    """Return one request with its motivation. The reading is logged first. Raises Request.DoesNotExist."""
    row = _joined(policies.visible_requests(actor, Request.objects.all())).get(pk=request_id)
    _log(actor, row, at)
    papers = filed_papers(row.draft).filter(kind=row.kind).order_by("added_at", "pk")
    (line,) = _lines(actor, [row])
    return RequestView(line, row.text, tuple(_paper(paper) for paper in papers))


def paper_content(actor: Actor, request_id: UUID, paper_id: UUID, *, at: datetime) -> tuple[PaperView, bytes]:
    """Return a paper of a request that the actor may read. The reading is logged first. Raises DoesNotExist."""
    row = _joined(policies.visible_requests(actor, Request.objects.all())).get(pk=request_id)
    paper = filed_papers(row.draft).get(pk=paper_id, kind=row.kind)
    _log(actor, row, at, paper)
    return _paper(paper), storage.read(paper.file_id)


def _log(actor: Actor, row: Request, at: datetime, paper: Paper | None = None) -> None:
    record_reading(
        actor=actor,
        event=AuditEvent.PAPER_READ,
        target_type="applications.request",
        target_ids=[str(row.pk)],
        organisation_id=row.draft.office.organisation_id,
        facts={"kind": row.kind, "paper": str(paper.pk) if paper else None},
        at=at,
    )


def _joined(rows: QuerySet[Request]) -> QuerySet[Request]:
    joined = rows.select_related("draft__person", "draft__office", "provider", "offering__school_unit")
    return joined.defer("draft__content", "draft__person__email", "draft__person__phone")


def _paper(row: Paper) -> PaperView:
    return PaperView(row.pk, row.name, row.media_type, row.size, row.kind)


def _lines(actor: Actor, rows: Iterable[Request]) -> list[RequestLine]:
    """The rows as lines; each year's last day is asked for once."""
    due = cache(papers_due)
    return [_line(actor, row, due(office_id=row.draft.office_id, year=row.draft.year)) for row in rows]


def _line(actor: Actor, row: Request, due: datetime | None) -> RequestLine:
    who = person_line(actor, row.draft.person)
    offering = f"{row.offering.title}, {row.offering.school_unit.display_name}" if row.offering else ""
    return RequestLine(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        reference=row.draft.reference,
        name=f"{who.given_name} {who.family_name}".strip(),
        is_protected=who.is_protected,
        provider=row.provider.display_name,
        offering=offering,
        asked_at=row.asked_at,
        late=due is not None and row.kind in HAS_LAST_DAY and row.asked_at.replace(microsecond=0) > due,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )
