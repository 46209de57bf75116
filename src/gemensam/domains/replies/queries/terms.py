"""The terms of a round's replies: the office's own, else what the calendar says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from gemensam.domains.admissions.queries.offers import (
    ComingRound,
    PublishedRound,
    coming_rounds,
    published_rounds,
)
from gemensam.domains.admissions.queries.offices import calendar
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import OpenedResult, ReplyTerms
from gemensam.domains.replies.states import Silence
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission

DEFAULT_REMINDERS = (168, 24)  # hours before the last moment
_WITHOUT_CALENDAR = timedelta(days=14)
_IN_A_RESERVE_ROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TermsView:
    """Until when one may reply, what silence means, who may reply, and when reminders go out."""

    round_id: UUID
    due_at: datetime
    silence: str
    guardians_reply: bool
    remind_before: tuple[int, ...]
    remind_by_sms: bool
    decided: bool  # the office has decided; else these are the defaults

    def reminder_due(self, now: datetime) -> int | None:
        """The latest reminder whose time has come and that is not too late, as hours before the last moment."""
        if now >= self.due_at:
            return None
        return min(
            (hours for hours in self.remind_before if now >= self.due_at - timedelta(hours=hours)),
            default=None,
        )


class AnsweredRound(Protocol):
    """What the terms of a round's replies depend on."""

    @property
    def round_id(self) -> UUID: ...
    @property
    def office_id(self) -> UUID: ...
    @property
    def year(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def published_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class DecidedRound:
    """A round whose terms may be decided. ``shown``: the result is out, so the terms have been told."""

    round_id: UUID
    office_id: UUID
    organisation_id: UUID
    year: int
    kind: str
    sequence: int
    published_at: datetime
    shown: bool


def rounds_to_decide(*, now: datetime) -> list[DecidedRound]:
    """Return every round that asks for replies, or will: those to come first, then the latest shown first."""
    return [
        *(_decided(one, one.expected_at, shown=False) for one in coming_rounds(now=now)),
        *(_decided(one, one.published_at, shown=True) for one in published_rounds(now=now)),
    ]


def _decided(one: ComingRound | PublishedRound, at: datetime, *, shown: bool) -> DecidedRound:
    return DecidedRound(
        one.round_id, one.office_id, one.organisation_id, one.year, one.kind, one.sequence, at, shown
    )


def coming_terms(actor: Actor, *, now: datetime) -> list[tuple[DecidedRound, TermsView]]:
    """Return the rounds to come at the actor's office, with the terms that their replies will have."""
    held = actor.organisations_with(Permission.REPLY_READ)
    coming = (one for one in rounds_to_decide(now=now) if not one.shown and one.organisation_id in held)
    return [(one, terms_of(one)) for one in coming]


def terms_to_decide(actor: Actor, round_id: UUID, *, now: datetime) -> tuple[DecidedRound, TermsView] | None:
    """Return the round, to come or shown, with its terms; None when there is no such. Raises PermissionDenied."""
    found = next((one for one in rounds_to_decide(now=now) if one.round_id == round_id), None)
    if found is None:
        return None
    policies.require_at(actor, Permission.REPLY_TERMS_CHANGE, found.organisation_id)
    return found, terms_of(found)


def terms_of(round_: AnsweredRound) -> TermsView:
    """Return the terms of a round's replies. They are public, so there is no actor."""
    row = ReplyTerms.objects.filter(round=round_.round_id).first()
    if row is not None:
        return TermsView(
            round_.round_id, row.due_at, row.silence, row.guardians_reply, tuple(row.remind_before),
            row.remind_by_sms, True,
        )  # fmt: skip
    return TermsView(round_.round_id, _due(round_), Silence.KEEPS, True, DEFAULT_REMINDERS, False, False)


def _due(round_: AnsweredRound) -> datetime:
    if round_.kind == "reserve":
        return round_.published_at + _IN_A_RESERVE_ROUND
    dates = calendar(office_id=round_.office_id, year=round_.year, now=round_.published_at)
    known = (one.at for one in dates if one.event == "reply_due" and one.at > round_.published_at)
    return next(known, round_.published_at + _WITHOUT_CALENDAR)


def unopened_results(*, now: datetime) -> list[PublishedRound]:
    """Return the shown results whose replies have not been opened to the end. For the schedule."""
    done = set(OpenedResult.objects.filter(done_at__isnull=False).values_list("publication_id", flat=True))
    return [round_ for round_ in published_rounds(now=now) if round_.publication_id not in done]


def guardians_may_reply(office_id: UUID) -> bool:
    """Whether the office lets guardians reply, by its latest decision; public. Without one they may."""
    latest = ReplyTerms.objects.filter(round__office=office_id).order_by("-changed_at").first()
    return latest is None or latest.guardians_reply
