"""Statuses, reserve places and whom a reserve is compared with."""

import numpy as np

from gemensam.rules.allocation import (
    NOBODY,
    NoBar,
    SeatKind,
    Status,
    allocate,
    bars,
    deciders,
    first_difference,
    reserve_positions,
    statuses,
)
from tests.rules.allocation.markets import Market, Supply, Wish


def wish(applicant, offering, position, *, test=-1, known=True, approved=False, held=False):
    return Wish(applicant, offering, position, test, known, approved, held)


def run(wishes, supply):
    market = Market(tuple(wishes), tuple(supply))
    choices = market.choices()
    kinds = allocate(choices, market.seats())
    return choices, kinds, statuses(choices, kinds)


def test_statuses_above_and_below_the_admitted_choice_are_reserve_and_struck():
    _, _, status = run([wish(0, number, 0) for number in range(3)], [Supply(0), Supply(1), Supply(1)])
    assert status.tolist() == [Status.RESERVE, Status.ADMITTED, Status.STRUCK]


def test_statuses_of_the_next_applicant_start_anew():
    wishes = [wish(0, 0, 0), wish(0, 1, 0), wish(1, 0, 1), wish(1, 1, 1)]
    _, _, status = run(wishes, [Supply(1), Supply(1)])
    assert status.tolist() == [Status.ADMITTED, Status.STRUCK, Status.RESERVE, Status.ADMITTED]


def test_reserve_positions_count_those_who_wait_in_the_order_at_the_offering():
    wishes = [wish(0, 0, 3), wish(1, 0, 0), wish(2, 0, 2), wish(3, 1, 0), wish(3, 0, 1)]
    choices, _, status = run(wishes, [Supply(1), Supply(1)])
    assert reserve_positions(choices, status).tolist() == [2, 0, 1, 0, 0]


def test_bars_are_the_last_ones_on_each_kind_of_seat():
    wishes = [
        wish(0, 0, 0),
        wish(1, 0, 1),
        wish(2, 0, 3, approved=True),
        wish(3, 0, 2),
        wish(4, 0, 4, test=0),
    ]
    choices, kinds, _ = run(wishes, [Supply(4, free_quota_seats=1, test_seats=1), Supply(3)])
    last = bars(choices, kinds, 2)
    assert (last.merit.tolist(), last.free_quota.tolist(), last.test.tolist()) == (
        [1, NOBODY],
        [2, NOBODY],
        [4, NOBODY],
    )


def test_deciders_compare_with_the_last_one_on_a_merit_seat():
    choices, kinds, status = run([wish(0, 0, 0), wish(1, 0, 1), wish(2, 0, 2)], [Supply(1)])
    found = deciders(choices, kinds, status, 1)
    assert (found.choice.tolist(), found.bar.tolist(), found.no_bar.tolist()) == (
        [1, 2],
        [0, 0],
        [NoBar.HAS_BAR] * 2,
    )


def test_deciders_without_merit_seats_compare_the_approved_with_the_quota():
    wishes = [wish(0, 0, 0, approved=True), wish(1, 0, 1, approved=True), wish(2, 0, 2)]
    choices, kinds, status = run(wishes, [Supply(1, free_quota_seats=1)])
    found = deciders(choices, kinds, status, 1)
    assert (found.bar.tolist(), found.no_bar.tolist()) == (
        [0, NOBODY],
        [NoBar.HAS_BAR, NoBar.QUOTA_NOT_APPROVED],
    )


def test_deciders_without_anybody_to_replace_tell_why():
    wishes = [
        wish(0, 0, 0, test=0),
        wish(1, 0, 1, test=1),
        wish(2, 0, 2),
        wish(3, 0, 3, known=False),
        wish(4, 1, 0),
    ]
    choices, kinds, status = run(wishes, [Supply(1, test_seats=1), Supply(0)])
    found = deciders(choices, kinds, status, 2)
    assert kinds.tolist() == [SeatKind.TEST, 0, 0, 0, 0]
    assert found.no_bar.tolist() == [NoBar.BELOW, NoBar.TEST_MISSING, NoBar.QUOTA_NOT_APPROVED, NoBar.BELOW]


def test_first_difference_is_the_first_row_that_differs_or_their_number():
    columns = np.array([[1, 1, 1], [5, 5, 4], [7, 8, 9]], dtype=np.int64)
    found = first_difference(columns, np.array([0, 1, 2]), np.array([1, 2, 2]))
    assert found.tolist() == [2, 1, 3]
