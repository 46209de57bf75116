"""What an applicant is writing: saved at every step, changed by one tab at a time."""

import uuid

from django.db import models

from gemensam.domains.applications.states import DraftState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class Draft(models.Model):
    """One person's application in writing, at one office in one year.

    ``version`` grows with every save; ``step_versions`` says at which version each step was last saved, so that two
    tabs on different steps do not disturb each other. ``content`` is everything that is asked, by step.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=DraftState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    step_versions = models.JSONField(default=dict)
    content = EncryptedTextField(default="{}")  # JSON: may hold illness and family matters
    in_time = models.JSONField(default=list)  # ids of the offerings that count as in time, in order
    reference = models.CharField(max_length=20, blank=True)  # of the application, once it is sent
    pupil_only_since = models.DateTimeField(
        null=True
    )  # the applicant has taken over: guardians write no more
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "person"], name="one_draft_a_year"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in DraftState]), name="draft_state_known"
            ),
        ]

    class Privacy:
        """Everything in it is personal; what was never sent concerns nobody but the writer.

        Not told to guardians: they are told the filings. What is written may be about them.
        """

        own_only = True
        personal = ("content", "in_time", "pupil_only_since", "reference", "step_versions")
        scrub = {"content": "blank"}
        deleted = "never sent: a year after the admission year; sent: with the application"

    def __str__(self) -> str:
        return f"Draft {self.id}"


class StepWriter(models.Model):
    """Who saved a step last. The applicant is told; a guardian is never told of another guardian."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="step_writers")
    step = models.CharField(max_length=20)
    writer = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "step"], name="one_last_writer_a_step")]

    class Privacy:
        """Who wrote is personal data of the writer and of the applicant."""

        subject = ("writer", "draft__person")
        own_only = True
        personal = ("step", "writer")
        scrub = "rows removed with the draft"
        deleted = "with the draft"

    def __str__(self) -> str:
        return f"StepWriter {self.pk}"
