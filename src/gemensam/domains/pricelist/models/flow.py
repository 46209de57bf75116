"""What the consequences of prices are worked out from: pupils between municipalities, budgets and cohorts."""

from django.db import models

from gemensam.domains.pricelist.models.report import amount


class PupilFlow(models.Model):
    """Pupils of one municipality in one education of another (elevström). Numbers only."""

    round = models.ForeignKey("pricelist.PriceRound", models.PROTECT, related_name="flows")
    home_code = models.CharField(max_length=4)
    provider_code = models.CharField(max_length=4)
    code = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    pupils = models.DecimalField(max_digits=8, decimal_places=2)
    source = models.CharField(max_length=12)  # table, file, admissions or placements

    class Meta:
        ordering = ["home_code", "provider_code", "code", "orientation"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "home_code", "provider_code", "code", "orientation"], name="price_flow_once"
            ),
            models.CheckConstraint(condition=models.Q(pupils__gte=0), name="price_flow_not_negative"),
        ]

    class Privacy:
        """Counts per municipality and programme; small ones are shown only to those who prepare prices."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.home_code} {self.provider_code} {self.code}"


class MemberFigures(models.Model):
    """A municipality's budget for this year's net, and how many turn 16 in coming years (kommunens nyckeltal)."""

    round = models.ForeignKey("pricelist.PriceRound", models.PROTECT, related_name="figures")
    member = models.ForeignKey("pricelist.RegionMember", models.PROTECT, related_name="+")
    budget_net = amount(null=True, blank=True)
    cohorts = models.JSONField(default=dict)  # year -> persons who turn 16

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="price_figures_once")]

    class Privacy:
        """No personal data: whole age groups."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.member_id)
