"""A lottery bound beforehand: what the hash binds, how beacons are combined, and what a check finds."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gemensam.rules.selection import lottery_files as files
from gemensam.rules.selection import lottery_proof as proof
from gemensam.rules.selection.lottery_proof import Beacon, LotteryFault, LotteryRefused, Terms

SECRET = "0123456789abcdef" * 4
MADE = datetime(2027, 1, 15, 8, tzinfo=UTC)
DRAND = Beacon("drand-quicknet", "40000000", datetime.fromtimestamp(1_692_803_367 + 3 * 39_999_999, UTC))
STATE = Beacon("svenska-spel", "2027-v25", datetime(2027, 6, 23, 18, tzinfo=UTC))
TERMS = Terms("Provlänet 2027", MADE, (DRAND, STATE))
VALUES = ("ab" * 32, "3 7 12 18 22 31 35")
LATER = datetime(2027, 12, 1, tzinfo=UTC)


@pytest.fixture
def commitment():
    return proof.commit(TERMS, SECRET)


@pytest.fixture
def revealed(commitment):
    return proof.reveal(commitment, SECRET, VALUES, LATER)


def test_commit_is_the_hash_of_the_documented_text(commitment):
    text = (
        "gemensam lottery commitment 1\nround: Provlänet 2027\ncommitted: 2027-01-15T08:00:00Z\n"
        f"beacon: drand-quicknet 40000000 {DRAND.at:%Y-%m-%dT%H:%M:%SZ}\n"
        f"beacon: svenska-spel 2027-v25 2027-06-23T18:00:00Z\nsecret: {SECRET}\n"
    )
    assert commitment.digest == hashlib.sha256(text.encode()).hexdigest()


def test_seed_without_beacons_is_the_secret():
    commitment = proof.commit(replace(TERMS, beacons=()), SECRET)
    assert proof.reveal(commitment, SECRET, (), LATER).seed == SECRET


def test_seed_with_beacons_is_their_hmac_under_the_secret(commitment, revealed):
    message = (
        f"gemensam lottery seed 1\ncommitment: {commitment.digest}\n"
        f"beacon: drand-quicknet 40000000 {'ab' * 32}\nbeacon: svenska-spel 2027-v25 3 7 12 18 22 31 35\n"
    )
    assert revealed.seed == hmac.digest(bytes.fromhex(SECRET), message.encode(), "sha256").hex()


def test_seed_depends_on_every_beacon(commitment, revealed):
    others = [("cd" * 32, VALUES[1]), (VALUES[0], "3 7"), (None, VALUES[1]), (VALUES[0], None)]
    seeds = {proof.reveal(commitment, SECRET, values, LATER).seed for values in others}
    assert len(seeds | {revealed.seed}) == 5


@pytest.mark.parametrize(
    ("terms", "secret", "code"),
    [
        (TERMS, SECRET.upper(), LotteryFault.NOT_64_DIGITS),
        (TERMS, SECRET[:-1], LotteryFault.NOT_64_DIGITS),
        (replace(TERMS, round_name="a\nb"), SECRET, LotteryFault.ROUND_INVALID),
        (replace(TERMS, round_name=""), SECRET, LotteryFault.ROUND_INVALID),
        (replace(TERMS, beacons=(STATE, STATE)), SECRET, LotteryFault.BEACON_TWICE),
        (replace(TERMS, beacons=(replace(STATE, round="a b"),)), SECRET, LotteryFault.BEACON_INVALID),
        (replace(TERMS, beacons=(replace(DRAND, at=STATE.at),)), SECRET, LotteryFault.BEACON_MOMENT_WRONG),
        (replace(TERMS, committed_at=STATE.at), SECRET, LotteryFault.BEACON_NOT_FUTURE),
        (replace(TERMS, committed_at=STATE.at, beacons=(STATE,)), SECRET, LotteryFault.BEACON_NOT_FUTURE),
    ],
)
def test_commit_to_what_binds_nothing_is_refused(terms, secret, code):
    with pytest.raises(LotteryRefused) as caught:
        proof.commit(terms, secret)
    assert caught.value.code == code


def test_commit_one_second_before_the_beacon_is_allowed():
    terms = replace(TERMS, committed_at=min(DRAND.at, STATE.at) - timedelta(seconds=1))
    assert proof.commit(terms, SECRET).terms == terms


@pytest.mark.parametrize(
    ("secret", "values", "at", "code"),
    [
        ("1" * 64, VALUES, LATER, LotteryFault.COMMITMENT_WRONG),
        (SECRET.upper(), VALUES, LATER, LotteryFault.NOT_64_DIGITS),
        (SECRET, (None, None), LATER, LotteryFault.BEACONS_ALL_MISSING),
        (SECRET, VALUES, DRAND.at - timedelta(seconds=1), LotteryFault.BEACON_NOT_YET),
    ],
)
def test_reveal_that_a_check_would_fault_is_refused(commitment, secret, values, at, code):
    with pytest.raises(LotteryRefused) as caught:
        proof.reveal(commitment, secret, values, at)
    assert caught.value.code == code


def test_check_true_reveal_finds_nothing(commitment, revealed):
    assert proof.check(commitment, revealed) == ()


def test_reveal_in_the_second_in_which_the_last_beacon_is_published_is_allowed(commitment):
    assert proof.reveal(commitment, SECRET, VALUES, max(DRAND.at, STATE.at)).values == VALUES


def test_reveal_without_beacons_in_the_second_of_the_commitment_is_allowed():
    commitment = proof.commit(replace(TERMS, beacons=()), SECRET)
    assert proof.reveal(commitment, SECRET, (), MADE).revealed_at == MADE


def test_check_commitment_to_a_known_beacon_is_faulted_though_its_hash_is_right():
    """Someone may write a commitment without the program that refuses it."""
    terms = replace(TERMS, committed_at=STATE.at)
    commitment = proof.Commitment(terms, proof.commitment_digest(terms, SECRET))
    seed = proof.lottery_seed(commitment, SECRET, VALUES)
    faults = proof.check(commitment, proof.Reveal(commitment, SECRET, VALUES, seed, LATER))
    assert faults == (LotteryFault.BEACON_NOT_FUTURE,)


def test_check_finds_each_forgery(commitment, revealed):
    """What an office, or someone else, could try afterwards; the published commitment is fixed."""
    other_terms = replace(commitment, terms=replace(TERMS, beacons=(STATE, DRAND)))
    forgeries = {
        LotteryFault.SEED_WRONG: replace(revealed, seed="f" * 64),
        LotteryFault.COMMITMENT_WRONG: replace(revealed, secret="f" * 64),
        LotteryFault.TERMS_DIFFER: replace(revealed, commitment=other_terms),
        LotteryFault.BEACON_VALUE_MISSING: replace(revealed, values=VALUES[:1]),
        LotteryFault.BEACONS_ALL_MISSING: replace(revealed, values=(None, None)),
        LotteryFault.BEACON_NOT_YET: replace(revealed, revealed_at=MADE),
        LotteryFault.REVEALED_BEFORE: replace(revealed, revealed_at=MADE - timedelta(seconds=1)),
    }
    for code, forged in forgeries.items():
        assert code in proof.check(commitment, forged), code
    changed_values = replace(revealed, values=("cd" * 32, VALUES[1]))
    assert proof.check(commitment, changed_values) == (LotteryFault.SEED_WRONG,)


def test_check_a_commitment_changed_after_the_fact_does_not_match_its_secret(commitment):
    for terms in (
        replace(TERMS, round_name="Provlänet 2028"),
        replace(TERMS, committed_at=MADE - timedelta(days=1)),
        replace(TERMS, beacons=(DRAND,)),
    ):
        changed = replace(commitment, terms=terms)
        values = VALUES[: len(terms.beacons)]
        seed = proof.lottery_seed(changed, SECRET, values)
        faults = proof.check(changed, proof.Reveal(changed, SECRET, values, seed, LATER))
        assert faults == (LotteryFault.COMMITMENT_WRONG,)


def test_files_read_what_they_write(commitment, revealed):
    assert files.read_commitment(files.commitment_text(commitment)) == commitment
    assert files.read_reveal(files.reveal_text(revealed)) == revealed
    missing = proof.reveal(commitment, SECRET, (None, VALUES[1]), LATER)
    assert files.read_reveal(files.reveal_text(missing)) == missing


def test_commitment_file_does_not_hold_the_secret(commitment):
    assert SECRET not in files.commitment_text(commitment)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "x"), ("round", 3), ("committed_at", "2027-01-15T09:00:00+01:00"), ("committed_at", "x"),
        ("commitment", "zz"), ("beacons", {}), ("beacons", [{"source": "a"}]), ("secret", "A" * 64),
        ("seed", None), ("revealed_at", "2027-12-01"), ("revealed_at", None), ("more", "x"),
    ],
)  # fmt: skip
def test_read_reveal_names_the_field_that_is_wrong(revealed, field, value):
    content = json.loads(files.reveal_text(revealed)) | {field: value}
    with pytest.raises(files.LotteryFileUnreadable) as caught:
        files.read_reveal(json.dumps(content))
    assert caught.value.field == field


@pytest.mark.parametrize("value", ["AB", " 3 7", 7, ""])
def test_read_reveal_with_a_value_in_another_spelling_is_refused(revealed, value):
    content = json.loads(files.reveal_text(revealed))
    content["beacons"][0]["value"] = value
    with pytest.raises((files.LotteryFileUnreadable, LotteryRefused)):
        files.read_reveal(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "7", "nothing"])
def test_read_commitment_of_another_text_is_refused(text):
    with pytest.raises(files.LotteryFileUnreadable) as caught:
        files.read_commitment(text)
    assert caught.value.field == ""


def test_read_commitment_without_a_field_names_it(commitment):
    content = json.loads(files.commitment_text(commitment))
    del content["beacons"]
    with pytest.raises(files.LotteryFileUnreadable) as caught:
        files.read_commitment(json.dumps(content))
    assert caught.value.field == "beacons"


# The first round of drand's default chain, and a known pair of round and moment of its quicknet.
FIRST_ROUND = {
    "round": 1,
    "randomness": "101297f1ca7dc44ef6088d94ad5fb7ba03455dc33d53ddb412bbc4564ed986ec",
    "signature": "8d61d9100567de44682506aea1a7a6fa6e5491cd27a0a0ed349ef6910ac5ac20ff7bc3e09d7c046566c9f7f3c6f3b1010"
    "4990e7cb424998203d8f7de586fb7fa5f60045417a432684f85093b06ca91c769f0e7ca19268375e659c2a2352b4655",
}


def test_beacon_answer_of_drand_is_its_randomness():
    assert files.beacon_answer("1", json.dumps(FIRST_ROUND)) == FIRST_ROUND["randomness"]


@pytest.mark.parametrize(
    ("number", "change", "field"),
    [
        ("2", {}, "round"),
        ("1", {"randomness": "00" * 32}, "randomness"),
        ("1", {"signature": "zz"}, "randomness"),
        ("1", {"randomness": 7}, "randomness"),
    ],
)
def test_beacon_answer_that_is_another_is_refused(number, change, field):
    with pytest.raises(files.LotteryFileUnreadable) as caught:
        files.beacon_answer(number, json.dumps(FIRST_ROUND | change))
    assert caught.value.field == field


def test_beacon_answer_of_a_pulse_or_a_text_is_written_in_one_way():
    pulse = {"pulse": {"chainIndex": 2, "pulseIndex": 5000, "outputValue": "ABCD" * 32}}
    assert files.beacon_answer("2/5000".replace("/", ":"), json.dumps(pulse)) == "abcd" * 32
    assert files.beacon_answer("2027-v25", " 3  7 12\n") == "3 7 12"
    with pytest.raises(LotteryRefused):
        files.beacon_answer("x", "å")


def test_beacon_moment_is_that_of_the_source():
    assert proof.beacon_moment("drand-quicknet", "27946612") == datetime(2026, 4, 20, tzinfo=UTC)
    assert proof.beacon_moment("drand-default", "1") == datetime.fromtimestamp(1_595_431_050, UTC)
    assert proof.beacon_moment("drand-default", "0") is None
    assert proof.beacon_moment("elsewhere", "1") is None
