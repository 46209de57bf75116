"""Many what-ifs of one round, on as many computers as wanted: the round as it is is run once for all of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from gemensam.domains.admissions.bundle.mixing import numbered, with_ids
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.running import RoundResult, admit
from gemensam.domains.admissions.bundle.what_if import Difference, difference
from gemensam.domains.admissions.bundle.what_if_applying import applied
from gemensam.domains.admissions.bundle.what_if_changes import Changes, ChangesRefused

Answer = Difference | ChangesRefused
Share = Callable[[Callable[[Changes], Answer], Sequence[Changes]], Iterable[Answer]]
Sexes = Mapping[str, str] | None


def what_ifs(
    round_: RoundInput,
    changes: Sequence[Changes],
    sexes: Sexes = None,
    *,
    workers: int = 1,
    share: Share | None = None,
) -> list[Answer]:
    """What each set of changes leads to, in their order. Practice. The same whatever the workers.

    share: what shares the sets among computers; without it `workers` processes do. Changes that the round cannot
    take are answered with the ChangesRefused that tells why.
    """
    if share is not None:
        return list(share(partial(_answer, round_, admit(round_), sexes), changes))
    if workers > 1:
        anew = get_context("spawn")  # a forked process has the locks of the tables' threads, not the threads
        with ProcessPoolExecutor(
            workers, mp_context=anew, initializer=_keep, initargs=(round_, sexes)
        ) as processes:
            return list(processes.map(_answer_kept, changes))
    return [_answer(round_, before, sexes, one) for before in [admit(round_)] for one in changes]


_KEPT: list[tuple[RoundInput, RoundResult, Sexes]] = []


def _keep(round_: RoundInput, sexes: Sexes) -> None:
    """In a worker process: the round is sent and run once, not with every set."""
    _KEPT[:] = [(round_, admit(round_), sexes)]


def _answer_kept(changes: Changes) -> Answer:
    return _answer(*_KEPT[0], changes)


def _answer(round_: RoundInput, before: RoundResult, sexes: Sexes, changes: Changes) -> Answer:
    try:
        return difference(before, admit(numbered(applied(with_ids(round_), changes))), sexes)
    except ChangesRefused as error:
        return error
