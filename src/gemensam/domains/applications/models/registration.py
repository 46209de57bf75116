"""Someone whom no register has brought has registered by e-ID, and the office is to look."""

import uuid

from django.db import models

from gemensam.domains.applications.states import RegistrationState


class Registration(models.Model):
    """One person's own registration: what was said, and what the office found. The person's name is the person's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    person = models.OneToOneField("directory.Person", models.CASCADE, related_name="+")
    school = models.CharField(max_length=120, blank=True)  # in the person's own words
    municipality = models.CharField(max_length=60)  # where the person says to be registered
    state = models.CharField(max_length=10, default=RegistrationState.UNVERIFIED)
    registered_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    handled_by = models.UUIDField(null=True)  # account
    handled_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RegistrationState]),
                name="registration_state_known",
            ),
        ]

    class Privacy:
        """Everything that the person said."""

        subject = "person"
        personal = (
            "person", "school", "municipality", "state", "registered_at", "handled_at", "handled_by_name",
        )  # fmt: skip
        scrub = "rows removed with the person"
        deleted = "with the person"

    def __str__(self) -> str:
        return f"Registration {self.pk}"
