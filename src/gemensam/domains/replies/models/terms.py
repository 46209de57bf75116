"""What holds for the replies to a round: until when, what silence means, who may reply, when to remind."""

from django.db import models
from django.db.models import Q

from gemensam.domains.replies.states import Silence


class ReplyTerms(models.Model):
    """The office's terms for the replies to one round. Told on the page in large letters."""

    round = models.OneToOneField(
        "admissions.AdmissionRound", models.CASCADE, primary_key=True, related_name="reply_terms"
    )
    due_at = models.DateTimeField()
    silence = models.CharField(max_length=8, default=Silence.KEEPS.value)
    guardians_reply = models.BooleanField(default=True)  # they may always see; whether they may send
    remind_before = models.JSONField(default=list)  # whole hours before the last moment, the longest first
    remind_by_sms = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(silence__in=[silence.value for silence in Silence]), name="terms_silence_known"
            ),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.silence} until {self.due_at:%Y-%m-%d %H:%M:%S}"


class OpenedResult(models.Model):
    """That a shown result's replies have been opened, up to which applicant: the job goes on from there."""

    publication = models.OneToOneField(
        "admissions.Publication", models.CASCADE, primary_key=True, related_name="opened_replies"
    )
    last_reference = models.CharField(max_length=20, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        """A reference alone, until the job is done."""

        exempt = "how far a job has come, until it is done"
        personal = ("last_reference",)
        scrub = "emptied when done"
        deleted = "with the publication"

    def __str__(self) -> str:
        return f"{self.publication_id} {'done' if self.done_at else 'under way'}"
