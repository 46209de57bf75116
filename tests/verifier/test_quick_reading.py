"""The verifier's quick ways give what the slow ones give: blocks of lines, a second process."""

import os

import pytest

from gemensam_verifier import Unreadable, beside, files, verify
from tests.bundle.random_rounds import random_round
from tests.verifier.faults.forging import Forgery
from tests.verifier.faults.rounds import later, ordinary, pools
from tests.verifier.oracle_output import admit

ROUNDS = [ordinary, pools, later]


@pytest.fixture(params=ROUNDS, ids=lambda one: one.__name__)
def forgery(request, tmp_path):
    folder = request.param().write(tmp_path / "round")
    return Forgery(folder, admit(folder, tmp_path / "result"))


def reports(forgery, monkeypatch, **options):
    """The report with the quick ways, and without."""
    quick = verify(forgery.folder, forgery.result, **options)
    monkeypatch.setattr(files, "plain_lines", lambda *_: None)
    return quick, verify(forgery.folder, forgery.result)


@pytest.mark.parametrize("block", [1, 40, 1 << 14])
def test_verify_in_blocks_is_what_row_by_row_gives(forgery, monkeypatch, block):
    monkeypatch.setattr(files, "BLOCK", block)
    quick, slow = reports(forgery, monkeypatch)
    assert quick == slow
    assert quick.ok


def test_verify_wrong_result_in_blocks_is_what_row_by_row_gives(forgery, monkeypatch):
    text = (forgery.result / "placements.csv").read_text()
    (forgery.result / "placements.csv").write_text(text.replace(",admitted,merit", ",reserve,", 1))
    quick, slow = reports(forgery, monkeypatch)
    assert quick == slow
    assert not quick.ok


def test_verify_with_more_processes_is_the_same_report(forgery, monkeypatch):
    quick, slow = reports(forgery, monkeypatch, processes=4)
    assert quick == slow


def test_verify_empty_quotes_are_nothing(forgery, monkeypatch):
    for name in ("grades.csv", "choices.csv"):
        path = forgery.folder / name
        path.write_text(path.read_text().replace(",,", ',"",').replace(",,", ',"",'))
    assert files.plain_lines(files.source(forgery.folder), "choices.csv") is not None
    quick, slow = reports(forgery, monkeypatch)
    assert quick == slow
    assert {violation.prop for violation in quick.violations} == {"V0"}  # other bytes than the manifest names


@pytest.mark.parametrize("text", ['a,"b",c\n', 'a,""b,c\n', '"a",b,c\n', "a,b\r\n", 'a,"b\n'])
def test_plain_lines_leaves_other_files_to_the_slow_way(tmp_path, text):
    (tmp_path / "x.csv").write_bytes(b"a,b,c\n" + text.encode())
    assert files.plain_lines(files.source(tmp_path), "x.csv") is None


@pytest.mark.parametrize("ending", ["", "\n"])
def test_plain_lines_are_the_lines_whatever_the_block(tmp_path, monkeypatch, ending):
    lines = [f"a{number},b,c" for number in range(50)]
    (tmp_path / "x.csv").write_text("\n".join(["h,i,j", *lines]) + ending)
    for block in (1, 17, 1000):
        monkeypatch.setattr(files, "BLOCK", block)
        header, blocks = files.plain_lines(files.source(tmp_path), "x.csv")
        assert (header, [line for lines_ in blocks for line in lines_]) == (["h", "i", "j"], lines)


def breaks(*names):
    def change(forgery):
        for name in names:
            path = forgery.folder / name
            path.write_text(path.read_text().replace(",compulsory", ",nonsense").replace(",yes", ",ja"))

    return change


@pytest.mark.parametrize("processes", [1, 2])
def test_verify_names_the_fault_of_the_grades_first(forgery, processes):
    breaks("grades.csv", "choices.csv")(forgery)
    with pytest.raises(Unreadable) as error:
        verify(forgery.folder, forgery.result, processes=processes)
    assert (error.value.file, error.value.facts["column"]) == ("grades.csv", "subject/grade/role")


def fails(code: str) -> None:
    raise Unreadable(code, "there", 7, value="x")


def test_start_hands_on_what_cannot_be_read():
    with pytest.raises(Unreadable) as error:
        beside.start(2, fails, "bad_value")()
    assert (error.value.code, error.value.file, error.value.row) == ("bad_value", "there", 7)
    assert error.value.facts == {"value": "x"}


def test_start_works_in_another_process_only_if_it_may():
    assert beside.start(1, os.getpid)() == os.getpid()
    assert beside.start(2, os.getpid)() != os.getpid()


def dies(parent: int) -> str:
    if os.getpid() != parent:
        os._exit(3)
    return "answer"


def test_start_does_the_work_itself_when_the_other_process_is_gone():
    assert beside.start(2, dies, os.getpid())() == "answer"


def test_verify_random_round_with_replaced_grades_is_the_same_in_blocks(tmp_path, monkeypatch):
    from gemensam.domains.admissions import bundle

    round_ = random_round(8, applicants=80, offerings=8)
    bundle.write_round(round_.settings, round_.tables, tmp_path / "round")
    bundle.write_result(bundle.admit(bundle.read_round(tmp_path / "round")), tmp_path / "result")
    quick, slow = reports(Forgery(tmp_path / "round", tmp_path / "result"), monkeypatch)
    assert quick == slow
    assert quick.ok
