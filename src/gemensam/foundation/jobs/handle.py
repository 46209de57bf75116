"""What a handler holds of its job: who asked, progress, log, and transactions that a lost lease cannot commit."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.jobs import leases

_LEAST_SECONDS_BETWEEN_WRITES = 0.5


@dataclass(slots=True)
class JobHandle:
    """A running job, for as long as the lease is held."""

    id: UUID
    kind: str
    token: int
    actor: Actor
    organisation_id: UUID | None
    attempt: int
    _depth: int = 0
    _written: tuple[float, str] = field(default=(0.0, ""))

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the job has come and renew the lease. ``text`` is a code that the page has words for.

        Writes in a transaction of its own, at most twice a second for one text. Raises LeaseLostError when
        another worker has the job, RuntimeError inside a transaction: it would be seen only after it.
        """
        if len(connection.atomic_blocks) > self._depth:
            raise RuntimeError("progress inside a transaction is not seen: call it outside")
        last, last_text = self._written
        moment = time.monotonic()
        if text == last_text and done < total and moment - last < _LEAST_SECONDS_BETWEEN_WRITES:
            return
        leases.renew(
            self.id, self.token, now=clock.now(),
            progress_done=max(done, 0), progress_total=max(total, done, 0), progress_text=text[:200],
        )  # fmt: skip
        self._written = moment, text

    def log(self, code: str, **facts: Any) -> None:
        """Add a line to the job's log: a code and facts without personal data."""
        leases.write_line(self.id, code, facts, at=clock.now())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction that commits only while the lease is held. Raises LeaseLostError.

        The job's row is locked in it, so a worker that has taken the job over waits until it is decided.
        """
        with transaction.atomic():
            leases.renew(self.id, self.token, now=clock.now())
            yield

    def complete(self, result: Mapping[str, Any] | None = None) -> None:
        """Mark the job as done, now: inside ``transaction`` its effect and its end are one."""
        leases.finish(self.id, self.token, result, now=clock.now())
