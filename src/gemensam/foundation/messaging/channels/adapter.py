"""What a way of sending must do."""

from typing import Protocol, Self

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.models import OutboxMessage


class SendFaultError(Exception):
    """A message was not accepted. ``passing``: trying again may help. ``code`` never holds an address."""

    def __init__(self, code: str, *, passing: bool) -> None:
        super().__init__(code)
        self.code = code
        self.passing = passing


class Adapter(Protocol):
    """One connection, used for several messages."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...

    @staticmethod
    def address_of(person: Person) -> str:
        """Where the person is reached this way; empty when nowhere."""

    def send(self, message: OutboxMessage, person: Person) -> None:
        """Hand the message over; returning means that it was accepted. Raises SendFaultError."""
