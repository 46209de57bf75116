"""The kernels against the allocation told with choice functions, and against each other."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import gemensam_kernel
from gemensam.rules.allocation import (
    ALONE,
    EVERYBODY,
    Entries,
    Row,
    SeatKind,
    compile_entries,
    kernel,
    kernel_numpy,
    kernel_python,
    plain_entries,
    reference,
)
from tests.rules.allocation.markets import crowded_market, random_market, union

MARKETS = 3200  # small ones, of up to eight applicants and four offerings


@cache
def side_by_side(start, count, held=True):
    """Small markets in one, with what the reference makes of them."""
    choices, seats = union(
        [
            random_market(seed, 1 + seed % 8, 1 + seed // 8 % 4, held=held and seed % 2 == 1)
            for seed in range(start, start + count)
        ]
    )
    return choices, seats, reference.allocate(choices, seats)


def kinds(compiled, solve):
    return compiled.seat_kinds(solve(compiled.entries, None).entry)


def same_everywhere(choices, seats):
    """All kernels, with their cut-offs; the result that they share."""
    compiled = compile_entries(choices, seats)
    found = {name: solve(compiled.entries, None) for name, solve in kernel.KERNELS.items() if available(name)}
    one = found["python"]
    for name, other in found.items():
        assert other.entry.tobytes() == one.entry.tobytes(), name
        assert other.cutoff.tobytes() == one.cutoff.tobytes(), name
    return compiled.seat_kinds(one.entry)


def available(name):
    return name != "c" or gemensam_kernel.library() is not None


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, MARKETS, 800))
def test_kernels_small_markets_give_what_choice_functions_give(start):
    choices, seats, wanted = side_by_side(start, 800)
    assert {int(kind) for kind in np.unique(wanted)} == {int(kind) for kind in SeatKind}
    assert same_everywhere(choices, seats).tolist() == wanted.tolist()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_kernels_crowded_market_gives_what_choice_functions_give(seed):
    choices, seats = crowded_market(seed, held=seed % 2 == 1)
    assert same_everywhere(choices, seats).tolist() == reference.allocate(choices, seats).tolist()


@pytest.mark.parametrize("name", kernel.KERNELS)
def test_kernels_market_of_nobody_gives_nothing(name):
    if not available(name):
        pytest.skip("no compiler on this machine")
    empty = plain_entries(
        np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint32), np.array([3, 0], np.int64)
    )
    found = kernel.KERNELS[name](empty, None)
    assert (found.entry.tolist(), found.cutoff.tolist()) == ([], [EVERYBODY, 0])


@pytest.mark.parametrize("all_considered", [True, False])
def test_kernels_market_of_ordinary_seats_gives_what_choice_functions_give(all_considered):
    """Where nothing else is, the choices themselves are the entries."""
    choices, seats = crowded_market(3)
    none, everybody = np.zeros_like(seats.seats), np.ones_like(choices.considered)
    choices = replace(choices, merit_known=everybody, position=np.argsort(np.argsort(choices.position)))
    choices = replace(choices, considered=everybody) if all_considered else choices
    seats = replace(
        seats, free_quota_seats=none, test_seats=none, pool=np.full(seats.seats.size, -1, dtype=np.int32)
    )
    assert (compile_entries(choices, seats).choice.size == choices.applicant.size) == all_considered
    assert same_everywhere(choices, seats).tolist() == reference.allocate(choices, seats).tolist()


@pytest.mark.parametrize("bits", [0, 18, 20, 24])
def test_kernels_words_too_long_to_pack_are_sorted_all_the_same(bits, monkeypatch):
    """As with ten million applicants: in parts of 2, 8, 128 units, or without packing."""
    choices, seats, wanted = side_by_side(0, 800)
    monkeypatch.setattr(kernel_numpy, "_WORD", bits)
    for fewest in (1, 4):
        monkeypatch.setattr(kernel_numpy, "_FEWEST", fewest)
        assert kinds(compile_entries(choices, seats), kernel_numpy.solve_numpy).tolist() == wanted.tolist()


# --- Each line of the kernels is needed --------------------------------------------------------------------

PYTHON_MUTANTS = {
    "a cut-off that is not kept": ("-heap[0] if heap else 0", "EVERYBODY"),
    "the displaced skips an entry": ("at[displaced] += 1", "at[displaced] += 2"),
    "a group that is never read": ("return self._settle(group) if group != ALONE else ()", "return ()"),
    "held places that take no seat": (
        "left -= len(self.heaps[unit])\n            elif",
        "left -= 0\n            elif",
    ),
    "an own limit that held places leave alone": ("limit - len(self.heaps[unit]))", "limit)"),
    "a member's room that the pool does not bound": ("room = min(left, limit", "room = (limit"),
    "quota seats that are lost when unused": ("else most\n", "else len(self.heaps[unit])\n"),
    "test seats that come on top": ("if row == _USED else most", "if unit < 0 else most if row else 0"),
    "a later member that does not see the earlier": (
        "left -= len(self.heaps[unit])\n        return",
        "left -= 0\n        return",
    ),
}
NUMPY_MUTANTS = {
    "a seat too many in a full unit": ("rank < np.repeat(seats, count)", "rank <= np.repeat(seats, count)"),
    "a cut-off at the best": ("+ seats - 1]", "+ seats - seats]"),
    "an order that forgets the key": ("(word >> np.uint64(32)) << number", "np.uint64(0)"),
    "those who are turned away skip an entry": (
        "free = np.concatenate(displaced)",
        "free = np.concatenate(displaced); at[free] += 1",
    ),
}
C_MUTANTS = {
    "a heap with the best on top": ("if (heap[child] <= word) break;", "if (heap[child] >= word) break;"),
    "an own limit that held places leave alone": ("(unit < 0 ? 0 : m->size[unit])", "0"),
}


def mutant(module, before, after):
    """The kernel of a module with a fragment exchanged."""
    source = Path(module.__file__).read_text(encoding="utf-8")
    assert source.count(before) == 1, before
    space = {"__name__": "mutant"}
    exec(compile(source.replace(before, after), "mutant", "exec"), space)
    return space[f"solve_{module.__name__.rpartition('_')[2]}"]


def differs(solve):
    """Whether a kernel gives anything else than the reference, an error included."""
    choices, seats, wanted = side_by_side(0, 800)
    try:
        return kinds(compile_entries(choices, seats), solve).tolist() != wanted.tolist()
    except (IndexError, KeyError, ValueError):
        return True


@pytest.mark.parametrize("name", PYTHON_MUTANTS)
def test_kernels_with_a_rule_broken_in_python_is_seen(name):
    assert differs(mutant(kernel_python, *PYTHON_MUTANTS[name]))


@pytest.mark.parametrize("name", NUMPY_MUTANTS)
def test_kernels_with_a_rule_broken_in_numpy_is_seen(name):
    assert differs(mutant(kernel_numpy, *NUMPY_MUTANTS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", C_MUTANTS)
def test_kernels_with_a_rule_broken_in_c_is_seen(name, tmp_path, monkeypatch):
    if gemensam_kernel.library() is None:
        pytest.skip("no compiler on this machine")
    before, after = C_MUTANTS[name]
    source = gemensam_kernel.loading.SOURCE.read_text(encoding="utf-8")
    assert source.count(before) == 1
    (tmp_path / "mutant.c").write_text(source.replace(before, after), encoding="utf-8")
    tmp_path.chmod(0o700)
    library = gemensam_kernel.loading.find_or_build(tmp_path / "mutant.c", tmp_path, tmp_path)
    monkeypatch.setattr(gemensam_kernel, "library", lambda: library)
    assert differs(kernel.solve_c)


def test_kernels_unbroken_differ_from_nothing():
    """The control of the controls."""
    assert not differs(mutant(kernel_python, "EVERYBODY if seats else 0", "EVERYBODY if seats > 0 else 0"))


# --- Instances that no kernel may be given ------------------------------------------------------------------


def instance(**changes):
    """Two applicants, two units that share three seats."""
    good = Entries(
        first=np.array([0, 2, 3], np.int64),
        unit=np.array([0, 1, 1], np.int32),
        key=np.array([0, 0, 1], np.uint32),
        seats=np.array([1, 2], np.int64),
        group=np.array([ALONE, 0], np.int32),
        group_start=np.array([0, 3], np.int64),
        row=np.array([Row.POOL, Row.MEMBER, Row.USED], np.int8),
        row_unit=np.array([ALONE, ALONE, 1], np.int32),
        limit=np.array([1, 2, 2], np.int64),
    )
    return replace(good, **changes)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("first", [0, 2, 4]),
        ("first", [1, 2, 3]),
        ("first", [0, 4, 3]),
        ("unit", [0, 2, 1]),
        ("unit", [0, -1, 1]),
        ("key", [0, 0]),
        ("seats", [-1, 2]),
        ("group", [ALONE, 1]),
        ("group", [ALONE]),
        ("group_start", [0, 2]),
        ("group_start", [1, 3]),
        ("row", [0, 2, 5]),
        ("row_unit", [ALONE, ALONE, 2]),
        ("row_unit", [ALONE, ALONE, ALONE]),
        ("limit", [1, 2]),
    ],
)
def test_entries_that_point_nowhere_are_refused(field, values):
    with pytest.raises(ValueError, match="do not fit together"):
        instance(**{field: np.array(values, getattr(instance(), field).dtype)})


def test_entries_with_a_hand_made_group_are_filled():
    for name, solve in kernel.KERNELS.items():
        if available(name):
            assert solve(instance(), None).entry.tolist() == [0, 2], name
            assert solve(instance(seats=np.array([0, 2], np.int64)), None).entry.tolist() == [1, -1], name
            # one seat of its own is never made two, though the group has room for both
            roomy = instance(
                first=np.array([0, 1, 2], np.int64),
                unit=np.array([1, 1], np.int32),
                key=np.array([0, 1], np.uint32),
                seats=np.array([1, 1], np.int64),
                limit=np.array([2, 2, 2], np.int64),
            )
            assert solve(roomy, None).entry.tolist() == [0, -1], name


def test_compile_position_that_fits_no_key_is_refused():
    choices = random_market(1).choices()
    with pytest.raises(ValueError, match="do not fit in a key"):
        compile_entries(replace(choices, position=choices.position + 2**30), random_market(1).seats())
    with pytest.raises(ValueError, match="do not fit in a key"):
        compile_entries(replace(choices, position=choices.position - 100), random_market(1).seats())
