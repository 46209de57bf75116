"""The lottery of a year when it is bound together with public beacons (docs/lottery.md)."""

from django.db import models

from gemensam.domains.admissions.models.office import AdmissionsOffice
from gemensam.foundation.fields.encrypted import EncryptedTextField


class BoundLottery(models.Model):
    """One commitment for all rounds of an office's year; their seed is drawn when it is opened.

    ``beacons`` are source, round and moment in the order of the commitment. ``values`` are their values when
    the lottery is opened, null for one that its source never published.
    """

    office = models.ForeignKey(AdmissionsOffice, models.PROTECT, related_name="bound_lotteries")
    year = models.PositiveSmallIntegerField()
    round_name = models.CharField(max_length=200)
    committed_at = models.DateTimeField()
    beacons = models.JSONField()
    secret = EncryptedTextField()
    commitment = models.CharField(max_length=64)
    values = models.JSONField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="lottery_bound_once_a_year")]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.commitment[:12]
