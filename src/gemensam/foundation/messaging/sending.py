"""Sending what is due. A message is taken with a lease, handed over, then marked: so none is lost.

A process that dies between the hand-over and the mark makes one duplicate at most, with the same Message-ID.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import F, Q

from gemensam.foundation.messaging.channels import ADAPTERS
from gemensam.foundation.messaging.channels.adapter import Adapter, SendFaultError
from gemensam.foundation.messaging.kinds import Channel, MessageState
from gemensam.foundation.messaging.models import OutboxMessage

logger = structlog.get_logger("gemensam.messaging")
Clock = Callable[[], datetime]
LEASE = timedelta(minutes=5)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 180, 360, 720, 1440))
FAULTS_THAT_STOP = 5  # in a row: the server is away, the rest wait for the next turn


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a turn did."""

    sent: int
    later: int
    dead: int


def send_due(*, now: datetime, limit: int = 100) -> SendReport:
    """Send at most ``limit`` messages whose time has come. Several processes may do so at the same time."""
    moment = _running_from(now)
    counts = {MessageState.SENT: 0, MessageState.WAITING: 0, MessageState.DEAD: 0}
    for channel in Channel:
        if channel not in ADAPTERS:
            continue
        faults = 0
        with ADAPTERS[channel]() as adapter:
            for message in _taken(channel, moment, limit):
                state = _send(adapter, message, moment)
                counts[state] += 1
                faults = faults + 1 if state is MessageState.WAITING else 0
                if faults >= FAULTS_THAT_STOP:
                    break
    report = SendReport(counts[MessageState.SENT], counts[MessageState.WAITING], counts[MessageState.DEAD])
    if report != SendReport(0, 0, 0):
        logger.info("outbox_sent", sent=report.sent, later=report.later, dead=report.dead)
    return report


def _running_from(start: datetime) -> Clock:
    """The time as it passes during the turn: a slow server must not make a lease look old."""
    started = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - started)


def _taken(channel: Channel, moment: Clock, limit: int) -> Iterator[OutboxMessage]:
    """Messages to send, taken one by one: due ones, and those whose sender died."""
    now = moment()
    due = Q(state=MessageState.WAITING, send_after__lte=now) | Q(
        state=MessageState.SENDING, lease_until__lt=now
    )
    waiting = OutboxMessage.objects.filter(due, channel=channel).order_by("send_after", "pk")
    for message_id, token in list(waiting.values_list("pk", "lease_token")[:limit]):
        taken = OutboxMessage.objects.filter(due, pk=message_id, lease_token=token).update(
            state=MessageState.SENDING,
            lease_token=token + 1,
            lease_until=moment() + LEASE,
            attempts=F("attempts") + 1,
        )
        if taken:
            yield OutboxMessage.objects.select_related("person").get(pk=message_id)


def _send(adapter: Adapter, message: OutboxMessage, moment: Clock) -> MessageState:
    """Hand one message over and mark what came of it."""
    if not adapter.address_of(message.person):
        return _mark(message, MessageState.DEAD, moment(), "address_missing")
    try:
        adapter.send(message, message.person)
    except SendFaultError as fault:
        if fault.passing and message.attempts <= len(BACKOFF):
            return _mark(message, MessageState.WAITING, moment(), fault.code)
        return _mark(message, MessageState.DEAD, moment(), fault.code)
    return _mark(message, MessageState.SENT, moment(), "")


def _mark(message: OutboxMessage, state: MessageState, now: datetime, code: str) -> MessageState:
    wait = BACKOFF[min(message.attempts, len(BACKOFF)) - 1]
    mine = OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.SENDING, lease_token=message.lease_token
    )
    mine.update(
        state=state,
        lease_until=None,
        error_code=code[:80],
        sent_at=now if state is MessageState.SENT else None,
        send_after=now + wait if state is MessageState.WAITING else F("send_after"),
    )
    if code:
        logger.warning("message_not_sent", message=str(message.pk), code=code, state=state.value)
    return state
