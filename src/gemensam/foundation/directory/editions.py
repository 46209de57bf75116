"""What is made of whole registers and kept by each process until one of the registers has changed."""

from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID, uuid4

from gemensam.foundation.directory.models import Edition

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Register(StrEnum):
    """A public register that others prepare things of. Nothing of a person is kept in this way."""

    ORGANISATIONS = "organisations"
    OFFERINGS = "offerings"
    PAST_CUT_OFFS = "past_cut_offs"


def renew(*registers: Register) -> None:
    """Say that the registers have changed, in the transaction of the change."""
    for register in registers:
        Edition.objects.update_or_create(register=register, defaults={"mark": uuid4()})


class Kept(Generic[Key, Value]):
    """What ``make`` gives of a key, made anew when one of the registers has another edition than it was made from.

    A register without an edition has been changed by nobody who says so: then nothing is kept. One query.
    """

    def __init__(self, *registers: Register, make: Callable[[Key], Value], most: int) -> None:
        self._registers = registers
        self._make = make
        self._most = most
        self._kept: dict[Key, tuple[dict[str, UUID], Value]] = {}

    def get(self, key: Key) -> Value:
        """The value of the key. It is shared: never change it."""
        in_force = dict(Edition.objects.filter(register__in=self._registers).values_list("register", "mark"))
        kept = self._kept.get(key)
        if kept is not None and kept[0] == in_force:
            return kept[1]
        value = self._make(key)
        if len(in_force) == len(self._registers):
            while len(self._kept) >= self._most:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = (in_force, value)
        return value
