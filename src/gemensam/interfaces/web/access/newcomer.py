"""Someone whom an e-ID has identified and nobody knows: kept, sealed, in the session while registering.

The civic number lies nowhere else, and not there in the clear. Half an hour after the log-in it is forgotten.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Final

from django.http import HttpRequest

from gemensam.foundation.access import clock
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.foundation.fields.sealing import SealBroken, seal, unseal

_KEY: Final = "newcomer"
_PURPOSE: Final = "access.newcomer"
LASTS: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the e-ID said, and what has been answered since by step. came: seconds since the epoch."""

    civic_no: str
    given_name: str
    family_name: str
    came: int
    answers: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def number(self) -> CivicNumber:
        """The number, as checked when it came."""
        return CivicNumber.stored(self.civic_no)


def arrive(request: HttpRequest, *, civic_no: str, given_name: str, family_name: str) -> bool:
    """Keep who has come; False when it is no number, and then nothing is kept. The session gets a new id."""
    try:
        number = CivicNumber.parse(civic_no, today=clock.today())
    except CivicNumberError:
        return False
    request.session.cycle_key()
    keep(request, Arrival(number.value, given_name[:50], family_name[:50], int(clock.now().timestamp())))
    return True


def keep(request: HttpRequest, arrival: Arrival) -> None:
    """Keep the arrival with its answers."""
    text = json.dumps(asdict(arrival), ensure_ascii=False)
    request.session[_KEY] = b64encode(seal(text.encode(), _PURPOSE)).decode()


def arrived(request: HttpRequest) -> Arrival | None:
    """Who has come, or None: nobody, too long ago, or not to be read."""
    sealed = request.session.get(_KEY)
    if not sealed:
        return None
    try:
        found = Arrival(**json.loads(unseal(b64decode(sealed), _PURPOSE)))
    except (SealBroken, ValueError, TypeError):
        found = None
    if found is None or clock.now().timestamp() - found.came > LASTS.total_seconds():
        forget(request)
        return None
    return found


def forget(request: HttpRequest) -> None:
    """Keep nothing more of who came."""
    request.session.pop(_KEY, None)
