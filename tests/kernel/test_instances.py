"""The made-up markets of the benchmarks, and the programs that hand them to peers."""

import json

import numpy as np
import pytest

from benchmarks import instances, peer_programs
from gemensam.rules.allocation import plain_entries, solve


def test_make_same_size_is_the_same_market():
    one, other = instances.make("X"), instances.make("X")
    for name in ("offering", "key", "seats", "rank"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


def test_make_lists_hold_distinct_offerings_and_keys_one_order():
    made = instances.make("S")
    ordered = np.sort(made.offering, axis=1)
    assert (ordered[:, 1:] != ordered[:, :-1]).all()
    assert int(ordered.max()) < made.seats.size == 150
    assert sorted(made.rank.tolist()) == list(range(3000))
    assert 1.05 < made.seats.sum() / 3000 < 1.15
    assert 0.75 < (made.key < 2**12).mean() < 0.85  # the better reception class


def test_solve_made_up_market_is_stable():
    """Whoever would rather be somewhere has a worse key than all who are there, and it is full."""
    made = instances.make("S")
    entries = plain_entries(made.first, made.offering.ravel(), made.key.ravel(), made.seats)
    entry = solve(entries).entry
    placed = entry[entry >= 0]
    here = np.bincount(entries.unit[placed], minlength=150)
    worst = np.zeros(150, dtype=np.int64)
    np.maximum.at(worst, entries.unit[placed], entries.key[placed].astype(np.int64))
    assert (here <= made.seats).all()
    stop = np.where(entry >= 0, entry, entries.first[1:])
    wanted = np.arange(entries.unit.size) < np.repeat(stop, 8)
    assert wanted.sum() > 1000
    assert (here == made.seats)[entries.unit[wanted]].all()
    assert (entries.key[wanted] > worst[entries.unit[wanted]]).all()


@pytest.mark.parametrize("name", peer_programs.PROGRAMS)
def test_program_for_a_peer_can_be_read(name):
    language, program = peer_programs.PROGRAMS[name]
    assert language in {"python", "node"}
    if language == "python":
        compile(program, name, "exec")
        assert program.index("started, used =") < program.index("built =") < program.index("ended, used =")


def test_orders_for_peers_are_those_of_the_keys(monkeypatch):
    from benchmarks import peers

    made = instances.make("X")
    given = json.loads(peers.as_json(made))
    assert given["lists"] == made.offering.tolist()
    for offering, order in enumerate(given["orders"]):
        keys = [int(made.key[a][made.offering[a] == offering][0]) for a in order]
        assert keys == sorted(keys)
    assert sum(map(len, given["orders"])) == 2400
