"""The application as the applicant and the guardians see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries import chances
from gemensam.domains.admissions.queries.own_application import (
    OwnApplication,
    OwnChoiceView,
    own_application,
    own_standing,
)
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.closed_steps import closed_steps, redacted
from gemensam.domains.applications.inputs.content import Content, read
from gemensam.domains.applications.inputs.steps import Circumstances
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.queries.sending import judged
from gemensam.domains.catalogue.queries import municipality_names, offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import children_of, person
from gemensam.rules.forecasting import Chance, ListRisk
from gemensam.rules.terms import PROGRAMMES


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a page needs it. own: the reader is the applicant. name: empty for oneself.

    from_elsewhere: the home municipality is outside the county. closed: steps that a guardian neither reads nor
    writes, for another has answered them; their answers are not in the content.
    """

    id: UUID
    office_id: UUID
    year: int
    person_id: UUID
    own: bool
    name: str
    may_write: bool
    may_send: bool
    closed: frozenset[str]
    is_protected: bool
    from_elsewhere: bool
    state: str
    version: int
    reference: str
    saved_at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice in its place in the list, with everything one should know before sending it.

    obstacles: reason codes, empty = eligible; None = no grades to judge by. chance: None without grades.
    sent: as it stands in the register.
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
    chance: Chance | None
    sent: OwnChoiceView | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The choices of a draft, and what decides which questions are asked. risk: of ending without a seat."""

    lines: tuple[ChoiceLine, ...]
    circumstances: Circumstances
    has_grades: bool
    too_old: bool
    risk: ListRisk | None

    @property
    def any_eligible(self) -> bool:
        """Whether the grades open at least one of the choices, as far as is known."""
        return any(not line.obstacles for line in self.lines)


@dataclass(frozen=True, slots=True)
class WardView:
    """A child of the reader: the draft that may be read, or what the register has of an application.

    may_begin: nobody has begun, and the office lets guardians write.
    """

    person_id: UUID
    name: str
    draft_id: UUID | None
    state: str
    known: OwnApplication | None
    may_begin: bool
    may_write: bool


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


def overview(actor: Actor, draft: DraftView, *, at: datetime) -> Overview:
    """Return the draft's choices with eligibility, lateness, chance and what is known of each."""
    rows = {row.pk: row for row in offerings(actor, year=draft.year).filter(pk__in=draft.content.choices)}
    wanted = [pk for pk in draft.content.choices if pk in rows]
    whose: dict[str, Any] = {
        "office_id": draft.office_id,
        "year": draft.year,
        "person_id": draft.person_id,
        "at": at,
    }
    standing = own_standing(actor, wanted=wanted, **whose)
    sent = own_application(actor, **whose)
    known = {choice.offering_id: choice for choice in sent.choices} if sent else {}
    late = judged(Draft.objects.get(pk=draft.id), wanted, at=at).late
    second_hand = {pk for pk, choice in known.items() if choice.reception == "second_hand"}
    found = _chances(actor, draft, wanted, standing.has_grades, late | second_hand, at)
    places = municipality_names()
    lines = tuple(
        _choice_line(
            rows[pk],
            rank=rank,
            municipality=places.get(rows[pk].municipality_code, ""),
            obstacles=standing.obstacles[pk] if standing.has_grades else None,
            late=pk in late,
            chance=found[pk].chance if pk in found else None,
            sent=known.get(pk),
        )
        for rank, pk in enumerate(wanted, 1)
    )
    circumstances = Circumstances(
        lacks_english=standing.has_grades and not standing.passed_english,
        any_free_quota=any(line.free_quota_seats for line in lines),
        any_vocational=any(line.vocational for line in lines),
    )
    risk = chances.risk_of([found[pk] for pk in wanted]) if found else None
    return Overview(lines, circumstances, standing.has_grades, standing.too_old, risk)


def _chances(
    actor: Actor,
    draft: DraftView,
    wanted: list[UUID],
    has_grades: bool,
    behind: Collection[UUID],
    at: datetime,
) -> dict[UUID, chances.OfferingChance]:
    """The chance at each offering; nothing before there are grades to judge by."""
    if not has_grades or not wanted:
        return {}
    standing = chances.own_standing(actor, draft.person_id, office_id=draft.office_id, now=at)
    return chances.chances_at(standing, wanted, office_id=draft.office_id, now=at, behind=behind)


def _choice_line(row: Any, **values: Any) -> ChoiceLine:
    """What is the offering's own, and what is told of it."""
    return ChoiceLine(
        id=row.pk,
        title=row.title,
        school=row.school_unit.display_name,
        programme=row.programme,
        provider=row.provider.display_name,
        skill_test=row.skill_test,
        free_quota_seats=row.free_quota_seats,
        cancelled=row.cancelled,
        vocational=_is_vocational(row.programme),
        **values,
    )


def wards(actor: Actor, *, office_id: UUID, year: int, at: datetime) -> list[WardView]:
    """Return the children about whom the actor may read, with those applications that have been sent."""
    found, on = [], timezone.localdate(at)
    open_here = policies.settings_of(office_id).guardians_edit
    for child in children_of(actor, at=at):
        row = _visible(actor, at).filter(office=office_id, year=year, person=child).first()
        known = own_application(actor, office_id=office_id, year=year, person_id=child.pk, at=at)
        name = f"{child.given_name} {child.family_name}"
        found.append(
            WardView(
                child.pk,
                name,
                draft_id=row.pk if row else None,
                state=row.state if row else "",
                known=known if row is None and known and known.choices else None,
                may_write=row is not None and policies.may_write(actor, row, on=on),
                may_begin=row is None and open_here and not _is_begun(office_id, year, child.pk),
            )
        )
    return found


def _is_begun(office_id: UUID, year: int, person_id: UUID) -> bool:
    return Draft.objects.filter(office=office_id, year=year, person=person_id).exists()


def _visible(actor: Actor, at: datetime):  # type: ignore[no-untyped-def]  # a queryset of drafts
    return policies.visible_drafts(actor, Draft.objects.all(), on=timezone.localdate(at))


def _view(actor: Actor, row: Draft, at: datetime) -> DraftView:
    own = row.person_id == actor.person_id
    who = person(actor, row.person_id, at=at)
    on, closed = timezone.localdate(at), closed_steps(actor, row)
    return DraftView(
        id=row.pk,
        office_id=row.office_id,
        year=row.year,
        person_id=row.person_id,
        own=own,
        name="" if own else f"{who.given_name} {who.family_name}",
        may_write=policies.may_write(actor, row, on=on),
        may_send=policies.may_send(actor, row, on=on),
        closed=closed,
        is_protected=is_protected(who),
        from_elsewhere=bool(who.home_municipality) and who.home_municipality not in municipality_names(),
        state=row.state,
        version=row.version,
        reference=row.reference,
        saved_at=row.saved_at,
        content=redacted(read(row.content), closed),
    )


def _is_vocational(programme: str) -> bool:
    found = PROGRAMMES.get(programme)
    return found is not None and found.kind == "vocational"
