"""One kernel, three ways to run it with the same result: compiled C, NumPy, plain Python. See ADR 7.

The environment variable GEMENSAM_KERNEL names one; else C where it can be had and NumPy where it cannot. Policy:
which one is used never shows in a result.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

import gemensam_kernel
from gemensam.rules.allocation.entries import Entries, Filling
from gemensam.rules.allocation.kernel_numpy import solve_numpy
from gemensam.rules.allocation.kernel_python import solve_python
from gemensam.rules.terms import Int32


def solve_c(entries: Entries, who: Int32 | None = None) -> Filling:
    """Fill the units with the compiled kernel. RuntimeError where there is none, MemoryError where it does not fit."""
    library = gemensam_kernel.library()
    if library is None:
        raise RuntimeError("the compiled kernel was asked for, but can be neither found nor built")
    arrays = gemensam_kernel.Arrays(*(getattr(entries, name) for name in gemensam_kernel.Arrays.__slots__))
    return Filling(*gemensam_kernel.allocate(library, arrays, who))


KERNELS: Final[dict[str, Callable[[Entries, Int32 | None], Filling]]] = {
    "c": solve_c,
    "numpy": solve_numpy,
    "python": solve_python,
}


def kernel_name() -> str:
    """The kernel that is used here: c, numpy or python. ValueError where GEMENSAM_KERNEL names another."""
    return gemensam_kernel.wanted() or ("numpy" if gemensam_kernel.library() is None else "c")


def solve(entries: Entries, who: Int32 | None = None) -> Filling:
    """Fill the units of an instance by deferred acceptance.

    who: int32[k], number of the list that each participant has; the participants are numbered by their lots, the
    best first. None = every list once. ValueError where a number is no list's.
    """
    if who is not None:
        who = np.ascontiguousarray(who, dtype=np.int32)
        if who.size and (int(who.min()) < 0 or int(who.max()) >= entries.applicants):
            raise ValueError("a participant has a list that does not exist")
    return KERNELS[kernel_name()](entries, who)
