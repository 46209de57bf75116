"""What has been sent in, as receipts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.changes import Change, answers_changed, read_changes
from gemensam.domains.applications.inputs.content import read
from gemensam.domains.applications.models import FiledAnswers, Filing, RequestKind
from gemensam.foundation.access.actors import Actor


@dataclass(frozen=True, slots=True)
class FiledChoice:
    """A choice as it was sent."""

    rank: int
    offering_id: UUID
    title: str
    school: str
    late: bool


@dataclass(frozen=True, slots=True)
class FiledRequest:
    """Something that was asked for. names: of the choices it is about. papers: how many went with it."""

    kind: str
    names: tuple[str, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class FilingView:
    """A receipt. confirmed: how many guardians have confirmed; by_reader: whether the reader is one of them.

    asked and answers_changed are told to the applicant alone. answers_changed: pairs of inputs.changes.
    newest: the number of the filing that is in force in place of this one; None when this one is, and in a list.
    """

    draft_id: UUID
    number: int
    kind: str
    receipt: str
    sent_at: datetime
    choices: tuple[FiledChoice, ...]
    elsewhere: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    asked: tuple[FiledRequest, ...]
    answers_changed: tuple[tuple[str, str], ...]
    confirmed: int
    by_reader: bool
    newest: int | None = None

    @property
    def any_late(self) -> bool:
        """Whether any of the choices was late."""
        return any(choice.late for choice in self.choices)


def filings(actor: Actor, draft_id: UUID, *, at: datetime) -> list[FilingView]:
    """Return what has been sent of a draft that the actor may see, the latest first. Without what is asked for."""
    rows = policies.visible_filings(actor, Filing.objects.filter(draft=draft_id), on=timezone.localdate(at))
    return [_view(actor, row) for row in rows.prefetch_related("confirmations").order_by("-number")]


def filing(actor: Actor, draft_id: UUID, number: int, *, at: datetime) -> FilingView:
    """Return one receipt. Raises Filing.DoesNotExist."""
    rows = policies.visible_filings(actor, Filing.objects.filter(draft=draft_id), on=timezone.localdate(at))
    last = Filing.objects.filter(draft=OuterRef("draft")).order_by("-number").values("number")[:1]
    row = rows.select_related("draft").annotate(last=Subquery(last)).get(number=number)
    found = replace(_view(actor, row), newest=row.last if row.last != number else None)
    if not policies.is_own(actor, row.draft.person_id):
        return found
    kept = FiledAnswers.objects.filter(filing__draft=row.draft_id).select_related("filing")
    answers = {one.filing.number: one for one in kept.filter(filing__number__in=(number - 1, number))}
    if number not in answers:
        return found
    changed: tuple[tuple[str, str], ...] = ()
    if number - 1 in answers and row.kind == Filing.Kind.CHANGED:
        changed = tuple(answers_changed(*(read(answers[one].content) for one in (number - 1, number))))
    return replace(found, asked=tuple(_asked(answers[number])), answers_changed=changed)


def _asked(answers: FiledAnswers) -> Iterator[FiledRequest]:
    """What a filing asked for, with the names that its choices had."""
    names = {one["offering"]: f"{one['title']}, {one['school']}" for one in answers.filing.choices}
    for kind, answer in read(answers.content).answers.items():
        about = tuple(names[str(pk)] for pk in answer.offerings if str(pk) in names)
        if answer.asked and (about or kind == RequestKind.ENGLISH):
            yield FiledRequest(kind, about, answers.papers.get(kind, 0))


def _view(actor: Actor, row: Filing) -> FilingView:
    guardians = [one.guardian_id for one in row.confirmations.all()]
    return FilingView(
        draft_id=row.draft_id,
        number=row.number,
        kind=row.kind,
        receipt=row.receipt,
        sent_at=row.sent_at,
        choices=tuple(
            FiledChoice(rank, UUID(one["offering"]), one["title"], one["school"], one["late"])
            for rank, one in enumerate(row.choices, 1)
        ),
        elsewhere=tuple((one[0], one[1], one[2]) for one in row.elsewhere),
        changes=read_changes(row.changes),
        asked=(),
        answers_changed=(),
        confirmed=len(guardians),
        by_reader=actor.person_id in guardians,
    )
