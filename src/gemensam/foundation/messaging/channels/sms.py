"""Text messages: one HTTP POST to the gateway of the settings. Off until the operator names a gateway.

Only to persons who gave a number, and never to protected ones unless the operator allows it: a telephone is
often shared, and the network knows where it is.
"""

import json
import re
from typing import Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.messaging.channels.adapter import SendFaultError
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.texts import render

_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}\Z")  # E.164
_SWEDEN = "+46"
_PASSING_FROM = 500  # what the gateway's own faults begin with
_TOO_MANY, _TIMED_OUT = 429, 408


def international(number: str) -> str:
    """The number as E.164, a Swedish one where no country is named; empty when it is none."""
    plain = re.sub(r"[\s()/.-]", "", number)
    plain = re.sub(r"\A00", "+", plain)
    plain = re.sub(r"\A0", _SWEDEN, plain)
    return plain if _NUMBER.match(plain) else ""


class SmsAdapter:
    """The gateway of the settings; each message is a request of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    @staticmethod
    def address_of(person: Person) -> str:
        """The number that the person gave; empty without a gateway, and for protected persons unless allowed."""
        if not settings.SMS_URL or (is_protected(person) and not settings.SMS_TO_PROTECTED):
            return ""
        return international(str(person.phone or ""))

    def send(self, message: OutboxMessage, person: Person) -> None:
        """Hand the message to the gateway: the subject and where to read. Raises SendFaultError."""
        text = render(MessageKind(message.kind), message.context, locale=person.locale)
        words = f"{text.subject}. {settings.PUBLIC_ADDRESS.rstrip('/')}{message.context.get('path', '/')}"
        fields = {"from": settings.SMS_SENDER, "to": self.address_of(person), "message": words}
        try:
            with urlopen(_request(fields), timeout=settings.SMS_TIMEOUT):  # noqa: S310 - https by the settings
                return
        except HTTPError as fault:
            fault.close()
            passing = fault.code >= _PASSING_FROM or fault.code in (_TOO_MANY, _TIMED_OUT)
            raise SendFaultError(f"sms_{fault.code}", passing=passing) from None
        except (URLError, OSError):
            raise SendFaultError("sms_gateway_away", passing=True) from None


def _request(fields: dict[str, str]) -> Request:
    """The POST, as a form or as JSON."""
    as_json = settings.SMS_FORMAT == "json"
    body = json.dumps(fields) if as_json else urlencode(fields)
    kind = "application/json" if as_json else "application/x-www-form-urlencoded"
    request = Request(settings.SMS_URL, body.encode(), {"Content-Type": kind}, method="POST")  # noqa: S310 - see send
    if settings.SMS_AUTHORIZATION:
        request.add_header("Authorization", settings.SMS_AUTHORIZATION)
    return request
