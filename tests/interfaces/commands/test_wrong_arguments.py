"""What the command line answers to wrong arguments and files, in Swedish: what is wrong, where, and what to do."""

import pytest

from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.swedish_parser import in_swedish


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["diff", "a"], "gemensam diff: RESULT_B saknas. Skriv det efter kommandot."),
        (["verify", "a", "b", "--processes", "x"], "gemensam verify: --processes: ”x” är inte ett heltal."),
        (["verify", "a", "b", "c"], "gemensam: c hör inte till kommandot. Ta bort det."),
        (["merit"], "gemensam merit: FILE saknas. Skriv det efter kommandot."),
        (["explain", "a", "b", "c", "--lang", "no"],
         "gemensam explain: --lang: ”no” finns inte. Välj något av: sv, en."),
        (["lottery", "commit", "--round"], "gemensam lottery commit: --round: värdet saknas. Skriv det efter."),
        (["diff", "a", "b", "--rounds", "x"], "gemensam diff: --rounds: här ska stå 2 värden."),
    ],
)  # fmt: skip
def test_wrong_arguments_are_answered_in_swedish(capsys, arguments, answer):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    lines = capsys.readouterr().err.splitlines()
    assert (ended.value.code, lines[-1], lines[0][:6]) == (2, answer, "usage:")


def test_refusal_that_nobody_has_translated_is_kept():
    assert in_swedish("a message of a later Python") == "a message of a later Python"


@pytest.mark.parametrize("name", ["sex-empty.csv", "sex-columns.csv", "sex-semicolons.csv"])
def test_whatif_with_a_file_of_sexes_that_is_none_is_refused_and_not_passed_over(tmp_path, capsys, name):
    files = {
        "sex-empty.csv": "",
        "sex-columns.csv": "id,sex\n",
        "sex-semicolons.csv": "applicant_id;sex\na;man\n",
    }
    (tmp_path / name).write_text(files[name])
    (tmp_path / "c.toml").write_text('[[change]]\nall = true\nseats = "+1"\n')
    command = ["whatif", str(tmp_path), str(tmp_path / "c.toml"), "--sex", str(tmp_path / name)]
    assert cli.main(command) == 2
    assert f"{name}:1: filen ska vara CSV i UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"\xef\xbb\xbfseats = 1\n", "c.toml:-: filen börjar med BOM"),
        (b"seats = \n", "c.toml:-: går inte att läsa som TOML (1:9)."),
        (b"\xe5\n", "c.toml:-: filen är inte UTF-8"),
    ],
)
def test_whatif_with_a_file_that_is_no_toml_says_where_and_what_to_do(tmp_path, capsys, content, answer):
    (tmp_path / "c.toml").write_bytes(content)
    assert cli.main(["whatif", str(tmp_path), str(tmp_path / "c.toml")]) == 2
    assert capsys.readouterr().err.startswith(answer)


def test_solve_of_nothing_says_so_and_of_a_file_with_a_mark_at_its_beginning_is_read(tmp_path, capsys):
    (tmp_path / "empty.json").write_text(" ")
    for name, answer in (("gone.json", "finns inte"), ("empty.json", "är tom")):
        assert cli.main(["solve", str(tmp_path / name)]) == 2
        assert f"{name} {answer}" in capsys.readouterr().err
    market = '\ufeff{"residents": {"a": ["X"]}, "hospitals": {"X": ["a"]}, "capacities": {"X": 1}}'
    (tmp_path / "marked.json").write_text(market, encoding="utf-8")
    assert cli.main(["solve", str(tmp_path / "marked.json")]) == 0
    assert capsys.readouterr().out == "resident,hospital\na,X\n"


def test_lottery_check_of_a_result_without_rows_is_refused_and_not_found_right(tmp_path, capsys):
    at = ["--at", "2027-01-15T09:00:00+01:00"]
    bound = ["--round", "X", "--secret", str(tmp_path / "s"), "--out", str(tmp_path / "c")]
    assert cli.main(["lottery", "commit", *bound, *at]) == 0
    opened = [str(tmp_path / "c"), "--secret", str(tmp_path / "s"), "--out", str(tmp_path / "r")]
    assert cli.main(["lottery", "reveal", *opened, *at]) == 0
    result = tmp_path / "result"
    check = ["lottery", "check", str(tmp_path / "c"), str(tmp_path / "r"), "--result", str(result)]
    assert cli.main(check) == 2
    assert f"{result} finns inte." in capsys.readouterr().err
    result.mkdir()
    (result / "placements.csv").write_text("")
    assert cli.main(check) == 2
    assert "placements.csv:1: applicant_id, sort_key" in capsys.readouterr().err
