"""The verifier as a program: exit codes, languages, JSON, .zip, and files that cannot be read."""

import ast
import json
import shutil
import zipfile
from pathlib import Path

import pytest

import gemensam_verifier
from gemensam_verifier import Unreadable, texts_en, texts_sv, verify
from gemensam_verifier.__main__ import main
from gemensam_verifier.report import PROPERTIES
from tests.verifier.faults.forging import Forgery
from tests.verifier.faults.rounds import later, ordinary, pools
from tests.verifier.oracle_output import admit


@pytest.fixture
def forgery(tmp_path):
    folder = ordinary().write(tmp_path / "round")
    return Forgery(folder, admit(folder, tmp_path / "result"))


def run(forgery: Forgery, *options: str) -> int:
    return main([str(forgery.folder), str(forgery.result), *options])


def test_main_right_result_says_what_was_checked(forgery, capsys):
    assert run(forgery) == 0
    text = capsys.readouterr().out
    assert "Resultatet stämmer. Inga fel hittades." in text
    assert "Läst: 17 sökande, 29 val, 6 utbildningar" in text
    assert "V8  Högre meritvärde ger aldrig sämre plats: går inte att se i ett enda resultat" in text
    assert verify(forgery.folder, forgery.result).result_hash in text


def test_main_wrong_result_names_property_applicants_and_offering(forgery, capsys):
    forgery.seat(bo=(3, "merit"), cia=(1, "merit"))
    forgery.recompute_manifest()
    assert run(forgery) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == (
        "V4 sökande bo, cia, utbildning DORA: den första går före den andra (poäng) men har inte fått platsen"
    )


def test_main_english_is_english(forgery, capsys):
    forgery.placement("cia", "DORA", merit="202.5")
    forgery.recompute_manifest()
    assert run(forgery, "--lang", "en") == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "V3 applicant cia, offering DORA: the merit is “202.5” but the grades give “200.0”"


def test_main_hold_lists_offerings(forgery, capsys):
    forgery.seat(ture=None, tyra=(1, "merit"))
    forgery.recompute_manifest()
    assert run(forgery, "--hold") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["Utbildningar som ska hållas inne tills felen är rättade (1 av 6):", "LOTTA"]


def test_main_hold_of_right_result_is_empty(forgery, capsys):
    assert run(forgery, "--hold") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Inga utbildningar behöver hållas inne."


def test_main_json_is_the_report(forgery, capsys):
    forgery.placement("sven", "DORA", reserve_position=5)
    forgery.recompute_manifest()
    assert run(forgery, "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert report["checked"]["V8"] is None
    assert list(report["checked"]) == list(PROPERTIES)
    (violation,) = report["violations"]
    assert violation["property"] == "V10"
    assert violation["applicants"] == ["sven"]
    assert violation["facts"] == {"position": "5", "wanted": "3"}
    assert report["hold"] == ["DORA"]


@pytest.mark.parametrize("inside", ["", "omgang/"])
def test_verify_zip_gives_the_same_as_the_folder(forgery, tmp_path, inside):
    paths = []
    for folder in (forgery.folder, forgery.result):
        paths.append(tmp_path / f"{folder.name}.zip")
        with zipfile.ZipFile(paths[-1], "w") as archive:
            for file in folder.iterdir():
                archive.write(file, inside + file.name)
    assert verify(*paths) == verify(forgery.folder, forgery.result)


def drop(name: str):
    return lambda forgery: forgery.path(name).unlink()


def text(name: str, old: str, new: str):
    return lambda forgery: forgery.text(name, old, new)


def without_column(name: str, column: str):
    def change(forgery: Forgery) -> None:
        columns, rows = forgery.table(name)
        for row in rows:
            del row[column]
        forgery.save(name, [one for one in columns if one != column], rows)

    return change


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("missing_file", drop("grades.csv")),
        ("missing_file", drop("choices.csv")),
        ("missing_file", drop("placements.csv")),
        ("missing_file", drop("manifest.json")),
        ("missing_file", drop("cutoffs.csv")),
        ("missing_file", drop("summary.json")),
        ("not_toml", text("round.toml", "year = 2027", "year =")),
        ("unknown_key", text("round.toml", "year = 2027", "year = 2027\nyeah = 1")),
        ("bad_value", text("round.toml", "se-2026", "se-1901")),
        ("bad_value", text("round.toml", "5e" * 32, "5e" * 31)),
        ("bad_value", text("round.toml", '"lottery"', '"hair_colour"')),
        ("not_json", text("manifest.json", "{", "[")),
        ("not_json", text("summary.json", "{", "")),
        ("row_width", text("areas.csv", "P1,2281", "P1,2281,x")),
        ("row_width", text("grades.csv", "anna,BL,,A,compulsory", "anna,BL,,A,compulsory,x")),
        ("unknown_column", text("applicants.csv", "birth_year", "year_of_birth")),
        ("unknown_column", text("grades.csv", "language", "tongue")),
        ("missing_column", without_column("choices.csv", "rank")),
        ("missing_column", without_column("placements.csv", "merit")),
        ("bad_value", text("offerings.csv", "public", "state")),
        ("bad_value", text("applicants.csv", "bo,2011", "bo,MMXI")),
        ("bad_value", text("grades.csv", "anna,BL,,A", "anna,BL,,Q")),
        ("bad_value", text("grades.csv", "anna,BL", "anna,XX")),
        ("bad_value", text("choices.csv", "lena,1,DORA,yes", "lena,1,DORA,ja")),
        ("no_zone", text("grades.csv", "2027-06-20T12:00:00+02:00", "2027-06-20T12:00:00")),
        ("unknown_programme", text("offerings.csv", "BA25", "QQ25")),
        ("unknown_reference", text("choices.csv", "bo,3,STORA", "bo,3,GONE")),
        ("unknown_reference", text("grades.csv", "anna,BL", "annan,BL")),
        ("repeated", text("applicants.csv", "\nbo,", "\nanna,2011,2281,,,,\nbo,")),
        ("repeated", text("offerings.csv", "\nKLARA", "\nDORA")),
        ("rank_gap", text("choices.csv", "bo,2,", "bo,4,")),
        ("rank_gap", text("choices.csv", "bo,2,KLARA", "bo,2,DORA")),
    ],
)
def test_main_file_that_cannot_be_read_exits_with_two(forgery, capsys, code, change):
    change(forgery)
    with pytest.raises(Unreadable) as error:
        verify(forgery.folder, forgery.result)
    assert (
        error.value.code in {code, "unknown_column"} if code == "missing_column" else error.value.code == code
    )
    for language in ("sv", "en"):
        assert run(forgery, "--lang", language) == 2
    assert error.value.file in capsys.readouterr().err


def test_verify_pool_with_two_sizes_cannot_be_read(tmp_path):
    folder = pools().write(tmp_path / "round")
    forgery = Forgery(folder, admit(folder, tmp_path / "result"))
    forgery.edit("offerings.csv", {"offering_id": "BYGG"}, pool_seats=9)
    with pytest.raises(Unreadable, match="pool_differs"):
        verify(forgery.folder, forgery.result)


@pytest.mark.parametrize(
    "cells",
    [{"applicant_id": "odd"}, {"applicant_id": "anna", "offering_id": "ANNAN"}],
    ids=["twice", "no choice"],
)
def test_verify_impossible_held_place_cannot_be_read(tmp_path, cells):
    folder = later().write(tmp_path / "round")
    forgery = Forgery(folder, admit(folder, tmp_path / "result"))
    forgery.repeat("held.csv", {"applicant_id": "hera"}, **cells)
    if cells["applicant_id"] == "odd":
        forgery.repeat("held.csv", {"applicant_id": "odd"})
    with pytest.raises(Unreadable, match="bad_held"):
        verify(forgery.folder, forgery.result)


def test_verify_no_folder_and_no_zip_cannot_be_read(forgery, tmp_path):
    with pytest.raises(Unreadable, match="missing_folder"):
        verify(tmp_path / "nowhere", forgery.result)
    with pytest.raises(Unreadable, match="bad_zip"):
        verify(forgery.folder / "round.toml", forgery.result)


def test_verify_quoted_cells_and_another_column_order_are_the_same_round(forgery):
    columns, rows = forgery.table("grades.csv")
    forgery.save("grades.csv", columns[::-1], rows)
    forgery.text("choices.csv", "bo,1,DORA", '"bo",1,"DORA"')
    found = verify(forgery.folder, forgery.result).violations
    assert {violation.prop for violation in found} == {"V0"}


def test_verify_rows_of_the_input_in_another_order_are_the_same_files(forgery):
    for name in ("grades.csv", "choices.csv", "applicants.csv", "offerings.csv"):
        columns, rows = forgery.table(name)
        forgery.save(name, columns, rows[::-1])
    assert verify(forgery.folder, forgery.result).violations == ()


def test_texts_both_languages_have_the_same_keys():
    for name in ("PROPERTIES", "PARTS", "VIOLATIONS", "UNREADABLE"):
        assert list(getattr(texts_sv, name)) == list(getattr(texts_en, name))


def codes_in_source(function: str, place: int) -> set[str]:
    """Literal codes given to calls of a function or method of this name."""
    found = set()
    for path in Path(gemensam_verifier.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name == function and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    found.add(node.args[place].value)
    return found


def test_texts_every_code_has_a_text():
    codes = {code for name in ("add", "_add", "_note") for code in codes_in_source(name, 1)}
    kinds = {
        f"{kind}_{what}" for kind in ("input", "output") for what in ("changed", "gone", "not_in_manifest")
    }
    limits = {"overfull", "quota_overfull", "test_overfull"}
    assert codes | kinds | limits == set(texts_sv.VIOLATIONS)
    assert codes_in_source("Unreadable", 0) == set(texts_sv.UNREADABLE)


def test_verifier_imports_the_standard_library_alone(tmp_path):
    copy = shutil.copytree(Path(gemensam_verifier.__file__).parent, tmp_path / "gemensam_verifier")
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for path in copy.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    import sys

    outside = {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names)
    assert outside == {"gemensam_verifier"}
