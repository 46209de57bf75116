"""Many runs of one market: other lots, fewer or more applicants, other lists. For what-if and for chances.

A *draw* is a list of participants, the one with the best lot first. Each participant is the number of the list that
he has, so that a draw can leave lists out (withdrawals), repeat them (resampling) or pick between several lists of the
same person. Nothing is compiled anew: a run costs the kernel's time alone, and runs share the cores.

    compiled = compile_entries(choices, seats)              once; positions may be tied, lots then decide
    for filling in solve_many(compiled.entries, draws, workers=2):
        filling.entry      int64[k]  the entry that each participant of the draw was given, -1 for none
        filling.cutoff     uint64[u] the first word that each unit refuses
        compiled.choice[filling.entry]  the choice it belongs to;  compiled.kind[filling.entry]  the kind of seat

Ties: where `Choices.position` (and `test_position`) are equal for those whom only the lot tells apart, the number of
the participant decides, as lottery numbers do in the round. `lots` gives the order of numbers. Those whose held place
is certain to be kept have no entries: their seats are gone. Practice: docs/rules/allocation.md.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from gemensam.rules.allocation.compiling import Compiled
from gemensam.rules.allocation.entries import Entries, Filling
from gemensam.rules.allocation.kernel import solve
from gemensam.rules.terms import Bool, Int32, Int64, UInt64

_AHEAD = 2  # runs that each worker may be ahead of the one who reads


def solve_many(entries: Entries, draws: Iterable[Int32], *, workers: int = 1) -> Iterator[Filling]:
    """One outcome per draw, in the order of the draws, lazily: neither draws nor outcomes are gathered. Practice.

    draws: int32[k] each, numbers of lists, best lot first. workers: runs at a time; the compiled kernel uses that many
    cores, the others little more than one. The outcomes do not depend on it. ValueError as `solve`.
    """
    if workers <= 1:
        for who in draws:
            yield solve(entries, who)
        return
    running: deque[Future[Filling]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for who in draws:
                running.append(pool.submit(solve, entries, who))
                if len(running) >= workers * _AHEAD:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for one in running:
                one.cancel()


def lots(lottery: UInt64) -> Int32:
    """The draw in which everybody takes part once: list numbers by lottery number, highest first (format).

    Equal numbers are in the order of the lists.
    """
    return np.argsort(~lottery, kind="stable").astype(np.int32)


def open_to(compiled: Compiled, filling: Filling, number: Int64) -> Bool:
    """Whether each choice would have been granted, had its applicant come last and asked for it alone. Practice.

    number: int64[a], the participant's number that each applicant of the round is to have in ties: 0 for the best lot,
    2³¹ for the worst. bool[choices]. For one who took no part in the draw this is the exact answer to "would I have got
    in"; choices that are not considered are False, and so are held places that are certain.
    """
    entries = compiled.entries
    applicant = np.repeat(np.arange(entries.applicants), np.diff(entries.first))
    word = entries.key.astype(np.uint64) << np.uint64(32) | number[applicant].astype(np.uint64)
    granted = np.zeros(compiled.choices, dtype=np.bool_)
    granted[compiled.choice[word < filling.cutoff[entries.unit]]] = True
    return granted
