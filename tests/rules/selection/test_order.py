"""The order at an offering: worked examples, the lottery number, skill tests, and what must hold for all."""

from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.selection import (
    CRITERIA,
    DEFAULT_RULE,
    NOT_TESTED,
    SKILL_TEST_SCALES,
    TIE_BREAK_RULES,
    ApplicantFigures,
    Candidate,
    ChoiceColumns,
    RankingRule,
    choice_points,
    comparison_keys,
    lacks_skill_test,
    lottery_number,
    lottery_numbers,
    order_table,
    positions,
    rank,
    ranking_faults,
    skill_test_result,
    steps_of,
)
from gemensam.rules.terms import NO_MERIT, POINT_SCALE, to_units
from tests.rules import golden

FRACTIONS = ("maths_science", "english_swedish_social", "swedish", "comparison_value")
SEED = "00" * 32


def candidate(row):
    return Candidate(
        applicant_id=row["id"],
        choice_rank=row["rank"],
        merit=golden.number(row["merit"]),
        test_points=Fraction(row["test_points"]) if "test_points" in row else None,
        second_hand=row.get("second_hand", False),
        late=row.get("late", False),
        grade_count=row.get("grade_count", 0),
        **{name: Fraction(row.get(name, 0)) for name in FRACTIONS},
    )


@pytest.mark.parametrize("case", golden.cases("selection"))
def test_rank_of_worked_example_names_order_and_steps(case):
    for name in case["rules"]:
        ranked = rank(
            [candidate(row) for row in case["candidates"]], TIE_BREAK_RULES[name], "", case["lottery"]
        )
        assert [one.applicant_id for one in ranked] == case["expect"]
        assert [one.behind_by for one in ranked] == ["", *case["steps"]]
        assert [one.place for one in ranked] == list(range(1, len(ranked) + 1))


def test_rank_gives_points_with_the_test_added():
    ranked = rank(
        [Candidate("a", 1, Fraction(215), Fraction(182)), Candidate("b", 1, None)], DEFAULT_RULE, SEED
    )
    assert [one.points for one in ranked] == [Fraction(397), None]


def test_rank_from_the_seed_is_by_the_lottery_number():
    people = [Candidate(name, 1, Fraction(200)) for name in ("a1", "a2", "a3", "a4", "a5", "a6")]
    ranked = rank(people, TIE_BREAK_RULES["sjuharad"], SEED)
    by_hand = sorted((one.applicant_id for one in people), key=lambda one: -lottery_number(SEED, one))
    assert [one.applicant_id for one in ranked] == by_hand
    assert rank(list(reversed(people)), TIE_BREAK_RULES["sjuharad"], SEED) == ranked


def test_rank_of_nobody_is_empty():
    assert rank([], DEFAULT_RULE, SEED) == ()


def test_rank_with_equal_lottery_numbers_falls_back_on_the_id():
    people = [Candidate(name, 1, Fraction(200)) for name in ("b", "a")]
    ranked = rank(people, DEFAULT_RULE, SEED, {"a": 5, "b": 5})
    assert [(one.applicant_id, one.behind_by) for one in ranked] == [("a", ""), ("b", "")]


def test_rank_by_an_unusable_rule_is_refused():
    with pytest.raises(ValueError, match="unknown_criterion"):
        rank([], RankingRule("x", ("shoe_size",)), SEED)


def test_rank_with_a_mean_of_more_grades_than_anyone_has_is_refused():
    with pytest.raises(ValueError, match="not a mean of grades"):
        rank([Candidate("a", 1, Fraction(200), comparison_value=Fraction(10, 41))], DEFAULT_RULE, SEED)


@pytest.mark.parametrize(
    ("order", "faults"),
    [
        (DEFAULT_RULE.order, ()),
        ((), ()),
        (("lottery",), ()),
        (("grade_count",), ()),
        (("lottery", "grade_count"), ("after_lottery",)),
        (("grade_count", "grade_count"), ("repeated_criterion",)),
        (("age", "lottery"), ("unknown_criterion",)),
        (("lottery", "age", "age"), ("unknown_criterion", "repeated_criterion", "after_lottery")),
    ],
)
def test_ranking_faults_of_order_tell_each_once(order, faults):
    assert ranking_faults(order) == faults


def test_published_rules_are_usable_and_cover_the_seven_variants():
    assert [name for name, rule in TIE_BREAK_RULES.items() if ranking_faults(rule.order)] == []
    assert {rule.order[-1] for rule in TIE_BREAK_RULES.values()} == {"lottery"}
    assert len(TIE_BREAK_RULES) == 9  # the seventh variant has three subject groups
    assert set(CRITERIA) == {criterion for rule in TIE_BREAK_RULES.values() for criterion in rule.order}


def test_steps_of_rule_follow_its_order():
    assert steps_of(RankingRule("x", ("grade_count", "swedish"))) == (
        "quota:full",
        "reception:second_hand_full",
        "late:behind_in_time",
        "merit:below",
        "tie:grade_count",
        "tie:swedish",
        "tie:lottery",
    )


# SHA-256 by another program: printf '%s' "$seed:$id" | sha256sum | cut -c1-16
@pytest.mark.parametrize(
    ("seed", "applicant", "digits"),
    [("00" * 32, "a1", "1c18477af6a536d4"), ("", "ö-17", "51c0a3acf8431afd")],
)
def test_lottery_number_of_seed_and_id_is_recomputable(seed, applicant, digits):
    assert f"{lottery_number(seed, applicant):016x}" == digits
    assert lottery_numbers(seed, [applicant]).tolist() == [int(digits, 16)]


@pytest.mark.parametrize("case", golden.cases("skill_tests"))
def test_choice_points_of_worked_example_count_at_that_choice_only(case):
    result = skill_test_result(SKILL_TEST_SCALES[case["scale"]], case["result"])
    assert result.passed is case["passed"]
    merit = golden.number(case["merit"])
    points = choice_points(
        np.array([NO_MERIT if merit is None else to_units(merit)] * 2),
        np.array([NOT_TESTED if result.points is None else to_units(result.points)] * 2),
        np.array([True, False]),
    )
    found = [None if value == NO_MERIT else Fraction(value, POINT_SCALE) for value in points.tolist()]
    assert found == [golden.number(case["points"]), golden.number(case["elsewhere"])]


def test_skill_test_result_of_unknown_result_is_refused():
    with pytest.raises(KeyError):
        skill_test_result(SKILL_TEST_SCALES["skaraborg-es"], "11")


def test_lacks_skill_test_is_only_where_one_is_required():
    required, passed = np.array([True, True, False, False]), np.array([True, False, True, False])
    assert lacks_skill_test(required, passed).tolist() == [False, True, False, False]


def test_to_units_of_what_is_no_whole_unit_is_refused():
    assert to_units(Fraction(1, 3)) == POINT_SCALE // 3
    with pytest.raises(ValueError, match="not whole units"):
        to_units(Fraction(1, 17))


sums = st.integers(1, 40).flatmap(lambda count: st.tuples(st.integers(0, 40 * count), st.just(count)))
means = st.lists(sums, min_size=2, max_size=8)  # half points, number of grades


@settings(max_examples=40, deadline=None)
@given(means)
def test_comparison_keys_compare_as_the_fractions_do(pairs):
    keys = comparison_keys(
        np.array([half * (POINT_SCALE // 2) for half, _ in pairs]), np.array([count for _, count in pairs])
    ).tolist()
    exact = [Fraction(half, 2 * count) for half, count in pairs]
    for one in range(len(pairs)):
        assert (keys[0] < keys[one], keys[0] == keys[one]) == (exact[0] < exact[one], exact[0] == exact[one])


def test_comparison_keys_at_the_limits_are_exact_or_refused():
    most = comparison_keys(np.array([40 * 20 * POINT_SCALE]), np.array([40]))
    assert most.tolist() == comparison_keys(np.array([20 * POINT_SCALE]), np.array([1])).tolist()
    close = comparison_keys(np.array([20, 107]) * POINT_SCALE, np.array([3, 16]))  # 6.667 and 6.6875 points
    assert close[0] < close[1]
    assert comparison_keys(np.array([0]), np.array([0])).tolist() == [0]
    with pytest.raises(ValueError, match="more than 40 grades"):
        comparison_keys(np.array([0]), np.array([41]))
    with pytest.raises(ValueError, match="a mean above 85 points"):
        comparison_keys(np.array([86 * POINT_SCALE]), np.array([1]))
    with pytest.raises(ValueError, match="steps of 1/20"):
        comparison_keys(np.array([POINT_SCALE // 40]), np.array([1]))


small = st.integers(0, 2)
candidates = st.lists(
    st.builds(
        Candidate,
        applicant_id=st.uuids().map(str),
        choice_rank=st.integers(1, 3),
        merit=st.none() | small.map(lambda half: 200 + Fraction(half, 2)),
        test_points=st.none() | small.map(Fraction),
        second_hand=st.booleans(),
        late=st.booleans(),
        grade_count=small,
        maths_science=small.map(Fraction),
        english_swedish_social=small.map(Fraction),
        swedish=small.map(Fraction),
        comparison_value=small.map(lambda third: Fraction(third, 3)),
    ),
    max_size=8,
    unique_by=lambda one: one.applicant_id,
)
orders = st.permutations([name for name in CRITERIA if name != "lottery"]).flatmap(
    lambda names: st.integers(0, len(names)).map(lambda count: (*names[:count], "lottery"))
)


def by_hand(one: Candidate, order: tuple[str, ...]):
    """The format's order as a plain tuple, lowest first."""
    values = {
        "choice_rank": one.choice_rank,
        "grade_value": -(one.merit or 0),
        "lottery": -lottery_number(SEED, one.applicant_id),
        **{name: -getattr(one, name) for name in ("grade_count", *FRACTIONS)},
    }
    points = 0 if one.merit is None else one.merit + (one.test_points or 0)
    return (one.merit is None, one.second_hand, one.late, -points, *(values[name] for name in order))


@settings(max_examples=30, deadline=None)
@given(candidates, orders, st.randoms(use_true_random=False))
def test_rank_of_any_candidates_is_the_order_of_the_format(people, order, random):
    rule = RankingRule("any", order)
    ranked = [one.applicant_id for one in rank(people, rule, SEED)]
    assert ranked == [one.applicant_id for one in sorted(people, key=lambda one: by_hand(one, order))]
    shuffled = random.sample(people, len(people))
    assert [one.applicant_id for one in rank(shuffled, rule, SEED)] == ranked


def test_order_table_of_unknown_merit_has_grade_value_zero():
    nothing = np.zeros(1, dtype=np.int64)
    figures = {field.name: nothing for field in fields(ApplicantFigures)}
    figures |= {"grade_value": np.array([NO_MERIT]), "lottery": np.zeros(1, dtype=np.uint64)}
    choice = ChoiceColumns(
        applicant=np.zeros(1, dtype=np.int32),
        rank=np.ones(1, dtype=np.int32),
        rule=np.zeros(1, dtype=np.int32),
        second_hand=np.zeros(1, dtype=np.bool_),
        late=np.zeros(1, dtype=np.bool_),
        points=np.array([NO_MERIT]),
    )
    table = order_table(
        choice, ApplicantFigures(**figures), [RankingRule("x", ("grade_value", "choice_rank"))]
    )
    assert table.columns[:-2, 0].tolist() == [0, 1, 1, NO_MERIT, 0, -1]


def test_positions_at_several_offerings_follow_each_ones_rule():
    figures = {field.name: np.zeros(2, dtype=np.int64) for field in fields(ApplicantFigures)}
    figures["grade_count"] = np.array([16, 17])
    figures["lottery"] = np.array([2**64 - 1, 2**63 - 1], dtype=np.uint64)  # across the sign of int64
    figures["id_order"] = np.array([0, 1])
    choices = ChoiceColumns(
        applicant=np.array([0, 1, 0, 1, 0, 1], dtype=np.int32),
        rank=np.array([1, 2, 2, 1, 3, 3], dtype=np.int32),
        rule=np.array([0, 0, 1, 1, 2, 2], dtype=np.int32),
        second_hand=np.zeros(6, dtype=np.bool_),
        late=np.zeros(6, dtype=np.bool_),
        points=np.full(6, 200 * POINT_SCALE),
    )
    rules = [
        RankingRule("rank", ("choice_rank", "grade_count")),
        RankingRule("count", ("grade_count",)),
        RankingRule("lottery", ("lottery",)),
    ]
    table = order_table(choices, ApplicantFigures(**figures), rules)
    assert positions(table, np.array([7, 7, 3, 3, 5, 5], dtype=np.int32)).tolist() == [0, 1, 1, 0, 0, 1]
    assert [table.deciding_step(row, row + 1, row // 2) for row in (0, 2, 4)] == [
        "tie:choice_rank",
        "tie:grade_count",
        "tie:lottery",
    ]
