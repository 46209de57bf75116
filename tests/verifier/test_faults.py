"""Every seeded kind of fault is found, under the property that it breaks; a right result gives none."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from gemensam_verifier import verify
from tests.verifier.faults import (  # noqa: F401 - each fills the list of kinds of fault
    figure_faults,
    input_faults,
    manifest_faults,
    row_faults,
    seat_faults,
)
from tests.verifier.faults.forging import FAULTS, Fault, Forgery
from tests.verifier.faults.rounds import ROUNDS
from tests.verifier.oracle_output import admit

RECOMPUTABLE = [fault for fault in FAULTS if not fault.on_manifest]


@pytest.fixture(scope="session")
def right(tmp_path_factory):
    """Folder and result of a correct round, made once for each kind of round."""

    @cache
    def make(market) -> tuple[Path, Path]:
        base = tmp_path_factory.mktemp(market.__name__)
        folder = market().write(base / "round")
        return folder, admit(folder, base / "result")

    return make


def forged(right, fault: Fault, path: Path) -> Forgery:
    """A copy of the correct round with the fault in it."""
    folder, result = right(fault.market)
    forgery = Forgery(shutil.copytree(folder, path / "round"), shutil.copytree(result, path / "result"))
    fault.forge(forgery)
    return forgery


def named(forgery: Forgery) -> set[str]:
    return {violation.prop for violation in verify(forgery.folder, forgery.result).violations}


@pytest.mark.parametrize("market", ROUNDS, ids=lambda market: market.__name__)
def test_verify_right_result_has_no_violation(right, market):
    report = verify(*right(market))
    assert report.violations == ()
    assert report.hold == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_verify_fault_with_old_manifest_is_found(right, tmp_path, fault):
    assert {"V0", fault.prop} <= named(forged(right, fault, tmp_path))


@pytest.mark.parametrize("fault", RECOMPUTABLE, ids=lambda fault: fault.name)
def test_verify_fault_with_recomputed_manifest_is_found(right, tmp_path, fault):
    forgery = forged(right, fault, tmp_path)
    forgery.recompute_manifest()
    found = named(forgery)
    assert fault.prop in found
    assert "V0" not in found


def test_faults_at_least_fifty_kinds_with_recomputed_manifest():
    assert len({fault.name for fault in RECOMPUTABLE}) == len(RECOMPUTABLE)
    assert len(RECOMPUTABLE) >= 50
    assert {fault.prop for fault in FAULTS} == {f"V{number}" for number in range(14)} - {"V8", "V9"}
