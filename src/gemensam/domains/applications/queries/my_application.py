"""The application as the applicant and the guardians see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries.own_application import OwnChoiceView, own_application, own_standing
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Content, read
from gemensam.domains.applications.inputs.steps import Circumstances
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.queries.sending import judged
from gemensam.domains.catalogue.queries import municipality_names, offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import children_of, person
from gemensam.rules.terms import PROGRAMMES


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a page needs it. own: the reader is the applicant. name: empty for oneself."""

    id: UUID
    office_id: UUID
    year: int
    person_id: UUID
    own: bool
    name: str
    may_write: bool
    is_protected: bool
    state: str
    version: int
    reference: str
    saved_at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice in its place in the list, with everything one should know before sending it.

    obstacles: reason codes, empty = eligible; None = no grades to judge by. sent: as it stands in the register.
    """

    id: UUID
    rank: int
    title: str
    school: str
    municipality: str
    programme: str
    provider: str
    skill_test: str
    free_quota_seats: int
    cancelled: bool
    vocational: bool
    obstacles: tuple[str, ...] | None
    late: bool
    sent: OwnChoiceView | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The choices of a draft, and what decides which questions are asked."""

    lines: tuple[ChoiceLine, ...]
    circumstances: Circumstances
    has_grades: bool
    too_old: bool

    @property
    def any_eligible(self) -> bool:
        """Whether the grades open at least one of the choices, as far as is known."""
        return any(not line.obstacles for line in self.lines)


@dataclass(frozen=True, slots=True)
class WardView:
    """A child of the reader, with the draft that may be read."""

    person_id: UUID
    name: str
    draft_id: UUID | None
    state: str


def my_draft(actor: Actor, *, office_id: UUID, year: int, at: datetime) -> DraftView | None:
    """Return the actor's own draft of the year; None before it is begun."""
    if actor.person_id is None:
        return None
    rows = _visible(actor, at).filter(office=office_id, year=year, person=actor.person_id)
    row = rows.first()
    return _view(actor, row, at) if row else None


def draft_view(actor: Actor, draft_id: UUID, *, at: datetime) -> DraftView:
    """Return a draft of one's own or of one's ward. Raises Draft.DoesNotExist."""
    return _view(actor, _visible(actor, at).get(pk=draft_id), at)


def overview(
    actor: Actor, draft: DraftView, *, choices: Sequence[UUID] | None = None, at: datetime
) -> Overview:
    """Return the draft's choices (or other ones) with eligibility, lateness and what is known of each."""
    wanted = tuple(draft.content.choices if choices is None else choices)
    rows = {row.pk: row for row in offerings(actor, year=draft.year).filter(pk__in=wanted)}
    standing = own_standing(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, wanted=wanted, at=at
    )
    sent = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    known = {choice.offering_id: choice for choice in sent.choices} if sent else {}
    late = judged(Draft.objects.get(pk=draft.id), wanted, at=at).late
    places = municipality_names()
    lines = tuple(
        ChoiceLine(
            id=pk,
            rank=rank,
            title=rows[pk].title,
            school=rows[pk].school_unit.display_name,
            municipality=places.get(rows[pk].municipality_code, ""),
            programme=rows[pk].programme,
            provider=rows[pk].provider.display_name,
            skill_test=rows[pk].skill_test,
            free_quota_seats=rows[pk].free_quota_seats,
            cancelled=rows[pk].cancelled,
            vocational=_is_vocational(rows[pk].programme),
            obstacles=standing.obstacles[pk] if standing.has_grades else None,
            late=pk in late,
            sent=known.get(pk),
        )
        for rank, pk in enumerate((one for one in wanted if one in rows), 1)
    )
    circumstances = Circumstances(
        lacks_english=standing.has_grades and not standing.passed_english,
        any_free_quota=any(line.free_quota_seats for line in lines),
        any_vocational=any(line.vocational for line in lines),
    )
    return Overview(lines, circumstances, standing.has_grades, standing.too_old)


def wards(actor: Actor, *, office_id: UUID, year: int, at: datetime) -> list[WardView]:
    """Return the children about whom the actor may read, with those applications that have been sent."""
    found = []
    for child in children_of(actor, at=at):
        row = _visible(actor, at).filter(office=office_id, year=year, person=child).first()
        name = f"{child.given_name} {child.family_name}"
        found.append(WardView(child.pk, name, row.pk if row else None, row.state if row else ""))
    return found


def _visible(actor: Actor, at: datetime):  # type: ignore[no-untyped-def]  # a queryset of drafts
    return policies.visible_drafts(actor, Draft.objects.all(), on=timezone.localdate(at))


def _view(actor: Actor, row: Draft, at: datetime) -> DraftView:
    own = row.person_id == actor.person_id
    who = person(actor, row.person_id, at=at)
    return DraftView(
        id=row.pk,
        office_id=row.office_id,
        year=row.year,
        person_id=row.person_id,
        own=own,
        name="" if own else f"{who.given_name} {who.family_name}",
        may_write=policies.may_write(actor, row, on=timezone.localdate(at)),
        is_protected=is_protected(who),
        state=row.state,
        version=row.version,
        reference=row.reference,
        saved_at=row.saved_at,
        content=read(row.content),
    )


def _is_vocational(programme: str) -> bool:
    found = PROGRAMMES.get(programme)
    return found is not None and found.kind == "vocational"
