"""Organisation (SS 12000 Organisation): huvudman, municipality, admissions office, school, school unit."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField


class OrganisationType(models.TextChoices):
    """SS 12000 OrganisationTypeEnum (Swedish in the comment) and two of ours."""

    PROVIDER = "provider"  # Huvudman
    MUNICIPALITY = "municipality"  # kommun, as a place; its school board is a provider
    ADMISSIONS_OFFICE = "admissions_office"  # antagningskansli
    ADMINISTRATION = "administration"  # Förvaltning
    OPERATIONAL_AREA = "operational_area"  # Verksamhetsområde
    PRINCIPAL_AREA = "principal_area"  # Rektorsområde
    SCHOOL = "school"  # Skola
    SCHOOL_UNIT = "school_unit"  # Skolenhet
    BRAND = "brand"  # Varumärke
    COMPANY = "company"  # Bolag
    OTHER = "other"  # Övrigt


class ProviderKind(models.TextChoices):
    """Who runs the education: skollagen 2 kap. 2-8 §§."""

    PUBLIC = "public"
    INDEPENDENT = "independent"


def _length(field: str, length: int) -> Q:
    return Q(**{field: ""}) | Q(Exact(Length(field), length))


class Organisation(models.Model):
    """One organisation. A school unit has an eight-digit code and never has organisations under it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    display_name = models.CharField(max_length=200)
    organisation_type = models.CharField(max_length=20, choices=OrganisationType.choices)
    provider_kind = models.CharField(max_length=12, choices=ProviderKind.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    school_unit_code = models.CharField(max_length=8, blank=True)  # Skolverket's code, eight digits
    municipality_code = models.CharField(max_length=4, blank=True)  # SCB's code, four digits
    organisation_number = models.CharField(max_length=10, blank=True)  # ten digits, no hyphen
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    sort_key = SwedishSortKeyField(source="display_name")
    search = SearchTextField(sources=["display_name", "school_unit_code"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation_type__in=OrganisationType.values), name="organisation_type_known"
            ),
            models.CheckConstraint(
                condition=Q(provider_kind__in=["", *ProviderKind.values]),
                name="organisation_provider_kind_known",
            ),
            models.CheckConstraint(
                condition=_length("school_unit_code", 8), name="organisation_unit_code_length"
            ),
            models.CheckConstraint(
                condition=_length("municipality_code", 4), name="organisation_municipality_code_length"
            ),
            models.CheckConstraint(
                condition=_length("organisation_number", 10), name="organisation_number_length"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="organisation_period_forward",
            ),
            models.UniqueConstraint(
                fields=["school_unit_code"],
                condition=~Q(school_unit_code=""),
                name="organisation_unit_code_once",
            ),
            models.UniqueConstraint(
                fields=["organisation_number"],
                condition=Q(organisation_type="provider") & ~Q(organisation_number=""),
                name="organisation_provider_number_once",
            ),
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=Q(organisation_type="municipality"),
                name="organisation_municipality_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation_type", "sort_key"], name="organisation_type_order")]

    class Privacy:
        """No personal data: organisations are public records. Kept as long as something refers to them."""

        personal: tuple[str, ...] = ()
        scrub: dict[str, str] = {}
        deleted = "never"

    def __str__(self) -> str:
        return self.display_name
