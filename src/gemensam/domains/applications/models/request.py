"""What an applicant asks for besides grades, and the papers that go with it."""

import uuid

from django.db import models

from gemensam.domains.applications.models.draft import Draft
from gemensam.domains.applications.states import RequestState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class RequestKind(models.TextChoices):
    """What can be asked for."""

    FREE_QUOTA = "free_quota"  # gymnasieförordningen 7 kap. 3 §
    ENGLISH = "english"  # exemption, skollagen 16 kap. 32 §: by each provider
    SPECIAL_REASONS = "special_reasons"  # first hand, skollagen 16 kap. 44 § 1
    APPRENTICESHIP = "apprenticeship"  # first hand, skollagen 16 kap. 44 § 3


class Request(models.Model):
    """One thing asked for at one offering; the exemption in English at one provider, for all its offerings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=16, choices=RequestKind.choices)
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=RequestState.ASKED)
    text = EncryptedTextField(default="")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "kind", "offering"], name="request_once_an_offering"),
            models.UniqueConstraint(
                fields=["draft", "kind", "provider"],
                condition=models.Q(offering__isnull=True),
                name="request_once_a_provider",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RequestState]),
                name="request_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="english", offering__isnull=True)
                | (~models.Q(kind="english") & models.Q(offering__isnull=False)),
                name="request_english_by_provider",
            ),
        ]

    class Privacy:
        """Often about illness or family; read by those who decide, each reading logged."""

        own_only = True  # may hold what the pupil has told in confidence
        personal = ("kind", "offering", "state", "text", "asked_at", "reason")
        scrub = {"text": "blank"}
        deleted = "text and papers two years after the decision; the decision with the application"

    def __str__(self) -> str:
        return f"Request {self.id}"


class Paper(models.Model):
    """A paper that an applicant has put to what is asked for, such as a certificate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=16, choices=RequestKind.choices)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    name = EncryptedTextField(default="")
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "kind", "file"], name="paper_once")]

    class Privacy:
        """A certificate may be about health. Stored encrypted and apart; read by those who decide."""

        own_only = True
        personal = ("kind", "name", "file", "added_at")
        scrub: dict[str, str] = {}
        deleted = "two years after the decision, or at once when the applicant takes it away before sending"

    def __str__(self) -> str:
        return f"Paper {self.id}"
