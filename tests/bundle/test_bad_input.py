"""Bad input: every fault on its own line, all at once, and nothing is written."""

import zipfile

import pytest

from gemensam.domains.admissions.bundle import FaultCode
from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.texts import texts_of
from tests.bundle.bad_files import BAD_FILES
from tests.bundle.bad_rows import BAD_ROWS
from tests.bundle.good_round import ROUND, H, S, change

CASES = [*BAD_FILES, *BAD_ROWS]


def run(files, tmp_path, capsys, *more):
    folder = tmp_path / "round"
    folder.mkdir()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    code = cli.main(["admit", str(folder), "--out", str(tmp_path / "result"), *more])
    return code, capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(("files", "lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_admit_bad_input_tells_every_fault_and_writes_nothing(files, lines, tmp_path, capsys):
    assert run(files, tmp_path, capsys) == (2, lines)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["round"]


def test_admit_good_input_runs(tmp_path, capsys):
    """The negative control of all cases: what they change is good until it is changed."""
    assert run(ROUND, tmp_path, capsys) == (0, [])
    assert (tmp_path / "result" / "manifest.json").is_file()


def test_admit_bad_input_in_english_tells_it_in_english(tmp_path, capsys):
    files = change(S, ",5,,,,x", ",-5,,,,x")
    assert run(files, tmp_path, capsys, "--lang", "en") == (2, ["offerings.csv:3: seats: -5 is less than 0"])


def test_admit_missing_folder_is_a_fault(tmp_path, capsys):
    code = cli.main(["admit", str(tmp_path / "nowhere"), "--out", str(tmp_path / "result")])
    assert (code, capsys.readouterr().err) == (2, "nowhere:0: -: mappen eller filen finns inte\n")


def test_cases_of_bad_input_are_many():
    assert (len(CASES) >= 60, len({case[0] for case in CASES})) == (True, len(CASES))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_texts_of_faults_cover_every_code(language):
    assert set(texts_of(language).FAULTS) == set(FaultCode)


def zipped(path, files, folder="", **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return path


@pytest.mark.parametrize("folder", ["", "round/"])
def test_admit_archive_gives_the_result_of_its_folder(folder, tmp_path, capsys):
    run(ROUND, tmp_path, capsys)
    archive = zipped(tmp_path / "round.zip", {**ROUND, ".DS_Store": "x"}, folder)
    assert cli.main(["admit", str(archive), "--out", str(tmp_path / "zipped")]) == 0
    for name in ("placements.csv", "cutoffs.csv", "summary.json", "manifest.json"):
        assert (tmp_path / "zipped" / name).read_bytes() == (tmp_path / "result" / name).read_bytes()


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        ("cut", "round.zip:0: -: filen är ingen hel .zip"),
        ("text", "round.zip:0: -: filen är ingen hel .zip"),
        ("twice", "held.csv:0: -: filen finns två gånger i arkivet"),
        ("large", "round.zip:0: -: arkivet är större än 1000 byte uppackat"),
        ("flipped", "round.zip:0: -: filen är ingen hel .zip"),
    ],
)
def test_admit_bad_archive_is_refused(damage, line, tmp_path, capsys, monkeypatch):
    path = zipped(tmp_path / "round.zip", ROUND)
    data = path.read_bytes()
    if damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "text":
        path.write_text("offerings.csv")
    elif damage == "twice":
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
            archive.writestr("held.csv", ROUND[H])
    elif damage == "large":
        monkeypatch.setattr("gemensam.domains.admissions.bundle.source.MAX_UNPACKED_BYTES", 1000)
    elif damage == "flipped":
        at = data.index(b"grades.csv") + 60
        path.write_bytes(data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 40]) + data[at + 40 :])
    assert cli.main(["admit", str(path), "--out", str(tmp_path / "result")]) == 2
    assert capsys.readouterr().err.splitlines() == [line]
    assert not (tmp_path / "result").exists()
