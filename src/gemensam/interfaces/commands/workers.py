"""``--workers``: work shared among processes, or among the computers of a cluster."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

DASK: Final = "dask://"
MOST_PROCESSES: Final = 1024
Share = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]


class WorkersRefused(Exception):
    """The option cannot be used. ``code``: workers (no such number) or no_dask (the extra is not installed)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def workers_of(text: str) -> tuple[int, Share | None]:
    """Number of processes, or what shares the work among a cluster's computers. Raises WorkersRefused."""
    if text.startswith(DASK) and len(text) > len(DASK):
        try:
            from dask.distributed import Client
        except ImportError:
            raise WorkersRefused("no_dask") from None
        return 1, by_dask(Client(f"tcp://{text.removeprefix(DASK)}"))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_PROCESSES:
        raise WorkersRefused("workers")
    return int(text), None


def by_dask(client: Any) -> Share:
    """Share work by a client of a cluster, once; the answers come in the order of the parts."""

    def share(work: Callable[[Any], Any], parts: Sequence[Any]) -> Iterable[Any]:
        with client:
            return client.gather(client.map(work, parts))  # type: ignore[no-any-return]  # it has no types

    return share
