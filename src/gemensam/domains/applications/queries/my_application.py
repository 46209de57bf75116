"""The application as the applicant and the guardians see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries import chances
from gemensam.domains.admissions.queries.own_application import (
    OwnApplication,
    OwnChoiceView,
    own_applications,
)
from gemensam.domains.admissions.queries.own_grounds import OwnGrounds, own_grounds
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.closed_steps import closed_steps, redacted
from gemensam.domains.applications.inputs.content import Content, read
from gemensam.domains.applications.inputs.steps import Circumstances
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.queries.sending import judged_in, sending_now
from gemensam.domains.catalogue.queries import municipality_names, offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import children_of, person
from gemensam.rules.deadlines import Sending
from gemensam.rules.forecasting import Chance, ListRisk
from gemensam.rules.terms import PROGRAMMES


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a page needs it. own: the reader is the applicant. name: empty for oneself.

    from_elsewhere: the home municipality is outside the county. closed: steps that a guardian neither reads nor
    writes, for another has answered them; their answers are not in the content. places: municipalities by code.
    pupil_only: the applicant has taken over.
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
    in_time: tuple[UUID, ...]
    born: date | None
    pupil_only: bool
    places: Mapping[str, str]


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
    """The choices of a draft, and what decides which questions are asked. risk: of ending without a seat.

    sending: the phase of the office's year, the same for everyone.
    """

    lines: tuple[ChoiceLine, ...]
    circumstances: Circumstances
    has_grades: bool
    too_old: bool
    risk: ListRisk | None
    sending: Sending

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


def overview(actor: Actor, draft: DraftView, *, at: datetime, sending: Sending | None = None) -> Overview:
    """Return the draft's choices with eligibility, lateness, chance and what is known of each.

    sending: as sending_now said just now, when the caller has asked.
    """
    asked = {*draft.content.choices, *draft.in_time}
    rows = {row.pk: row for row in offerings(actor, year=draft.year).filter(pk__in=asked)}
    wanted = [pk for pk in draft.content.choices if pk in rows]
    grounds = own_grounds(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, born=draft.born, at=at
    )
    standing = grounds.standing(rows[pk] for pk in wanted)
    sent = grounds.application
    known = {choice.offering_id: choice for choice in sent.choices} if sent else {}
    sending = sending or sending_now(office_id=draft.office_id, year=draft.year, at=at)
    stopped = [pk for pk in draft.in_time if pk in rows and rows[pk].cancelled]
    late = judged_in(sending, draft.in_time, wanted, stopped=stopped, at=at).late
    second_hand = {pk for pk, choice in known.items() if choice.reception == "second_hand"}
    found = _chances(grounds, [rows[pk] for pk in wanted], standing.has_grades, late | second_hand, at)
    lines = tuple(
        _choice_line(
            rows[pk],
            rank=rank,
            municipality=draft.places.get(rows[pk].municipality_code, ""),
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
    return Overview(lines, circumstances, standing.has_grades, standing.too_old, risk, sending)


def _chances(
    grounds: OwnGrounds, rows: list[Any], has_grades: bool, behind: Collection[UUID], at: datetime
) -> dict[UUID, chances.OfferingChance]:
    """The chance at each offering; nothing before there are grades to judge by."""
    if not has_grades or not rows:
        return {}
    return chances.chances_among(
        grounds.merit_standing(), [row.pk for row in rows], rows,
        rules=grounds.rules, office_id=grounds.office.pk, now=at, behind=behind,
    )  # fmt: skip


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
    children = list(children_of(actor, at=at))
    if not children:
        return []
    open_here = policies.settings_of(office_id).guardians_edit
    drafts = Draft.objects.filter(office=office_id, year=year, person__in=children)
    begun = set(drafts.values_list("person", flat=True))
    read = policies.visible_drafts(actor, drafts, on=timezone.localdate(at)).defer("content")
    rows = {row.person_id: row for row in read}
    others = [child.pk for child in children if child.pk not in rows]
    known = own_applications(actor, office_id=office_id, year=year, person_ids=others, at=at)
    return [_ward(child, rows.get(child.pk), known.get(child.pk), open_here, begun) for child in children]


def _ward(
    child: Person, row: Draft | None, known: OwnApplication | None, open_here: bool, begun: Collection[UUID]
) -> WardView:
    """One child. Being a guardian of it is what the list was made by."""
    return WardView(
        child.pk,
        f"{child.given_name} {child.family_name}",
        draft_id=row.pk if row else None,
        state=row.state if row else "",
        known=known if known and known.choices else None,
        may_write=row is not None and open_here and row.pupil_only_since is None,
        may_begin=row is None and open_here and child.pk not in begun,
    )


def _visible(actor: Actor, at: datetime):  # type: ignore[no-untyped-def]  # a queryset of drafts
    rows = policies.visible_drafts(actor, Draft.objects.all(), on=timezone.localdate(at))
    return rows.select_related("person")


def _view(actor: Actor, row: Draft, at: datetime) -> DraftView:
    own = row.person_id == actor.person_id
    who = row.person if own else person(actor, row.person_id, at=at)
    on, closed = timezone.localdate(at), closed_steps(actor, row)
    places = municipality_names()
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
        from_elsewhere=bool(who.home_municipality) and who.home_municipality not in places,
        state=row.state,
        version=row.version,
        reference=row.reference,
        saved_at=row.saved_at,
        content=redacted(read(row.content), closed),
        in_time=tuple(UUID(one) for one in row.in_time),
        born=who.birth_date,
        pupil_only=row.pupil_only_since is not None,
        places=places,
    )


def _is_vocational(programme: str) -> bool:
    found = PROGRAMMES.get(programme)
    return found is not None and found.kind == "vocational"
