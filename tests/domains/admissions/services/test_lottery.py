"""A year's lottery bound with public beacons: before anything has begun, opened with their values, checked by anyone."""

from datetime import timedelta
from hashlib import sha256

import pytest

from gemensam.domains.admissions.models import AdmissionRound, BoundLottery, CalendarDate
from gemensam.domains.admissions.queries.lottery import lottery
from gemensam.domains.admissions.services.bind_lottery import LotteryClosed, bind_lottery
from gemensam.domains.admissions.services.check_round import RoundHasFaults, check_round
from gemensam.domains.admissions.services.create_round import create_round
from gemensam.domains.admissions.services.reveal_lottery import reveal_lottery
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.rules.selection import lottery_proof
from gemensam.rules.selection.lottery_files import (
    LotteryFileUnreadable,
    commitment_text,
    read_commitment,
    read_reveal,
    reveal_text,
)
from gemensam.rules.selection.lottery_proof import Beacon, LotteryRefused
from tests.factories.small_county import prepare
from tests.factories.small_round import AT, SEED, SmallRound, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "0123456789abcdef" * 4
SOON = AT + timedelta(hours=1)
BEACONS = (Beacon("lotto", "2027-v25", SOON), Beacon("tarningen", "7", SOON))


@pytest.fixture
def small() -> SmallRound:
    return make_small_round()


def bind(small: SmallRound, **changes: object) -> BoundLottery:
    values = {
        "actor": small.officer,
        "round_id": small.round.pk,
        "beacons": BEACONS,
        "secret": SECRET,
        "at": AT,
    }
    return bind_lottery(**{**values, **changes})


def reveal(small: SmallRound, answers: list[str | None], **changes: object) -> lottery_proof.Reveal:
    values = {"actor": small.officer, "round_id": small.round.pk, "answers": answers, "at": SOON}
    return reveal_lottery(**{**values, **changes})


def test_bound_lottery_is_a_commitment_that_the_command_line_reads_and_hides_the_secret(small: SmallRound):
    bind(small)
    seen = lottery(small.officer, small.round.pk)
    assert read_commitment(commitment_text(seen.commitment)) == seen.commitment
    assert seen.seed_commitment == lottery_proof.commitment_digest(seen.commitment.terms, SECRET)
    assert (seen.seed, seen.revealed) == ("", None)
    entry = AuditEntry.objects.get(event="lottery.bound")
    assert entry.facts["beacons"] == ["lotto:2027-v25", "tarningen:7"]
    assert SECRET not in str(entry.facts)


def test_round_with_a_bound_lottery_cannot_be_checked_before_it_is_opened(small: SmallRound):
    bind(small)
    with pytest.raises(RoundHasFaults) as refused:
        check_round(actor=small.officer, round_id=small.round.pk, at=SOON)
    assert [fault["code"] for fault in refused.value.faults] == ["seed_missing"]
    reveal(small, ["3 7 12", None])
    assert check_round(actor=small.officer, round_id=small.round.pk, at=SOON)["offerings.csv"] > 0


def test_opened_lottery_gives_every_round_of_the_year_its_seed_and_checks_out(small: SmallRound):
    other = create_round(
        actor=small.officer, office_id=small.round.office_id, year=small.round.year, kind="reserve",
        grade_cutoff=None, planned_publication=None, lottery_seed="ab" * 32, at=AT,
    )  # fmt: skip
    bind(small)
    revealed = reveal(small, ["3 7 12", None])
    assert lottery_proof.check(revealed.commitment, revealed) == ()
    seeds = {one.lottery_seed for one in AdmissionRound.objects.filter(pk__in=[small.round.pk, other.pk])}
    assert seeds == {revealed.seed} != {SEED}
    seen = lottery(small.officer, small.round.pk)
    assert read_reveal(reveal_text(seen.revealed)) == revealed
    assert seen.seed == revealed.seed
    later = create_round(
        actor=small.officer, office_id=small.round.office_id, year=small.round.year, kind="reserve",
        grade_cutoff=None, planned_publication=None, lottery_seed="cd" * 32, at=SOON,
    )  # fmt: skip
    assert (later.lottery_seed, later.seed_commitment) == (revealed.seed, revealed.commitment.digest)


def test_run_after_the_opening_uses_the_drawn_seed(small: SmallRound):
    bind(small)
    revealed = reveal(small, ["3 7 12", "4"])
    run = prepare(small.officer, small.round.pk, at=SOON)
    reference = small.applications[0].reference
    number = int(sha256(f"{revealed.seed}:{reference}".encode()).hexdigest()[:16], 16)
    keys = run.placements.filter(application=small.applications[0]).values_list("sort_key", flat=True)
    # the highest number goes first, so the key has what is left up to the largest
    assert {key.rpartition(".")[2] for key in keys} == {f"{2**64 - 1 - number:016x}"}


def test_binding_again_before_anything_has_begun_replaces_the_commitment(small: SmallRound):
    first = bind(small).commitment
    second = bind(small, secret="fe" * 32).commitment
    assert first != second
    assert AdmissionRound.objects.get(pk=small.round.pk).seed_commitment == second
    assert BoundLottery.objects.count() == 1


def test_binding_when_a_round_of_the_year_has_begun_is_refused(small: SmallRound):
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    with pytest.raises(LotteryClosed, match="under_way"):
        bind(small)
    assert AdmissionRound.objects.get(pk=small.round.pk).lottery_seed == SEED


@pytest.mark.parametrize(("minutes", "refused"), [(-1, True), (0, True), (1, False)])
def test_binding_after_applications_have_closed_is_refused(small: SmallRound, minutes: int, refused: bool):
    CalendarDate.objects.create(
        office=small.round.office, year=small.round.year, event="application_closes",
        at=AT + timedelta(minutes=minutes),
    )  # fmt: skip
    if refused:
        with pytest.raises(LotteryClosed, match="applications_closed"):
            bind(small)
    else:
        bind(small)
    assert BoundLottery.objects.exists() is not refused


def test_beacon_that_is_known_already_is_refused(small: SmallRound):
    with pytest.raises(LotteryRefused, match="beacon_not_future"):
        bind(small, beacons=[Beacon("lotto", "2027-v24", AT)])
    assert not BoundLottery.objects.exists()


@pytest.mark.parametrize(
    ("answers", "at", "error"),
    [
        ([None, None], SOON, LotteryRefused),
        (["1", "2"], SOON - timedelta(seconds=1), LotteryRefused),
        (["1 ¤", None], SOON, LotteryRefused),
        (['{"round": 8, "randomness": "ab"}', None], SOON, LotteryFileUnreadable),
    ],
    ids=["all silent", "too early", "strange sign", "another round"],
)
def test_opening_with_answers_that_will_not_do_is_refused_and_opens_nothing(
    small: SmallRound, answers: list[str | None], at: object, error: type[Exception]
):
    bind(small)
    with pytest.raises(error):
        reveal(small, answers, at=at)
    assert lottery(small.officer, small.round.pk).revealed is None
    assert AdmissionRound.objects.get(pk=small.round.pk).lottery_seed == ""


def test_opening_twice_is_refused(small: SmallRound):
    bind(small)
    seed = reveal(small, ["1", "2"]).seed
    with pytest.raises(LotteryClosed, match="already_open"):
        reveal(small, ["3", "4"])
    assert AdmissionRound.objects.get(pk=small.round.pk).lottery_seed == seed


def test_lottery_is_bound_and_opened_by_the_office_alone(small: SmallRound, actor_with):
    auditor = actor_with(Role.AUDITOR, organisation_id=small.round.office.organisation_id)
    with pytest.raises(PermissionDenied):
        bind(small, actor=auditor)
    bind(small)
    with pytest.raises(PermissionDenied):
        reveal(small, ["1", "2"], actor=auditor)


def test_seed_without_beacons_is_seen_after_the_run_and_not_before(small: SmallRound):
    assert lottery(small.officer, small.round.pk).seed == ""
    prepare(small.officer, small.round.pk, at=AT)
    seen = lottery(small.officer, small.round.pk)
    assert (seen.seed, sha256(SEED.encode()).hexdigest()) == (SEED, seen.seed_commitment)
