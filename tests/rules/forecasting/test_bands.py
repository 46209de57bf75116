"""The word of a chance against cases worked out by hand; scenario 25 of domain/admissions.md §9."""

from fractions import Fraction

import pytest

from gemensam.rules.forecasting import Band, CutOff, ListRisk, chance, list_risk


def years(*lowest):
    """Final rounds of 2024, 2025 …; 0 = everyone eligible got a place, None = not shown."""
    return [
        CutOff(2024 + number, Fraction(str(one)) if one else None, everyone=one == 0)
        for number, one in enumerate(lowest)
    ]


@pytest.mark.parametrize(
    ("merit", "cut_offs", "band"),
    [
        ("230", (200, 210, "220"), Band.VERY_LIKELY),  # 10 above the highest
        ("229.5", (200, 210, 220), Band.LIKELY),
        ("220", (200, 210, 220), Band.LIKELY),  # just reached in all three
        ("219.5", (200, 210, 220), Band.LIKELY),  # in two of three, near the third
        ("210", (200, 210, 240), Band.LIKELY),  # 30 below the highest is still near
        ("210", (200, 210, 242.5), Band.UNCERTAIN),
        ("205", (200, 210, 220), Band.UNCERTAIN),  # in one of three
        ("190", (200, 210, 220), Band.UNCERTAIN),
        ("180", (200, 210, 220), Band.UNLIKELY),  # 20 below the lowest
        ("100", (0, 0, 0), Band.VERY_LIKELY),
        ("100", (0, 0, None), Band.LIKELY),  # two years only
        ("300", (200, None, 210), Band.LIKELY),
        ("300", (None, None, 210), Band.NO_BASIS),
        ("300", (), Band.NO_BASIS),
    ],
)
def test_chance_band_follows_the_years(merit, cut_offs, band):
    assert chance(Fraction(merit), years(*cut_offs)).band == band


def test_chance_looks_at_the_latest_three_years_only():
    found = chance(Fraction(230), years(320, 200, 210, 220))
    assert (found.band, [one.cut_off.year for one in found.years]) == (Band.VERY_LIKELY, [2027, 2026, 2025])


def test_chance_tells_what_it_rests_on():
    found = chance(Fraction("212.5"), years(200, 0, "220"))
    assert [(one.cut_off.year, one.margin) for one in found.years] == [
        (2026, Fraction("-7.5")), (2025, None), (2024, Fraction("12.5")),
    ]  # fmt: skip
    assert (found.known, found.reached, found.margin) == (3, 2, Fraction("-7.5"))


@pytest.mark.parametrize(
    ("merit", "preliminary", "band"),
    [
        ("240", CutOff(2027, Fraction(220)), Band.VERY_LIKELY),
        ("240", CutOff(2027, Fraction(221)), Band.LIKELY),  # reached, but not by 20
        ("240", CutOff(2027, Fraction(241)), Band.UNCERTAIN),
        ("215", CutOff(2027, Fraction(216)), Band.UNCERTAIN),
        ("205", CutOff(2027, everyone=True), Band.LIKELY),
        ("205", CutOff(2027, Fraction(206)), Band.UNLIKELY),
        ("180", CutOff(2027, Fraction(170)), Band.UNCERTAIN),
        ("180", CutOff(2027), Band.UNLIKELY),  # not shown: changes nothing
    ],
)
def test_chance_with_this_years_preliminary_round_is_moved(merit, preliminary, band):
    assert chance(Fraction(merit), years(200, 210, 220), preliminary=preliminary).band == band


@pytest.mark.parametrize(
    ("lowest", "band"),
    [("280", Band.LIKELY), ("300", Band.UNCERTAIN), ("310", Band.UNCERTAIN), ("320", Band.UNLIKELY)],
)
def test_chance_without_years_rests_on_the_preliminary_round(lowest, band):
    assert chance(Fraction(300), [], preliminary=CutOff(2027, Fraction(lowest))).band == band


@pytest.mark.parametrize(
    ("merit", "band"),
    [
        ("300", Band.UNCERTAIN), ("215", Band.UNCERTAIN), ("205", Band.UNLIKELY), ("100", Band.UNLIKELY),
    ],
)  # fmt: skip
def test_chance_of_a_late_choice_is_less(merit, band):
    assert chance(Fraction(merit), years(200, 210, 220), behind=True).band == band


def test_chance_of_one_who_is_not_eligible_says_so_and_why():
    found = chance(Fraction(300), years(200, 210, 220), obstacles=("eligibility:EN",))
    assert (found.band, found.obstacles) == (Band.NOT_ELIGIBLE, ("eligibility:EN",))


def test_chance_without_merit_has_no_basis():
    found = chance(None, years(200, 210, 220))
    assert (found.band, found.reached, found.margin) == (Band.NO_BASIS, 0, None)


def test_scenario_25_list_above_the_merit_risks_no_seat():
    """Choices whose lowest cut-offs of three years are 285, 270 and 265, and a merit of 230."""
    chances = [chance(Fraction(230), years(lowest + 10, lowest, lowest + 5)) for lowest in (285, 270, 265)]
    assert list_risk(chances) == ListRisk("risks_no_seat", none_reached=True)


def test_list_risk_with_a_likely_choice_is_none():
    reached = chance(Fraction(230), years(210, 215, 220))
    missed = chance(Fraction(230), years(285, 290, 295))
    assert list_risk([missed, reached]) is None


def test_list_risk_of_choices_reached_some_year_warns_more_mildly():
    some = chance(Fraction(230), years(225, 240, 270))
    assert list_risk([some]) == ListRisk("risks_no_seat", none_reached=False)


def test_list_risk_of_nothing_known_is_none():
    assert (list_risk([]), list_risk([chance(Fraction(230), [])])) == (None, None)


def test_list_risk_of_one_who_is_not_eligible_to_anything_warns():
    refused = chance(Fraction(230), years(0, 0, 0), obstacles=("eligibility:MA",))
    assert list_risk([refused]) == ListRisk("risks_no_seat", none_reached=False)
