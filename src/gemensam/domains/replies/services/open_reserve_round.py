"""Open a reserve round: places that are kept are held, what was declined takes no part, queues are as asked for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offers import (
    Offer,
    PublishedRound,
    all_choices,
    left_out_choices,
    offers,
    published_rounds,
)
from gemensam.domains.admissions.services.create_round import create_round
from gemensam.domains.admissions.services.hold_places import Held, LeftOut, hold_places
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import OpenedResult, Reply
from gemensam.domains.replies.states import HOLDS_PLACE, ReplyState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class ReserveRoundRefused(Exception):
    """A reserve round cannot be opened yet. ``code``: not_shown, not_opened, replies_open or lapses_open."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def open_reserve_round(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    planned_publication: datetime | None,
    lottery_seed: str,
    at: datetime,
) -> UUID:
    """Create the year's next reserve round from the replies to the latest shown one; return its id.

    It then takes the ordinary way: checked, frozen, run, verified, approved by two, published. ``lottery_seed`` is
    used only in a year without rounds. Raises ReserveRoundRefused or PermissionDenied.
    """
    shown = published_rounds(now=at, office_id=office_id, year=year)
    if not shown:
        raise ReserveRoundRefused("not_shown")
    latest = shown[0]
    policies.require_at(actor, Permission.REPLY_DECIDE, latest.organisation_id)
    replies = _replies(office_id, year)
    _refuse_unsettled(latest, replies)
    round_ = create_round(
        actor=actor,
        office_id=office_id,
        year=year,
        kind="reserve",
        grade_cutoff=at,
        planned_publication=planned_publication,
        lottery_seed=lottery_seed,
        at=at,
    )
    held, left_out = _held_and_left_out(latest, replies)
    hold_places(actor=actor, round_id=round_.pk, held=held, left_out=left_out, at=at)
    record(
        actor=actor,
        event=AuditEvent.RESERVE_ROUND_OPENED,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=latest.organisation_id,
        facts={"from": str(latest.round_id), "held": len(held), "left_out": len(left_out)},
        at=at,
    )
    return round_.pk


def _replies(office_id: UUID, year: int) -> dict[UUID, Reply]:
    """Each application's latest reply of the year."""
    rows = Reply.objects.filter(application__office=office_id, application__year=year)
    return {row.application_id: row for row in rows.order_by("opened_at")}


def _refuse_unsettled(latest: PublishedRound, replies: dict[UUID, Reply]) -> None:
    """Nobody's place goes to another while it is not said what became of it."""
    opened = OpenedResult.objects.filter(publication_id=latest.publication_id, done_at__isnull=False)
    if not opened.exists():
        raise ReserveRoundRefused("not_opened")
    states = {reply.state for reply in replies.values() if reply.round_id == latest.round_id}
    if ReplyState.OPEN in states:
        raise ReserveRoundRefused("replies_open")
    if ReplyState.LAPSED in states:
        raise ReserveRoundRefused("lapses_open")


def _held_and_left_out(
    latest: PublishedRound, replies: dict[UUID, Reply]
) -> tuple[list[Held], list[LeftOut]]:
    outcomes = {one.application_id: one for one in offers(latest)}
    before = left_out_choices(latest.round_id)
    held: list[Held] = []
    left_out: list[LeftOut] = []
    for application, ranked in all_choices(office_id=latest.office_id, year=latest.year).items():
        reply = replies.get(application)
        if reply is None:  # came in after the round before: takes part with everything
            continue
        if reply.state in HOLDS_PLACE and reply.offering_id is not None:
            held.append(Held(application, reply.offering_id, bool(reply.queues)))
        given_up = before.get(application, set()) | _given_up(reply, outcomes.get(application))
        left_out += [LeftOut(application, one) for one in ranked if one in given_up and one != _place(reply)]
    return held, left_out


def _given_up(reply: Reply, outcome: Offer | None) -> set[UUID]:
    """What the reply has given up: queues that were left; with a place declined or lost, all but the kept queues.

    Only what the latest result was about: a choice that has come in since takes part.
    """
    if outcome is None:
        return set()
    gave_up_place = reply.state in (ReplyState.DECLINED, ReplyState.LOST)
    told = outcome.choices if gave_up_place else outcome.reserves
    return {choice.offering_id for choice in told} - {UUID(one) for one in reply.queues}


def _place(reply: Reply) -> UUID | None:
    """The place that the reply keeps."""
    return reply.offering_id if reply.state in HOLDS_PLACE else None
