"""Hospital–residents instances of other fields, run by the engine. The file formats are told in docs/engine.md.

A resident ranks hospitals, a hospital ranks residents and may hold some equal, and takes as many as its capacity.
Only pairs in which each lists the other can be matched. Names are texts. Nothing here opens a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

import numpy as np

from gemensam.rules.allocation.deferred_acceptance import allocate
from gemensam.rules.allocation.market import NO_POOL, NO_TEST, Choices, Seats

Groups = tuple[tuple[str, ...], ...]  # best first; those within a group are equal


class InstanceFaultCode(StrEnum):
    """What is wrong with an instance, or with the text of one."""

    SYNTAX = "syntax"
    NAME_TWICE = "name_twice"  # two residents or hospitals of one name
    LISTED_TWICE = "listed_twice"  # the same name twice in a list
    UNKNOWN_HOSPITAL = "unknown_hospital"
    UNKNOWN_RESIDENT = "unknown_resident"
    TIE_OF_RESIDENT = "tie_of_resident"  # residents rank strictly
    CAPACITY_INVALID = "capacity_invalid"  # no whole number from 0 up
    CAPACITY_MISSING = "capacity_missing"
    PART_MISSING = "part_missing"
    PART_UNKNOWN = "part_unknown"
    NAME_INVALID = "name_invalid"
    LIST_INVALID = "list_invalid"
    HEADER_MISSING = "header_missing"
    HEADER_WRONG = "header_wrong"  # says other than what the file holds
    NUMBER_UNKNOWN = "number_unknown"  # of an alternative
    TIE_NOT_ALLOWED = "tie_not_allowed"  # in a file of strict orders
    NOT_COMPLETE = "not_complete"  # in a file of complete orders
    SIDES_DIFFER = "sides_differ"  # the two files do not name each other's sides


class InstanceFault(ValueError):
    """An instance that cannot be used. line, column: from 1, 0 where there is no one place. subject: the text meant.

    part: which of several texts, from 0.
    """

    def __init__(
        self, code: InstanceFaultCode, line: int = 0, column: int = 0, subject: str = "", part: int = 0
    ) -> None:
        where = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{where}{code}{f': {subject}' if subject else ''}")
        self.code = code
        self.line = line
        self.column = column
        self.subject = subject
        self.part = part


@dataclass(frozen=True, slots=True)
class Instance:
    """Residents' lists, hospitals' lists and capacities, by name."""

    residents: Mapping[str, tuple[str, ...]]
    hospitals: Mapping[str, Groups]
    capacities: Mapping[str, int]

    def __post_init__(self) -> None:
        """Refuse names that are not there, repeats and capacities below zero (InstanceFault without a place)."""
        for hospital in self.hospitals:
            if hospital not in self.capacities:
                raise InstanceFault(InstanceFaultCode.CAPACITY_MISSING, subject=hospital)
            if self.capacities[hospital] < 0:
                raise InstanceFault(InstanceFaultCode.CAPACITY_INVALID, subject=hospital)
        if unknown := next((one for one in self.capacities if one not in self.hospitals), None):
            raise InstanceFault(InstanceFaultCode.UNKNOWN_HOSPITAL, subject=unknown)
        for wanted in self.residents.values():
            _check_list(wanted, self.hospitals, InstanceFaultCode.UNKNOWN_HOSPITAL)
        for groups in self.hospitals.values():
            _check_list(tuple(chain(*groups)), self.residents, InstanceFaultCode.UNKNOWN_RESIDENT)


def _check_list(names: Sequence[str], known: Mapping[str, object], code: InstanceFaultCode) -> None:
    if unknown := next((one for one in names if one not in known), None):
        raise InstanceFault(code, subject=unknown)
    if len(set(names)) != len(names):
        twice = next(one for place, one in enumerate(names) if one in names[:place])
        raise InstanceFault(InstanceFaultCode.LISTED_TWICE, subject=twice)


def match(instance: Instance, lots: Mapping[str, int] | None = None) -> dict[str, str | None]:
    """The best stable matching for every resident: hospital by resident, None for those without.

    lots: breaks ties between residents, the highest first; without lots the order in which residents are named
    does. docs/engine.md; the same code as a round, GF 7:4.
    """
    choices, seats = compile_instance(instance, lots)
    kinds = allocate(choices, seats)
    residents, hospitals = list(instance.residents), list(instance.hospitals)
    found: dict[str, str | None] = dict.fromkeys(residents)
    for row in np.flatnonzero(kinds).tolist():
        found[residents[choices.applicant[row]]] = hospitals[choices.offering[row]]
    return found


def compile_instance(instance: Instance, lots: Mapping[str, int] | None = None) -> tuple[Choices, Seats]:
    """The arrays that allocate takes; residents and hospitals are numbered as they are named. docs/engine.md.

    ValueError: two residents of equal lots where a hospital holds them equal, or one without a lot.
    """
    places = _places(instance, lots)
    hospital_of = {name: number for number, name in enumerate(instance.hospitals)}
    applicant, offering, position = [], [], []
    for number, (resident, wanted) in enumerate(instance.residents.items()):
        for hospital in wanted:
            applicant.append(number)
            offering.append(hospital_of[hospital])
            position.append(places[hospital].get(resident, -1))
    place = np.array(position, dtype=np.int64)
    nothing = np.zeros(place.size, dtype=np.bool_)
    choices = Choices(
        applicant=np.array(applicant, dtype=np.int32),
        offering=np.array(offering, dtype=np.int32),
        considered=place >= 0,
        position=np.maximum(place, 0),
        test_position=np.full(place.size, NO_TEST, dtype=np.int64),
        merit_known=~nothing,
        approved=nothing,
        held=nothing,
    )
    size = len(instance.hospitals)
    none = np.zeros(size, dtype=np.int64)
    seats = Seats(
        seats=np.array([instance.capacities[one] for one in instance.hospitals], dtype=np.int64),
        free_quota_seats=none,
        test_seats=none,
        pool=np.full(size, NO_POOL, dtype=np.int32),
        pool_seats=none,
        pool_order=none,
    )
    return choices, seats


def _places(instance: Instance, lots: Mapping[str, int] | None) -> dict[str, dict[str, int]]:
    """Place of each resident at each hospital that lists him, from 0."""
    order = {name: number for number, name in enumerate(instance.residents)}
    turn = order
    if lots is not None:
        if missing := next((one for one in order if one not in lots), None):
            raise ValueError(f"no lot: {missing}")
        turn = {name: -lots[name] for name in order}
    found = {}
    for hospital, groups in instance.hospitals.items():
        for group in groups:
            if len({turn[one] for one in group}) != len(group):
                raise ValueError(f"equal lots: {hospital}")
        ranked = chain.from_iterable(sorted(group, key=turn.__getitem__) for group in groups)
        found[hospital] = {resident: place for place, resident in enumerate(ranked)}
    return found
