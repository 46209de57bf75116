"""The worked examples in docs/rules are the test cases: each is told, with the number that the test expects."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from gemensam.rules.selection import TIE_BREAK_RULES
from tests.rules import golden

DOCS = Path(__file__).parents[2] / "docs" / "rules"
ONLY_IN_TESTS = {  # limits around a rule that the page states in words
    "eligibility": {
        "E6-introduction",
        "E6-exemption-is-no-pass",
        "E14-without-the-practice",
        "BLOCKS-failed",
        "BLOCKS-and-own-grade",
        "BLOCKS-without-the-policy",
        "SWEDISH-once",
        "LANGUAGES",
        "OLD-SCALE",
        "IMS-special-reasons",
        "IMS-already",
        "TRAPS",
        "NOTHING",
    }
}


def rows(page: str) -> dict[str, list[str]]:
    """The tables' rows by their first cell."""
    found = {}
    for line in (DOCS / f"{page}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            first, *rest = (cell.strip() for cell in line.strip("|").split("|"))
            found[first] = rest
    return found


def told(text: str) -> Fraction | None:
    return None if text == "okänt" else Fraction(text.replace(",", "."))


def told_cases(name: str, page: str):
    table = rows(page)
    cases = [case.values[0] for case in golden.cases(name)]
    missing = {case["id"] for case in cases} - set(table)
    assert missing == ONLY_IN_TESTS.get(name, set())
    return [(table[case["id"]], case) for case in cases if case["id"] in table]


@pytest.mark.parametrize(
    ("name", "page"), [("merit", "merit"), ("supplement", "merit"), ("merit-2028", "proposal-2028")]
)
def test_page_of_merit_tells_every_case(name, page):
    for cells, case in told_cases(name, page):
        assert (case["id"], told(cells[-1])) == (case["id"], golden.number(case["merit"]))


@pytest.mark.parametrize(
    ("name", "page"), [("eligibility", "eligibility"), ("eligibility-2028", "proposal-2028")]
)
def test_page_of_eligibility_tells_every_case(name, page):
    for cells, case in told_cases(name, page):
        lines = (line.partition(":") for line in case["expect"])
        assert cells[-1] == ", ".join(f"{target} {codes.strip() or 'ja'}" for target, _, codes in lines)


def test_page_of_reception_tells_every_case():
    for cells, case in told_cases("reception", "reception"):
        hand = {"first_hand": "första hand", "second_hand": "andra hand"}[case["expect"]]
        chapter, section, *point = re.findall(r"\d+", case["law"])
        law = f"{chapter} kap. {section} §" + "".join(f" {number}" for number in point)
        assert (case["id"], *cells[-2:]) == (case["id"], hand, law)


def test_page_of_selection_tells_every_case_and_rule():
    for cells, case in told_cases("selection", "selection"):
        assert (case["id"], cells[-1].split()) == (case["id"], case["expect"])
    for cells, case in told_cases("skill_tests", "selection"):
        found = [told(cell) for cell in cells[-2:]]
        assert (case["id"], found) == (case["id"], [golden.number(case[key]) for key in ("merit", "points")])
    told_rules = {name: tuple(cells[0].split(", ")) for name, cells in rows("selection").items() if cells}
    for name, rule in TIE_BREAK_RULES.items():
        assert (name, told_rules[name]) == (name, rule.order)


def test_page_of_deadlines_tells_every_case():
    for cells, case in told_cases("lateness", "deadlines"):
        lists = [[] if cell == "–" else cell.split() for cell in cells]
        assert (case["id"], lists) == (case["id"], [case["in_time"], case["new"], sorted(case["late"])])
