"""What-if: the same as running a round that was changed by hand, and every fault of the file of changes."""

import json
import re
from pathlib import Path

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands import whatif_texts_sv as whatif_texts
from gemensam.rules.selection import CRITERIA
from tests.bundle.random_rounds import random_round
from tests.bundle.rounds import tables_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "whatif.md"
CASE = {
    "offerings": {
        "NA-1": {"seats": 2},
        "BA-1": {"seats": 1, "programme": "BA25"},
        "F-1": {"seats": 1, "independent": True},
    },
    "applicants": {
        "a": {"merit": 240, "choices": ["NA-1", "BA-1"]},
        "b": {"merit": 220, "choices": ["NA-1", "BA-1"]},
        "c": {"merit": 200, "home": "0180", "choices": ["NA-1", "BA-1"]},
        "d": {"merit": 180, "choices": ["BA-1", "F-1"]},
        "e": {"merit": 160, "choices": ["BA-1", "NA-1", "F-1"]},
    },
    "lottery": ["e", "d", "c", "b", "a"],
}


def round_of(settings, tables, folder):
    write_round(settings, tables, folder)
    return bundle.read_round(folder)


@pytest.fixture
def case(tmp_path):
    round_of(*tables_of(CASE), tmp_path / "round")
    return tmp_path / "round"


def asked(text):
    return bundle.read_changes(text.encode())


def placed(result):
    rows = result.placements.select("applicant_id", "rank", "offering_id", "status", "seat_kind").iter_rows()
    return list(rows)


@pytest.mark.parametrize("seed", range(8))
def test_what_if_in_random_rounds_is_a_run_of_the_changed_files(seed, tmp_path):
    made = random_round(seed, 25, 6, held=seed % 4 == 3)
    before = round_of(made.settings, made.tables, tmp_path / "before")
    header, rows = made.tables["offerings.csv"]
    columns = {name: place for place, name in enumerate(header)}
    changed = []
    for row in rows:
        cells = list(row)
        if cells[columns["provider_id"]] == "K1":
            cells[columns["seats"]] = str(int(cells[columns["seats"]]) + 2)
        if cells[columns["offering_id"]] == "u0" and "held.csv" not in made.tables:
            cells[columns["cancelled"]] = "yes"
        cells[columns["ranking"]] = "mine"
        changed.append(tuple(cells))
    settings = {
        **made.settings,
        "ranking": {**made.settings["ranking"], "mine": {"order": ["grade_count", "lottery"]}},
    }
    tables = {**made.tables, "offerings.csv": (header, changed)}
    by_hand = bundle.admit(round_of(settings, tables, tmp_path / "after"))
    cancel = "" if "held.csv" in made.tables else '[[change]]\noffering = "u0"\ncancelled = true\n'
    plus = '[[change]]\nprovider = "K1"\nseats = "+2"\n' if any(row[1] == "K1" for row in rows) else ""
    text = (
        plus
        + cancel
        + '[[change]]\nall = true\nranking = "mine"\n[ranking.mine]\norder = ["grade_count", "lottery"]\n'
    )
    found, result = bundle.what_if(before, asked(text))
    assert placed(result) == placed(by_hand)
    assert found.everyone.after.admitted == by_hand.summary.everyone.admitted
    assert (
        found.everyone.before
        == bundle.what_if(before, asked('[[change]]\nall = true\nseats = "+0"\n'))[0].everyone.after
    )


def test_what_if_more_seats_counts_who_gains_where(case):
    found, _ = bundle.what_if(bundle.read_round(case), asked('[[change]]\noffering = "NA-1"\nseats = "+1"\n'))
    assert (found.everyone.before.admitted, found.everyone.after.admitted) == (4, 4)
    assert (found.better, found.worse) == (1, 0)
    assert found.programmes["NA25"].after.seats - found.programmes["NA25"].before.seats == 1
    assert (found.programmes["NA25"].before.vacant, found.programmes["NA25"].after.vacant) == (0, 1)
    assert (found.municipalities["0180"].after.unplaced, found.municipalities["2281"].after.unplaced) == (
        1,
        0,
    )
    homes = found.municipalities[
        "2281"
    ]  # a, b and d have their first choice; e goes from the third to the second
    assert (homes.before.first_choice, homes.after.first_choice) == (3, 3)
    assert found.sexes is None


def test_what_if_another_rule_for_equals_gives_the_seat_to_the_other(tmp_path):
    """b ranks P first, c has the better lot: the one who goes before depends on the rule alone."""
    case = {
        "offerings": {"P": {"seats": 1}, "Q": {"seats": 0}},
        "applicants": {
            "b": {"merit": 240, "choices": ["P"]},
            "c": {"merit": 240, "choices": ["Q", "P"]},
        },
        "ranking": ["choice_rank", "lottery"],
        "lottery": ["c", "b"],
    }
    text = '[[change]]\noffering = "P"\nranking = "lots"\n\n[ranking.lots]\norder = ["lottery"]\n'
    found, result = bundle.what_if(round_of(*tables_of(case), tmp_path), asked(text))
    assert (found.better, found.worse) == (1, 1)
    assert [row[0] for row in placed(result) if row[3] == "admitted"] == ["c"]


def test_what_if_new_offering_is_the_next_choice_after_the_one_it_follows(case):
    text = '[[add]]\noffering = "NA-2"\nlike = "NA-1"\nseats = 1\n'
    _, result = bundle.what_if(bundle.read_round(case), asked(text))
    assert [row[:4] for row in placed(result) if row[0] in {"c", "e"}] == [
        ("c", 1, "NA-1", "reserve"),
        ("c", 2, "NA-2", "reserve"),
        ("c", 3, "BA-1", "reserve"),
        ("e", 1, "BA-1", "reserve"),
        ("e", 2, "NA-1", "reserve"),
        ("e", 3, "NA-2", "admitted"),
        ("e", 4, "F-1", "struck"),
    ]


def test_what_if_areas_change_who_is_received_first_hand(case):
    text = '[[area]]\nprovider = "K"\nmunicipality = "0180"\nfirst_hand = true\n'
    _, result = bundle.what_if(bundle.read_round(case), asked(text))
    assert ("c", 2, "BA-1", "admitted") in [row[:4] for row in placed(result)]
    text = '[[area]]\nprovider = "K"\nmunicipality = "2281"\nfirst_hand = false\n'
    _, result = bundle.what_if(bundle.read_round(case), asked(text))
    assert ("c", 2, "BA-1", "admitted") in [row[:4] for row in placed(result)]


def test_what_if_sexes_are_counted_where_they_are_given(case, tmp_path, capsys):
    (tmp_path / "sex.csv").write_text("applicant_id,sex\na,kvinna\nb,man\nc,kvinna\nd,man\ne,man\n")
    (tmp_path / "c.toml").write_text('[[change]]\noffering = "NA-1"\nseats = 1\n')
    args = ["whatif", str(case), str(tmp_path / "c.toml"), "--sex", str(tmp_path / "sex.csv")]
    assert cli.main([*args, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["sexes"]["man"]["after"] == {
        "applicants": 3, "admitted": 2, "first_choice": 0, "unplaced": 1, "first_choice_share": "0.0",
    }  # fmt: skip
    assert cli.main(args) == 0
    assert "Kön finns inte i underlaget." not in capsys.readouterr().out


def test_what_if_cut_off_of_few_admitted_is_hidden(case, tmp_path, capsys):
    """Three or two admitted: who has the lowest merit could be told from it. With five it is shown."""
    found, _ = bundle.what_if(bundle.read_round(case), asked('[[change]]\noffering = "NA-1"\nseats = "+1"\n'))
    assert found.cutoffs
    assert {(one.before, one.after) for one in found.cutoffs} <= {
        ("hidden", "hidden"),
        ("", "hidden"),
        ("hidden", ""),
    }
    (tmp_path / "c.toml").write_text('[[change]]\noffering = "NA-1"\nseats = "+1"\n')
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml")]) == 0
    told = capsys.readouterr().out
    assert ("visas ej" in told, "hidden" in told) == (True, False)
    many = {
        "offerings": {"NA-1": {"seats": 5}},
        "applicants": {
            f"a{number}": {"merit": 200 + 10 * number, "choices": ["NA-1"]} for number in range(8)
        },
    }
    write_round(*tables_of(many), tmp_path / "many")
    six, _ = bundle.what_if(
        bundle.read_round(tmp_path / "many"), asked('[[change]]\noffering = "NA-1"\nseats = "+1"\n')
    )
    assert [(one.before, one.after) for one in six.cutoffs] == [("230.0", "220.0")]


def test_whatif_prints_tables_with_changes_in_parentheses(case, tmp_path, capsys):
    (tmp_path / "c.toml").write_text('[[change]]\noffering = "NA-1"\nseats = "+1"\n')
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml"), "--out", str(tmp_path / "out")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 får ett val som de satt högre, 0 ett som de satt lägre."
    assert ["NA25", "4", "(+1)", "3", "2", "1", "(+1)"] in [line.split() for line in lines]
    assert "Kön finns inte i underlaget." in lines
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "cutoffs.csv",
        "difference.json",
        "placements.csv",
    ]


def test_whatif_in_english_says_the_same_as_in_swedish(case, tmp_path, capsys):
    (tmp_path / "c.toml").write_text('[[change]]\noffering = "NA-1"\nseats = "+1"\n')
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml"), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 get a choice that they put higher, 0 one that they put lower."
    assert lines[2].split() == [
        "All",
        "applicants",
        "applicants",
        "admitted",
        "first",
        "choice",
        "share",
        "unplaced",
    ]
    assert "The round does not tell anybody's sex." in lines
    (tmp_path / "c.toml").write_text('[[change]]\noffering = "ZZ"\nseats = 1\n')
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml"), "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "c.toml:change[1]: no offering of the round fits offering_id = ZZ. Correct the selection.",
    ]


def test_whatif_out_folder_with_other_files_is_refused(case, tmp_path, capsys):
    (tmp_path / "c.toml").write_text("[[change]]\nall = true\nseats = 5\n")
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml"), "--out", str(case)]) == 2
    assert "annat än ett sådant här svar" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x = [", [("-", "toml_syntax")]),
        ("", [("-", "nothing")]),
        ("[chnge]\n", [("chnge", "key_unknown")]),
        ('change = "x"\n', [("change", "not_tables")]),
        ("[[change]]\nseats = 3\n", [("change[1]", "no_selection")]),
        ('[[change]]\noffering = "NA-1"\n', [("change[1]", "no_change")]),
        ('[[change]]\noffering = 3\nseats = "tre"\ncolour = 1\n', [
            ("change[1].colour", "key_unknown"), ("change[1].offering", "not_text"), ("change[1].seats", "not_amount"),
        ]),
        ("[[change]]\nall = true\nseats = -3\n", [("change[1].seats", "not_amount")]),
        ("[[change]]\nall = true\ncancelled = 1\n", [("change[1].cancelled", "not_boolean")]),
        ("[[add]]\n", [("add[1].offering", "key_missing"), ("add[1].like", "key_missing"), ("add[1].seats", "key_missing")]),
        ('[[add]]\noffering = "a b"\nlike = "NA-1"\nseats = "+1"\n', [("add[1].offering", "not_id"), ("add[1].seats", "not_absolute")]),
        ('[[area]]\nprovider = "K"\nmunicipality = "22"\nfirst_hand = true\n', [("area[1].municipality", "not_municipality")]),
        ("ranking = 1\n", [("ranking", "not_table")]),
        ("[ranking.x]\norder = 1\n", [("ranking.x.order", "not_text_list")]),
        ('[ranking.x]\norder = ["lottery", "luck", "luck"]\n', [
            ("ranking.x.order", "unknown_criterion"), ("ranking.x.order", "repeated_criterion"), ("ranking.x.order", "after_lottery"),
        ]),
        ('[merit]\nblock_grades = "heavy"\n', [("merit.block_grades", "not_in_list")]),
        ('lottery_seed = "12"\n', [("lottery_seed", "seed_invalid")]),
    ],
)  # fmt: skip
def test_read_changes_tells_every_fault_by_its_key(text, wanted):
    with pytest.raises(bundle.ChangesRefused) as refused:
        asked(text)
    assert sorted((fault.key, fault.code) for fault in refused.value.faults) == sorted(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[[change]]\noffering = "ZZ"\nseats = 1\n', [("change[1]", "nothing_selected")]),
        ('[[change]]\nall = true\nranking = "mine"\n', [("change[1].ranking", "ranking_unknown")]),
        ('[[change]]\noffering = "NA-1"\nseats = "-3"\n', [("change", "below_zero"), ("change", "quota_above_seats")]),
        ('[[change]]\noffering = "NA-1"\nfree_quota_seats = 3\n', [("change", "quota_above_seats")]),
        ('[[change]]\noffering = "NA-1"\npool_seats = 3\n', [("change[1].pool_seats", "no_pool")]),
        ('[[add]]\noffering = "BA-1"\nlike = "QQ"\nseats = 1\n', [
            ("add[1].after", "offering_unknown"), ("add[1].like", "offering_unknown"), ("add[1].offering", "offering_exists"),
        ]),
        ('[[area]]\nprovider = "ZZ"\nmunicipality = "2281"\nfirst_hand = true\n', [("area[1].provider", "provider_unknown")]),
    ],
)  # fmt: skip
def test_what_if_changes_that_do_not_fit_the_round_are_all_told(case, text, wanted):
    with pytest.raises(bundle.ChangesRefused) as refused:
        bundle.what_if(bundle.read_round(case), asked(text))
    assert sorted((fault.key, fault.code) for fault in refused.value.faults) == sorted(wanted)


def test_what_if_lottery_without_a_seed_is_told(tmp_path):
    settings, tables = tables_of({**CASE, "ranking": ["choice_rank"]})
    round_ = round_of(
        {name: value for name, value in settings.items() if name != "lottery_seed"}, tables, tmp_path / "r"
    )
    with pytest.raises(bundle.ChangesRefused) as refused:
        bundle.what_if(
            round_, asked('[[change]]\nall = true\nranking = "x"\n[ranking.x]\norder = ["lottery"]\n')
        )
    assert [(fault.key, fault.code) for fault in refused.value.faults] == [("lottery_seed", "seed_missing")]


def test_whatif_faults_are_printed_with_key_and_remedy_and_nothing_is_written(case, tmp_path, capsys):
    (tmp_path / "c.toml").write_text(
        '[[change]]\noffering = "ZZ"\nseats = 1\n[[change]]\nall = true\nranking = "mine"\n'
    )
    assert cli.main(["whatif", str(case), str(tmp_path / "c.toml"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "c.toml:change[1]: ingen utbildning i omgången passar offering_id = ZZ. Rätta urvalet.",
        "c.toml:change[2].ranking: regeln ”mine” finns inte. Lägg till [ranking.mine] med order.",
    ]
    assert not (tmp_path / "out").exists()


SEVERAL = {
    "fler.toml": '[[change]]\noffering = "NA-1"\nseats = "+1"\n',
    "farre.toml": '[[change]]\noffering = "NA-1"\nseats = "-1"\n',
    "stalld.toml": '[[change]]\noffering = "BA-1"\ncancelled = true\n',
}


def several(folder: Path, texts: dict[str, str]) -> list[str]:
    """Files of changes; returns their paths."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in texts]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_whatif_of_several_files_is_each_of_them_alone(case, tmp_path, capsys, workers):
    paths = several(tmp_path, SEVERAL)
    assert cli.main(["whatif", str(case), *paths, "--json", "--workers", workers]) == 0
    together = json.loads(capsys.readouterr().out)
    assert list(together) == paths
    for path in paths:
        assert cli.main(["whatif", str(case), path, "--json"]) == 0
        assert together[path] == json.loads(capsys.readouterr().out)


def test_whatif_of_several_files_prints_a_line_for_each(case, tmp_path, capsys):
    paths = several(tmp_path, SEVERAL)
    assert cli.main(["whatif", str(case), *paths]) == 0
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == [
        "Ändringar", "sökande", "antagna", "första", "hand", "andel", "utan", "plats", "bättre", "sämre",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines] == paths
    # a seat more: c comes in; one less: b, d and e each fall a step; BA-1 cancelled: d and e do
    assert [line.split()[-2:] for line in lines] == [["1", "0"], ["0", "3"], ["0", "2"]]  # better, worse


def test_whatif_faults_of_several_files_are_told_all_at_once(case, tmp_path, capsys):
    broken = {**SEVERAL, "fel.toml": "x = 1\n", "tom.toml": ""}
    assert cli.main(["whatif", str(case), *several(tmp_path, broken)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert {line.partition(":")[0] for line in told.err.splitlines()} == {"fel.toml", "tom.toml"}


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--workers", "0"], whatif_texts.WORKERS["workers"]),
        (["--workers", "dask://"], whatif_texts.WORKERS["workers"]),
        (["--out", "svar"], whatif_texts.OUT_ONE_FILE),
    ],
)
def test_whatif_options_that_do_not_fit_several_files_are_refused(case, tmp_path, capsys, options, wanted):
    assert cli.main(["whatif", str(case), *several(tmp_path, SEVERAL), *options]) == 2
    assert capsys.readouterr().err.strip() == wanted


def test_whatif_texts_cover_every_fault():
    source = Path(bundle.__file__).parent
    text = "".join((source / f"what_if_{name}.py").read_text() for name in ("changes", "applying"))
    codes = set(re.findall(r'"([a-z]+(?:_[a-z0-9]+)+)"', text)) & set(whatif_texts.FAULTS)
    assert set(whatif_texts.FAULTS) - codes == {
        "bom",
        "nothing",
        "unknown_criterion",
        "repeated_criterion",
        "after_lottery",
    }
    assert "lottery" in CRITERIA


def test_whatif_example_in_the_document_runs(case):
    block = re.search(r"```toml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    found, result = bundle.what_if(bundle.read_round(case), asked(block[1]))
    assert found.programmes["BA25"].after.seats == 10
    assert found.programmes["NA25"].after.seats == found.programmes["NA25"].before.seats + 6
    assert set(result.round.settings.rankings) >= {"by_lot"}
