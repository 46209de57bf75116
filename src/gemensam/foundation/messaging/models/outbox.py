"""The outbox: one row per message, channel and recipient."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.kinds import Channel, MessageState


class OutboxMessage(models.Model):
    """One message to one person. The address is looked up when it is sent, and never kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(
        max_length=30
    )  # a MessageKind; not a choice of the table: a new kind is no migration
    channel = models.CharField(max_length=20, choices=Channel.choices, default=Channel.EMAIL)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    dedupe_key = models.CharField(max_length=200)
    context = models.JSONField(default=dict)  # what the text needs: no names, no results
    message_id = models.CharField(max_length=120, unique=True)  # RFC 5322 Message-ID, the same at each try
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()  # moved forward at each failed try
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key", "channel"], name="outbox_message_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outbox_channel_known"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="outbox_state_known"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="outbox_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outbox_sent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(send_after__gte=F("created_at")), name="outbox_not_before_it_was_written"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "send_after"], name="outbox_due"),
        ]

    class Privacy:
        """That a person was written to, and why. Cleared by the schedule 400 days after it was sent."""

        personal = ("created_at", "kind", "channel", "person", "context", "state", "sent_at")
        scrub: dict[str, str] = {}
        deleted = "400 days after it was sent"

    def __str__(self) -> str:
        return f"OutboxMessage {self.kind} {self.id}"
