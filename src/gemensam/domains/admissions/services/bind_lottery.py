"""Bind the year's lottery together with rounds of public beacons that nobody knows yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import (
    AdmissionRound,
    AllocationRun,
    BoundLottery,
    CalendarDate,
    RoundStep,
)
from gemensam.domains.admissions.services._transition import locked_round
from gemensam.domains.admissions.states import RoundState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.selection.lottery_proof import Beacon, Commitment, Terms, commit, moment_text


class LotteryClosed(Exception):
    """The lottery can no longer be bound or opened. ``code``: under_way, applications_closed, already_open."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def bind_lottery(
    *, actor: Actor, round_id: UUID, beacons: Sequence[Beacon], secret: str, at: datetime
) -> BoundLottery:
    """Bind a new lottery for every round of the round's year; an earlier one that was never used is dropped.

    ``secret`` is 64 hex digits, drawn by the caller from the system's source of randomness. The seed is drawn when
    the lottery is opened, so until then no round of the year can be run. Raises LotteryClosed when one of them has
    begun or applications have closed, LotteryRefused for beacons that will not do, and PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    office, year = round_.office, round_.year
    _require_nothing_begun(round_, at)
    terms = Terms(f"{office.name} {year}", at.replace(microsecond=0), tuple(beacons))
    commitment = commit(terms, secret)
    lottery, _ = BoundLottery.objects.update_or_create(
        office=office, year=year, defaults=_columns(commitment, secret)
    )
    AdmissionRound.objects.filter(office=office, year=year).update(
        lottery_seed="", seed_commitment=commitment.digest
    )
    RoundStep.objects.create(
        round=round_, event="bind_lottery", at=at, account_id=actor.account_id, actor_name=actor.name
    )
    named = [f"{one.source}:{one.round}" for one in terms.beacons]
    record(
        actor=actor,
        event=AuditEvent.LOTTERY_BOUND,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=office.organisation_id,
        facts={"seed_commitment": commitment.digest, "beacons": named},
        at=at,
    )
    return lottery


def _require_nothing_begun(round_: AdmissionRound, at: datetime) -> None:
    """Raise LotteryClosed where someone could know what a new lottery would change."""
    rounds = AdmissionRound.objects.filter(office=round_.office, year=round_.year)
    begun = rounds.exclude(state=RoundState.DRAFT).exists()
    if begun or AllocationRun.objects.filter(round__in=rounds).exists():
        raise LotteryClosed("under_way")
    closes = CalendarDate.objects.filter(
        office=round_.office, year=round_.year, event="application_closes"
    ).first()
    if closes and closes.at <= at:
        raise LotteryClosed("applications_closed")


def _columns(commitment: Commitment, secret: str) -> dict[str, object]:
    """What is stored of a commitment that has not been opened."""
    terms = commitment.terms
    return {
        "round_name": terms.round_name,
        "committed_at": terms.committed_at,
        "beacons": [
            {"source": one.source, "round": one.round, "at": moment_text(one.at)} for one in terms.beacons
        ],
        "secret": secret,
        "commitment": commitment.digest,
        "values": None,
        "revealed_at": None,
    }
