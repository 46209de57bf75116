"""gemensam demo-data: bundles that the engine reads, and a result that a county could have."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gemensam.domains.admissions.bundle import admit, read_round, write_result
from gemensam.interfaces.commands import demo_data
from gemensam.interfaces.commands.demo_county.build import build_county
from gemensam.interfaces.commands.demo_county.bundle_files import write_bundle
from gemensam.interfaces.commands.demo_county.model import County
from gemensam_verifier import verify

pytestmark = pytest.mark.slow


def command(*words: str) -> int:
    parser = argparse.ArgumentParser()
    demo_data.add_arguments(parser)
    return demo_data.run(parser.parse_args(words))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(path: Path) -> int:
    return path.read_bytes().count(b"\n") - 1


@pytest.fixture(scope="module")
def county() -> County:
    return build_county()


@pytest.fixture(scope="module")
def final(tmp_path_factory, county) -> Path:
    folder = tmp_path_factory.mktemp("final")
    write_bundle(county, folder, kind="final")
    return folder


@pytest.fixture(scope="module")
def result(final):
    return admit(read_round(final))


def test_run_county_writes_a_bundle_and_says_what_it_holds(tmp_path, capsys):
    code = command("--out", str(tmp_path / "round"))

    assert code == 0
    assert sorted(files(tmp_path / "round")) == sorted(demo_data.FILES)
    assert "2\u00a0880 sökande, 130 utbildningar" in capsys.readouterr().out


def test_run_county_in_another_process_writes_the_same_bytes(tmp_path, final):
    program = "from gemensam.interfaces.commands.cli import main; raise SystemExit(main())"
    words = ("demo-data", "--out", str(tmp_path / "round"))
    environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Auckland", "PYTHONPATH": "src"}
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", program, *words], env=environment, cwd=root, check=True)

    assert files(tmp_path / "round") == files(final)


def test_run_another_seed_writes_other_bytes(tmp_path, final):
    command("--out", str(tmp_path / "round"), "--seed", "5")

    assert files(tmp_path / "round")["choices.csv"] != files(final)["choices.csv"]


def test_run_school_files_are_written_beside(tmp_path):
    command("--out", str(tmp_path / "round"), "--school-files", str(tmp_path / "schools"))

    assert sorted(path.suffix for path in (tmp_path / "schools").iterdir()) == [".csv", ".csv", ".xlsx"]


def test_run_folder_with_other_files_is_left_alone(tmp_path, capsys):
    (tmp_path / "betyg.xlsx").write_bytes(b"mine")

    assert command("--out", str(tmp_path)) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["betyg.xlsx"]
    assert "betyg.xlsx" in capsys.readouterr().err


def test_run_file_instead_of_folder_is_refused(tmp_path, capsys):
    (tmp_path / "round").write_bytes(b"")

    assert command("--out", str(tmp_path / "round")) == 2
    assert "inte en mapp" in capsys.readouterr().err


def test_run_school_files_of_a_large_market_are_refused(tmp_path, capsys):
    words = ("--size", "gr", "--out", str(tmp_path / "round"), "--school-files", str(tmp_path / "s"))

    assert command(*words) == 2
    assert not (tmp_path / "round").exists()


def test_write_bundle_unknown_kind_is_refused(tmp_path, county):
    with pytest.raises(ValueError, match="kind"):
        write_bundle(county, tmp_path, kind="reserve")


def test_write_bundle_tells_no_identity(final, county):
    numbers = {person.civic_number for person in county.people}
    content = b"".join(files(final).values()).decode()

    assert "Kanariefågel" not in content
    assert numbers & set(re.findall(r"[0-9]{8}[0-9TF]{4}", content)) == set()
    assert "@" not in content


def test_write_bundle_preliminary_is_read_and_run_without_faults(tmp_path, county):
    write_bundle(county, tmp_path / "round", kind="preliminary")
    everyone = admit(read_round(tmp_path / "round")).summary.everyone

    assert everyone.applicants == 2822
    assert 0.60 <= everyone.first_choice_share <= 0.80


def test_write_bundle_final_result_passes_the_verifier(tmp_path, final, result):
    write_result(result, tmp_path / "result")

    assert verify(final, tmp_path / "result").violations == ()


def test_admit_final_round_first_choices_met_are_as_many_as_elsewhere(result):
    assert 0.65 <= result.summary.everyone.first_choice_share <= 0.80


def test_admit_final_round_share_without_national_seat_is_believable(result):
    placed = result.placements.join(result.round.offerings, on="offering_id").filter(status="admitted")
    national = placed.filter(~placed["programme"].is_in(["IMV", "IMY"])).height
    share = 1 - national / result.summary.everyone.applicants

    assert 0.05 <= share <= 0.15


def test_admit_final_round_most_sought_is_oversubscribed_while_others_have_vacancies(result):
    cutoffs = {row["offering_id"]: row for row in result.cutoffs.iter_rows(named=True)}
    sought = cutoffs["HED-EK000"]

    assert sought["first_hand_first_choice"] > 1.5 * sought["seats"]
    assert sought["vacant"] == 0
    assert sum(row["vacant"] > 0 for row in cutoffs.values()) >= 30
    assert sum(row["vacant"] == 0 for row in cutoffs.values()) >= 30


def test_admit_final_round_every_kind_of_seat_and_reason_occurs(result):
    kinds = set(result.placements["seat_kind"].to_list())
    steps = {reason.split(":")[0] for reason in result.placements["reason"].to_list() if reason}

    assert kinds >= {"merit", "free_quota", "test"}
    assert steps >= {"eligibility", "reception", "merit", "tie", "late", "test", "quota", "choice"}


def test_run_gr_is_read_and_run_without_faults(tmp_path):
    command("--size", "gr", "--out", str(tmp_path / "round"))
    everyone = admit(read_round(tmp_path / "round")).summary.everyone

    assert everyone.applicants == 13_000
    assert 0.55 <= everyone.first_choice_share <= 0.80


def test_run_gr_twice_writes_the_same_bytes(tmp_path):
    command("--size", "gr", "--out", str(tmp_path / "a"))
    command("--size", "gr", "--out", str(tmp_path / "b"))

    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_run_gr_preliminary_has_no_late_choices_or_quota(tmp_path):
    command("--size", "gr", "--out", str(tmp_path / "round"), "--kind", "preliminary")
    round_ = read_round(tmp_path / "round")

    assert round_.settings.kind == "preliminary"
    assert not round_.choices["late"].any()
    assert not round_.choices["free_quota"].any()


def test_run_sweden_has_a_country_s_numbers(tmp_path):
    command("--size", "sweden", "--out", str(tmp_path / "round"))
    found = {name: rows(tmp_path / "round" / name) for name in demo_data.FILES[1:]}

    assert found["applicants.csv"] == 130_000
    assert 6_000 <= found["offerings.csv"] <= 7_000
    assert 950_000 <= found["choices.csv"] <= 1_050_000
    assert 2_100_000 <= found["grades.csv"] <= 2_300_000


def figures(result) -> tuple[str, ...]:
    """A round's column of the table in docs/demo-county.md."""
    everyone = result.summary.everyone
    kinds = result.placements["seat_kind"].to_list()
    placed = result.placements.join(result.round.offerings, on="offering_id").filter(status="admitted")
    national = placed.filter(~placed["programme"].is_in(["IMV", "IMY"])).height
    return (
        str(everyone.applicants),
        str(result.summary.choices),
        str(everyone.admitted),
        f"{100 * everyone.first_choice_share:.1f}",
        f"{100 * (1 - national / everyone.applicants):.1f}",
        str(kinds.count("free_quota")),
        str(kinds.count("test")),
        str(result.cutoffs["vacant"].sum()),
        str((result.cutoffs["vacant"] == 0).sum()),
    )


def test_demo_county_page_tells_what_the_rounds_come_to(tmp_path, result, county):
    write_bundle(county, tmp_path / "round", kind="preliminary")
    columns = figures(admit(read_round(tmp_path / "round"))), figures(result)
    page = Path(__file__).parents[3] / "docs" / "demo-county.md"
    table = page.read_text(encoding="utf-8").partition("| | Preliminary | Final |")[2].partition("\n\n")[0]
    told = [line.strip("| ").split(" | ")[1:] for line in table.splitlines() if line.startswith("| ")]

    assert told == [list(pair) for pair in zip(*columns, strict=True)]
