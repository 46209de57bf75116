"""Persons with addresses, messages to them, and a mail server."""

from uuid import uuid4

import pytest
from django.db import transaction

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages
from tests.foundation.messaging.smtp_stub import SmtpStub


@pytest.fixture
def smtp(settings):
    """A mail server that the settings point at."""
    stub = SmtpStub()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", stub.port, 1
    yield stub
    stub.close()


@pytest.fixture
def make_person(db):
    def make(email="anna@example.invalid", marking="none", locale="sv"):
        return Person.objects.create(
            given_name="Anna", family_name="Hemlig", email=email, security_marking=marking, locale=locale
        )

    return make


@pytest.fixture
def queue(make_person, now):
    """``queue()``: a queued message to a new person."""

    def make(
        person=None, *, kind=MessageKind.RESULT_PUBLISHED, key=None, at=now, send_after=None, context=None
    ):
        person = person or make_person()
        message = QueuedMessage(
            kind=kind, person_id=person.pk, dedupe_key=key or uuid4().hex, context=context or {}
        )
        with transaction.atomic():
            queue_messages(messages=[message], at=at, send_after=send_after)
        return OutboxMessage.objects.filter(dedupe_key=message.dedupe_key).first()

    return make
