"""Notes and hand-overs as the counsellor's pages show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Handover, PupilNote
from gemensam.domains.guidance.queries.pupils import own_pupils
from gemensam.domains.guidance.states import HandoverState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory import policies as directory


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note; ``own`` = the reader wrote it and may remove it."""

    id: UUID
    text: str
    author_name: str
    own: bool
    shared: bool
    written_at: datetime
    handed_over_from: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A hand-over to the reader's school. ``name`` is empty until the register has the pupil at the school."""

    id: UUID
    pupil_id: UUID | None
    name: str
    from_school: str
    sent_by: str
    sent_at: datetime
    with_notes: bool
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentHandover:
    """A hand-over from the reader's school that nobody has received. ``name`` is empty for a protected pupil."""

    id: UUID
    name: str
    to_school: str
    sent_by: str
    sent_at: datetime
    with_notes: bool


def notes_about(actor: Actor, pupil_id: UUID) -> list[NoteView]:
    """Return the notes about a pupil that the actor may read, latest first."""
    rows = policies.visible_notes(actor, PupilNote.objects.filter(pupil=pupil_id)).order_by("-written_at")
    return [
        NoteView(
            row.pk, str(row.text), row.author_name, row.author_id == actor.account_id, row.shared,
            row.written_at, row.handed_over_from,
        )
        for row in rows
    ]  # fmt: skip


def note_counts(actor: Actor, pupil_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many notes about each pupil the actor may read."""
    rows = policies.visible_notes(actor, PupilNote.objects.filter(pupil__in=pupil_ids))
    return dict(rows.values_list("pupil").annotate(number=Count("pk")).values_list("pupil", "number"))


def handovers(actor: Actor, *, at: datetime) -> list[HandoverView]:
    """Return the hand-overs to the schools where the actor guides, those that wait first."""
    rows = Handover.objects.filter(to_unit__in=policies.school_units(actor)).select_related("from_unit")
    here = {one.person.pk: one for one in own_pupils(actor, at=at)}
    found = []
    for row in rows.order_by("-state", "-sent_at"):
        pupil = here.get(row.pupil_id)
        shown = pupil is not None and not pupil.is_protected
        name = f"{pupil.person.given_name} {pupil.person.family_name}" if pupil and shown else ""
        found.append(
            HandoverView(
                row.pk, pupil.person.pk if pupil else None, name, row.from_unit.display_name, row.sent_by_name,
                row.sent_at, row.with_notes, row.received_at,
            )
        )  # fmt: skip
    return found


def handovers_waiting(actor: Actor) -> int:
    """Return how many hand-overs to the actor's schools nobody has received."""
    rows = Handover.objects.filter(to_unit__in=policies.school_units(actor), state=HandoverState.SENT)
    return rows.count()


def sent_handovers(actor: Actor) -> list[SentHandover]:
    """Return what the reader's schools have handed over and can still take back, latest first."""
    rows = Handover.objects.filter(from_unit__in=policies.school_units(actor), state=HandoverState.SENT)
    rows = rows.select_related("to_unit", "pupil").defer("pupil__civic_no", "pupil__email", "pupil__phone")
    return [
        SentHandover(
            row.pk, "" if directory.is_protected(row.pupil) else f"{row.pupil.given_name} {row.pupil.family_name}",
            row.to_unit.display_name, row.sent_by_name, row.sent_at, row.with_notes,
        )
        for row in rows.order_by("-sent_at")
    ]  # fmt: skip
