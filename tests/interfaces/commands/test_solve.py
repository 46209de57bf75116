"""``gemensam solve``: instances of other fields from the command line."""

import json

import pytest

from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.solve_texts import TEXTS
from gemensam.rules.allocation.instances import InstanceFaultCode

PARTS = {
    "residents": {"Ada": ["City", "General"], "Sam": ["City"]},
    "hospitals": {"City": ["Sam", "Ada"], "General": ["Ada"]},
    "capacities": {"City": 1, "General": 1},
}
ANSWER = "resident,hospital\nAda,General\nSam,City\n"
RESIDENTS = """# DATA TYPE: soi
# NUMBER ALTERNATIVES: 2
# ALTERNATIVE NAME 1: City
# ALTERNATIVE NAME 2: General
1: 1,2
1: 1
"""
HOSPITALS = """# DATA TYPE: soi
# NUMBER ALTERNATIVES: 2
# ALTERNATIVE NAME 1: Ada
# ALTERNATIVE NAME 2: Sam
1: 2,1
1: 1
"""


@pytest.fixture
def solve(tmp_path, capsys):
    """Write texts to files and solve them: exit code, output, faults with the folder left out."""

    def call(*texts, options=()):
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.txt"
            path.write_text(text if isinstance(text, str) else json.dumps(text))
            paths.append(str(path))
        code = cli.main(["solve", *paths, *options])
        out, err = capsys.readouterr()
        return code, out, err.replace(f"{tmp_path}/", "")

    return call


def test_solve_reads_one_json_three_json_or_two_preflib_files(solve):
    assert solve(PARTS) == (0, ANSWER, "")
    assert solve(*PARTS.values()) == (0, ANSWER, "")
    assert solve(RESIDENTS, HOSPITALS) == (0, ANSWER, "")


def test_solve_with_json_answers_in_json(solve):
    code, out, _ = solve(PARTS, options=["--json"])
    assert (code, json.loads(out)) == (0, {"matching": {"Ada": "General", "Sam": "City"}})


def test_solve_with_a_seed_lets_the_lottery_decide_between_equals(solve):
    taken = {solve(RESIDENTS, options=["--seed", f"{seed:064x}"])[1] for seed in range(20)}
    assert taken == {
        "resident,hospital\n1,City\n2,\n",
        "resident,hospital\n1,General\n2,City\n",
    }


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (['{"residents": {"A": ["X"]}, "hospitals": {}}'], "0.txt:1:22: ”X” finns inte bland sjukhusen"),
        ([PARTS["residents"], PARTS["hospitals"], '{"City": 1,\n "General": -1}'],
         "2.txt:2:13: antalet platser ska vara ett heltal, 0 eller mer"),
        ([RESIDENTS, HOSPITALS.replace("1: 2,1", "1: 2;1")], "1.txt:5:5: texten följer inte formatet här: ”;1”"),
        ([RESIDENTS, HOSPITALS + "1: 1\n"],
         "0.txt: filerna hör inte ihop: var och en ska ha en rad för varje alternativ i den andra"),
        ([PARTS, PARTS], TEXTS["sv"]["too_many"]),
        ([RESIDENTS, HOSPITALS, HOSPITALS], TEXTS["sv"]["too_many"]),
        (["hello"], "0.txt:1:1: texten följer inte formatet här: ”hello”"),
    ],
)  # fmt: skip
def test_solve_tells_file_line_and_column_of_a_fault(solve, texts, fault):
    assert solve(*texts) == (2, "", fault + "\n")


def test_solve_of_a_missing_file_or_a_bad_seed_is_refused(solve, tmp_path, capsys):
    assert cli.main(["solve", str(tmp_path / "none")]) == 2
    assert "finns inte. Kontrollera namnet." in capsys.readouterr().err
    assert solve(PARTS, options=["--seed", "7"]) == (2, "", TEXTS["sv"]["seed"] + "\n")


def test_solve_every_fault_has_a_text_in_every_language():
    assert set(TEXTS["sv"]) == set(TEXTS["en"])
    assert {str(code) for code in InstanceFaultCode} <= set(TEXTS["sv"])
