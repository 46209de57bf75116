"""What the program writes for random rounds is right, and is what the slow direct reading writes."""

import json

import pytest

from gemensam.domains.admissions import bundle
from gemensam_verifier import verify
from tests.verifier.markets import random_market
from tests.verifier.oracle_output import admit as slow_admit

SMALL = [(start, start + 20, 0) for start in range(20_000, 20_120, 20)]
LARGER = [(start, start + 4, 45) for start in range(21_000, 21_020, 4)]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "last", "applicants"), [*SMALL, *LARGER])
def test_engine_results_of_random_rounds_are_right_and_as_the_oracle_says(tmp_path, first, last, applicants):
    for seed in range(first, last):
        folder = random_market(seed, applicants=applicants).write(tmp_path / f"round{seed}")
        result = tmp_path / f"result{seed}"
        bundle.write_result(bundle.admit(bundle.read_round(folder)), result)
        assert verify(folder, result).violations == (), seed
        oracle = slow_admit(folder, tmp_path / f"oracle{seed}")
        for file in ("placements.csv", "cutoffs.csv"):
            assert (result / file).read_text() == (oracle / file).read_text(), (seed, file)
        assert json.loads((result / "summary.json").read_text()) == json.loads(
            (oracle / "summary.json").read_text()
        ), seed
        claimed = [json.loads((path / "manifest.json").read_text()) for path in (result, oracle)]
        for key in ("inputs", "rules", "result_hash"):
            assert claimed[0][key] == claimed[1][key], (seed, key)
