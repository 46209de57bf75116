"""Of all results of a small round only one is found to be right, whatever else agrees with the wrong ones."""

import itertools
import random
import shutil

import pytest

from gemensam_verifier import verify
from tests.verifier.markets import random_market
from tests.verifier.oracle import World, considered, place_everybody, read
from tests.verifier.oracle_output import admit, write_manifest, write_outputs

OTHERS = 5  # other results tried per round


def other_results(world: World, dice: random.Random) -> list[dict[str, int]]:
    """Ranks (0 for no place) of everybody, for some of the results that are not the right one."""
    names = sorted(world.choices)
    options = [[0, *(one.rank for one in world.choices[name] if considered(world, one))] for name in names]
    right = tuple(world.place[name].rank if name in world.place else 0 for name in names)
    found = [ranks for ranks in itertools.islice(itertools.product(*options), 20_000) if ranks != right]
    near = [ranks for ranks in found if sum(a != b for a, b in zip(ranks, right, strict=True)) <= 2]
    chosen = dice.sample(found, min(len(found), OTHERS)) + dice.sample(near, min(len(near), OTHERS))
    return [dict(zip(names, ranks, strict=True)) for ranks in chosen]


def force(world: World, ranks: dict[str, int]) -> None:
    """Seat everybody at the given ranks, with the seat kind that is right where the place is."""
    for name, rank in ranks.items():
        world.place.pop(name, None)
        if rank:
            choice = world.place[name] = world.choices[name][rank - 1]
            world.kind.setdefault((name, rank), "held" if choice.held else "merit")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(7000, 7012))
def test_verify_every_other_result_of_a_small_round_has_a_violation(tmp_path, seed):
    folder = random_market(seed, applicants=5).write(tmp_path / "round")
    result = admit(folder, tmp_path / "result")
    assert verify(folder, result).ok
    world = read(folder)
    place_everybody(world)
    for number, ranks in enumerate(other_results(world, random.Random(seed))):
        forced = read(folder)
        place_everybody(forced)
        force(forced, ranks)
        wrong = shutil.copytree(result, tmp_path / f"wrong{number}")
        write_outputs(forced, wrong)
        write_manifest(folder, wrong)
        found = {violation.prop for violation in verify(folder, wrong).violations}
        assert found & {"V1", "V2", "V3", "V4", "V5", "V6", "V7"}, (seed, ranks)
        assert "V0" not in found
