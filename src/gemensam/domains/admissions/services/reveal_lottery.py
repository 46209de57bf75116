"""Open the year's bound lottery: its seed is drawn from the secret and the beacons' values."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import AdmissionRound, BoundLottery, RoundStep
from gemensam.domains.admissions.queries.lottery import commitment_of
from gemensam.domains.admissions.services._transition import locked_round
from gemensam.domains.admissions.services.bind_lottery import LotteryClosed
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.selection import lottery_files, lottery_proof


@transaction.atomic
def reveal_lottery(
    *, actor: Actor, round_id: UUID, answers: Sequence[str | None], at: datetime
) -> lottery_proof.Reveal:
    """Give every round of the year its seed. ``answers``: what each beacon's source has published, in the order
    of the commitment; None where it published nothing.

    Raises LotteryClosed when it is open already, LotteryRefused or LotteryFileUnreadable for answers that will not
    do, BoundLottery.DoesNotExist, and PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    lottery = BoundLottery.objects.select_for_update().get(office=round_.office, year=round_.year)
    if lottery.revealed_at is not None:
        raise LotteryClosed("already_open")
    commitment = commitment_of(lottery)
    values = tuple(
        None if answer is None else lottery_files.beacon_answer(beacon.round, answer)
        for beacon, answer in zip(commitment.terms.beacons, answers, strict=True)
    )
    moment = at.replace(microsecond=0)
    revealed = lottery_proof.reveal(commitment, lottery.secret, values, moment)
    lottery.values, lottery.revealed_at = list(values), moment
    lottery.save()
    AdmissionRound.objects.filter(office=round_.office, year=round_.year).update(lottery_seed=revealed.seed)
    RoundStep.objects.create(
        round=round_, event="reveal_lottery", at=at, account_id=actor.account_id, actor_name=actor.name
    )
    record(
        actor=actor,
        event=AuditEvent.LOTTERY_REVEALED,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=round_.office.organisation_id,
        facts={"seed_commitment": commitment.digest, "values": list(values)},
        at=at,
    )
    return revealed
