"""A sender that is killed: no mail is lost, and at most one comes twice, with the same Message-ID."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings

from tests.crashes import CrashDatabase
from tests.foundation.messaging.smtp_stub import SmtpStub

pytestmark = [pytest.mark.crash, pytest.mark.slow]
MESSAGES = 3
NOW = datetime(2027, 7, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def stub():
    server = SmtpStub()
    yield server
    server.close()


def _queue():
    from django.db import transaction

    from gemensam.foundation.directory.models import Person
    from gemensam.foundation.messaging.kinds import MessageKind
    from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

    person = Person.objects.create(given_name="A", family_name="B", email="a@example.invalid")
    messages = [
        QueuedMessage(kind=MessageKind.RESULT_PUBLISHED, person_id=person.pk, dedupe_key=f"k{number}")
        for number in range(MESSAGES)
    ]
    with transaction.atomic():
        queue_messages(messages=messages, at=NOW)


def _send(port, at=NOW):
    from gemensam.foundation.messaging.sending import send_due

    django_settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    django_settings.EMAIL_HOST, django_settings.EMAIL_PORT = "127.0.0.1", port
    return send_due(now=at)


def _states():
    from gemensam.foundation.messaging.models import OutboxMessage

    return sorted(OutboxMessage.objects.values_list("state", "message_id"))


def test_sender_killed_before_any_statement_loses_nothing_and_doubles_one_at_most(
    crash_database: CrashDatabase, stub: SmtpStub
):
    crash_database.run(_queue)
    queued = crash_database.keep()
    statements = crash_database.run(_send, stub.port).statements
    doubled = 0
    for kill_at in range(1, statements + 1):
        queued()
        stub.mails.clear()
        assert crash_database.run(_send, stub.port, kill_at=kill_at).killed, kill_at
        crash_database.run(_send, stub.port, NOW + timedelta(hours=1))
        states = crash_database.run(_states).value
        assert [state for state, _ in states] == ["sent"] * MESSAGES, kill_at
        came = Counter(stub.ids())
        assert set(came) == {message_id for _, message_id in states}, kill_at
        assert sum(came.values()) <= MESSAGES + 1, kill_at
        doubled += sum(came.values()) > MESSAGES
    assert doubled == MESSAGES  # the control: a kill between hand-over and mark does double


def test_several_senders_at_once_send_each_mail_once(crash_database: CrashDatabase, stub: SmtpStub):
    crash_database.run(_queue)
    running = [crash_database.start(_send, stub.port) for _ in range(3)]
    sent = sum(each.end().value.sent for each in running)
    assert (sent, len(stub.mails), len(set(stub.ids()))) == (MESSAGES, MESSAGES, MESSAGES)


def test_message_of_a_killed_transaction_is_never_sent(crash_database: CrashDatabase, stub: SmtpStub):
    statements = crash_database.run(_queue).statements
    crash_database.fresh()
    assert crash_database.run(_queue, kill_at=statements).killed
    crash_database.run(_send, stub.port)
    assert (stub.mails, crash_database.run(_states).value) == ([], [])
