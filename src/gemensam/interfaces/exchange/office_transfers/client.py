"""Hands transfers to another office's Gemensam, and asks whether they have been read in."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from gemensam.domains.transfers.inputs.transport import TransportFault

_PATH: Final = "/utbyte/v1/overforingar"
_LARGEST_ANSWER: Final = 65_536
_NOT_YET: Final = 404
_FAULTS: Final = {401: "refused_key", 403: "refused_key", 413: "refused_file", 422: "refused_file"}


class _NoRedirects(HTTPRedirectHandler):
    """A key and a file with persons go to the address that the office has entered, and nowhere else."""

    def redirect_request(self, *_arguments: object, **_named: object) -> None:
        """Follow none."""


class HttpTransport:
    """What the settings name in TRANSFER_TRANSPORT, as an instance."""

    def deliver(self, *, address: str, key: str, content: bytes) -> None:
        """Hand over a file. Raises TransportFault."""
        self._ask(Request(address.rstrip("/") + _PATH, content, method="POST"), key)  # noqa: S310 - the scheme is checked in _ask

    def receipt(self, *, address: str, key: str, transfer_id: str) -> Mapping[str, Any] | None:
        """What the other office says of a transfer; None while it has not read it in. Raises TransportFault."""
        found = self._ask(Request(f"{address.rstrip('/')}{_PATH}/{transfer_id}"), key)  # noqa: S310 - see _ask
        return found if found and found.get("importedAt") else None

    @staticmethod
    def _ask(request: Request, key: str) -> Mapping[str, Any] | None:
        if request.type != "https" and not settings.DEMO:
            raise TransportFault("not_secure")
        request.add_header("Authorization", f"Bearer {key}")
        request.add_header("Content-Type", "application/json")
        try:
            with build_opener(_NoRedirects).open(request, timeout=settings.TRANSFER_TIMEOUT) as answer:
                found = json.loads(answer.read(_LARGEST_ANSWER))
        except HTTPError as fault:
            fault.close()
            if fault.code == _NOT_YET:
                return None
            raise TransportFault(_FAULTS.get(fault.code, "away")) from None
        except (URLError, OSError):
            raise TransportFault("away") from None
        except ValueError:
            raise TransportFault("not_understood") from None
        if not isinstance(found, dict):
            raise TransportFault("not_understood")
        return found


TRANSPORT: Final = HttpTransport()
