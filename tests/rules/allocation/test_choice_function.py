"""One offering choosing among those who have applied: the steps of the format, one at a time."""

import pytest

from gemensam.rules.allocation import NO_TEST, Candidates, SeatKind, choose

MERIT, QUOTA, TEST = SeatKind.MERIT, SeatKind.FREE_QUOTA, SeatKind.TEST


def candidates(size, *, tests=None, unknown=(), approved=()):
    """Places 0 … size-1; tests: place → place among the tested."""
    return Candidates(
        test_position=[(tests or {}).get(place, NO_TEST) for place in range(size)],
        merit_known=[int(place not in unknown) for place in range(size)],
        approved=[int(place in approved) for place in range(size)],
        held=[0] * size,
    )


@pytest.mark.parametrize(
    ("who", "room", "test_seats", "quota", "wanted"),
    [
        (candidates(3), 2, 0, 0, {0: MERIT, 1: MERIT}),
        (candidates(3), 0, 0, 0, {}),
        (candidates(3), 5, 0, 0, {0: MERIT, 1: MERIT, 2: MERIT}),
        # an approved applicant whose place suffices takes an ordinary seat and leaves the quota seat
        (candidates(4, approved={0, 3}), 2, 0, 1, {0: MERIT, 3: QUOTA}),
        (candidates(4, approved={0}), 2, 0, 1, {0: MERIT, 1: MERIT}),
        # merit unknown: only for the quota, and not without approval
        (candidates(3, unknown={2}, approved={2}), 2, 0, 1, {0: MERIT, 2: QUOTA}),
        (candidates(3, unknown={2}), 3, 0, 1, {0: MERIT, 1: MERIT}),
        (candidates(3, unknown={1, 2}, approved={1, 2}), 3, 0, 1, {0: MERIT, 1: QUOTA}),
        # test seats first, by the test; what is left over is ordinary
        (candidates(3, tests={2: 0, 1: 1}), 2, 1, 0, {2: TEST, 0: MERIT}),
        (candidates(3, tests={2: 0}), 2, 2, 0, {2: TEST, 0: MERIT}),
        (candidates(3, tests={2: 0, 1: 1}), 1, 2, 0, {2: TEST}),
        (candidates(3, tests={2: 0}, unknown={2}), 2, 1, 0, {0: MERIT, 1: MERIT}),
        # all three together; a room that is smaller than what is kept back
        (candidates(5, tests={4: 0}, approved={3}), 3, 1, 1, {4: TEST, 0: MERIT, 3: QUOTA}),
        (candidates(5, tests={4: 0}, approved={3}), 2, 1, 1, {4: TEST, 3: QUOTA}),
        (candidates(5, tests={4: 0}, approved={3}), 1, 1, 1, {4: TEST}),
        (candidates(5, approved={3}), 1, 0, 2, {3: QUOTA}),
    ],
)
def test_choose_candidates_fills_seats_in_the_order_of_the_format(who, room, test_seats, quota, wanted):
    places = list(range(len(who.held)))
    assert choose(places, who, room=room, test_seats=test_seats, free_quota_seats=quota) == wanted
