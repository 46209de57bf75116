"""The command line of a round: what it prints, its exit codes, and how quickly it starts."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gemensam.domains.admissions.bundle import write_round
from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.texts import texts_of
from gemensam.rules.allocation import Cause, Turn
from gemensam.rules.eligibility import ELIGIBILITY_CODES
from gemensam.rules.selection import CRITERIA
from gemensam.rules.terms import SUBJECTS
from tests.bundle.rounds import tables_of

SOURCE = Path(__file__).parents[2] / "src"
CASE = {
    "ranking": ["choice_rank", "lottery"],
    "offerings": {
        "ES": {"seats": 1, "programme": "ES25", "skill_test": "adds"},
        "P": {"seats": 6},
        "Q": {"seats": 1, "free_quota_seats": 1},
        "X": {"seats": 3, "cancelled": True},
    },
    "applicants": {
        **{f"m{number}": {"merit": 240, "choices": ["P"]} for number in range(1, 6)},
        "b": {"merit": 200, "choices": ["ES test=0", "P"]},
        "a": {"merit": 200, "choices": ["ES test=10", "X", "P", "Q"]},
        "c": {"merit": 200, "choices": ["P"]},
        "n": {"comparable": False, "choices": ["Q quota late"]},
        "o": {"born": 2005, "merit": 200, "choices": ["P"]},
    },
    "lottery": ["c", "a"],
}


@pytest.fixture
def folders(tmp_path, capsys):
    write_round(*tables_of(CASE), tmp_path / "round")
    assert cli.main(["admit", str(tmp_path / "round"), "--out", str(tmp_path / "result")]) == 0
    capsys.readouterr()
    return str(tmp_path / "round"), str(tmp_path / "result")


def printed(capsys, *arguments):
    code = cli.main(list(arguments))
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


def test_admit_prints_how_many_and_the_hash(tmp_path, capsys):
    write_round(*tables_of(CASE), tmp_path / "round")
    code, out, err = printed(capsys, "admit", str(tmp_path / "round"), "--out", str(tmp_path / "result"))
    assert (code, out[0], err) == (0, "8 av 10 sökande är antagna, 8 till sitt förstahandsval.", [])
    assert len(out[-1].removeprefix("Resultatets kontrollsumma: ")) == 64


def choices_of(lines):
    return lines[lines.index("") + 1 :]


def test_explain_choices_of_all_kinds_tell_the_step_that_decided(folders, capsys):
    choices = {name: choices_of(printed(capsys, "explain", *folders, name)[1]) for name in "abcno"}
    assert choices == {
        "a": [
            "Val 1: ES (ES25) – antagen",
            "  Dina poäng: 210,0, varav 10,0 från färdighetsprovet",
            "  Antagna: 1. Platser: 1.",
            "  Den sist antagnas poäng visas inte när färre än fem är antagna.",
            "",
            "Val 2: X (NA25) – struken",
            "  Du kom in på ett val som du rangordnat högre.",
            "",
            "Val 3: P (NA25) – struken",
            "  Du kom in på ett val som du rangordnat högre.",
            "",
            "Val 4: Q (NA25) – struken",
            "  Du kom in på ett val som du rangordnat högre.",
        ],
        "b": [
            "Val 1: ES (ES25) – reservplats 1 av 1",
            "  Dina poäng räckte inte.",
            "  Dina poäng: 200,0, varav 0,0 från färdighetsprovet",
            "  Antagna: 1. Platser: 1.",
            "  Den sist antagnas poäng visas inte när färre än fem är antagna.",
            "  Vad som hade räckt visas inte när färre än fem är antagna.",
            "",
            "Val 2: P (NA25) – reservplats 1 av 1",
            "  Du hade samma poäng som den sist antagna. Den andra gick före: valets plats i ansökan.",
            "  Dina poäng: 200,0",
            "  Antagna: 6. Platser: 6.",
            "  Den sist antagna hade 200,0 poäng.",
            "  Med meritvärdet 202,5, 2,5 mer, hade du kommit in.",
            "  Ett enda betyg hade räckt: geografi från E till D.",
            "  Så hade det blivit om alla andras ansökningar var som de är.",
        ],
        "c": [
            "Val 1: P (NA25) – antagen",
            "  Du hade samma poäng som den första reserven. Du gick före: valets plats i ansökan.",
            "  Dina poäng: 200,0",
            "  Antagna: 6. Platser: 6.",
            "  Den sist antagna hade 200,0 poäng.",
        ],
        "n": [
            "Val 1: Q (NA25) – antagen i fri kvot",
            "  Antagna: 1. Platser: 1.",
            "  Den sist antagnas poäng visas inte när färre än fem är antagna.",
            "  Valet kom in för sent. Val i tid går före.",
        ],
        "o": ["Val 1: P (NA25) – obehörig", "  Du fyller 20 år eller mer det år utbildningen börjar."],
    }


def test_explain_merit_lists_the_grades_that_count(folders, capsys):
    lines = printed(capsys, "explain", *folders, "m1")[1]
    assert lines[:3] == [
        "Sökande m1",
        "Meritvärde: 240,0",
        "Räknas: "
        + ", ".join(
            f"{name} {grade} ({points})"
            for name, grade, points in [
                ("svenska", "A", "20,0"),
                ("engelska", "A", "20,0"),
                ("matematik", "A", "20,0"),
                ("geografi", "E", "10,0"),
                ("historia", "E", "10,0"),
                ("religionskunskap", "E", "10,0"),
                ("samhällskunskap", "E", "10,0"),
                ("biologi", "A", "20,0"),
                ("fysik", "E", "10,0"),
                ("kemi", "E", "10,0"),
                ("bild", "A", "20,0"),
                ("hem- och konsumentkunskap", "A", "20,0"),
                ("idrott och hälsa", "A", "20,0"),
                ("musik", "A", "20,0"),
                ("slöjd", "E", "10,0"),
                ("teknik", "E", "10,0"),
            ]
        ),
    ]


def test_explain_unknown_merit_lists_grades_without_points(folders, capsys):
    lines = printed(capsys, "explain", *folders, "n")[1]
    assert lines[1] == "Meritvärde saknas: betygen går inte att jämföra med andras. Bara fri kvot är möjlig."
    assert lines[2].startswith("Betyg: svenska E, engelska E, matematik E, ")


def test_explain_in_english_has_decimal_points(folders, capsys):
    lines = printed(capsys, "explain", *folders, "c", "--lang", "en")[1]
    assert lines[:2] + lines[4:] == [
        "Applicant c",
        "Merit value: 200.0",
        "Choice 1: P (NA25) – admitted",
        "  You had the same points as the first in reserve. You went before by the rank of the choice.",
        "  Your points: 200.0",
        "  Admitted: 6. Seats: 6.",
        "  The last one admitted had 200.0 points.",
    ]


def test_explain_trace_tells_every_step_and_hides_nothing(folders, capsys):
    lines = printed(capsys, "explain", *folders, "b", "--trace")[1]
    assert "  Den sist antagna hade 210,0 poäng." in lines
    assert lines[lines.index("Så gick det till när alla andra hade fått sin plats:") + 1 :] == [
        "  1. b sökte val 1, ES",
        "  2. b nekades ES; sista platsen hade a",
        "  3. b sökte val 2, P",
        "  4. b nekades P; sista platsen hade c",
    ]


def test_explain_as_json_holds_what_would_have_been_enough(folders, capsys):
    answer = json.loads("\n".join(printed(capsys, "explain", *folders, "b", "--json")[1]))
    assert [choice["enough_hidden"] for choice in answer["choices"]] == [True, False]
    assert answer["choices"][1]["enough"] == {
        "merit": {"merit": "202.5", "points": "202.5", "rise": "2.5", "rank": 2},
        "grade": {"subject": "GE", "language": "", "before": "E", "after": "D", "rank": 2},
    }


def test_explain_unknown_applicant_is_refused(folders, capsys):
    assert printed(capsys, "explain", *folders, "zz") == (2, [], ["Ingen sökande i omgången har id zz."])


def test_explain_result_of_another_round_is_refused(folders, tmp_path, capsys):
    write_round(*tables_of({**CASE, "ranking": ["lottery"]}), tmp_path / "other")
    code, out, err = printed(capsys, "explain", str(tmp_path / "other"), folders[1], "a")
    assert (code, out, err) == (2, [], [f"{folders[1]} är resultatet av en annan omgång."])


def test_diff_equal_results_says_so(folders, capsys):
    assert printed(capsys, "diff", folders[1], folders[1]) == (0, ["Resultaten är lika."], [])


def test_diff_results_tells_who_gained_and_why(folders, tmp_path, capsys):
    people = {name: about for name, about in CASE["applicants"].items() if name != "a"}
    people["m5"] = {"merit": 160, "choices": ["P"]}
    write_round(*tables_of({**CASE, "applicants": people}), tmp_path / "after")
    assert cli.main(["admit", str(tmp_path / "after"), "--out", str(tmp_path / "later")]) == 0
    capsys.readouterr()
    assert printed(capsys, "diff", folders[1], str(tmp_path / "later")) == (
        0,
        [
            "1 vann, 1 utgått",
            "a utgått: ES → ingen plats",
            "b vann: ingen plats → ES (andra sökandes ändringar)",
        ],
        [],
    )


def test_diff_folder_that_is_no_result_is_refused(folders, capsys):
    code, out, err = printed(capsys, "diff", folders[1], folders[0])
    wanted = f"{folders[0]} är inget helt resultat: manifest.json saknas eller går inte att läsa."
    assert (code, out, err) == (2, [], [wanted])


@pytest.mark.slow
def test_verify_right_and_wrong_results_have_their_exit_codes(folders, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    assert cli.main(["verify", *folders]) == 0
    placements = Path(folders[1]) / "placements.csv"
    placements.write_text(placements.read_text().replace("admitted", "reserve", 1))
    assert cli.main(["verify", *folders]) == 1
    assert cli.main(["verify", folders[0], str(tmp_path / "nowhere")]) == 2


@pytest.mark.slow
def test_verify_hands_on_what_the_verifier_is_asked_for(tmp_path, monkeypatch, capfd):
    folders = str(tmp_path / "round"), str(tmp_path / "result")
    write_round(*tables_of(CASE), tmp_path / "round")
    assert cli.main(["admit", folders[0], "--out", folders[1]]) == 0
    capfd.readouterr()
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    assert cli.main(["verify", *folders, "--hold", "--processes", "1"]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "Inga utbildningar behöver hållas inne."
    assert cli.main(["verify", *folders, "--json", "--processes", "2"]) == 0
    report = json.loads(capfd.readouterr().out)
    assert (report["ok"], report["hold"]) == (True, [])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_texts_cover_every_code_that_can_be_shown(language):
    texts = texts_of(language)
    assert set(texts.CRITERIA) == set(CRITERIA)
    assert set(texts.SUBJECTS) == set(SUBJECTS)
    assert set(texts.DIFF) >= {*Turn, *Cause}
    single = {code for code in ELIGIBILITY_CODES if code.partition(":")[2] in SUBJECTS}
    assert set(texts.REASONS) >= set(ELIGIBILITY_CODES) - single


def test_texts_of_both_languages_have_the_same_places_for_facts():
    swedish, english = texts_of("sv"), texts_of("en")
    for name in ("FAULTS", "REFUSED", "EXPLAIN", "REASONS", "CRITERIA", "SUBJECTS", "DIFF"):
        mine, other = getattr(swedish, name), getattr(english, name)
        assert list(mine) == list(other), name
        assert {key: facts(text) for key, text in mine.items()} == {
            key: facts(text) for key, text in other.items()
        }


def facts(text):
    return {part.partition("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("arguments", [["--help"], ["admit", "--help"], ["explain", "--help"]])
def test_help_loads_neither_framework_nor_tables(arguments):
    program = (
        "import sys, contextlib, io\n"
        "from gemensam.interfaces.commands.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main({arguments!r})\n"
        "print(sorted({'django', 'polars', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_admit_loads_no_framework(folders, tmp_path):
    program = (
        "import sys\n"
        "from gemensam.interfaces.commands.cli import main\n"
        f"assert main(['admit', {folders[0]!r}, '--out', {str(tmp_path / 'again')!r}]) == 0\n"
        "print('django' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_main_unknown_subcommand_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["antag"])
    assert stopped.value.code == 2
