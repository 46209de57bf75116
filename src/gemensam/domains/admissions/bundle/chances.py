"""How likely every choice is to give a place: the round drawn again and again with other applicants and other lots.

In each draw, people are taken from this year's applicants or from those of a past year, with replacement, and the lots
are new. Everyone whose chances are told then asks, as one more: would this choice have taken me? The draws depend on
the seed and their own number alone, so they may be counted in any order, anywhere.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import numpy as np

from gemensam.domains.admissions.bundle.chances_pool import BANDS, Pool, make_pool
from gemensam.domains.admissions.bundle.deciding import decide_round
from gemensam.domains.admissions.bundle.drift import Drift
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.rules.allocation import Compiled, Filling, compile_entries, solve
from gemensam.rules.terms import Bool, Int64

VARIANTS = (
    8  # ways in which each applicant's grades and choices may come to be; fewer where there are very many
)
_MOST_LISTS = 400_000
_CHUNK = 50  # draws that a worker counts at a time

Spread = Callable[[Callable[[range], "Counts"], Sequence[range]], Iterable["Counts"]]


@dataclass(frozen=True, slots=True)
class Counts:
    """In how many draws: int64[choices] the choice would have taken its applicant; int64[people] any choice would;
    int64[offerings, bands] the offering would have taken someone of the merit band, first hand, in time.
    """

    choice: Int64
    anywhere: Int64
    band: Int64

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.choice + other.choice, self.anywhere + other.anywhere, self.band + other.band)


@dataclass(frozen=True, slots=True)
class Chances:
    """The counts of `draws` draws, for the choices and applicants of `round_` in their order."""

    round_: RoundInput
    draws: int
    counts: Counts
    bands: tuple[int, ...] = BANDS


def chances(
    round_: RoundInput,
    past: Sequence[RoundInput] = (),
    drift: Drift | None = None,
    *,
    draws: int,
    seed: str,
    workers: int = 1,
    spread: Spread | None = None,
) -> Chances:
    """Count over the draws. Practice. seed: any text; the same seed gives the same counts, whatever the workers.

    spread: what shares the chunks of draws among computers; without it `workers` processes do. Raises HeldPlaces.
    """
    variants = max(1, min(VARIANTS, _MOST_LISTS // max(round_.applicants.height, 1)))
    pool = make_pool(round_, past, drift, dice=_dice(seed, 0), variants=variants)
    work = partial(count_draws, pool, seed)
    chunks = [range(first, min(first + _CHUNK, draws)) for first in range(0, draws, _CHUNK)]
    total = Counts(
        np.zeros(pool.choices, dtype=np.int64),
        np.zeros(pool.people, dtype=np.int64),
        np.zeros((pool.offerings, len(BANDS)), dtype=np.int64),
    )
    if spread is not None:
        found: Iterable[Counts] = spread(work, chunks)
    elif workers > 1:
        with ProcessPoolExecutor(workers, initializer=_keep, initargs=(pool, seed)) as processes:
            found = list(processes.map(_count_kept, chunks))
    else:
        found = map(work, chunks)
    for one in found:
        total = total.plus(one)
    return Chances(round_, draws, total)


_KEPT: list[tuple[Pool, str]] = []


def _keep(pool: Pool, seed: str) -> None:
    """In a worker process: the pool is sent once, not with every chunk."""
    _KEPT[:] = [(pool, seed)]


def _count_kept(numbers: range) -> Counts:
    return count_draws(*_KEPT[0], numbers)


def count_draws(pool: Pool, seed: str, numbers: range) -> Counts:
    """Count over some of the draws. Practice."""
    choice = np.zeros(pool.choices, dtype=np.int64)
    anywhere = np.zeros(pool.people, dtype=np.int64)
    band = np.zeros((pool.offerings, len(BANDS)), dtype=np.int64)
    start = np.searchsorted(pool.applicant, np.arange(pool.people))
    has = np.flatnonzero(np.diff(np.append(start, pool.choices)) > 0)
    for number in numbers:
        granted, probes = _draw(pool, _dice(seed, number + 1))
        choice += granted
        if has.size:
            anywhere[has] += np.logical_or.reduceat(granted, start[has])
        band += probes
    return Counts(choice, anywhere, band)


def _draw(pool: Pool, dice: np.random.Generator) -> tuple[Bool, Bool]:
    """One draw: bool[choices] of those who ask, bool[offerings, bands]."""
    source = pool.sources[int(dice.integers(len(pool.sources)))]
    person = dice.integers(source.people, size=source.size)
    variant = dice.integers(source.variants, size=source.size)
    who = (source.start + variant * source.people + person).astype(
        np.int32
    )  # drawn in turn: the lots are random too
    filling = solve(pool.compiled.entries, who)
    lot = np.zeros(pool.compiled.entries.applicants, dtype=np.int64)
    own = dice.integers(source.size + 1, size=pool.people)
    last = pool.asked + pool.people * pool.variants
    lot[pool.asked : last] = np.tile(own, pool.variants)
    lot[last:] = dice.integers(source.size + 1, size=lot.size - last)
    granted = _would_take(pool.compiled, filling, lot, pool.asked)
    became = dice.integers(pool.variants, size=pool.people)
    each = granted[pool.choice_start : pool.probe_start].reshape(pool.variants, pool.choices)
    mine = each[became[pool.applicant], np.arange(pool.choices)]
    return mine, granted[pool.probe_start :].reshape(pool.offerings, len(BANDS))


def _would_take(compiled: Compiled, filling: Filling, lot: Int64, first: int = 0) -> Bool:
    """Whether each choice would take its applicant, one more with a lot just before that of participant lot[applicant].

    Choices of the lists before number `first` are not looked at, and False.
    A full unit's cut-off is the word of the last one it has: whoever goes before takes that seat.
    """
    entries = compiled.entries
    start = int(entries.first[first])
    lots = np.repeat(lot[first:].astype(np.uint64), np.diff(entries.first[first:]))
    word = entries.key[start:].astype(np.uint64) << np.uint64(32) | lots
    cutoff = filling.cutoff[entries.unit[start:]]
    granted = np.zeros(compiled.choices, dtype=np.bool_)
    granted[compiled.choice[start:][(word <= cutoff) & (cutoff > 0)]] = True
    return granted


def came_true(round_: RoundInput) -> dict[tuple[str, str], bool]:
    """(applicant, offering) → whether the round, as it was, would have taken the applicant on that choice. Practice."""
    decided = decide_round(round_)
    compiled = compile_entries(decided.choices, decided.seats)
    granted = _would_take(
        compiled, solve(compiled.entries), np.arange(compiled.entries.applicants, dtype=np.int64)
    )
    ids = round_.applicants["applicant_id"].gather(round_.choices["applicant"])
    places = round_.offerings["offering_id"].gather(round_.choices["offering"])
    return dict(zip(zip(ids, places, strict=True), granted.tolist(), strict=True))


def _dice(seed: str, number: int) -> np.random.Generator:
    """A stream of its own for each draw, by the seed and the draw's number alone."""
    key = int.from_bytes(sha256(f"{seed}:{number}".encode()).digest()[:16], "big")
    return np.random.Generator(np.random.Philox(key=key))
