"""Reception class: worked examples, one choice and many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.reception import LateFirstHand, classify, first_hand, queued_reception
from tests.rules import golden

DECIDED = {None: 0, "first_hand": 1, "second_hand": 2}


def is_public(case):
    return case.get("provider_kind", "public") == "public"


@pytest.mark.parametrize("case", golden.cases("reception"))
def test_classify_of_worked_example_tells_class_and_law(case):
    decision = classify(
        provider_is_public=is_public(case),
        national_intake=case.get("national_intake", False),
        area={int(code) for code in case["area"]},
        home_municipality=int(case["home"] or 0),
        lives_in_area_of=int(case.get("lives", 0)),
        override=case.get("decided"),
        introduction_programme=case.get("introduction_programme", False),
    )
    assert (decision.reception, decision.applies, decision.law) == (
        case["expect"],
        case.get("applies", True),
        case["law"],
    )


def columns_of(cases):
    areas = [(number, int(code)) for number, case in enumerate(cases) for code in case["area"]]
    return {
        "provider": np.arange(len(cases), dtype=np.int32),
        "public": np.array([is_public(case) for case in cases]),
        "national_intake": np.array([case.get("national_intake", False) for case in cases]),
        "area_provider": np.array([area[0] for area in areas], dtype=np.int32),
        "area_municipality": np.array([area[1] for area in areas], dtype=np.int32),
        "home_municipality": np.array([int(case["home"] or 0) for case in cases], dtype=np.int32),
        "lives_in_area_of": np.array([int(case.get("lives", 0)) for case in cases], dtype=np.int32),
        "override": np.array([DECIDED[case.get("decided")] for case in cases], dtype=np.int8),
    }


def test_first_hand_of_many_is_what_each_one_gets():
    cases = [case.values[0] for case in golden.cases("reception")]
    assert first_hand(**columns_of(cases)).tolist() == [case["expect"] == "first_hand" for case in cases]


def test_first_hand_without_any_area_leaves_public_choices_second_hand():
    case = {"area": [], "home": "2281"}
    assert first_hand(**columns_of([case])).tolist() == [False]


def test_first_hand_with_an_area_row_without_municipality_takes_in_nobody_unknown():
    case = {"area": ["0000"], "home": ""}
    assert first_hand(**columns_of([case])).tolist() == [False]


choices = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.booleans(),
        st.booleans(),
        st.integers(0, 4),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    min_size=1,
    max_size=12,
)
areas = st.sets(st.tuples(st.integers(0, 3), st.integers(1, 4)))


@settings(max_examples=40, deadline=None)
@given(choices, areas, st.randoms(use_true_random=False))
def test_first_hand_of_any_choices_is_the_sentence_of_the_format(rows, area, random):
    order = sorted(area)
    random.shuffle(order)
    found = first_hand(
        provider=np.array([row[0] for row in rows], dtype=np.int32),
        public=np.array([row[1] for row in rows]),
        national_intake=np.array([row[2] for row in rows]),
        area_provider=np.array([one[0] for one in order], dtype=np.int32),
        area_municipality=np.array([one[1] for one in order], dtype=np.int32),
        home_municipality=np.array([row[3] for row in rows], dtype=np.int32),
        lives_in_area_of=np.array([row[4] for row in rows], dtype=np.int32),
        override=np.array([row[5] for row in rows], dtype=np.int8),
    )
    for (provider, public, national, home, lives, decided), first in zip(rows, found.tolist(), strict=True):
        if not public or national:
            assert first
        elif decided:
            assert first == (decided == 1)
        else:
            assert first == ((provider, lives or home) in area)


@pytest.mark.parametrize("decided", ["", "first_hand", "second_hand"])
def test_queued_reception_is_second_hand_for_late_choices_of_the_policy_behind_everybody_alone(decided):
    queued = {
        (policy.value, late): queued_reception(decided, late=late, policy=policy)
        for policy in LateFirstHand
        for late in (True, False)
    }
    assert queued == {
        ("own_class", True): decided,
        ("own_class", False): decided,
        ("everybody", True): "second_hand",
        ("everybody", False): decided,
    }
