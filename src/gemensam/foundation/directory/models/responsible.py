"""Responsible (SS 12000 Person.responsibles): who answers for a child, and whether with custody."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.foundation.directory.models.person import Person


class RelationType(models.TextChoices):
    """SS 12000 RelationTypesEnum."""

    GUARDIAN = "guardian"  # Vårdnadshavare
    OTHER_RESPONSIBLE = "other_responsible"  # Annan ansvarig
    APPOINTED_TRUSTEE = "appointed_trustee"  # God man
    AUTHORISED = "authorised"  # Utsedd behörig


class Responsible(models.Model):
    """One adult's relation to one child, both days included (no end = until further notice)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Person, models.CASCADE, related_name="responsibles")
    guardian = models.ForeignKey(Person, models.CASCADE, related_name="wards")
    relation_type = models.CharField(
        max_length=20, choices=RelationType.choices, default=RelationType.GUARDIAN
    )
    has_custody = models.BooleanField(default=False)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("guardian")), name="responsible_not_for_oneself"),
            models.CheckConstraint(
                condition=Q(relation_type__in=RelationType.values), name="responsible_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="responsible_period_forward"
            ),
            models.UniqueConstraint(
                fields=["child", "guardian", "relation_type", "starts"], name="responsible_once"
            ),
        ]

    class Privacy:
        """Family relations are personal data of both; deleted with either person."""

        subject = ("child", "guardian")
        own_only = True  # a guardian is not told of another
        personal = ("child", "guardian", "relation_type", "has_custody", "starts", "ends")
        scrub: dict[str, str] = {}
        deleted = "with the child or the guardian"

    def __str__(self) -> str:
        return f"Responsible {self.id}"
