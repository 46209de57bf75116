"""An admissions office of another area, as we know it."""

import uuid

from django.db import models

from gemensam.foundation.fields.encrypted import EncryptedTextField


class OtherOffice(models.Model):
    """Another office: which municipalities it handles, whom to write to, and how it takes transfers.

    With an ``address`` it has Gemensam and is reached by the API; without, an officer sends the file. ``key`` is what
    we show there; ``key_digest`` is the SHA-256 of what it shows here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    municipalities = models.JSONField(default=list)  # names, as people write them
    contact = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    address = models.URLField(blank=True)
    key = EncryptedTextField(blank=True)
    key_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="other_office_name_once"),
            models.UniqueConstraint(
                fields=["key_digest"], condition=~models.Q(key_digest=""), name="other_office_key_once"
            ),
        ]

    class Privacy:
        """Whom to write to at the other office."""

        personal = ("contact",)
        scrub: dict[str, str] = {}
        deleted = "when the other office is taken away"

    def __str__(self) -> str:
        return self.name
