"""Pupils as settlement knows them: which education, which school, which days, and where they live by date."""

from django.db import models
from django.db.models import F, Q

from gemensam.rules.pricing.cases import Track


class BilledPlacement(models.Model):
    """One pupil's education at one school (placering). A protected pupil has a reference and nothing else."""

    creditor = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="billed_placements")
    school_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)  # the creditor's own, never a civic number
    pupil_name = models.CharField(max_length=120, blank=True)
    protected = models.BooleanField(default=True)  # until someone has said that it is not
    programme = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    apprenticeship = models.BooleanField(default=False)
    track = models.CharField(
        max_length=18,
        choices=[(one.value, one.name) for one in Track],
        default=Track.NATIONAL_PROGRAMME.value,
    )
    education_start = models.DateField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    present_until = models.DateField(null=True, blank=True)
    first_hand = models.BooleanField(default=True)
    nordic = models.BooleanField(default=False)
    placed = models.BooleanField(default=False)  # in a care home away from home: SL 17:26 a
    imv_start = models.DateField(null=True, blank=True)
    supplements = models.JSONField(default=list)  # codes of the agreement's supplements
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["creditor_id", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["creditor", "reference"], name="billed_placement_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="billed_placement_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(protected=False) | Q(pupil_name=""), name="billed_placement_protected_has_no_name"
            ),
        ]

    class Privacy:
        """Who goes where, for whom a municipality pays."""

        exempt = "under the creditor's own reference, tied to no person of the register"
        personal = (
            "reference", "pupil_name", "protected", "school_unit", "programme", "starts", "ends", "present_until",
            "placed", "nordic",
        )  # fmt: skip
        scrub = {"pupil_name": "blank"}
        deleted = "seven years after the last line, as bookkeeping is kept"

    def __str__(self) -> str:
        return f"BilledPlacement {self.pk}"  # never the reference: this text ends up in logs


class PlacementHome(models.Model):
    """Which municipality a pupil lives in from a day (folkbokföringskommun)."""

    placement = models.ForeignKey(BilledPlacement, models.CASCADE, related_name="homes")
    municipality_code = models.CharField(max_length=4)
    starts = models.DateField()

    class Meta:
        ordering = ["placement_id", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "starts"], name="placement_home_once"),
        ]

    class Privacy:
        """Where a pupil lives; for a protected person the municipality too is hidden from all but who pays."""

        exempt = "under the creditor's own reference, tied to no person of the register"
        personal = ("municipality_code", "starts")
        scrub: dict[str, str] = {}
        deleted = "with the placement"

    def __str__(self) -> str:
        return f"PlacementHome {self.pk}"
