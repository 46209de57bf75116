"""Late choices: worked examples, and the sentence of the practice for any change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.deadlines import late_choices
from tests.rules import golden


@pytest.mark.parametrize("case", golden.cases("lateness"))
def test_late_choices_of_worked_example_are_those(case):
    assert late_choices(case["in_time"], case["new"]) == frozenset(case["late"])


@pytest.mark.parametrize(("in_time", "new"), [(["TE", "TE"], ["VO"]), (["TE"], ["VO", "VO"])])
def test_late_choices_with_a_choice_twice_are_refused(in_time, new):
    with pytest.raises(ValueError, match="twice"):
        late_choices(in_time, new)


orders = st.lists(st.integers(0, 7), unique=True)


@settings(max_examples=40, deadline=None)
@given(orders, orders)
def test_late_choices_of_any_change_are_new_or_have_overtaken(in_time, new):
    def overtook(choice):
        return any(
            in_time.index(other) < in_time.index(choice) and new.index(choice) < new.index(other)
            for other in in_time
            if other in new
        )

    expected = {choice for choice in new if choice not in in_time or overtook(choice)}
    assert late_choices(in_time, new) == expected


@settings(max_examples=40, deadline=None)
@given(orders, st.data())
def test_late_choices_after_dropping_alone_are_none(in_time, data):
    kept = [choice for choice in in_time if data.draw(st.booleans())]
    assert late_choices(in_time, kept) == frozenset()
