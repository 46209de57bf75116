"""From where a public provider receives first hand (skollagen 16 kap. 43 §)."""

from django.db import models


class ReceptionArea(models.Model):
    """The provider receives applicants from the municipality first hand, in the year: its own or by agreement."""

    year = models.PositiveSmallIntegerField()
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="reception_areas")
    municipality_code = models.CharField(max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "provider", "municipality_code"], name="reception_area_once"
            )
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.provider_id} ← {self.municipality_code} ({self.year})"
