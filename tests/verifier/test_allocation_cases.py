"""The worked allocation examples: the oracle places as published, and the verifier finds nothing wrong."""

import pytest

from gemensam_verifier import verify
from tests.verifier.markets import MarketWriter
from tests.verifier.oracle import table
from tests.verifier.oracle_output import admit

C, D, E = "C" * 16, "D" * 16, "E" * 16


def tie(*order: str) -> MarketWriter:
    """A1: a is ahead; b has P first, c has P second, with equal merit."""
    market = MarketWriter()
    market.rankings["rule"] = order
    market.offering("P", 2, ranking="rule")
    market.offering("X", 1, cancelled="yes")
    market.applicant("a", "A" + "C" * 15)
    market.applicant("b", C)
    market.applicant("c", C)
    market.choose("a", "P")
    market.choose("b", "P")
    market.choose("c", "X", "P")
    return market


def hands(kind: str) -> MarketWriter:
    """A2, A2b: d lives elsewhere and is best."""
    market = MarketWriter()
    market.add("areas.csv", provider_id="P1", municipality="2281")
    market.offering("P", 2, provider_id="P1", provider_kind=kind)
    if kind == "independent":
        market.tables["areas.csv"].clear()
    market.applicant("d", "A" * 16, home_municipality="2480")
    market.applicant("e", D)
    market.applicant("f", E)
    for name in "def":
        market.choose(name, "P")
    return market


def late() -> MarketWriter:
    """A3: g is late with 300, h in time with less."""
    market = MarketWriter()
    market.offering("P", 1)
    market.applicant("g", "A" * 16)
    market.applicant("h", E)
    market.choose("g", "P", late="yes")
    market.choose("h", "P")
    return market


def two_orders() -> MarketWriter:
    """A4: a test in one of two offerings gives each its own order."""
    market = MarketWriter()
    market.offering("ES", 1, skill_test="adds", programme="ES25")
    market.offering("SA", 1)
    market.applicant("x", "D" * 16)
    market.applicant("y", "E" * 16)
    market.applicant("z", "E" * 8 + "D" * 8)
    market.choose("x", "ES", "SA", test_points="0")
    market.choose("y", "ES", "SA", test_points="100")
    market.choose("z", "SA")
    return market


def quota() -> MarketWriter:
    """A5 in small: 4 seats, 2 for free quota, one approved; the unused one returns to merit."""
    market = MarketWriter()
    market.offering("P", 4, free_quota_seats=2)
    for number in range(6):
        market.applicant(f"m{number}", "A" * (12 - number) + "C" * (4 + number))
        market.choose(f"m{number}", "P")
    market.applicant("q", E)
    market.choose("q", "P", free_quota="yes")
    return market


def struck() -> MarketWriter:
    """A7: admitted to choice 3 of 5."""
    market = MarketWriter()
    for name in "12345":
        market.offering(name, 1)
    for name in ("k", "l"):
        market.applicant(name, "A" * 16)
    market.applicant("j", E)
    market.choose("j", *"12345")
    market.choose("k", "1")
    market.choose("l", "2")
    return market


def national() -> MarketWriter:
    """A9, A12: national intake, and one who is placed in the area, count as first hand."""
    market = MarketWriter()
    market.add("areas.csv", provider_id="P1", municipality="2281")
    market.offering("R", 1, provider_id="P1", provider_kind="public", national_intake="yes")
    market.offering("P", 1, provider_id="P1", provider_kind="public")
    market.applicant("far", C, home_municipality="2480")
    market.applicant("near", D)
    market.applicant("placed", "A" * 16, home_municipality="2480", lives_in_area_of="2281")
    market.choose("far", "R", "P")
    market.choose("near", "R", "P")
    market.choose("placed", "P")
    return market


CASES = {
    "A1": (tie("choice_rank", "lottery"), {"a": "P", "b": "P"}),
    "A2": (hands("public"), {"e": "P", "f": "P"}),
    "A2b": (hands("independent"), {"d": "P", "e": "P"}),
    "A3": (late(), {"h": "P"}),
    "A4": (two_orders(), {"y": "ES", "x": "SA"}),
    "A5": (quota(), {"m0": "P", "m1": "P", "m2": "P", "q": "P"}),
    "A7": (struck(), {"k": "1", "l": "2", "j": "3"}),
    "A9": (national(), {"far": "R", "placed": "P"}),
    "A10": (tie("lottery"), None),
}


@pytest.mark.parametrize("name", CASES)
def test_verify_worked_example_is_placed_as_published_and_right(tmp_path, name):
    market, expected = CASES[name]
    folder = market.write(tmp_path / "round")
    result = admit(folder, tmp_path / "result")
    rows = table(result, "placements.csv")
    placed = {row["applicant_id"]: row["offering_id"] for row in rows if row["status"] == "admitted"}
    if expected is not None:
        assert placed == expected
    assert verify(folder, result).violations == ()


def test_verify_two_equals_by_lottery_alone_follow_the_numbers(tmp_path):
    folder = tie("lottery").write(tmp_path / "round")
    rows = table(admit(folder, tmp_path / "result"), "placements.csv")
    place = {row["applicant_id"]: row for row in rows if row["offering_id"] == "P"}
    lottery = {name: place[name]["sort_key"].rpartition(".")[2] for name in "bc"}
    first = min("bc", key=lottery.__getitem__)
    assert place[first]["status"] == "admitted"
    assert {place[name]["status"] for name in "bc"} == {"admitted", "reserve"}
