"""The lottery of a round's year as anyone who sees the round may see it: secret until it is opened or run."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionRound, BoundLottery
from gemensam.domains.admissions.queries.rounds import rounds
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.selection import lottery_proof
from gemensam.rules.selection.lottery_proof import Beacon, Commitment, Reveal, Terms


@dataclass(frozen=True, slots=True)
class LotteryView:
    """commitment: None where the lottery was bound with the secret's plain hash, without beacons.

    revealed: None until it is opened. seed: empty until it is opened or, without beacons, the round is run.
    """

    seed_commitment: str
    commitment: Commitment | None
    revealed: Reveal | None
    seed: str
    committed_at: datetime
    begun: bool


def lottery(actor: Actor, round_id: UUID) -> LotteryView:
    """Return the lottery of the round's year. Raises AdmissionRound.DoesNotExist for one who may not see it."""
    round_: AdmissionRound = rounds(actor).get(pk=round_id)
    bound = BoundLottery.objects.filter(office=round_.office, year=round_.year).first()
    same_year = AdmissionRound.objects.filter(office=round_.office, year=round_.year)
    begun = same_year.exclude(current_run=None, state="draft").exists()
    revealed = reveal_of(bound) if bound else None
    inside = policies.may(actor, Permission.ROUND_READ, round_)
    seed = revealed.seed if revealed else ""
    if bound is None and inside and round_.current_run_id is not None:
        seed = round_.lottery_seed
    return LotteryView(
        seed_commitment=round_.seed_commitment,
        commitment=commitment_of(bound) if bound else None,
        revealed=revealed,
        seed=seed,
        committed_at=bound.committed_at if bound else round_.created_at,
        begun=begun,
    )


def commitment_of(bound: BoundLottery) -> Commitment:
    """Return the published commitment."""
    beacons = tuple(
        Beacon(one["source"], one["round"], datetime.fromisoformat(one["at"])) for one in bound.beacons
    )
    return Commitment(Terms(bound.round_name, bound.committed_at, beacons), bound.commitment)


def reveal_of(bound: BoundLottery) -> Reveal | None:
    """Return what was published when it was opened, None before."""
    if bound.revealed_at is None or bound.values is None:
        return None
    return lottery_proof.reveal(commitment_of(bound), bound.secret, tuple(bound.values), bound.revealed_at)
