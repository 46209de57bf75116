"""``gemensam lottery``: the files it writes, what it never writes over, and what a check says."""

import csv
import json
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from gemensam.domains.admissions.bundle import write_round
from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.lottery_texts import TEXTS
from gemensam.rules.selection import lottery_number
from gemensam.rules.selection.lottery_proof import LotteryFault
from tests.bundle.rounds import tables_of

VALUE = "ab" * 32


def printed(capsys, *arguments):
    code = cli.main(["lottery", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def files(tmp_path):
    return tmp_path / "secret.txt", tmp_path / "commitment.json", tmp_path / "reveal.json"


def commit(capsys, files, *more):
    return printed(
        capsys, "commit", "--round", "Provlänet 2027", "--secret", files[0], "--out", files[1],
        "--at", "2026-01-15T09:00:00+01:00", *more,
    )  # fmt: skip


def reveal(capsys, files, *more):
    return printed(
        capsys, "reveal", files[1], "--secret", files[0], "--out", files[2], "--at", "2026-10-01T00:00:00Z", *more
    )  # fmt: skip


@pytest.fixture
def opened(capsys, files):
    """A lottery that is bound and opened."""
    assert commit(capsys, files)[0] == 0
    assert reveal(capsys, files)[0] == 0
    return files


def test_lottery_secret_is_for_its_owner_alone_and_not_in_the_commitment(capsys, files):
    assert commit(capsys, files)[0] == 0
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    secret = files[0].read_text().strip()
    assert len(bytes.fromhex(secret)) == 32
    assert secret not in files[1].read_text()


def test_lottery_commits_are_never_alike(capsys, files, tmp_path):
    commit(capsys, files)
    others = (tmp_path / "s2", tmp_path / "c2")
    commit(capsys, others)
    assert files[0].read_text() != others[0].read_text()


@pytest.mark.parametrize("number", [0, 1])
def test_lottery_commit_writes_over_nothing(capsys, files, number):
    files[number].write_text("kept")
    code, _, err = commit(capsys, files)
    assert (code, err) == (2, f"{files[number]} finns redan och skrivs inte över.\n")
    assert files[number].read_text() == "kept"
    assert not files[1 - number].exists()


def test_lottery_commit_that_cannot_be_published_leaves_no_secret(capsys, files, tmp_path):
    code, _, err = commit(capsys, (files[0], tmp_path / "none" / "c.json"))
    assert (code, files[0].exists()) == (2, False)
    assert "går inte att skriva" in err


def test_lottery_reveal_writes_over_nothing(capsys, opened):
    before = opened[2].read_text()
    code, _, err = reveal(capsys, opened)
    assert (code, "finns redan" in err, opened[2].read_text()) == (2, True, before)


def test_lottery_check_true_files_is_right(capsys, opened):
    seed = json.loads(opened[2].read_text())["seed"]
    code, out, err = printed(capsys, "check", opened[1], opened[2], "--applicant", "p1")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Lotten stämmer. Provlänet 2027: bunden 2026-01-15T08:00:00Z, öppnad 2026-10-01T00:00:00Z.",
        f"Frö: {seed}",
        f"p1: lottnummer {lottery_number(seed, 'p1')}",
    ]


def test_lottery_check_other_secret_is_wrong(capsys, opened):
    content = json.loads(opened[2].read_text()) | {"secret": "1" * 64, "seed": "1" * 64}
    opened[2].write_text(json.dumps(content))
    code, out, _ = printed(capsys, "check", opened[1], opened[2])
    assert (code, out) == (1, TEXTS["sv"]["commitment_wrong"] + "\n")


def test_lottery_with_beacons_names_those_that_are_missing(capsys, files):
    beacons = ("--beacon", "drand-quicknet:29000000", "--beacon", "lotto:v20@2026-05-16T20:00:00Z")
    assert commit(capsys, files, *beacons)[0] == 0
    code, _, err = reveal(capsys, files, "--value", f"drand-quicknet:29000000={VALUE}")
    assert (code, "lotto:v20" in err) == (2, True)
    given = ("--value", f"drand-quicknet:29000000={VALUE}", "--missing", "lotto:v20")
    assert reveal(capsys, files, *given)[0] == 0
    code, out, _ = printed(capsys, "check", files[1], files[2], "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["missing_beacons"]) == (0, True, ["lotto:v20"])
    assert told["seed"] != files[0].read_text().strip()


def test_lottery_beacon_from_the_answer_in_a_file(capsys, files, tmp_path):
    assert commit(capsys, files, "--beacon", "drand-quicknet:29000000")[0] == 0
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"round": 29000001, "randomness": VALUE}))
    code, _, err = reveal(capsys, files, "--value-file", f"drand-quicknet:29000000={answer}")
    assert (code, "”round” stämmer inte" in err) == (2, True)
    answer.write_text(json.dumps({"round": 29000000, "randomness": VALUE}))
    assert reveal(capsys, files, "--value-file", f"drand-quicknet:29000000={answer}")[0] == 0


@pytest.mark.parametrize(
    ("beacon", "text"),
    [
        ("drand-quicknet:20000000", "redan känd"),  # a round of 2025
        ("elsewhere:7", "skriv KÄLLA:RUNDA"),
        ("drand-quicknet", "skriv KÄLLA:RUNDA"),
        ("x:7@2027-01-01", "inte en tidpunkt"),
    ],
)
def test_lottery_commit_to_a_beacon_that_binds_nothing_is_refused(capsys, files, beacon, text):
    code, _, err = commit(capsys, files, "--beacon", beacon)
    assert (code, text in err, files[0].exists()) == (2, True, False)


def test_lottery_check_of_a_round_compares_seed_and_every_number(capsys, opened, tmp_path):
    seed = json.loads(opened[2].read_text())["seed"]
    case = {
        "ranking": ["lottery"],
        "offerings": {"P": {"seats": 1}},
        "applicants": {name: {"merit": 200, "choices": ["P"]} for name in "abc"},
    }
    settings, tables = tables_of(case)
    folder, result = tmp_path / "round", tmp_path / "result"
    write_round(settings | {"lottery_seed": seed}, tables, folder)
    assert cli.main(["admit", str(folder), "--out", str(result)]) == 0
    capsys.readouterr()
    code, out, _ = printed(capsys, "check", opened[1], opened[2], "--folder", folder, "--result", result)
    assert code == 0
    assert out.splitlines()[2:] == [
        "Omgången använder fröet.",
        "Lottnumren i resultatet stämmer, 3 rader.",
        *(f"{name}: lottnummer {lottery_number(seed, name)}" for name in "abc"),
    ]
    with (result / "placements.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[1]["sort_key"] = rows[1]["sort_key"][:-1] + ("0" if rows[1]["sort_key"][-1] != "0" else "1")
    with (result / "placements.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    toml = (folder / "round.toml").read_text()
    (folder / "round.toml").write_text(toml.replace(seed, "0" * 64))
    code, out, _ = printed(capsys, "check", opened[1], opened[2], "--folder", folder, "--result", result)
    assert code == 1
    assert out.splitlines()[:2] == [
        "Fel: omgången använder ett annat frö.",
        "Fel: 1 sökande har ett annat lottnummer i resultatet: b",
    ]


def test_lottery_commit_without_a_time_takes_now_and_answers_in_json(capsys, files):
    before = datetime.now(UTC).replace(microsecond=0)
    code, out, _ = printed(
        capsys, "commit", "--round", "R", "--secret", files[0], "--out", files[1], "--json"
    )  # fmt: skip
    told = json.loads(out)
    assert code == 0
    assert before <= datetime.fromisoformat(told["committed_at"]) <= datetime.now(UTC)
    assert told["commitment"] == json.loads(files[1].read_text())["commitment"]


def test_lottery_commit_says_what_to_publish_and_what_to_keep(capsys, files):
    _, out, _ = commit(capsys, files)
    assert f"Publicera {files[1]}" in out
    assert f"Håll {files[0]} hemlig" in out


def test_lottery_value_of_a_beacon_that_was_not_named_is_refused(capsys, files):
    assert commit(capsys, files)[0] == 0
    code, _, err = reveal(capsys, files, "--value", "lotto:1=7")
    assert (code, err) == (2, "lotto:1 hör inte till åtagandet.\n")


def test_lottery_check_reads_a_round_in_an_archive(capsys, opened, tmp_path):
    seed = json.loads(opened[2].read_text())["seed"]
    with zipfile.ZipFile(tmp_path / "round.zip", "w") as archive:
        archive.writestr("round.toml", f'lottery_seed = "{seed}"\n')
        archive.writestr("applicants.csv", "applicant_id\np1\n")
    code, out, _ = printed(capsys, "check", opened[1], opened[2], "--folder", tmp_path / "round.zip")
    assert (code, out.splitlines()[-1]) == (0, f"p1: lottnummer {lottery_number(seed, 'p1')}")
    (tmp_path / "none.zip").write_text("no archive")
    code, _, err = printed(capsys, "check", opened[1], opened[2], "--folder", tmp_path / "none.zip")
    assert (code, err.startswith("Omgången eller resultatet")) == (2, True)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "inte en JSON-fil"),
        ("[]", "inte en JSON-fil"),
        ("{}", "”format”"),
        ("{" * 100_000, "inte en JSON-fil"),
    ],
)
def test_lottery_check_of_another_file_is_refused_in_words(capsys, opened, content, text):
    opened[1].write_text(content)
    code, _, err = printed(capsys, "check", opened[1], opened[2])
    assert (code, text in err) == (2, True)


def test_lottery_check_of_a_folder_without_a_round_is_refused_in_words(capsys, opened, tmp_path):
    code, _, err = printed(capsys, "check", opened[1], opened[2], "--folder", tmp_path)
    assert (code, err.startswith(f"{tmp_path / 'round.toml'} finns inte.")) == (2, True)


def test_lottery_every_fault_has_a_text_in_every_language():
    assert set(TEXTS["sv"]) == set(TEXTS["en"])
    assert {str(code) for code in LotteryFault} <= set(TEXTS["sv"])
