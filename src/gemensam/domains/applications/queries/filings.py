"""What has been sent in, as receipts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Filing
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
class FilingView:
    """A receipt. confirmed: how many guardians have confirmed; by_reader: whether the reader is one of them."""

    draft_id: UUID
    number: int
    kind: str
    receipt: str
    sent_at: datetime
    choices: tuple[FiledChoice, ...]
    elsewhere: tuple[tuple[str, str, str], ...]
    confirmed: int
    by_reader: bool

    @property
    def any_late(self) -> bool:
        """Whether any of the choices was late."""
        return any(choice.late for choice in self.choices)


def filings(actor: Actor, draft_id: UUID, *, at: datetime) -> list[FilingView]:
    """Return what has been sent of a draft that the actor may see, the latest first."""
    rows = policies.visible_filings(actor, Filing.objects.filter(draft=draft_id), on=timezone.localdate(at))
    return [_view(actor, row) for row in rows.prefetch_related("confirmations").order_by("-number")]


def filing(actor: Actor, draft_id: UUID, number: int, *, at: datetime) -> FilingView:
    """Return one receipt. Raises Filing.DoesNotExist."""
    rows = policies.visible_filings(actor, Filing.objects.filter(draft=draft_id), on=timezone.localdate(at))
    return _view(actor, rows.get(number=number))


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
        confirmed=len(guardians),
        by_reader=actor.person_id in guardians,
    )
