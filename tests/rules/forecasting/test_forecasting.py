"""Intervals, words and calibration against figures worked out by hand."""

from fractions import Fraction

import pytest

from gemensam.rules.forecasting import Word, calibration, likelihood


@pytest.mark.parametrize(
    ("happened", "draws", "low", "high"),
    [
        (0, 10, "0", "0.2775"),  # Wilson's interval at 95 % as in textbooks: z²/(n + z²)
        (5, 10, "0.2366", "0.7634"),
        (10, 10, "0.7225", "1"),
        (81, 263, "0.2553", "0.3662"),  # Newcombe 1998, table I: 81 of 263
        (15, 148, "0.0624", "0.1605"),  # the same: 15 of 148
    ],
)
def test_likelihood_interval_is_wilsons(happened, draws, low, high):
    found = likelihood(happened, draws)
    assert (found.share, round(found.low, 4), round(found.high, 4)) == (
        Fraction(happened, draws),
        Fraction(low),
        Fraction(high),
    )


@pytest.mark.parametrize(
    ("happened", "word"),
    [(1000, Word.VERY_LIKELY), (930, Word.VERY_LIKELY), (900, Word.LIKELY), (640, Word.LIKELY), (600, Word.UNCERTAIN),
     (200, Word.UNCERTAIN), (170, Word.UNLIKELY), (0, Word.UNLIKELY)],
)  # fmt: skip
def test_likelihood_word_needs_the_whole_interval(happened, word):
    assert likelihood(happened, 1000).word == word


def test_likelihood_of_few_draws_is_uncertain():
    assert likelihood(3, 3).word == Word.UNCERTAIN


@pytest.mark.parametrize(("happened", "draws"), [(0, 0), (-1, 5), (6, 5)])
def test_likelihood_of_what_cannot_be_is_refused(happened, draws):
    with pytest.raises(ValueError, match="of"):
        likelihood(happened, draws)


def test_calibration_by_hand():
    """Three forecasts of 0.2, 0.2 and 1; the second and third come true: (0.04 + 0.64 + 0)/3."""
    found = calibration([2, 2, 10], 10, [False, True, True], bins=5)
    assert (found.brier, found.base) == (Fraction(68, 300), Fraction(2, 9))
    assert found.skill == 1 - Fraction(68, 300) / Fraction(2, 9)
    assert [(one.forecasts, one.came_true, one.mean) for one in found.bins] == [
        (0, 0, None), (2, 1, Fraction(1, 5)), (0, 0, None), (0, 0, None), (1, 1, Fraction(1)),
    ]  # fmt: skip
    assert [one.share for one in found.bins] == [None, Fraction(1, 2), None, None, Fraction(1)]


def test_calibration_of_outcomes_that_are_all_equal_has_no_skill():
    found = calibration([10, 10], 10, [True, True])
    assert (found.brier, found.base, found.skill) == (0, 0, None)


def test_calibration_of_nothing_is_refused():
    with pytest.raises(ValueError, match="fit"):
        calibration([], 10, [])
