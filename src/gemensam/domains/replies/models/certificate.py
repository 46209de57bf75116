"""Papers that were handed out, so that anyone who holds one can ask whether it is genuine."""

from django.db import models


class Certificate(models.Model):
    """A certificate of admission. Found by its code, which says nothing; only its digest is kept of the paper."""

    code = models.CharField(max_length=24, primary_key=True)
    application = models.ForeignKey("admissions.Application", models.CASCADE, related_name="certificates")
    round = models.ForeignKey("admissions.AdmissionRound", models.CASCADE, related_name="+")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "round", "offering"], name="one_certificate_an_offer"
            )
        ]

    class Privacy:
        """Who was admitted where is personal; the code alone is not."""

        personal = ("code", "application", "offering", "issued_at")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return self.code
