"""Times that counsellors offer, who has booked them, the queue, and the counsellor's calendar feed."""

import uuid

from django.db import models

from gemensam.domains.guidance.states import TAKES_THE_TIME, BookingState, SlotState, WaitingState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class Form(models.TextChoices):
    """How one meets."""

    ROOM = "room"
    PHONE = "phone"
    VIDEO = "video"


class GuidanceSlot(models.Model):
    """A time that a counsellor offers. ``place`` is the room, or how one is reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series_id = models.UUIDField(db_index=True)  # what was published together
    counsellor_id = models.UUIDField()  # account
    counsellor_person_id = models.UUIDField(null=True)  # whom the outbox writes to
    counsellor_name = models.CharField(max_length=200)
    school_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    municipality_code = models.CharField(max_length=4, blank=True)
    form = models.CharField(max_length=5, choices=Form.choices)
    place = models.CharField(max_length=120, blank=True)
    video_link = models.URLField(max_length=300, blank=True)
    language = models.CharField(max_length=8, default="sv")
    own_school_only = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=[(state.value, state.name) for state in SlotState], default=SlotState.OPEN.value
    )
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_start"
            ),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="slot_form_known"),
            models.UniqueConstraint(
                fields=["counsellor_id", "starts_at"],
                condition=models.Q(state="open"),
                name="slot_once_per_counsellor",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="slot_by_time")]

    class Privacy:
        """When a counsellor works: personal data of staff, shown to those who may book."""

        personal = ("counsellor_id", "counsellor_person_id", "counsellor_name")
        scrub = "name emptied one year after the time"
        deleted = "two years after the time"

    def __str__(self) -> str:
        return f"GuidanceSlot {self.pk}"


class Booking(models.Model):
    """A talk with a pupil at a time. Moving keeps the row, so that the calendar's event stays the same one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(GuidanceSlot, models.PROTECT, related_name="bookings")
    pupil = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    booked_by = models.UUIDField()  # person: the pupil or a guardian
    question = EncryptedTextField(blank=True, default="")
    state = models.CharField(max_length=9, choices=[(state.value, state.name) for state in BookingState])
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545 SEQUENCE: raised by every change
    wished_at = models.DateTimeField()  # when the pupil booked or joined the queue: for the waiting time
    booked_at = models.DateTimeField()
    offer_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                condition=models.Q(state__in=[state.value for state in TAKES_THE_TIME]),
                name="one_booking_holds_a_slot",
            ),
            models.UniqueConstraint(
                fields=["slot", "pupil"],
                condition=models.Q(state="lapsed"),
                name="slot_offered_once_to_a_pupil",
            ),
            models.CheckConstraint(
                condition=models.Q(state="offered", offer_until__isnull=False) | ~models.Q(state="offered"),
                name="offer_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["pupil", "state"], name="booking_by_pupil")]

    class Privacy:
        """That a pupil talks with a counsellor, and about what (encrypted)."""

        own_only = True  # what a pupil talks to a counsellor about is the pupil's
        personal = ("pupil", "booked_by", "question")
        scrub = "question emptied when the talk is over; rows removed one year after the time"
        deleted = "one year after the time"

    def __str__(self) -> str:
        return f"Booking {self.pk}"


class WaitingPlace(models.Model):
    """A pupil waits for a time that suits. Empty wishes suit everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    asked_by = models.UUIDField()  # person
    school_unit_id = models.UUIDField(
        null=True
    )  # the pupil's school when joining: some times are for it alone
    municipality_code = models.CharField(max_length=4, blank=True)
    form = models.CharField(max_length=5, choices=Form.choices, blank=True)
    language = models.CharField(max_length=8, blank=True)
    question = EncryptedTextField(blank=True, default="")
    last_day = models.DateField()
    state = models.CharField(
        max_length=7,
        choices=[(state.value, state.name) for state in WaitingState],
        default=WaitingState.WAITING.value,
    )
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=models.Q(state="waiting"), name="one_place_in_the_queue"
            )
        ]
        indexes = [models.Index(fields=["state", "joined_at"], name="waiting_in_order")]

    class Privacy:
        """That a pupil waits for a talk."""

        own_only = True  # what a pupil talks to a counsellor about is the pupil's
        personal = ("pupil", "asked_by", "school_unit_id", "question")
        scrub = "question emptied when the place is given up"
        deleted = "one year after joining"

    def __str__(self) -> str:
        return f"WaitingPlace {self.pk}"


class CalendarFeed(models.Model):
    """A counsellor's own calendar address. Only the hash of its secret is kept."""

    counsellor_id = models.UUIDField(primary_key=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Privacy:
        """That a counsellor subscribes to the own calendar."""

        personal = ("counsellor_id",)
        scrub = "row removed when the feed is stopped"
        deleted = "when the feed is stopped"

    def __str__(self) -> str:
        return f"CalendarFeed {self.counsellor_id}"
