"""How long each step of a run took and how much memory it had needed by then."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

try:
    import resource
except ImportError:  # Windows has no such module; there the memory is told as 0
    resource = None  # type: ignore[assignment]  # a module or nothing


@dataclass(frozen=True, slots=True)
class Step:
    """Wall time in seconds, and the highest memory of the process so far in MiB."""

    name: str
    seconds: float
    peak_mib: float


@dataclass(slots=True)
class Stopwatch:
    """Measures steps. The only place in the bundle that looks at a clock."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        start = time.perf_counter()
        yield
        self.steps.append(Step(name, time.perf_counter() - start, peak_memory_mib()))


def peak_memory_mib() -> float:
    """The highest resident memory of this process so far, in MiB; 0 where it cannot be known."""
    if resource is None:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
