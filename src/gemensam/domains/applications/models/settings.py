"""What each office has decided about applying."""

from django.db import models


class ApplicationSettings(models.Model):
    """One office's agreement on how many choices, and what guardians do. No row = the defaults."""

    office = models.OneToOneField("admissions.AdmissionsOffice", models.CASCADE, related_name="+")
    most_choices = models.PositiveSmallIntegerField(default=20)
    # Skollagen 29 kap. 12 §: a pupil applies alone. To confirm is a courtesy that never stops an application.
    guardians_confirm = models.BooleanField(default=False)
    guardians_edit = models.BooleanField(default=False)
    guardians_send = models.BooleanField(default=False)  # for a child under 16, who may always take over

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(most_choices__gte=1), name="settings_at_least_one_choice"
            )
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"ApplicationSettings {self.office_id}"
