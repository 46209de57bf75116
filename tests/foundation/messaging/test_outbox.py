"""The outbox: queued with what it tells, sent after, retried with the same id, never lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import get_template

from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.messaging import queries
from gemensam.foundation.messaging.clearing import clear_messages
from gemensam.foundation.messaging.kinds import MessageKind, MessageState
from gemensam.foundation.messaging.models import OutboxMessage
from gemensam.foundation.messaging.sending import BACKOFF, FAULTS_THAT_STOP, SendReport, send_due
from gemensam.foundation.messaging.services.queue_message import queue_message
from gemensam.foundation.messaging.services.queue_messages import (
    OutsideTransactionError,
    QueuedMessage,
    queue_messages,
)
from gemensam.foundation.messaging.services.retry_message import retry_message
from gemensam.foundation.messaging.texts import UnfitContextError, render

pytestmark = pytest.mark.django_db
PATHS = {"path": "/omgangar/1/"}


def _state(message):
    message.refresh_from_db()
    return message.state, message.attempts, message.error_code


# --- queueing -----------------------------------------------------------------------------------------------------


def test_message_queued_twice_with_one_key_is_one(queue, make_person):
    person = make_person()
    assert queue(person, key="k").pk == queue(person, key="k").pk
    assert OutboxMessage.objects.count() == 1


def test_message_in_a_transaction_that_is_taken_back_is_not_there(make_person, now):
    message = QueuedMessage(kind=MessageKind.RESULT_PUBLISHED, person_id=make_person().pk, dedupe_key="k")
    with pytest.raises(RuntimeError), transaction.atomic():
        queue_messages(messages=[message], at=now)
        raise RuntimeError
    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_message_outside_a_transaction_is_refused(now):
    message = QueuedMessage(kind=MessageKind.RESULT_PUBLISHED, person_id=uuid4(), dedupe_key="k")
    with pytest.raises(OutsideTransactionError):
        queue_messages(messages=[message], at=now)


def test_message_to_someone_unknown_is_left_out(now):
    message = QueuedMessage(kind=MessageKind.RESULT_PUBLISHED, person_id=uuid4(), dedupe_key="k")
    with transaction.atomic():
        assert queue_messages(messages=[message], at=now) == 0


def test_messages_in_thousands_are_queued_with_few_queries(make_person, now, django_assert_max_num_queries):
    person = make_person()
    messages = [
        QueuedMessage(kind=MessageKind.RESULT_PUBLISHED, person_id=person.pk, dedupe_key=f"k{number}")
        for number in range(2000)
    ]
    with django_assert_max_num_queries(40), transaction.atomic():
        assert queue_messages(messages=messages, at=now) == 2000
    assert OutboxMessage.objects.values("message_id").distinct().count() == 2000


@pytest.mark.parametrize(
    ("kind", "context"),
    [
        (MessageKind.RESULT_PUBLISHED, {"name": "Anna"}),
        (MessageKind.RESULT_PUBLISHED, {"result": "antagen"}),
        (MessageKind.RESULT_PUBLISHED, {"path": "/resultat/1/"}),
        (MessageKind.APPROVAL_REQUESTED, {"path": "https://example.invalid/"}),
        (MessageKind.APPROVAL_REQUESTED, {"path": "//example.invalid/"}),
        (MessageKind.APPROVAL_REQUESTED, {"path": "/sok/?q=anna"}),
        (MessageKind.APPROVAL_REQUESTED, {"path": "/a\n\nb"}),
    ],
)
def test_message_with_a_context_that_does_not_belong_is_refused(make_person, now, kind, context):
    with pytest.raises(UnfitContextError) as refusal, transaction.atomic():
        queue_message(
            kind=kind, person_id=make_person().pk, dedupe_key="k", at=now, send_after=now, context=context
        )
    assert not [value for value in context.values() if value in str(refusal.value)]
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("values", [{"state": "sent"}, {"state": "sending"}, {"channel": "duva"}])
def test_database_refuses_a_message_with(make_person, now, values):
    row = {
        "kind": "result_published",
        "dedupe_key": "k",
        "message_id": "m",
        "created_at": now,
        "send_after": now,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(person=make_person(), **(row | values))


# --- texts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_has_a_text_that_leads_to_the_site_and_tells_nothing(kind, settings):
    settings.PUBLIC_ADDRESS = "https://antagning.example.invalid/"
    text = render(kind, {} if kind is MessageKind.RESULT_PUBLISHED else PATHS, locale="sv")
    assert text.subject
    assert "\n" not in text.subject
    address = "https://antagning.example.invalid" + (
        "/" if kind is MessageKind.RESULT_PUBLISHED else "/omgangar/1/"
    )
    assert address in text.body
    told = (text.subject + text.body).lower()
    assert not re.findall(r"antagen|reserv|struken|obehörig|plats|poäng|merit|skola", told)
    assert not re.findall(r"[{}<]|&[a-z]+;", told)
    assert get_template(f"messaging/{kind.value}.txt")


def test_text_in_an_unknown_language_is_swedish():
    assert render(MessageKind.RESULT_PUBLISHED, {}, locale="xx") == render(
        MessageKind.RESULT_PUBLISHED, {}, locale="sv"
    )


@pytest.mark.parametrize("marking", ["none", "confidential", "protected_registration"])
def test_mail_goes_only_to_the_address_that_was_given_and_has_no_name(
    queue, make_person, mailoutbox, now, marking
):
    person = make_person("egen@example.invalid", marking)
    queue(person)
    assert send_due(now=now) == SendReport(1, 0, 0)
    mail = mailoutbox[0]
    assert (mail.to, mail.cc, mail.bcc) == (["egen@example.invalid"], [], [])
    source = mail.message().as_string() + mail.subject + mail.body
    assert not [word for word in ("Anna", "Hemlig", str(person.pk)) if word in source]


# --- sending ------------------------------------------------------------------------------------------------------


def test_message_is_sent_once_when_its_time_comes(queue, mailoutbox, now):
    message = queue(send_after=now + timedelta(hours=1))
    assert send_due(now=now + timedelta(minutes=59)) == SendReport(0, 0, 0)
    assert send_due(now=now + timedelta(hours=1)) == SendReport(1, 0, 0)
    assert send_due(now=now + timedelta(days=9)) == SendReport(0, 0, 0)
    assert (_state(message)[0], len(mailoutbox)) == ("sent", 1)
    assert mailoutbox[0].extra_headers["Message-ID"] == message.message_id


@pytest.mark.parametrize("address", ["", "anna", "anna@", "anna@example.invalid\nBcc: x@example.invalid"])
def test_message_without_a_fit_address_is_dead_at_once(queue, make_person, mailoutbox, now, address):
    message = queue(make_person(address))
    assert send_due(now=now) == SendReport(0, 0, 1)
    assert _state(message) == ("dead", 1, "address_unfit" if address else "address_missing")
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("behaviour", "state", "code"),
    [
        ("refuse_451", "waiting", "smtp_451"),
        ("refuse_550", "dead", "smtp_550"),
        ("data_554", "dead", "smtp_554"),
        ("hang", "waiting", "connection_smtpserverdisconnected"),
        ("drop", "waiting", "connection_smtpserverdisconnected"),
    ],
)
def test_message_that_the_server_does_not_take_waits_or_dies(queue, smtp, now, behaviour, state, code):
    message = queue()
    smtp.behaviour = behaviour
    send_due(now=now)
    assert _state(message) == (state, 1, code)


def test_message_to_a_server_that_is_away_waits(queue, smtp, now):
    message = queue()
    smtp.close()
    send_due(now=now)
    assert _state(message) == ("waiting", 1, "connection_connectionrefusederror")


def test_message_is_retried_with_growing_waits_and_the_same_id_until_accepted(queue, smtp, now):
    message = queue()
    smtp.behaviour = "drop"  # the server took the mail but never said so: the worst case
    moment, waits = now, []
    for _ in range(3):
        send_due(now=moment)
        message.refresh_from_db()
        waits.append(message.send_after - moment)
        moment = message.send_after
    smtp.behaviour = "accept"
    assert send_due(now=moment) == SendReport(1, 0, 0)
    assert smtp.ids() == [message.message_id] * 4
    assert [round(wait / timedelta(minutes=1)) for wait in waits] == [1, 5, 20]


def test_message_that_never_gets_through_is_dead_in_the_end(queue, smtp, now):
    message, moment = queue(), now
    smtp.behaviour = "refuse_451"
    for _ in range(len(BACKOFF) + 1):
        send_due(now=moment)
        moment += timedelta(days=2)
    assert _state(message) == ("dead", len(BACKOFF) + 1, "smtp_451")


def test_one_bad_address_does_not_stop_the_rest(queue, make_person, smtp, now):
    messages = [queue(make_person("")), queue(make_person("a@example.invalid")), queue(make_person("fel"))]
    assert send_due(now=now) == SendReport(1, 0, 2)
    assert [_state(message)[0] for message in messages] == ["dead", "sent", "dead"]


def test_server_that_is_away_is_not_asked_for_every_message(queue, make_person, smtp, now):
    person = make_person()
    for _ in range(FAULTS_THAT_STOP + 3):
        queue(person)
    smtp.close()
    assert send_due(now=now) == SendReport(0, FAULTS_THAT_STOP, 0)
    assert OutboxMessage.objects.filter(attempts=0).count() == 3


def test_message_whose_sender_died_is_taken_again_after_the_lease(queue, mailoutbox, now):
    message = queue()
    OutboxMessage.objects.update(state="sending", lease_until=now + timedelta(minutes=5), lease_token=1)
    assert send_due(now=now + timedelta(minutes=4)) == SendReport(0, 0, 0)
    assert send_due(now=now + timedelta(minutes=6)) == SendReport(1, 0, 0)
    assert _state(message)[0] == "sent"


def test_limit_of_a_turn_is_kept_and_the_oldest_go_first(queue, make_person, mailoutbox, now):
    person = make_person()
    for number in range(5):
        queue(person, key=f"k{number}", send_after=now + timedelta(seconds=number))
    assert send_due(now=now + timedelta(minutes=1), limit=3) == SendReport(3, 0, 0)
    waiting = OutboxMessage.objects.filter(state="waiting").values_list("dedupe_key", flat=True)
    assert set(waiting) == {"k3", "k4"}


# --- reading, retrying, clearing --------------------------------------------------------------------------------------


def test_counts_and_dry_run_tell_how_many(queue, make_person, actor_with, mailoutbox, now):
    officer = actor_with(Role.OFFICE_OFFICER)
    people = [make_person(), make_person(""), make_person("b@example.invalid", "confidential")]
    for person in people:
        queue(person, key=f"result:1:{person.pk}")
    assert queries.dry_run(officer, [person.pk for person in people]) == queries.DryRun(3, 2, 1)
    assert queries.counts(officer, key_prefix="result:1:")[MessageState.WAITING] == 3
    send_due(now=now)
    counted = queries.counts(officer)
    assert (counted[MessageState.SENT], counted[MessageState.DEAD], counted[MessageState.WAITING]) == (
        2,
        1,
        0,
    )


def test_outbox_shows_no_message_to_a_protected_person(queue, make_person, actor_with):
    shown = queue(make_person())
    queue(make_person(marking="confidential"))
    assert list(queries.messages(actor_with(Role.OFFICE_OFFICER))) == [shown]
    assert list(queries.messages(actor_with(Role.AUDITOR))) == [shown]
    assert list(queries.messages(actor_with(Role.PUPIL))) == []


def test_outbox_figures_for_one_without_the_right_are_refused(actor_with):
    for ask in (queries.counts, lambda actor: queries.dry_run(actor, [])):
        with pytest.raises(PermissionDenied):
            ask(actor_with(Role.COUNSELLOR))


def test_dead_message_is_tried_again_by_the_office_with_the_same_id(
    queue, make_person, actor_with, mailoutbox, now
):
    person = make_person("")
    message = queue(person)
    send_due(now=now)
    person.email = "ny@example.invalid"
    person.save()
    officer = actor_with(Role.OFFICE_OFFICER)
    assert retry_message(actor=officer, message_id=message.pk, at=now) is True
    assert retry_message(actor=officer, message_id=message.pk, at=now) is False
    send_due(now=now)
    assert (mailoutbox[0].to, mailoutbox[0].extra_headers["Message-ID"]) == (
        ["ny@example.invalid"],
        message.message_id,
    )
    assert AuditEntry.objects.get().event == "message.retried"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COUNSELLOR, Role.PUPIL])
def test_dead_message_is_not_tried_again_by_others(queue, actor_with, now, role):
    with pytest.raises(PermissionDenied):
        retry_message(actor=actor_with(role), message_id=queue().pk, at=now)


def test_clear_messages_removes_what_was_sent_long_ago(queue, mailoutbox, now):
    queue(at=now - timedelta(days=402))
    send_due(now=now - timedelta(days=402))
    queue(at=now - timedelta(days=402), key="waiting")
    queue(at=now, key="new")
    assert clear_messages(now) == 1
    assert set(OutboxMessage.objects.values_list("dedupe_key", flat=True)) == {"waiting", "new"}
