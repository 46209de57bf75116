"""The result folder: what it holds, where it may be written, and what is read back from it."""

import json
from hashlib import sha256

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from tests.bundle.random_rounds import random_round
from tests.bundle.rounds import tables_of

CASE = {
    "offerings": {"P": {"seats": 1}, "Q": {"seats": 2}},
    "applicants": {
        "a": {"merit": 257.5, "choices": ["P", "Q"]},
        "b": {"merit": 160, "choices": ["P", "Q"]},
        "c": {"comparable": False, "choices": ["P"]},
        "d": {"merit": 160, "home": "0180", "choices": []},
    },
}


@pytest.fixture
def folder(tmp_path):
    write_round(*tables_of(CASE), tmp_path / "round")
    return tmp_path / "round"


def run(folder, out):
    result = bundle.admit(bundle.read_round(folder))
    return result, bundle.write_result(result, out)


def test_write_result_files_hold_what_the_format_says(folder, tmp_path):
    run(folder, tmp_path / "out")
    placements = (tmp_path / "out" / "placements.csv").read_text().splitlines()
    without_key = [line.rpartition(",")[0] for line in placements]
    assert without_key == [
        "applicant_id,rank,offering_id,status,seat_kind,reserve_position,reason,merit",
        "a,1,P,admitted,merit,,,257.5",
        "a,2,Q,struck,,,choice:higher_admitted,257.5",
        "b,1,P,reserve,,1,merit:below,160.0",
        "b,2,Q,admitted,merit,,,160.0",
        "c,1,P,reserve,,2,quota:not_approved,",
    ]
    assert (tmp_path / "out" / "cutoffs.csv").read_text().splitlines() == [
        "offering_id,seats,eligible,first_hand_first_choice,admitted,admitted_free_quota,admitted_test,"
        "admitted_second_hand,lowest_merit,median_merit,mean_merit,tie_at_cutoff,reserves,vacant",
        "P,1,3,3,1,0,0,0,257.5,257.5,257.5,no,2,0",
        "Q,2,2,0,1,0,0,0,160.0,160.0,160.0,no,0,1",
    ]


def test_write_result_summary_counts_everyone_in_the_round(folder, tmp_path):
    run(folder, tmp_path / "out")
    home = {
        "applicants": 3,
        "admitted": 2,
        "first_choice": 1,
        "first_choice_share": 0.3333,
        "admitted_share": 0.6667,
    }
    away = {
        "applicants": 1,
        "admitted": 0,
        "first_choice": 0,
        "first_choice_share": 0.0,
        "admitted_share": 0.0,
    }
    everyone = {
        "applicants": 4,
        "admitted": 2,
        "first_choice": 1,
        "first_choice_share": 0.25,
        "admitted_share": 0.5,
    }
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == {
        "year": 2026,
        "kind": "final",
        "rules": "se-2026",
        "choices": 5,
        "reserves": 2,
        **everyone,
        "municipalities": {"0180": away, "2281": home},
    }


def test_write_result_manifest_names_every_file(folder, tmp_path):
    _, manifest = run(folder, tmp_path / "out")
    out = tmp_path / "out"
    written = json.loads((out / "manifest.json").read_text())
    assert written["inputs"] == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())
    }
    assert written["outputs"] == {
        name: sha256((out / name).read_bytes()).hexdigest()
        for name in ("cutoffs.csv", "placements.csv", "summary.json")
    }
    assert written["result_hash"] == written["outputs"]["placements.csv"] == manifest.result_hash
    assert (written["rules"], written["engine"]) == ("se-2026", bundle.engine_version())


def test_write_result_timing_tells_each_step(folder, tmp_path):
    run(folder, tmp_path / "out")
    timing = json.loads((tmp_path / "out" / "timing.json").read_text())
    assert [step["step"] for step in timing["steps"]] == [
        "rules",
        "allocation",
        "explanations",
        "statistics",
        "writing",
    ]
    assert all(step["peak_mib"] > 0 and step["seconds"] >= 0 for step in timing["steps"])


def test_write_result_again_replaces_the_earlier_result(folder, tmp_path):
    run(folder, tmp_path / "out")
    before = {
        path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.name != "timing.json"
    }
    run(folder, tmp_path / "out")
    after = {
        path.name: path.read_bytes() for path in (tmp_path / "out").iterdir() if path.name != "timing.json"
    }
    assert (after, sorted(path.name for path in tmp_path.iterdir())) == (before, ["out", "round"])


@pytest.mark.parametrize(("name", "code"), [("round", "holds_other_files"), ("file", "not_a_folder")])
def test_write_result_place_that_holds_other_things_is_refused(name, code, folder, tmp_path):
    (tmp_path / "file").write_text("x")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(bundle.ResultFolderRefused) as refused:
        run(folder, tmp_path / name)
    assert (refused.value.code, sorted(path.name for path in folder.iterdir())) == (code, before)


def test_load_result_joins_the_files_to_the_run_they_came_from(folder, tmp_path):
    result, _ = run(folder, tmp_path / "out")
    loaded = bundle.load_result(result.round, tmp_path / "out")
    assert loaded.placements.equals(result.placements.with_columns(), null_equal=True)
    assert (loaded.kinds.tolist(), loaded.status.tolist()) == (result.kinds.tolist(), result.status.tolist())
    assert loaded.summary == result.summary
    assert [bundle.explain(loaded, name) for name in "abcd"] == [
        bundle.explain(result, name) for name in "abcd"
    ]


def test_load_result_of_another_round_is_refused(folder, tmp_path):
    run(folder, tmp_path / "out")
    other = random_round(3)
    write_round(other.settings, other.tables, tmp_path / "other")
    with pytest.raises(bundle.ResultUnreadable) as refused:
        bundle.load_result(bundle.read_round(tmp_path / "other"), tmp_path / "out")
    assert refused.value.code == "other_round"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda out: (out / "manifest.json").unlink(), "not_a_result"),
        (lambda out: (out / "manifest.json").write_text("{}"), "not_a_result"),
        (lambda out: (out / "manifest.json").write_text("[1]"), "not_a_result"),
        (lambda out: (out / "placements.csv").unlink(), "not_a_result"),
        (lambda out: (out / "placements.csv").write_text("x"), "changed"),
        (
            lambda out: (out / "cutoffs.csv").write_bytes((out / "cutoffs.csv").read_bytes() + b"\n"),
            "changed",
        ),
    ],
)
def test_read_result_damaged_folder_is_refused(damage, code, folder, tmp_path):
    run(folder, tmp_path / "out")
    damage(tmp_path / "out")
    with pytest.raises(bundle.ResultUnreadable) as refused:
        bundle.read_result(tmp_path / "out")
    assert refused.value.code == code


def test_write_round_is_canonical(tmp_path):
    settings, tables = tables_of(CASE)
    turned = {name: (header, list(reversed(rows))) for name, (header, rows) in tables.items()}
    first = write_round(settings, tables, tmp_path / "first")
    second = write_round(settings, turned, tmp_path / "second")
    assert first == second
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes()
        assert first.files[path.name].sha256 == sha256(path.read_bytes()).hexdigest()
    assert first.files["choices.csv"].rows == 5
    assert bundle.read_round(tmp_path / "first").digests == first.files


def test_write_round_one_changed_value_changes_the_digest(tmp_path):
    settings, tables = tables_of(CASE)
    first = write_round(settings, tables, tmp_path / "first")
    second = write_round({**settings, "year": 2027}, tables, tmp_path / "second")
    assert first.digest != second.digest


def test_write_round_text_of_settings_is_quoted(tmp_path):
    settings, tables = tables_of(CASE)
    odd = {**settings, "ranking": {'å "x"\n': {"order": []}, "default": {"order": ["lottery"]}}}
    write_round(odd, tables, tmp_path / "odd")
    rankings = bundle.read_round(tmp_path / "odd").settings.rankings
    assert {name: rule.order for name, rule in rankings.items()} == {'å "x"\n': (), "default": ("lottery",)}
