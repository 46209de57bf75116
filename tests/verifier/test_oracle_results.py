"""Correct results of random small rounds are found to be correct."""

import pytest

from gemensam_verifier import verify
from tests.verifier.markets import random_market
from tests.verifier.oracle_output import admit


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 300, 50))
def test_verify_oracle_results_of_random_rounds_are_right(tmp_path, start):
    for seed in range(start, start + 50):
        folder = random_market(seed).write(tmp_path / f"round{seed}")
        report = verify(folder, admit(folder, tmp_path / f"result{seed}"))
        assert report.violations == (), seed
