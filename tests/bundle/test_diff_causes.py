"""Causes of changes between two rounds: exactly the input that was changed, found by running again."""

from pathlib import Path

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import Root, write_round
from gemensam.interfaces.commands import cli
from tests.bundle.random_rounds import random_round
from tests.bundle.rounds import tables_of

CASE = {
    "offerings": {"P": {"seats": 1}, "Q": {"seats": 1}},
    "applicants": {
        "a": {"merit": 220, "choices": ["P", "Q"]},
        "b": {"merit": 200, "choices": ["P", "Q"]},
        "c": {"merit": 180, "choices": ["Q", "P"]},
    },
    "lottery": ["a", "b", "c"],
}


def changed(**changes):
    """The case with other applicants' values, or other offerings."""
    people = {name: {**about, **changes.get(name, {})} for name, about in CASE["applicants"].items()}
    return {**CASE, **changes.get("case", {}), "applicants": people}


def folders(name, case, tmp_path):
    write_round(*tables_of(case), tmp_path / name)
    bundle.write_result(bundle.admit(bundle.read_round(tmp_path / name)), tmp_path / f"{name}-result")
    return tmp_path / name, tmp_path / f"{name}-result"


def roots(first, second):
    rounds = (bundle.read_round(first[0]), bundle.read_round(second[0]))
    compared = bundle.with_roots(bundle.diff(first[1], second[1]), rounds, (first[1], second[1]))
    return {one: (found.causes, found.together) for one, found in compared.roots.items()}, compared


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (
            changed(b={"merit": 240}),
            {"a": ((Root.OTHERS_GRADES,), False), "b": ((Root.OWN_GRADES,), False)},
        ),
        (
            changed(a={"choices": ["Q", "P"]}),
            {"a": ((Root.OWN_CHOICES,), False), "b": ((Root.OTHERS_CHOICES,), False)},
        ),
        (
            changed(case={"offerings": {"P": {"seats": 2}, "Q": {"seats": 1}}}),
            {"b": ((Root.SEATS,), False), "c": ((Root.SEATS,), False)},
        ),
        (
            changed(b={"home": "0180"}),
            {"b": ((Root.OWN_FACTS,), False), "c": ((Root.OTHERS_FACTS,), False)},
        ),
    ],
)
def test_causes_of_one_changed_input_name_it(case, wanted, tmp_path):
    assert roots(folders("old", CASE, tmp_path), folders("new", case, tmp_path))[0] == wanted


def test_causes_of_a_withdrawal_name_the_applicants(tmp_path):
    left = {**CASE, "applicants": {name: about for name, about in CASE["applicants"].items() if name != "a"}}
    found, compared = roots(folders("old", CASE, tmp_path), folders("new", left, tmp_path))
    assert found == {"b": ((Root.APPLICANTS,), False), "c": ((Root.APPLICANTS,), False)}
    assert next((change.applicant, change.turn.value) for change in compared.changes) == ("a", "withdrawn")


def test_causes_of_another_lottery_name_it(tmp_path):
    equal = {name: {**about, "merit": 200} for name, about in CASE["applicants"].items()}
    old = {**CASE, "ranking": ["lottery"], "applicants": equal}
    found, _ = roots(
        folders("old", old, tmp_path), folders("new", {**old, "lottery": ["b", "a", "c"]}, tmp_path)
    )
    assert found == {"a": ((Root.LOTTERY,), False), "b": ((Root.LOTTERY,), False)}


def test_causes_of_another_ranking_rule_name_the_rule(tmp_path):
    equal = {
        "a": {"merit": 200, "choices": ["Q", "P"]},
        "b": {"merit": 200, "choices": ["P"]},
        "c": {"merit": 220, "choices": ["Q"]},
    }
    old = {**CASE, "ranking": ["choice_rank", "lottery"], "applicants": equal}
    found, _ = roots(folders("old", old, tmp_path), folders("new", {**old, "ranking": ["lottery"]}, tmp_path))
    assert found == {"a": ((Root.RULE,), False), "b": ((Root.RULE,), False)}


def test_causes_that_only_work_together_are_told_so(tmp_path):
    """Two have come to stand before b, one by choice and one by grade: putting back either leaves the other."""
    old = changed(a={"choices": ["Q"]}, b={"choices": ["P"]}, c={"choices": ["P"]})
    new = changed(a={"choices": ["P"]}, b={"choices": ["P"]}, c={"choices": ["P"], "merit": 210})
    found, _ = roots(folders("old", old, tmp_path), folders("new", new, tmp_path))
    assert found["b"] == ((Root.OTHERS_GRADES, Root.OTHERS_CHOICES), True)


@pytest.mark.parametrize("case", [CASE, changed(c={"merit": 190})])
def test_change_that_no_input_makes_is_unexplained_and_stops(case, tmp_path, capsys):
    """A result that its own round does not give: someone has changed the file and its hashes.

    Nor does it help that something else has changed, too: with that put back the old places are those of the old round.
    """
    first = folders("old", CASE, tmp_path)
    second = folders("new", case, tmp_path)
    forge(second[1])
    found, compared = roots(first, second)
    assert compared.unexplained == tuple(sorted(found)) == ("a", "b")
    capsys.readouterr()
    command = ["diff", str(first[1]), str(second[1]), "--rounds", str(first[0]), str(second[0])]
    assert cli.main(command) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 ändringar är oförklarade.")


def test_diff_with_rounds_of_explained_changes_goes_on(tmp_path, capsys):
    first, second = folders("old", CASE, tmp_path), folders("new", changed(b={"merit": 240}), tmp_path)
    command = ["diff", str(first[1]), str(second[1]), "--rounds", str(first[0]), str(second[0])]
    assert cli.main(command) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "a förlorade: P → Q (någon annans betyg)",
        "b vann: Q → P (eget betyg)",
    ]


def test_diff_with_rounds_of_other_results_is_refused(tmp_path, capsys):
    first, second = folders("old", CASE, tmp_path), folders("new", changed(b={"merit": 240}), tmp_path)
    command = ["diff", str(first[1]), str(second[1]), "--rounds", str(second[0]), str(first[0])]
    assert cli.main(command) == 2
    assert "en annan omgång" in capsys.readouterr().err


@pytest.mark.parametrize("seed", range(6))
def test_causes_in_random_rounds_explain_every_change(seed, tmp_path):
    """Two rounds that differ in everything: all changes are explained, and none of the causes is an unchanged kind."""
    old, new = random_round(seed, 20, 5, held=seed % 3 == 0), random_round(seed, 20, 5, held=seed % 3 == 0)
    header, rows = new.tables["grades.csv"]
    new.tables["grades.csv"] = (
        header,
        [(*row[:3], "A" if number % 7 == seed else row[3], *row[4:]) for number, row in enumerate(rows)],
    )
    header, rows = new.tables["offerings.csv"]
    new.tables["offerings.csv"] = (header, [(*row[:6], str(int(row[6]) + 1), *row[7:]) for row in rows])
    parts = []
    for name, made in (("old", old), ("new", new)):
        write_round(made.settings, made.tables, tmp_path / name)
        bundle.write_result(bundle.admit(bundle.read_round(tmp_path / name)), tmp_path / f"{name}-result")
        parts.append((tmp_path / name, tmp_path / f"{name}-result"))
    found, compared = roots(*parts)
    assert compared.unexplained == ()
    assert {cause for causes, _ in found.values() for cause in causes} <= {
        Root.OWN_GRADES,
        Root.OTHERS_GRADES,
        Root.SEATS,
    }


def forge(result: Path) -> None:
    """Give a's place to b, with hashes that fit."""
    import json
    from hashlib import sha256

    path = result / "placements.csv"
    lines = path.read_text().splitlines()
    swapped = [
        line.replace("a,", "b,", 1)
        if line.startswith("a,")
        else line.replace("b,", "a,", 1)
        if line.startswith("b,")
        else line
        for line in lines
    ]
    path.write_text("\n".join(swapped) + "\n")
    manifest = json.loads((result / "manifest.json").read_text())
    manifest["outputs"]["placements.csv"] = manifest["result_hash"] = sha256(path.read_bytes()).hexdigest()
    (result / "manifest.json").write_text(json.dumps(manifest))
