"""A lottery that nobody can steer and anybody can check: commitment, reveal, seed. docs/lottery.md.

The office draws a secret and publishes its hash before applications close. Where the policy names rounds of
public beacons that do not exist yet, the seed is drawn from them and the secret together: the office could
not choose the outcome, and the beacons' owners do not know it. The lottery number is that of the round format.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Final

SECRET: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[^\x00-\x1f\x7f\x85\u2028\u2029]{1,200}")
_WORD: Final = re.compile(r"[A-Za-z0-9._:/-]{1,100}")
_VALUE: Final = re.compile(r"[0-9a-z](?:[0-9a-z ,.:-]{0,1022}[0-9a-z])?")

# Beacons whose rounds have a known moment: the first round's, and the time between two rounds.
CLOCKS: Final = MappingProxyType(
    {
        "drand-quicknet": (datetime.fromtimestamp(1_692_803_367, UTC), timedelta(seconds=3)),
        "drand-default": (datetime.fromtimestamp(1_595_431_050, UTC), timedelta(seconds=30)),
    }
)


class LotteryFault(StrEnum):
    """What is wrong with a commitment, a reveal, or the two together."""

    ROUND_INVALID = "round_invalid"
    NOT_64_DIGITS = "not_64_digits"  # the secret
    BEACON_INVALID = "beacon_invalid"
    BEACON_TWICE = "beacon_twice"
    BEACON_MOMENT_WRONG = "beacon_moment_wrong"  # not when the source publishes that round
    BEACON_NOT_FUTURE = "beacon_not_future"  # known when the commitment was made
    BEACON_NOT_YET = "beacon_not_yet"  # not known when the seed was revealed
    BEACON_VALUE_INVALID = "beacon_value_invalid"
    BEACON_VALUE_MISSING = "beacon_value_missing"  # neither a value nor said to be missing
    BEACONS_ALL_MISSING = "beacons_all_missing"
    TERMS_DIFFER = "terms_differ"  # round, time or beacons of the reveal are others than those committed to
    COMMITMENT_WRONG = "commitment_wrong"  # the secret does not give the published hash
    SEED_WRONG = "seed_wrong"
    REVEALED_BEFORE = "revealed_before"


class LotteryRefused(Exception):
    """A lottery that cannot be committed to or revealed."""

    def __init__(self, code: LotteryFault, subject: str = "") -> None:
        super().__init__(f"{code} {subject}".strip())
        self.code = code
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Beacon:
    """A round of a public source of randomness, and when it is published (with zone)."""

    source: str
    round: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """What is bound: the round's name, when (with zone), and the beacons in the order they are used."""

    round_name: str
    committed_at: datetime
    beacons: tuple[Beacon, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is published before applications close. digest: 64 hex digits."""

    terms: Terms
    digest: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """What is published at the run. values: of each beacon, None for one that its source never published."""

    commitment: Commitment
    secret: str
    values: tuple[str | None, ...]
    seed: str
    revealed_at: datetime


def moment_text(moment: datetime) -> str:
    """UTC to the second, as the proof's texts write it; policy of docs/lottery.md."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def beacon_moment(source: str, number: str) -> datetime | None:
    """When a source whose clock is known publishes a round; None for other sources. docs/lottery.md, policy."""
    if source not in CLOCKS or not number.isdecimal() or not 1 <= int(number) < 10**12:
        return None
    first, period = CLOCKS[source]
    return first + (int(number) - 1) * period


def beacon_round(source: str, at: datetime) -> str:
    """The first round that a source whose clock is known publishes at the moment or later. docs/lottery.md, policy."""
    first, period = CLOCKS[source]
    return str(max(0, -((first - at) // period)) + 1)


def commitment_digest(terms: Terms, secret: str) -> str:
    """SHA-256 over the terms and the secret as text, one line each. docs/lottery.md, policy."""
    lines = [
        "gemensam lottery commitment 1",
        f"round: {terms.round_name}",
        f"committed: {moment_text(terms.committed_at)}",
        *(f"beacon: {one.source} {one.round} {moment_text(one.at)}" for one in terms.beacons),
        f"secret: {secret}",
    ]
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def lottery_seed(commitment: Commitment, secret: str, values: tuple[str | None, ...]) -> str:
    """The seed of the round: the secret itself, or HMAC-SHA256 of the beacons' values under the secret.

    A beacon without a value counts with a hyphen in its place. 64 hex digits. docs/lottery.md, policy.
    """
    beacons = commitment.terms.beacons
    if not beacons:
        return secret
    lines = ["gemensam lottery seed 1", f"commitment: {commitment.digest}"]
    for beacon, value in zip(beacons, values, strict=True):
        lines.append(f"beacon: {beacon.source} {beacon.round} {value or '-'}")
    message = "".join(f"{line}\n" for line in lines).encode()
    return hmac.new(bytes.fromhex(secret), message, sha256).hexdigest()


def normal_value(text: str) -> str:
    """A beacon's value as it is combined: lower case, single spaces; LotteryRefused for other characters."""
    value = " ".join(text.lower().split())
    if not _VALUE.fullmatch(value):
        raise LotteryRefused(LotteryFault.BEACON_VALUE_INVALID, text[:40])
    return value


def commit(terms: Terms, secret: str) -> Commitment:
    """Bind a secret (64 hex digits) to the terms. LotteryRefused: docs/lottery.md, policy."""
    if not SECRET.fullmatch(secret):
        raise LotteryRefused(LotteryFault.NOT_64_DIGITS)
    if fault := _terms_fault(terms):
        raise LotteryRefused(*fault)
    return Commitment(terms, commitment_digest(terms, secret))


def reveal(commitment: Commitment, secret: str, values: tuple[str | None, ...], at: datetime) -> Reveal:
    """Open a commitment and draw the seed. LotteryRefused for one that check would fault. docs/lottery.md."""
    if not SECRET.fullmatch(secret):
        raise LotteryRefused(LotteryFault.NOT_64_DIGITS)
    found = Reveal(commitment, secret, values, lottery_seed(commitment, secret, values), at)
    for code in check(commitment, found):
        raise LotteryRefused(code)
    return found


def check(commitment: Commitment, revealed: Reveal) -> tuple[LotteryFault, ...]:
    """All that is wrong with a reveal of that published commitment; empty = right. docs/lottery.md, policy."""
    terms = commitment.terms
    faults = [fault[0]] if (fault := _terms_fault(terms)) else []
    if revealed.commitment != commitment:
        faults.append(LotteryFault.TERMS_DIFFER)
    if commitment_digest(terms, revealed.secret) != commitment.digest:
        faults.append(LotteryFault.COMMITMENT_WRONG)
    if revealed.revealed_at < terms.committed_at:
        faults.append(LotteryFault.REVEALED_BEFORE)
    known = [
        beacon.at for beacon, value in zip(terms.beacons, revealed.values, strict=False) if value is not None
    ]
    if terms.beacons and not known:
        faults.append(LotteryFault.BEACONS_ALL_MISSING)
    if any(revealed.revealed_at < moment for moment in known):
        faults.append(LotteryFault.BEACON_NOT_YET)
    if len(revealed.values) != len(terms.beacons):
        faults.append(LotteryFault.BEACON_VALUE_MISSING)
    elif lottery_seed(commitment, revealed.secret, revealed.values) != revealed.seed:
        faults.append(LotteryFault.SEED_WRONG)
    return tuple(faults)


def _terms_fault(terms: Terms) -> tuple[LotteryFault, str] | None:
    if not _NAME.fullmatch(terms.round_name):
        return LotteryFault.ROUND_INVALID, terms.round_name[:40]
    named = [(one.source, one.round) for one in terms.beacons]
    for beacon in terms.beacons:
        name = f"{beacon.source}:{beacon.round}"
        if not (_WORD.fullmatch(beacon.source) and _WORD.fullmatch(beacon.round)):
            return LotteryFault.BEACON_INVALID, name[:80]
        if named.count((beacon.source, beacon.round)) > 1:
            return LotteryFault.BEACON_TWICE, name
        if beacon.source in CLOCKS and beacon_moment(beacon.source, beacon.round) != beacon.at:
            return LotteryFault.BEACON_MOMENT_WRONG, name
        if beacon.at <= terms.committed_at:
            return LotteryFault.BEACON_NOT_FUTURE, name
    return None
