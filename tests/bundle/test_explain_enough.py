"""What would have been enough, checked against real re-runs of the changed round."""

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from gemensam.domains.admissions.bundle.counterfactual import what_was_enough
from gemensam.rules import allocation, selection
from gemensam.rules.terms import NO_MERIT, POINT_SCALE
from tests.bundle.random_rounds import random_round
from tests.bundle.rounds import tables_of

STEP = 5 * POINT_SCALE // 2


def decided(tables, settings, folder):
    write_round(settings, tables, folder)
    return bundle.admit(bundle.read_round(folder))


def admitted_rank(result, number):
    rows = np.flatnonzero((result.decided.choices.applicant == number) & (result.kinds != 0))
    return int(result.round.choices["rank"][int(rows[0])]) if rows.size else 0


def with_grade(tables, person, subject, language, grade):
    """The tables with one grade in the subject instead of all that stood there, registered before all others."""
    header, rows = tables["grades.csv"]
    same = [row for row in rows if (row[0], row[1], row[2]) == (person, subject, language)]
    roles = {row[4] for row in same} or {"compulsory"}
    role = next(iter(roles))
    kept = [row for row in rows if row not in same]
    return {**tables, "grades.csv": (header, [*kept, (person, subject, language, grade, role, "")])}


def rank_with_merit(result, number, raised):
    """The rank admitted to when the applicant's points are raised, everything ordered and allocated anew."""
    base = result.decided
    mine = base.choices.applicant == number
    columns = base.order.columns.copy()
    columns[3, mine] += raised
    for place, rule in enumerate(base.order.rules):
        if "grade_value" in rule.criteria:
            columns[
                4 + rule.criteria.index("grade_value"), mine & (base.rule[base.choices.offering] == place)
            ] += raised
    position = selection.positions(replace(base.order, columns=columns), base.choices.offering)
    tests = result.round.choices["test_points"].fill_null(-1).to_numpy()
    places = np.full(position.size, -1)
    for offering in range(result.round.offerings.height):
        rows = np.flatnonzero((base.choices.offering == offering) & (base.choices.test_position >= 0))
        places[rows[np.lexsort((position[rows], -tests[rows]))]] = np.arange(rows.size)
    choices = replace(base.choices, position=position, test_position=places)
    kinds = allocation.allocate(choices, base.seats)
    rows = np.flatnonzero(mine & (kinds != 0))
    return int(result.round.choices["rank"][int(rows[0])]) if rows.size else 0


def step_of(result, number):
    """The smallest difference between two merits of the applicant."""
    rows = bundle.explain(result, result.round.applicants["applicant_id"][number])
    return STEP if rows.scaled_from is None else STEP * 16 // rows.scaled_from


@pytest.mark.parametrize("seed", [0, 1, 4, 5, 6, 8])
def test_merit_needed_in_random_rounds_is_the_lowest_that_a_real_rerun_admits(seed, tmp_path):
    made = random_round(seed, 18, 5, held=seed in {5, 8})
    result = decided(made.tables, made.settings, tmp_path / "round")
    dice = random.Random(seed)
    for number in range(18):
        own = int(result.decided.merit.points[number])
        if own == NO_MERIT:
            continue
        step = step_of(result, number)
        most = ((340 if has_bonus(result, number) else 320) * POINT_SCALE - own) // step
        for choice, enough in what_was_enough(result, number).items():
            if result.status[choice] != allocation.Status.RESERVE:
                assert enough.merit is None
                continue
            rank = int(result.round.choices["rank"][choice])
            first = (
                most + 1 if enough.merit is None else int(Fraction(enough.merit.rise) * POINT_SCALE) // step
            )
            if enough.merit:
                assert rank_with_merit(result, number, step * first) == enough.merit.rank <= rank
            below = sorted({1, first - 1, *(dice.randint(1, first) for _ in range(2))} - {first})
            for count in below if first > 1 else ():
                if count >= 1:
                    assert not 0 < rank_with_merit(result, number, step * count) <= rank


def has_bonus(result, number):
    person = result.round.applicants["applicant_id"][number]
    return any(line.bonus for line in bundle.explain(result, person).grades)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 7])
def test_grade_needed_in_random_rounds_admits_in_a_real_rerun(seed, tmp_path):
    made = random_round(seed, 16, 5, held=seed % 4 == 3)
    result = decided(made.tables, made.settings, tmp_path / "round")
    people = result.round.applicants["applicant_id"]
    for number in range(16):
        for choice, enough in what_was_enough(result, number).items():
            if enough.grade:
                one = enough.grade
                assert one.rank <= int(result.round.choices["rank"][choice])
                tables = with_grade(made.tables, people[number], one.subject, one.language, one.after)
                again = decided(
                    tables, made.settings, tmp_path / f"{number}-{one.subject}-{one.after}-{one.rank}"
                )
                assert admitted_rank(again, number) == one.rank


@pytest.mark.parametrize("seed", range(2))
def test_no_grade_needed_fewer_steps_would_do_in_a_real_rerun(seed, tmp_path):
    """Where one step suffices somewhere or nothing does, a sample of single grades is tried for real."""
    made = random_round(100 + seed, 14, 5)
    result = decided(made.tables, made.settings, tmp_path / "round")
    people, dice = result.round.applicants["applicant_id"], random.Random(seed)
    scale = ["F", "E", "D", "C", "B", "A"]
    for number in range(14):
        found = what_was_enough(result, number)
        grades = [line for line in bundle.explain(result, people[number]).grades if line.grade in scale[:-1]]
        for line in dice.sample(grades, min(3, len(grades))):
            higher = scale[scale.index(line.grade) + 1]
            tables = with_grade(made.tables, people[number], line.subject, line.language, higher)
            if "NO" in {one.subject for one in grades} or line.subject == "M2":
                continue  # another role of the row than the one that counted
            again = admitted_rank(
                decided(tables, made.settings, tmp_path / f"{number}-{line.subject}"), number
            )
            for choice, enough in found.items():
                rank = int(result.round.choices["rank"][choice])
                if 0 < again <= rank:
                    assert enough.grade is not None
                    steps = scale.index(enough.grade.after) - (
                        scale.index(enough.grade.before) if enough.grade.before in scale else 0
                    )
                    assert steps <= 1 or enough.grade.before in {"", "-"}


def test_merit_needed_of_second_hand_behind_full_first_hand_is_none(tmp_path):
    people = {f"m{number}": {"merit": 160, "choices": ["P"]} for number in range(6)}
    people["away"] = {"merit": 300, "home": "0180", "choices": ["P"]}
    settings, tables = tables_of({"offerings": {"P": {"seats": 6}}, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    (choice,) = bundle.explain(result, "away").choices
    assert (choice.reason, choice.enough.merit, choice.enough.grade) == (
        "reception:second_hand_full",
        None,
        None,
    )
    assert (choice.waiting.queue_class, choice.waiting.ahead) == ("second_hand", ())


def test_explain_few_admitted_hides_what_was_enough_but_not_from_officers(tmp_path):
    people = {"a": {"merit": 300, "choices": ["P"]}, "b": {"merit": 200, "choices": ["P"]}}
    settings, tables = tables_of({"offerings": {"P": {"seats": 1}}, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    (shown,) = bundle.explain(result, "b").choices
    assert (shown.enough, shown.enough_hidden, shown.lowest_points, shown.short) == (None, True, "", "")
    (full,) = bundle.explain(result, "b", for_officers=True).choices
    assert (full.enough.merit.merit, full.enough_hidden, full.lowest_points, full.short) == (
        "302.5",
        False,
        "300.0",
        "100.0",
    )
    ours, theirs = (bundle.explain(result, "b", for_officers=one).proposals for one in (True, False))
    assert (len(ours), theirs) == (2, ())


def test_explain_higher_choice_with_few_admitted_is_not_told_through_a_lower_one(tmp_path):
    people = {f"m{number}": {"merit": 300, "choices": ["P"]} for number in range(5)}
    people |= {"s": {"merit": 250, "choices": ["S"]}, "r": {"merit": 240, "choices": ["S", "P"]}}
    settings, tables = tables_of({"offerings": {"P": {"seats": 5}, "S": {"seats": 1}}, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    officers = bundle.explain(result, "r", for_officers=True).choices[1]
    assert (officers.enough.merit.merit, officers.enough.merit.rank) == ("252.5", 1)
    assert bundle.explain(result, "r").choices[1].enough_hidden


def test_waiting_in_a_queue_counts_each_class_before(tmp_path):
    people = {f"m{number}": {"merit": 300, "choices": ["P"]} for number in range(5)}
    people |= {
        "r1": {"merit": 200, "choices": ["P"]},
        "r2": {"merit": 250, "choices": ["P late"]},
        "r3": {"merit": 260, "home": "0180", "choices": ["P"]},
        "r4": {"merit": 240, "home": "0180", "choices": ["P late"]},
        "q": {"comparable": False, "choices": ["P quota"]},
    }
    settings, tables = tables_of(
        {"offerings": {"P": {"seats": 5, "free_quota_seats": 0}}, "applicants": people}
    )
    result = decided(tables, settings, tmp_path / "round")
    (choice,) = bundle.explain(result, "r4").choices
    assert choice.waiting.ahead == (("first_hand", 1), ("first_hand_late", 1), ("second_hand", 1))
    assert (choice.reserve_position, choice.waiting.queue_class) == (4, "second_hand_late")
    (last,) = bundle.explain(result, "q").choices
    assert last.waiting.queue_class == "merit_unknown"


def test_waiting_with_free_quota_tells_officers_alone_of_those_approved(tmp_path):
    people = {f"m{number}": {"merit": 300, "choices": ["P"]} for number in range(5)}
    people |= {
        "n": {"merit": 170, "choices": ["P quota"]},
        "r": {"merit": 200, "choices": ["P"]},
        "o": {"merit": 160, "choices": ["P quota"]},
    }
    settings, tables = tables_of(
        {"offerings": {"P": {"seats": 6, "free_quota_seats": 1}}, "applicants": people}
    )
    result = decided(tables, settings, tmp_path / "round")
    assert bundle.explain(result, "r", for_officers=True).choices[0].waiting.quota_ahead == 1
    assert bundle.explain(result, "r").choices[0].waiting.quota_ahead is None


@pytest.mark.parametrize("seed", range(10))
def test_trace_in_random_rounds_ends_in_the_result(seed, tmp_path):
    made = random_round(seed, 20, 5, held=seed % 2 == 1)
    result = decided(made.tables, made.settings, tmp_path / "round")
    for number in range(20):
        told = bundle.trace(result, number)
        assert told.kinds.tolist() == result.kinds.tolist()
        applied = [(one.applicant, one.rank) for one in told.proposals if one.act == bundle.Act.APPLIED]
        assert len(applied) == len(set(applied))  # nobody applies to the same choice twice


def test_trace_names_who_gave_way_to_whom_in_order(tmp_path):
    people = {
        "a": {"merit": 200, "choices": ["P", "Q"]},
        "b": {"merit": 180, "choices": ["Q", "P"]},
        "c": {"merit": 220, "choices": ["P"]},
    }
    settings, tables = tables_of({"offerings": {"P": {"seats": 1}, "Q": {"seats": 1}}, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    steps = [
        (one.act.value, one.applicant, one.offering, one.by) for one in bundle.trace(result, 2).proposals
    ]
    assert steps == [
        ("applied", "c", "P", ""),
        ("turned_away", "a", "P", "c"),
        ("applied", "a", "Q", ""),
        ("turned_away", "b", "Q", "a"),
        ("applied", "b", "P", ""),
        ("turned_away", "b", "P", "c"),
    ]


def test_merit_needed_where_an_application_comes_back_to_its_sender_is_that_of_a_rerun(tmp_path):
    """p goes before a at X; but then a takes Y from b, and b takes X from p. Cut-offs without p do not show that."""
    people = {
        "a": {"merit": 240, "choices": ["X test=0", "Y"]},
        "b": {"merit": 200, "choices": ["Y", "X test=100"]},
        "p": {"merit": 200, "choices": ["X test=60"]},
    }
    offerings = {"X": {"seats": 1, "programme": "ES25", "skill_test": "adds"}, "Y": {"seats": 1}}
    settings, tables = tables_of({"offerings": offerings, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    explained = bundle.explain(result, "p", for_officers=True)
    (choice,) = explained.choices
    assert (choice.status, choice.points, choice.lowest_points) == ("reserve", "260.0", "300.0")
    assert (choice.enough.merit.merit, choice.enough.merit.points) == ("240.0", "300.0")
    assert [(one.act.value, one.applicant, one.offering, one.by) for one in explained.proposals] == [
        ("applied", "p", "X", ""),
        ("turned_away", "a", "X", "p"),
        ("applied", "a", "Y", ""),
        ("turned_away", "b", "Y", "a"),
        ("applied", "b", "X", ""),
        ("turned_away", "p", "X", "b"),
    ]


def test_merit_needed_leaves_ones_own_place_to_whom_one_displaces(tmp_path):
    """p takes X from a, who takes Y, which p has left. Were p still in Y, too, a would take Z from d, and d X from p."""
    people = {
        "a": {"merit": 200, "choices": ["X test=100", "Y", "Z"]},
        "d": {"merit": 150, "choices": ["Z", "X test=300"]},
        "p": {"merit": 220, "choices": ["X test=0", "Y"]},
    }
    offerings = {
        "X": {"seats": 1, "programme": "ES25", "skill_test": "adds"},
        "Y": {"seats": 1},
        "Z": {"seats": 1},
    }
    settings, tables = tables_of({"offerings": offerings, "applicants": people})
    result = decided(tables, settings, tmp_path / "round")
    first, second = bundle.explain(result, "p", for_officers=True).choices
    assert (first.status, second.status) == ("reserve", "admitted")
    assert (first.enough.merit.merit, first.enough.merit.rank) == ("300.0", 1)
