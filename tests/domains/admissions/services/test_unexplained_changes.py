"""A change that nothing in the input accounts for stops the approval."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from gemensam.domains.admissions.bundle.archive import pack, unpack
from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Approval
from gemensam.domains.admissions.services.approve_run import ApprovalRefused, approve_run
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.compare_run import compare_run
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from gemensam.domains.admissions.services.verify_run import verify_run
from gemensam.foundation.access import clock
from gemensam.foundation.documents.storage import read, store
from tests.factories.small_county import TODAY, SmallCounty, make_small_county

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def county() -> SmallCounty:
    return make_small_county()


def compared(county: SmallCounty) -> AllocationRun:
    """The final round, run and compared with the published preliminary one."""
    actor, round_ = county.small.officer, county.final
    check_round(actor=actor, round_id=round_.pk, at=TODAY)
    freeze_round(actor=actor, round_id=round_.pk, at=TODAY)
    run = run_allocation(actor=actor, round_id=round_.pk, at=TODAY)
    verify_run(actor=actor, run_id=run.pk, at=TODAY)
    compare_run(actor=actor, round_id=round_.pk, at=TODAY)
    run.refresh_from_db()
    return run


def forge_published(folder: Path) -> None:
    """In the published result two applicants have changed places, with hashes that fit."""
    run = AllocationRun.objects.get(round__kind="preliminary")
    unpack(read(run.archive_id), folder)
    path = folder / "placements.csv"
    lines = path.read_text().splitlines()
    admitted = [line for line in lines if ",admitted," in line]
    first, last = admitted[0].split(",")[0], admitted[-1].split(",")[0]
    names = {first: last, last: first}
    swapped = [
        ",".join([names.get(line.split(",")[0], line.split(",")[0]), *line.split(",")[1:]]) for line in lines
    ]
    path.write_text("\n".join(swapped) + "\n")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["outputs"]["placements.csv"] = manifest["result_hash"] = sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    forged = store(
        content=pack(folder), name="x.zip", media_type="application/zip", purpose="result", at=TODAY
    )
    AllocationRun.objects.filter(pk=run.pk).update(archive_id=forged.pk)


def test_unexplained_change_refuses_the_approval(county, tmp_path):
    forge_published(tmp_path / "result")
    run = compared(county)
    unexplained = run.comparison["unexplained"]
    told = {
        change["applicant"] for change in run.comparison["changes"] if change["causes"] == ["unexplained"]
    }
    assert set(unexplained) == told
    assert len(unexplained) == 2
    with pytest.raises(ApprovalRefused) as refused:
        approve_run(
            actor=county.small.officer, round_id=county.final.pk, result_hash=run.result_hash, at=TODAY
        )
    assert (refused.value.code, Approval.objects.filter(run=run).count()) == ("unexplained", 0)


def test_explained_changes_let_the_approval_through(county):
    """Negative control: the same round against the result as it was published."""
    run = compared(county)
    assert run.comparison["unexplained"] == []
    assert all(change["roots"] for change in run.comparison["changes"] if "roots" in change)
    approve_run(actor=county.small.officer, round_id=county.final.pk, result_hash=run.result_hash, at=TODAY)
    assert Approval.objects.filter(run=run).count() == 1


def test_unexplained_change_is_told_on_the_rounds_page(county, tmp_path, client, monkeypatch):
    forge_published(tmp_path / "result")
    run = compared(county)
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    officer = next(account for role, account in county.accounts.items() if role.value == "office_officer")
    client.force_login(officer)
    answer = client.post(
        f"/antagning/{county.final.pk}/godkann/", {"result_hash": run.result_hash, "read": "on"}, follow=True
    )
    assert "utan att något i underlaget förklarar det" in answer.content.decode()
    assert AdmissionRound.objects.get(pk=county.final.pk).state == "compared"
