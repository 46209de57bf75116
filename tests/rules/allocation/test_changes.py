"""Two results compared: who gained or lost, and what explains it."""

import pytest

from gemensam.rules.allocation import Cause, Change, ChoiceOutcome, Outcome, Result, Turn, diff


def outcome(place, *offerings, merit=200, key="k", refused=(), cancelled=()):
    """Someone with choices in order, admitted to `place` (or to none)."""
    choices = []
    above = True
    for offering in offerings:
        status, reason = "reserve" if above or not place else "struck", ""
        if offering == place:
            status, above = "admitted", False
        elif offering in refused:
            status, reason = "ineligible", "eligibility:MA"
        elif offering in cancelled:
            status, reason = "not_considered", "offering:cancelled"
        choices.append(
            ChoiceOutcome(offering, status, reason, "" if offering in refused else f"{key}{offering}")
        )
    return Outcome(merit, tuple(choices))


def result(pools=None, seats=None, **outcomes):
    return Result(outcomes, seats or {"P": 1, "Q": 1}, pools or {})


def told(before, after):
    return {change.applicant: (change.turn, change.causes) for change in diff(before, after)}


def test_diff_equal_results_tells_nothing():
    one = result(a=outcome("P", "P", "Q"), b=outcome("", "P"))
    assert diff(one, one) == ()


def test_diff_change_tells_both_places():
    before, after = result(a=outcome("Q", "P", "Q")), result(a=outcome("P", "P", "Q", merit=210))
    assert diff(before, after) == (Change("a", Turn.GAINED, "Q", "P", (Cause.MERIT_RAISED,)),)


@pytest.mark.parametrize(
    ("before", "after", "turn", "cause"),
    [
        (outcome("", "P"), outcome("P", "P", merit=210), Turn.GAINED, Cause.MERIT_RAISED),
        (outcome("P", "P"), outcome("", "P", merit=190), Turn.LOST, Cause.MERIT_LOWERED),
        (outcome("P", "P"), outcome("", "P", merit=None), Turn.LOST, Cause.MERIT_LOWERED),
        (outcome("P", "P"), outcome("", "P", refused=["P"]), Turn.LOST, Cause.ELIGIBILITY_CHANGED),
        (outcome("P", "P"), outcome("", "P", key="later"), Turn.LOST, Cause.ORDER_CHANGED),
        (outcome("P", "P", "Q"), outcome("Q", "Q", "P"), Turn.MOVED, Cause.CHOICES_CHANGED),
        (outcome("P", "P"), outcome("Q", "Q"), Turn.MOVED, Cause.CHOICES_CHANGED),
        (outcome("P", "P"), outcome("", "P", cancelled=["P"]), Turn.LOST, Cause.OFFERING_CANCELLED),
    ],
)
def test_diff_own_change_is_the_cause(before, after, turn, cause):
    assert cause in told(result(a=before), result(a=after))["a"][1]
    assert told(result(a=before), result(a=after))["a"][0] == turn


def test_diff_fewer_seats_explain_a_loss_there():
    before = result(a=outcome("P", "P"), seats={"P": 1})
    after = result(a=outcome("", "P"), seats={"P": 0})
    assert told(before, after) == {"a": (Turn.LOST, (Cause.SEATS_CHANGED,))}


def test_diff_chain_through_others_is_followed_to_its_start():
    before = result(a=outcome("P", "P"), b=outcome("Q", "P", "Q"), c=outcome("", "Q"))
    after = result(b=outcome("P", "P", "Q"), c=outcome("Q", "Q"))
    assert told(before, after) == {
        "a": (Turn.WITHDRAWN, ()),
        "b": (Turn.GAINED, (Cause.OTHERS_CHANGED,)),
        "c": (Turn.GAINED, (Cause.OTHERS_CHANGED,)),
    }


def test_diff_new_applicant_explains_whom_he_displaces():
    before = result(b=outcome("P", "P"))
    after = result(a=outcome("P", "P"), b=outcome("", "P"))
    assert told(before, after) == {"a": (Turn.NEW, ()), "b": (Turn.LOST, (Cause.OTHERS_CHANGED,))}


def test_diff_change_without_any_cause_is_unexplained():
    before = result(a=outcome("P", "P"), b=outcome("", "P"))
    after = result(a=outcome("", "P"), b=outcome("P", "P"))
    assert told(before, after) == {
        "a": (Turn.LOST, (Cause.UNEXPLAINED,)),
        "b": (Turn.GAINED, (Cause.UNEXPLAINED,)),
    }


def test_diff_change_elsewhere_explains_nothing():
    before = result(a=outcome("P", "P"), b=outcome("Q", "Q"))
    after = result(a=outcome("", "P"))
    assert told(before, after)["a"] == (Turn.LOST, (Cause.UNEXPLAINED,))


def test_diff_raised_merit_explains_no_loss():
    before = result(a=outcome("P", "P"))
    after = result(a=outcome("", "P", merit=210))
    assert Cause.MERIT_RAISED not in told(before, after)["a"][1]


def test_diff_change_in_a_pool_explains_its_members():
    before, after = (
        {"a": outcome("P", "P"), "b": outcome("", "Q")},
        {"b": outcome("Q", "Q")},
    )
    assert told(result(**before), result(**after))["b"] == (Turn.GAINED, (Cause.UNEXPLAINED,))
    pools = {"P": "x", "Q": "x"}
    assert told(result(pools, **before), result(pools, **after))["b"] == (
        Turn.GAINED,
        (Cause.OTHERS_CHANGED,),
    )
