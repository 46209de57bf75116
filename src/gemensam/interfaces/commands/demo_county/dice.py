"""Seeded chance: one named stream per purpose, so that a change in one part leaves the other parts as they
were.

Only the raw uniform numbers of PCG64 are used, and bell curves are sums of them, so that the same seed gives
the same people on every machine and with every version of the library.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


class Dice:
    """A stream of chance that depends on the seed and the purpose and on nothing else."""

    def __init__(self, seed: int, purpose: str) -> None:
        self._generator = np.random.Generator(np.random.PCG64([seed, *purpose.encode()]))

    def uniform(self, *shape: int) -> Floats:
        """Numbers in [0, 1)."""
        return self._generator.random(shape)

    def bell(self, *shape: int) -> Floats:
        """Numbers with mean 0 and spread 1: the sum of twelve uniform ones less six."""
        total = self._generator.random(shape)
        for _ in range(11):
            total += self._generator.random(shape)
        return total - 6.0

    def gumbel(self, *shape: int) -> Floats:
        """Noise that makes the highest of several values win in proportion to the exponential of its mean."""
        return -np.log(-np.log(self._generator.random(shape) * (1 - 2e-12) + 1e-12))

    def chance(self, probability: float | Floats, *shape: int) -> Booleans:
        """True with the given probability."""
        return self._generator.random(shape) < probability

    def pick(self, weights: Floats | Sequence[float], *shape: int) -> Integers:
        """Positions in ``weights``, drawn in proportion to them."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        found = np.searchsorted(edges, self._generator.random(shape) * edges[-1], side="right")
        return np.minimum(found, len(edges) - 1).astype(np.int64)

    def whole(self, low: int, high: int, *shape: int) -> Integers:
        """Whole numbers from ``low`` to ``high``, both included."""
        return (low + np.floor(self._generator.random(shape) * (high - low + 1))).astype(np.int64)

    def shuffled(self, count: int) -> Integers:
        """The numbers 0 … count − 1 in random order."""
        return np.argsort(self._generator.random(count), kind="stable").astype(np.int64)

    def identifier(self) -> bytes:
        """Sixteen bytes for an identifier."""
        return self._generator.bytes(16)
