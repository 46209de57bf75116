"""Text messages: one POST to a gateway, off by default, only to those who gave a number and never to the protected."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.db import transaction

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.channels.sms import SmsAdapter, international
from gemensam.foundation.messaging.kinds import Channel, MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.queries import reachable_by_sms
from gemensam.foundation.messaging.sending import send_due
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


class Gateway:
    """A gateway that keeps what it is sent, and answers with ``status``."""

    def __init__(self) -> None:
        self.status, self.got = 200, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.got.append((self.headers["Content-Type"], self.headers["Authorization"], body))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/sms"


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    made = Gateway()
    settings.SMS_URL, settings.SMS_AUTHORIZATION = made.url, "Bearer hemligt"
    yield made
    made.server.shutdown()
    made.server.server_close()


def someone(phone: str = "070-123 45 67", marking: str = "none") -> Person:
    return Person.objects.create(
        given_name="Anna", family_name="Hemlig", phone=phone, security_marking=marking
    )


def send(person: Person, now) -> OutboxMessage:
    with transaction.atomic():
        message = QueuedMessage(
            kind=MessageKind.REPLY_REMINDER,
            person_id=person.pk,
            dedupe_key=f"k:{person.pk}",
            channel=Channel.SMS,
        )
        queue_messages(messages=[message], at=now)
    send_due(now=now)
    return OutboxMessage.objects.get(person=person)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("070-123 45 67", "+46701234567"), ("+46 70 123 45 67", "+46701234567"), ("0046701234567", "+46701234567"),
        ("", ""), ("12", ""), ("ring mig", ""), ("+45 12 34 56 78", "+4512345678"),
    ],
)  # fmt: skip
def test_number_is_written_as_networks_do_or_is_none(typed: str, number: str):
    assert international(typed) == number


def test_message_is_one_post_with_subject_and_address_and_no_name(gateway: Gateway, db, now):
    assert send(someone(), now).state == "sent"
    [(kind, authorization, body)] = gateway.got
    assert (kind, authorization) == ("application/x-www-form-urlencoded", "Bearer hemligt")
    assert parse_qs(body) == {
        "from": ["Antagning"],
        "to": ["+46701234567"],
        "message": ["Du har ett besked att svara på. http://127.0.0.1:8000/"],
    }


def test_message_as_json_holds_the_same(gateway: Gateway, settings, db, now):
    settings.SMS_FORMAT = "json"
    send(someone(), now)
    assert json.loads(gateway.got[0][2])["to"] == "+46701234567"


@pytest.mark.parametrize(
    ("status", "state"), [(200, "sent"), (400, "dead"), (429, "waiting"), (503, "waiting")]
)
def test_answer_of_the_gateway_decides_whether_to_try_again(
    gateway: Gateway, db, now, status: int, state: str
):
    gateway.status = status
    assert send(someone(), now).state == state


def test_protected_person_is_reached_only_where_the_operator_allows_it(gateway: Gateway, settings, db, now):
    hidden = someone(marking="confidential")
    assert reachable_by_sms([hidden.pk]) == set()
    assert send(hidden, now).state == "dead"
    assert gateway.got == []
    settings.SMS_TO_PROTECTED = True
    assert reachable_by_sms([hidden.pk]) == {hidden.pk}


def test_nobody_is_reached_without_a_gateway_or_without_a_number(gateway: Gateway, settings, db):
    known, unknown = someone(), someone(phone="")
    assert reachable_by_sms([known.pk, unknown.pk]) == {known.pk}
    settings.SMS_URL = ""
    assert reachable_by_sms([known.pk]) == set()
    assert SmsAdapter.address_of(known) == ""
