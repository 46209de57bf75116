"""Many runs of one market."""

from dataclasses import replace

import numpy as np
import pytest

from gemensam.rules.allocation import (
    EVERYBODY,
    allocate,
    compile_entries,
    kernel,
    lots,
    open_to,
    solve,
    solve_many,
)
from tests.rules.allocation.markets import crowded_market

TIED = 20  # applicants whom only the lot tells apart, in each class of order


def tied_market(seed):
    """A market whose order at every offering has ties."""
    choices, seats = crowded_market(seed, applicants=200, offerings=15)
    return replace(
        choices, position=choices.position // TIED, test_position=choices.test_position // TIED
    ), seats


def drawn(choices, number):
    """The same market with the ties decided by the applicants' numbers."""

    def decided(order):
        rows = np.lexsort((number[choices.applicant], order, choices.offering))
        result = np.empty(order.size, dtype=np.int64)
        result[rows] = np.arange(order.size) - np.searchsorted(choices.offering[rows], choices.offering[rows])
        return np.where(order < 0, order, result)

    return replace(choices, position=decided(choices.position), test_position=decided(choices.test_position))


@pytest.mark.parametrize("workers", [1, 2])
def test_solve_many_draws_of_lots_give_what_the_decided_market_gives(workers):
    choices, seats = tied_market(3)
    compiled = compile_entries(choices, seats)
    dice = np.random.default_rng(5)
    draws = [dice.permutation(200).astype(np.int32) for _ in range(9)]
    results = set()
    for who, filling in zip(draws, solve_many(compiled.entries, iter(draws), workers=workers), strict=True):
        number = np.empty(200, dtype=np.int64)
        number[who] = np.arange(200)
        wanted = allocate(drawn(choices, number), seats)
        assert compiled.seat_kinds(filling.entry).tolist() == wanted.tolist()
        results.add(wanted.tobytes())
    assert len(results) > 1  # the lots do decide


@pytest.mark.parametrize("name", ["numpy", "python"])
def test_solve_draw_with_repeats_is_the_same_in_every_kernel(name):
    choices, seats = tied_market(4)
    entries = compile_entries(choices, seats).entries
    who = np.random.default_rng(6).integers(0, 200, 350).astype(np.int32)
    one, other = solve(entries, who), kernel.KERNELS[name](entries, who)
    assert one.entry.tobytes() == other.entry.tobytes()
    assert one.cutoff.tobytes() == other.cutoff.tobytes()


def test_solve_draw_without_someone_is_the_market_without_him():
    choices, seats = crowded_market(7, applicants=60, offerings=8)
    compiled = compile_entries(choices, seats)
    for gone in range(0, 60, 7):
        who = np.delete(np.arange(60, dtype=np.int32), gone)
        rest = replace(choices, considered=choices.considered & (choices.applicant != gone))
        assert (
            compiled.seat_kinds(solve(compiled.entries, who).entry).tolist() == allocate(rest, seats).tolist()
        )


@pytest.mark.parametrize("wrong", [-1, 60])
def test_solve_draw_of_a_list_that_does_not_exist_is_refused(wrong):
    compiled = compile_entries(*crowded_market(7, applicants=60, offerings=8))
    with pytest.raises(ValueError, match="does not exist"):
        solve(compiled.entries, np.array([0, wrong], dtype=np.int32))


def test_solve_many_is_lazy():
    compiled = compile_entries(*crowded_market(7, applicants=60, offerings=8))
    taken = []

    def draws():
        for number in range(100):
            taken.append(number)
            yield np.arange(60, dtype=np.int32)

    running = solve_many(compiled.entries, draws(), workers=2)
    next(running)
    running.close()
    assert len(taken) < 10


def test_lots_highest_number_comes_first():
    assert lots(np.array([5, 2**64 - 1, 0, 5], dtype=np.uint64)).tolist() == [1, 0, 3, 2]


def test_open_to_one_more_applicant_tells_what_a_run_with_him_gives():
    """For every choice of one who is left out: what he would get if he asked for it alone."""
    choices, seats = crowded_market(8, applicants=120, offerings=10)
    compiled = compile_entries(choices, seats)
    for out in range(0, 120, 10):
        who = np.delete(np.arange(120, dtype=np.int32), out)
        told = open_to(compiled, solve(compiled.entries, who), np.zeros(120, dtype=np.int64))
        for choice in np.flatnonzero((choices.applicant == out) & choices.considered):
            alone = choices.considered & ((choices.applicant != out) | (np.arange(720) == choice))
            result = allocate(replace(choices, considered=alone), seats)
            assert told[choice] == (result[choice] > 0), (out, choice)


def test_cutoff_of_a_unit_with_seats_left_lets_everybody_in():
    choices, seats = crowded_market(8, applicants=20, offerings=10)
    roomy = replace(seats, seats=seats.seats + 50, pool=np.full(10, -1, dtype=np.int32))
    filling = solve(compile_entries(choices, roomy).entries)
    assert set(filling.cutoff[:10].tolist()) == {EVERYBODY}
