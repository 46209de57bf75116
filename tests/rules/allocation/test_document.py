"""The worked examples in docs/rules/allocation.md are those of tests/cases/allocation.toml, all of them."""

from pathlib import Path

from tests.rules import golden

PAGE = Path(__file__).parents[3] / "docs" / "rules" / "allocation.md"
WORDS = {
    "admitted merit": "antagen",
    "admitted free_quota": "antagen i fri kvot",
    "admitted test": "antagen på prov",
    "admitted held": "behåller platsen",
    "struck": "struken",
    "ineligible": "obehörig",
    "not_considered": "prövas inte",
}


def told(line):
    """A line of `expect` in the words of the page."""
    person, offering, status, *more = line.split()
    if status == "reserve":
        position, *more = more
        words = f"reserv {position}"
    elif status == "admitted":
        kind, *more = more
        words = WORDS[f"{status} {kind}"]
    else:
        words = WORDS[status]
    return f"{person} {offering} {words}" + "".join(f" (`{reason}`)" for reason in more)


def rows():
    return [
        f"| {case['id']} | {case['told']} | {'; '.join(told(line) for line in case['expect'])} |"
        for case in golden.load("allocation")["case"]
    ]


def test_page_of_allocation_tells_every_case_and_no_other():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(
        number
        for number, line in enumerate(lines)
        if line.startswith("|---", 0) and "Fall" in lines[number - 1]
    )
    table = lines[start + 1 :]
    assert [line for line in table if line.startswith("| ")] == rows()
