"""Duty (SS 12000 Duty): a person's work at an organisation."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.foundation.directory.models.organisation import Organisation
from gemensam.foundation.directory.models.person import Person


class DutyRole(models.TextChoices):
    """SS 12000 DutyRole, the ones that this system has use for, and OTHER."""

    PRINCIPAL = "principal"  # Rektor
    TEACHER = "teacher"  # Lärare
    LEAD_TEACHER = "lead_teacher"  # Förstelärare
    SPECIAL_TEACHER = "special_teacher"  # Speciallärare/specialpedagog
    COUNSELLOR = "counsellor"  # Studie- och yrkesvägledare
    WELFARE_OFFICER = "welfare_officer"  # Kurator
    SCHOOL_NURSE = "school_nurse"  # Skolsköterska
    ADMINISTRATOR = "administrator"  # Skoladministratör
    OTHER_MANAGEMENT = "other_management"  # Övrig arbetsledning
    OTHER = "other"  # Annan personal


class Duty(models.Model):
    """One duty during a period (both ends inclusive; no end = until further notice)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="duties")
    duty_role = models.CharField(max_length=20, choices=DutyRole.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty_role__in=DutyRole.values), name="duty_role_known"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="duty_period_forward"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "duty_role", "starts"], name="duty_once"
            ),
        ]

    class Privacy:
        """Someone's employment: personal data of staff; deleted with the person."""

        personal = ("person", "duty_role", "starts", "ends")
        scrub: dict[str, str] = {}
        deleted = "with the person"

    def __str__(self) -> str:
        return f"Duty {self.id}"
