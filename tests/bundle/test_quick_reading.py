"""What is read in one go is what is read line by line: quotes, codes of repeating texts, ids that come back."""

import random
from hashlib import sha256
from pathlib import Path

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import canonical, text_table
from gemensam.domains.admissions.bundle.faults import FaultList
from gemensam.domains.admissions.bundle.layout import GRADES_FILE, TABLES
from tests.bundle.random_rounds import random_round

HEADER = b"applicant_id,subject,language,grade,role,registered_at\n"


def tables(data):
    """The texts of the file and its faults, in one go where possible and line by line."""
    found = []
    for quick in (True, False):
        faults = FaultList()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(text_table, "SMALL", 0 if quick else len(data))
            table = text_table.read_text_table(GRADES_FILE, data, TABLES[GRADES_FILE], faults)
        columns = [column for column in table.frame.columns if column not in table.texts]
        texts = {name: table.frame[name].to_list() for name in columns}
        for name, different in table.texts.items():
            texts[name] = different.gather(table.frame[name]).to_list()
            assert different.n_unique() == different.len()
        found.append((texts, table.complete, sorted(map(str, faults))))
    return found


@pytest.mark.parametrize(
    "rows",
    [
        b"",
        b"a,MA,,A,compulsory,\n",
        b"a,MA,,A,compulsory,",
        b'a,MA,"",A,compulsory,""\nb,EN,"",B,compulsory,\n',
        b'"a","MA","","A","compulsory",""\n"b","EN","","B","compulsory",""',
        b'a,"MA",,A,compulsory,\na,EN,,A,"compulsory",\n',
        b'"a,b",MA,,A,compulsory,\n',
        b'"a,b",MA,,A,compulsory\n',
        b'"a""b",MA,,A,compulsory,\n',
        b'a,"MA,,A,compulsory,\nb,EN",,B,compulsory,\n',
        b'a"b",MA,,A,compulsory,\n',
        b'a,MA,"",A,"compulsory"x,\n',
        b'a,MA,"",A,""x,\n',
        b'a,MA,"A,compulsory,\n',
        b'"",MA,"",A,"",""\n',
        b"a,MA,,A,compulsory\nb,EN,,B,compulsory,,\n",
        b"a,MA,,A,compulsory,\n\nb,EN,,B,compulsory,\n",
        b"a,MA,,A,compulsory,\x01\n",
        b"a,MA,,A,compulsory,\x7f\n",
        "å,MA,,A,compulsory,\n".encode(),
        b"\xff,MA,,A,compulsory,\n",
    ],
)
def test_read_text_table_in_one_go_is_what_line_by_line_gives(rows):
    quick, slow = tables(HEADER + rows)
    assert quick == slow


def test_read_text_table_of_random_quoting_is_what_line_by_line_gives():
    dice = random.Random(1)
    for _ in range(300):
        cells = ["a", "MA", "", "A", "compulsory", "", '"', '""', "b,c", '"x"', "å"]
        rows = "\n".join(
            ",".join(
                f'"{cell}"' if dice.random() < 0.3 else cell
                for cell in dice.choices(cells[: dice.choice([6, 11])], k=6)
            )
            for _ in range(dice.randint(1, 3))
        )
        quick, slow = tables(HEADER + rows.encode())
        assert quick == slow, rows


def test_quoted_files_are_read_in_one_go_too():
    """Otherwise the comparison above would prove little."""
    data = HEADER + b'a,MA,"",A,"compulsory",""\n'
    assert text_table._read_regular(data, len(HEADER), [False] * 6) is not None
    assert (
        text_table._read_regular(data.replace(b'"compulsory"', b'"compuls""ory"'), len(HEADER), [False] * 6)
        is None
    )


@pytest.mark.parametrize(
    "rows", [b"", b"b,2\na,1\n", b"b,2\na,1", b"a,1\nb,2\n", b"a,1\nb,2", "å,2\nä,1\nz,3\n".encode()]
)
def test_canonical_digest_of_a_small_file_is_what_a_large_one_gets(rows, monkeypatch):
    data = b"id,number\n" + rows
    small = canonical.canonical_digest(data)
    monkeypatch.setattr(canonical, "SMALL", 0)
    lines = sorted(rows.splitlines())
    expected = sha256(b"".join(line + b"\n" for line in (b"id,number", *lines))).hexdigest()
    assert (small, canonical.canonical_digest(data)) == (canonical.FileDigest(expected, len(lines)),) * 2


def quoted(path: Path) -> None:
    """Every field in quotes."""
    lines = path.read_text().splitlines()
    path.write_text("".join('"' + line.replace(",", '","') + '"\n' for line in lines))


def scattered(path: Path) -> None:
    """Rows of the same applicant are apart."""
    header, *rows = path.read_text().splitlines()
    random.Random(3).shuffle(rows)
    path.write_text("\n".join([header, *rows]) + "\n")


@pytest.mark.parametrize("change", [quoted, scattered])
def test_admit_of_the_same_rows_otherwise_written_places_the_same(change, tmp_path):
    round_ = random_round(5, applicants=60, offerings=8, held=True)
    folder = tmp_path / "round"
    bundle.write_round(round_.settings, round_.tables, folder)
    before = bundle.admit(bundle.read_round(folder))
    for path in folder.glob("*.csv"):
        change(path)
    after = bundle.admit(bundle.read_round(folder))
    assert after.placements.equals(before.placements)
    assert after.cutoffs.equals(before.cutoffs)
