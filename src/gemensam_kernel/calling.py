"""Hands arrays over to the compiled kernel."""

import ctypes
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray


class KernelMemoryError(MemoryError):
    """The kernel could not get the memory that the instance needs."""


@dataclass(frozen=True, slots=True)
class Arrays:
    """What the kernel reads. Lists of a people: entries first[p] … first[p + 1] - 1, best first.

    first: int64[a + 1]. unit: int32[e]. key: uint32[e], the lowest is taken first. seats: int64[u]. group: int32[u],
    -1 for units that share with nobody. group_start: int64[g + 1]. row: int8[r], row_unit: int32[r], limit: int64[r]:
    the rows of the groups.
    """

    first: NDArray[np.int64]
    unit: NDArray[np.int32]
    key: NDArray[np.uint32]
    seats: NDArray[np.int64]
    group: NDArray[np.int32]
    group_start: NDArray[np.int64]
    row: NDArray[np.int8]
    row_unit: NDArray[np.int32]
    limit: NDArray[np.int64]


TYPES = {
    "first": np.int64,
    "unit": np.int32,
    "key": np.uint32,
    "seats": np.int64,
    "group": np.int32,
    "group_start": np.int64,
    "row": np.int8,
    "row_unit": np.int32,
    "limit": np.int64,
}


def allocate(
    library: ctypes.CDLL, arrays: Arrays, who: NDArray[np.int32] | None
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Run the kernel. The caller has checked that every number points inside its array; types are checked here.

    Returns the entry of each participant (-1 for none) and the cut-off of each unit. Raises KernelMemoryError.
    """
    for field in fields(arrays):
        found = getattr(arrays, field.name)
        if found.dtype != TYPES[field.name] or not found.flags.c_contiguous:
            raise TypeError(f"{field.name}: {found.dtype}, wanted contiguous {TYPES[field.name].__name__}")
    participants = arrays.first.size - 1 if who is None else who.size
    entry = np.empty(participants, dtype=np.int64)
    cutoff = np.empty(arrays.seats.size, dtype=np.uint64)
    failed = library.gemensam_allocate(
        ctypes.c_int64(participants),
        None if who is None else _pointer(who),
        *map(_pointer, (arrays.first, arrays.unit, arrays.key)),
        ctypes.c_int64(arrays.seats.size),
        *map(_pointer, (arrays.seats, arrays.group)),
        ctypes.c_int64(arrays.group_start.size - 1),
        *map(_pointer, (arrays.group_start, arrays.row, arrays.row_unit, arrays.limit, entry, cutoff)),
    )
    if failed:
        raise KernelMemoryError("the allocation does not fit in memory")
    return entry, cutoff


def _pointer(array: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.__array_interface__["data"][0])
