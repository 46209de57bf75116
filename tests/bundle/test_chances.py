"""Chances: right where they can be worked out, the same whatever the workers, and told in words."""

import json
import re
import sys

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from gemensam.domains.admissions.bundle.chances import came_true, chances
from gemensam.domains.admissions.bundle.chances_pool import BANDS, HeldPlaces
from gemensam.domains.admissions.bundle.drift import drifted, learn_drift
from gemensam.interfaces.commands import chances_texts_sv as chances_texts
from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.texts import LANGUAGES, texts_for
from gemensam.rules.forecasting import Word, likelihood
from tests.bundle.random_rounds import random_round
from tests.bundle.rounds import tables_of

CASE = {
    "offerings": {"WIDE": {"seats": 40}, "ONE": {"seats": 1}, "TOP": {"seats": 2}, "NONE": {"seats": 0}},
    "applicants": {
        **{f"a{number}": {"merit": 200, "choices": ["ONE", "WIDE"]} for number in range(9)},
        "low": {"merit": 160, "choices": ["ONE", "WIDE"]},
        "none": {"merit": 200, "choices": ["NONE"]},
        "lacks": {"merit": 20, "choices": ["WIDE"]},
        "nothing": {"merit": 200, "choices": []},
    },
    "ranking": ["lottery"],
}


def round_of(case, folder):
    write_round(*tables_of(case), folder)
    return bundle.read_round(folder)


def by_choice(found):
    ids = found.round_.applicants["applicant_id"].gather(found.round_.choices["applicant"])
    places = found.round_.offerings["offering_id"].gather(found.round_.choices["offering"])
    return dict(zip(zip(ids, places, strict=True), found.counts.choice.tolist(), strict=True))


def test_chances_of_what_is_certain_are_none_or_all(tmp_path):
    found = chances(round_of(CASE, tmp_path / "r"), draws=200, seed="ab")
    counts = by_choice(found)
    assert {counts[f"a{number}", "WIDE"] for number in range(9)} == {200}
    assert (counts["none", "NONE"], counts["lacks", "WIDE"]) == (0, 0)
    anywhere = dict(zip(found.round_.applicants["applicant_id"], found.counts.anywhere.tolist(), strict=True))
    assert (anywhere["a0"], anywhere["none"], anywhere["nothing"]) == (200, 0, 0)


def test_chances_among_equals_are_those_of_the_lot(tmp_path):
    """Thirteen are drawn, k of them among nine of thirteen who want ONE with 200: one more has 1/(k + 1).

    The mean of 1/(k + 1) for k of 13 with p = 9/13 is (1 - (1 - p)^14)/(14 p), which is 0.10317.
    """
    draws = 4000
    counts = by_choice(chances(round_of(CASE, tmp_path / "r"), draws=draws, seed="01"))
    for number in range(9):
        found = likelihood(counts[f"a{number}", "ONE"], draws)
        assert found.low - 1 / 200 < 0.10317 < found.high + 1 / 200
    assert counts["low", "ONE"] < 20  # only when none of the nine is drawn: (4/13)^13


def test_chances_of_higher_bands_are_never_lower(tmp_path):
    made = random_round(3, 40, 5)
    write_round(made.settings, made.tables, tmp_path / "r")
    band = chances(bundle.read_round(tmp_path / "r"), draws=60, seed="ab").counts.band
    top, bottom = BANDS.index(330), BANDS.index(0)
    assert (band[:, top] >= band[:, bottom]).all()
    assert band.max() <= 60


@pytest.mark.parametrize("workers", [2, 3])
def test_chances_with_more_workers_are_the_same(workers, tmp_path):
    round_ = round_of(CASE, tmp_path / "r")
    alone, many = (chances(round_, draws=170, seed="5", workers=one) for one in (1, workers))
    assert by_choice(alone) == by_choice(many)
    assert alone.counts.band.tolist() == many.counts.band.tolist()
    assert alone.counts.anywhere.tolist() == many.counts.anywhere.tolist()


def test_chances_with_another_seed_differ_and_with_the_same_do_not(tmp_path):
    round_ = round_of(CASE, tmp_path / "r")
    first, again, other = (by_choice(chances(round_, draws=100, seed=seed)) for seed in ("1", "1", "2"))
    assert first == again
    assert first != other


def test_chances_of_first_draws_are_part_of_more_draws(tmp_path):
    """Each draw depends on its own number alone."""
    round_ = round_of(CASE, tmp_path / "r")
    few, more = (by_choice(chances(round_, draws=number, seed="1")) for number in (70, 71))
    assert all(0 <= more[key] - few[key] <= 1 for key in few)


def test_chances_with_held_places_are_refused(tmp_path):
    held = {**CASE, "held": {"a0": "WIDE"}}
    with pytest.raises(HeldPlaces):
        chances(round_of(held, tmp_path / "r"), draws=1, seed="1")


def test_chances_from_a_past_year_follow_that_years_applicants(tmp_path):
    """Last year nobody wanted ONE: where draws take from that year, anybody gets it."""
    past = {**CASE, "applicants": {f"b{number}": {"merit": 200, "choices": ["WIDE"]} for number in range(12)}}
    round_ = round_of(CASE, tmp_path / "r")
    alone = by_choice(chances(round_, draws=400, seed="1"))["a0", "ONE"]
    both = by_choice(chances(round_, [round_of(past, tmp_path / "past")], draws=400, seed="1"))["a0", "ONE"]
    assert alone < 80
    assert 180 < both < 260


def test_drift_learnt_from_a_year_moves_grades_that_way(tmp_path):
    """In the year that is known everyone with 160 came to have 200; so do this year's, and those with 240 do not."""
    people = {f"d{number}": {"merit": 160, "choices": ["WIDE"]} for number in range(60)}
    people |= {f"e{number}": {"merit": 240, "choices": ["WIDE"]} for number in range(60)}
    later = {name: {**about, "merit": 200 if name.startswith("d") else 240} for name, about in people.items()}
    drift = learn_drift(
        *(
            round_of({**CASE, "applicants": one}, tmp_path / name)
            for name, one in (("a", people), ("j", later))
        )
    )
    assert drift.growth == 0
    this = round_of(
        {
            **CASE,
            "applicants": {"x": {"merit": 160, "choices": ["ONE"]}, "y": {"merit": 240, "choices": ["ONE"]}},
        },
        tmp_path / "r",
    )
    import numpy as np

    moved, whose = drifted(this, drift, np.random.Generator(np.random.Philox(key=1)))
    merits = bundle.admit(moved).placements.unique("applicant_id").sort("applicant_id")["merit"].to_list()
    assert merits == ["200.0", "240.0"]
    assert whose.tolist() == [0, 1]


def test_came_true_is_whether_the_choice_would_have_taken_the_applicant(tmp_path):
    case = {
        "offerings": {"P": {"seats": 1}, "Q": {"seats": 1}},
        "applicants": {
            "a": {"merit": 240, "choices": ["P", "Q"]},
            "b": {"merit": 200, "choices": ["P", "Q"]},
        },
        "lottery": ["a", "b"],
    }
    found = came_true(round_of(case, tmp_path / "r"))
    assert found == {("a", "P"): True, ("a", "Q"): True, ("b", "P"): False, ("b", "Q"): True}


@pytest.fixture
def folder(tmp_path):
    round_of(CASE, tmp_path / "r")
    return str(tmp_path / "r")


def printed(capsys, *arguments):
    code = cli.main(["chances", *arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


def test_chances_on_the_command_line_are_drawn_by_the_seed_that_is_given(folder, capsys):
    command = (folder, "--draws", "200", "--json")
    plain, other = (printed(capsys, *command, "--seed", seed) for seed in ("00", "Ab"))
    assert plain[0] == other[0] == 0
    assert plain != other
    assert printed(capsys, *command, "--seed", "ab") == other


def test_chances_of_an_applicant_are_words_with_intervals_and_no_percentage(folder, capsys):
    code, lines, _ = printed(capsys, folder, "--applicant", "a0", "--draws", "300", "--seed", "AB")
    assert code == 0
    assert lines[3] == "Sökande a0. Något av valen: mycket troligt (98 till 100 av 100 dragningar)"
    assert re.fullmatch(r"Val 1: ONE \(NA25\) – inte troligt \(\d+ till \d+ av 100 dragningar\)", lines[4])
    assert "%" not in "".join(lines)


def test_chances_of_an_offering_are_told_by_merit_band(folder, capsys):
    _, lines, _ = printed(capsys, folder, "--offering", "ONE", "--draws", "300")
    assert len(lines) == 4 + len(BANDS)
    assert lines[-1].startswith("  meritvärde 330–340: mycket troligt")


def test_chances_of_the_supply_tell_from_which_merit(folder, capsys):
    _, lines, _ = printed(capsys, folder, "--draws", "300")
    assert [line.split() for line in lines[4:]] == [
        ["NONE", "–", "–", "–"],
        ["ONE", "210", "210", "210"],
        ["TOP", "0", "0", "0"],
        ["WIDE", "0", "0", "0"],
    ]


def test_chances_as_json_are_counts_and_bounds(folder, capsys):
    _, lines, _ = printed(capsys, folder, "--applicant", "none", "--draws", "50", "--json")
    answer = json.loads("\n".join(lines))
    assert (answer["draws"], answer["offerings"]) == (50, {})
    (person,) = answer["applicants"]
    assert person["choices"] == [
        {"rank": 1, "offering": "NONE", "programme": "NA25", "happened": 0, "low": "0.000000", "high": "0.071351", "word": "unlikely"}
    ]  # fmt: skip


def test_chances_calibration_holds_forecasts_against_the_outcome(folder, capsys):
    code, lines, _ = printed(capsys, folder, "--calibrate", folder, "--draws", "100", "--workers", "2")
    assert code == 0
    assert lines[0].startswith("Prognos mot utfall, 22 val. Brier 0,")
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--draws", "0"], "draws"),
        (["--seed", "zz"], "seed"),
        (["--workers", "many"], "workers"),
        (["--workers", "0"], "workers"),
        (["--workers", "dask://"], "workers"),
        (["--applicant", "qq"], "applicant"),
        (["--offering", "qq"], "offering"),
    ],
)
def test_chances_options_that_cannot_be_used_are_refused(folder, capsys, options, code):
    wanted = chances_texts.FAULTS[code].format(value="qq")
    assert printed(capsys, folder, *options) == (2, [], [wanted])


def test_chances_dask_without_the_package_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    assert printed(capsys, folder, "--workers", "dask://localhost:8786") == (
        2,
        [],
        [chances_texts.FAULTS["no_dask"]],
    )


def test_chances_in_english_say_the_same_as_in_swedish(folder, capsys):
    code, lines, _ = printed(capsys, folder, "--draws", "50", "--applicant", "none", "--lang", "en")
    assert (code, lines[0]) == (
        0,
        "50 draws. In each draw other people apply and the lottery is new.",
    )
    assert lines[-1] == "Choice 1: NONE (NA25) – not likely (0 to 8 of 100 draws)"
    _, lines, _ = printed(capsys, folder, "--calibrate", folder, "--draws", "100", "--lang", "en")
    assert lines[0].startswith("Forecast against outcome, 22 choices. Brier 0.")
    code, _, faults = printed(capsys, folder, "--draws", "0", "--lang", "en")
    assert (code, faults) == (2, ["--draws must be 1 to 1000000."])


@pytest.mark.parametrize("command", ["chances", "whatif"])
def test_texts_of_a_command_are_the_same_in_both_languages(command):
    """The same names, codes and blanks to fill."""
    swedish, english = (shape(texts_for(command, language)) for language in LANGUAGES)
    assert swedish == english


def shape(texts):
    def blanks(value):
        if isinstance(value, dict):
            return {key: blanks(text) for key, text in value.items()}
        parts = value if isinstance(value, tuple) else (value,)
        return [sorted(re.findall(r"\{\w+\}", part)) for part in parts]

    return {name: blanks(value) for name, value in vars(texts).items() if name.isupper()}


def test_chances_texts_have_every_word():
    assert set(chances_texts.WORDS) == set(Word)
