"""Replies as pages show them: one's own with what may be done, and the office's overview."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries.offers import (
    Offer,
    PublishedRound,
    applicant_of,
    offer,
    offers,
    own_applications,
    published_rounds,
)
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import Reply
from gemensam.domains.replies.queries.starts import first_of
from gemensam.domains.replies.queries.terms import TermsView, terms_of
from gemensam.domains.replies.states import HOLDS_PLACE, ReplyState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.messaging.queries import counts


@dataclass(frozen=True, slots=True)
class StepView:
    """Something that happened to a reply: what, when, and whose word it was."""

    event: str
    after: str
    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReplyView:
    """One applicant's reply. ``open``: it may be changed now; ``may_send``: by this reader."""

    offer: Offer
    terms: TermsView
    state: str
    queues: tuple[str, ...]
    version: int
    origin: str
    answered_at: datetime | None
    receipt: str
    own: bool
    is_open: bool
    may_send: bool
    steps: tuple[StepView, ...]


def reply_view(actor: Actor, application_id: UUID, *, now: datetime) -> ReplyView | None:
    """Return the reply of the actor's own application or of a child's; None before there is a result.

    Raises Application.DoesNotExist or PermissionDenied.
    """
    person = require_reader(actor, application_id, now=now)
    today = timezone.localdate(now)
    found = offer(application_id, now=now)
    if found is None:
        return None
    terms = terms_of(found.round)
    row = Reply.objects.filter(round=found.round.round_id, application=application_id).first()
    may_send = policies.may_send(actor, person, guardians=terms.guardians_reply, on=today)
    return _view(found, terms, row, own=person == actor.person_id, may_send=may_send, now=now)


def require_reader(actor: Actor, application_id: UUID, *, now: datetime) -> UUID:
    """Return whose application it is, one's own or a child's. Raises Application.DoesNotExist, PermissionDenied."""
    person = applicant_of(application_id)
    if not policies.may_read(actor, person, on=timezone.localdate(now)):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    return person


def _view(
    found: Offer, terms: TermsView, row: Reply | None, *, own: bool, may_send: bool, now: datetime
) -> ReplyView:
    start = row or first_of(found)
    steps = row.steps.all() if row else ()
    return ReplyView(
        offer=found,
        terms=terms,
        state=start.state,
        queues=tuple(start.queues),
        version=row.version if row else 0,
        origin=start.origin,
        answered_at=row.answered_at if row else None,
        receipt=receipt_of(row) if row else "",
        own=own,
        is_open=now <= terms.due_at,
        may_send=may_send,
        steps=tuple(StepView(one.event, one.after, one.origin, one.at) for one in steps),
    )


def receipt_of(reply: Reply) -> str:
    """What a person may refer to: which reply, and which of its versions."""
    return f"{reply.pk.hex[:8].upper()}-{reply.version}"


def applications_of(actor: Actor, *, now: datetime) -> list[tuple[UUID, UUID]]:
    """Return (application, person) of the actor's own and the children's applications, the latest year first."""
    persons = policies.readable_persons(actor, on=timezone.localdate(now))
    return own_applications(persons) if persons else []


@dataclass(frozen=True, slots=True)
class OfferingReplies:
    """How the replies for one offering stand. Counts of persons, for the office alone."""

    offering_id: UUID
    offered: int
    accepted: int
    declined: int
    silent_kept: int
    lapsed: int
    unanswered: int
    reserves: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How the replies to a round stand. ``held``: places kept so far, by offering id."""

    round: PublishedRound
    terms: TermsView
    opened: bool
    rows: tuple[OfferingReplies, ...]
    states: dict[str, int]


def overview(actor: Actor, *, now: datetime) -> Overview | None:
    """Return how the replies to the office's latest shown round stand; None before there is one."""
    round_ = latest_round(actor, Permission.REPLY_READ, now=now)
    if round_ is None:
        return None
    replies = {row.application_id: row for row in Reply.objects.filter(round=round_.round_id)}
    found = list(offers(round_))
    return Overview(
        round=round_,
        terms=terms_of(round_),
        opened=bool(replies),
        rows=_by_offering(found, replies),
        states=dict(Counter(row.state for row in replies.values())),
    )


def latest_round(actor: Actor, permission: Permission, *, now: datetime) -> PublishedRound | None:
    """Return the latest shown round of the office where the actor has the permission."""
    at = actor.organisations_with(permission)
    return next((one for one in published_rounds(now=now) if one.organisation_id in at), None)


def _by_offering(found: Iterable[Offer], replies: dict[UUID, Reply]) -> tuple[OfferingReplies, ...]:
    counted: dict[UUID, Counter[str]] = {}
    for one in found:
        reply = replies.get(one.application_id)
        if one.admitted is not None:
            counts = counted.setdefault(one.admitted.offering_id, Counter())
            counts["offered"] += 1
            counts[reply.state if reply else ReplyState.OPEN] += 1
        queues = reply.queues if reply else [str(choice.offering_id) for choice in one.reserves]
        for queue in queues:
            counted.setdefault(UUID(queue), Counter())["reserves"] += 1
    return tuple(
        OfferingReplies(
            offering_id=offering,
            offered=counts["offered"],
            accepted=counts[ReplyState.ACCEPTED],
            declined=counts[ReplyState.DECLINED],
            silent_kept=counts[ReplyState.ACCEPTED_BY_DEFAULT],
            lapsed=counts[ReplyState.LAPSED] + counts[ReplyState.LOST],
            unanswered=counts[ReplyState.OPEN],
            reserves=counts["reserves"],
        )
        for offering, counts in counted.items()
    )


def other_places(actor: Actor, found: Offer, *, now: datetime) -> list[str]:
    """Return the names of other offices where the person holds a place too. Raises PermissionDenied."""
    if not policies.may_read(actor, found.person_id, on=timezone.localdate(now)):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    if len(own_applications([found.person_id], year=found.round.year)) < 2:
        return []
    held = accepted_at_several(year=found.round.year, now=now, person_id=found.person_id)
    return [
        row.application.office.name
        for row in held.get(found.person_id, [])
        if row.application_id != found.application_id
    ]


def accepted_at_several(
    *, year: int, now: datetime, person_id: UUID | None = None
) -> dict[UUID, list[Reply]]:
    """Return those who hold places at more than one office in the year: person → their latest replies.

    For services and pages that show each office its own.
    """
    shown = {one.round_id for one in published_rounds(now=now, year=year)}
    latest: dict[UUID, Reply] = {}
    rows = Reply.objects.filter(application__year=year, round__in=shown)
    if person_id is not None:
        rows = rows.filter(application__person=person_id)
    for row in rows.select_related("application__office").order_by("opened_at"):
        latest[row.application_id] = row
    by_person: dict[UUID, list[Reply]] = {}
    for row in latest.values():
        if row.state in HOLDS_PLACE and row.state != ReplyState.OPEN:
            by_person.setdefault(row.application.person_id, []).append(row)
    return {person: replies for person, replies in by_person.items() if len(replies) > 1}


@dataclass(frozen=True, slots=True)
class SeveralPlaces:
    """Someone who holds places at several offices. ``application_id`` is None for one who may not be named."""

    application_id: UUID | None
    reference: str
    offices: str


def several_places_at(actor: Actor, found: Overview, *, now: datetime) -> list[SeveralPlaces]:
    """Return the office's applicants who hold a place elsewhere too. Raises PermissionDenied."""
    policies.require_at(actor, Permission.REPLY_READ, found.round.organisation_id)
    protected = found.round.organisation_id in actor.organisations_with(Permission.PERSON_PROTECTED_READ)
    several = accepted_at_several(year=found.round.year, now=now)
    hiding = [] if protected else Person.objects.filter(pk__in=several).only("security_marking")
    secret = {one.pk for one in hiding if is_protected(one)}
    rows = []
    for person, replies in several.items():
        own = next((row for row in replies if row.application.office_id == found.round.office_id), None)
        if own is None:
            continue
        hidden = person in secret
        names = ", ".join(row.application.office.name for row in replies)
        application = None if hidden else own.application_id
        rows.append(SeveralPlaces(application, "" if hidden else own.application.reference, names))
    return rows


def reminders_sent(actor: Actor, found: Overview) -> int:
    """Return how many reminders about the round have been queued. Raises PermissionDenied."""
    policies.require_at(actor, Permission.REPLY_READ, found.round.organisation_id)
    return sum(counts(actor, key_prefix=f"remind:{found.round.round_id}:").values())
