"""gemensam merit: merit, what counted and eligibility out of a grades table, and every fault of it."""

import csv
import io
import json

import pytest

from gemensam.interfaces.commands.cli import main
from tests.rules import golden

HEADER = "applicant_id,subject,language,grade,role,registered_at"
JUNE = "2026-06-10T12:00:00+02:00"
CASES = {
    case.values[0]["id"]: case.values[0] for name in ("merit", "supplement") for case in golden.cases(name)
}


def rows_of(applicant, grades, at=JUNE):
    roles = {"M1": "optional_language", "M2": "language_choice", "ML": "mother_tongue"}
    return [
        f"{applicant},{one.subject},{one.language},{one.grade},{one.role or roles.get(one.subject, 'compulsory')},{at}"
        for one in grades
    ]


def case_rows(applicant, case_id):
    case = CASES[case_id]
    return rows_of(
        applicant, [*golden.compulsory(case["compulsory"]), *map(golden.grade, case.get("others", []))]
    )


def write(folder, rows, header=HEADER):
    path = folder / "betyg.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def merit(capsys):
    """Run the command; returns its exit code, output and messages."""

    def run(*arguments):
        code = main(["merit", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_merit_as_json_tells_counted_bonus_and_obstacles(merit, tmp_path):
    path = write(tmp_path, [*case_rows("p1", "M17"), *case_rows("p2", "M9-weighted")])
    code, out, err = merit(path, "--json")
    report = json.loads(out)
    first, second = report["applicants"]
    assert (code, err, report["rules"]) == (0, "", "se-2026")
    assert [one["merit"] for one in (first, second)] == ["270.0", "230.0"]
    assert first["bonus"] == {"subject": "M2", "language": "SPA", "grade": "D"}
    assert sum(one["times"] for one in first["counted"]) == 16
    assert {one["subject"]: one["times"] for one in second["counted"]}["SO"] == 4
    assert first["obstacles"]["NA25"] == []
    assert first["obstacles"]["IMV/vocational"] == ["eligibility:already"]
    assert len([code for code in first["obstacles"] if code.endswith("25")]) == 18


def test_merit_with_single_block_grades_counts_them_once(merit, tmp_path):
    path = write(tmp_path, case_rows("p1", "M9-single"))
    _, out, _ = merit(path, "--json", "--block-grades", "single")
    assert json.loads(out)["applicants"][0]["merit"] == "162.5"


def test_merit_with_cutoff_leaves_out_later_grades(merit, tmp_path):
    late = "p1,MA,,E,compulsory,2026-06-23T16:00:01+02:00"
    path = write(tmp_path, [*case_rows("p1", "E16"), late])
    for cutoff, value, obstacles in (
        ("2026-06-23T16:00:00+02:00", "120.0", ["eligibility:MA"]),
        ("2026-06-23T16:00:01+02:00", "130.0", []),
    ):
        _, out, _ = merit(path, "--json", "--cutoff", cutoff)
        person = json.loads(out)["applicants"][0]
        assert (person["merit"], person["obstacles"]["NA25"]) == (value, obstacles)


def test_merit_as_csv_has_a_column_per_programme(merit, tmp_path):
    path = write(tmp_path, [*case_rows("p1", "M8"), *case_rows("p2", "M2")])
    code, out, _ = merit(path, "--csv")
    first, second = csv.DictReader(io.StringIO(out))
    assert code == 0
    assert (first["merit"], first["bonus"], first["not_counted"]) == (
        "145.0",
        "M2/SPA:E",
        "SV:- SH:- SL:- TK:-",
    )
    assert (first["BA25"], first["IMV/vocational"], first["IMY"]) == ("SV", "SV", "yes")
    assert (second["merit"], second["grade_count"], second["SA25"]) == ("340.0", "17", "yes")


def test_merit_as_table_speaks_the_language_asked_for(merit, tmp_path):
    path = write(tmp_path, case_rows("p1", "M16"))
    _, swedish, _ = merit(path)
    _, english, _ = merit(path, "--lang", "en")
    assert "meritvärde" in swedish
    assert "257,5" in swedish
    assert "yrkesprogram, EK25, ES25, HU25, NA25, SA25, TE25" in swedish
    assert "merit" in english
    assert "257.5" in english


def test_merit_does_not_depend_on_the_order_of_rows(merit, tmp_path):
    rows = [*case_rows("p2", "M18"), *case_rows("p1", "M19")]
    _, forward, _ = merit(write(tmp_path, rows), "--json")
    _, backward, _ = merit(write(tmp_path, rows[::-1]), "--json")
    assert forward == backward


def test_merit_of_a_faulty_file_tells_every_fault_by_row_and_column(merit, tmp_path):
    path = write(
        tmp_path,
        [
            f"p1,SV,,A,compulsory,{JUNE}",
            f"p1,XX,,A,compulsory,{JUNE}",
            f"p1,EN,,Z,compulsory,{JUNE}",
            f"p1,ML,ARA,A,language_choice,{JUNE}",
            f"p1,SV,,B,compulsory,{JUNE}",
            "p1,MA,,A,compulsory,yesterday",
        ],
    )
    code, out, err = merit(path, "--json")
    assert (code, out) == (2, "")
    places = [line.split(": ")[0] + ":" + line.split(": ")[1] for line in err.splitlines()]
    assert places == [
        "betyg.csv:3:subject",
        "betyg.csv:4:grade",
        "betyg.csv:5:role",
        "betyg.csv:6:subject",
        "betyg.csv:7:registered_at",
    ]


def test_merit_refuses_a_personal_number_as_id_and_does_not_print_it(merit, tmp_path):
    number = "201001019809"  # from the range that is kept for tests
    code, out, err = merit(write(tmp_path, [f"{number},SV,,A,compulsory,{JUNE}"]), "--json")
    assert (code, out) == (2, "")
    assert number not in err
    assert err.startswith("betyg.csv:2: applicant_id: ")


@pytest.mark.parametrize("name", ["nothing.csv", ""])
def test_merit_of_what_is_no_file_says_so(merit, tmp_path, name):
    code, _, err = merit(tmp_path / name)
    assert (code, err.count("\n")) == (2, 1)
    assert ":0: -: " in err


@pytest.mark.parametrize("options", [["--rules", "se-1994"], ["--cutoff", "yesterday"]])
def test_merit_with_an_unusable_option_says_which(merit, tmp_path, options):
    code, out, err = merit(write(tmp_path, []), *options)
    assert (code, out) == (2, "")
    assert options[1] in err


def test_merit_of_a_file_without_rows_is_an_empty_report(merit, tmp_path):
    code, out, _ = merit(write(tmp_path, []), "--json")
    assert (code, json.loads(out)["applicants"]) == (0, [])
