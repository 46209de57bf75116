"""How transfers reach an office that has Gemensam: what the schedule needs of the edge, which the settings name."""

from collections.abc import Mapping
from typing import Any, Protocol


class TransportFault(Exception):
    """The other office's system did not take it. ``code``: away, refused_key, refused_file, not_understood."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    """The edge: interfaces/exchange/office_transfers/client.py."""

    def deliver(self, *, address: str, key: str, content: bytes) -> None:
        """Hand over a file. Raises TransportFault."""

    def receipt(self, *, address: str, key: str, transfer_id: str) -> Mapping[str, Any] | None:
        """What the other office says of a transfer; None while it has not read it in. Raises TransportFault."""
