"""E-mail: plain text, to the address that the person gave, with the same Message-ID at each try."""

import smtplib
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from typing import Self

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.attachments import Attachment, attachments_of
from gemensam.foundation.messaging.channels.adapter import SendFaultError
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.texts import render


class EmailAdapter:
    """One connection to the mail server of the settings."""

    def __enter__(self) -> Self:
        self._connection = get_connection()
        return self

    def __exit__(self, *exception: object) -> None:
        self._close()

    @staticmethod
    def address_of(person: Person) -> str:
        """The address that the person gave, for protected persons too: nothing else is ever used."""
        return str(person.email or "")

    def send(self, message: OutboxMessage, person: Person) -> None:
        """Hand the mail to the server. Raises SendFaultError; after a passing one the connection is renewed."""
        address = self.address_of(person)
        try:
            validate_email(address)
        except ValidationError:
            raise SendFaultError("address_unfit", passing=False) from None
        text = render(MessageKind(message.kind), message.context, locale=person.locale)
        mail = EmailMessage(
            text.subject,
            text.body,
            to=[address],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
            connection=self._connection,
        )
        for file in attachments_of(message.context, person):
            mail.attach(_part(file))
        try:
            self._connection.open()
            mail.send()
        except smtplib.SMTPRecipientsRefused as fault:
            status = min((code for code, _ in fault.recipients.values()), default=450)
            self._close()
            raise SendFaultError(f"smtp_{status}", passing=status < 500) from None
        except smtplib.SMTPResponseException as fault:
            self._close()
            # Only what concerns this message alone is final; a server that refuses us may be mended.
            final = fault.smtp_code >= 500 and isinstance(fault, smtplib.SMTPDataError)
            raise SendFaultError(f"smtp_{fault.smtp_code}", passing=not final) from None
        except (smtplib.SMTPException, OSError) as fault:
            self._close()
            raise SendFaultError(f"connection_{type(fault).__name__.lower()}", passing=True) from None

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection = get_connection()


def _part(file: Attachment) -> MIMEBase:
    """A file as a part of the mail, its media type kept whole: calendars read ``method`` in it."""
    kind, _, parameters = file.media_type.partition(";")
    part = MIMEBase(*kind.split("/", 1))
    part.set_payload(file.content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=file.name)
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name:
            part.set_param(name, value)
    return part
