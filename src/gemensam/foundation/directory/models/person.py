"""Person (SS 12000 Person): pupils, guardians and staff."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from gemensam.foundation.directory.civic_number import CivicNumberKind
from gemensam.foundation.fields.encrypted import BlindIndexField, EncryptedTextField
from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField


class Sex(models.TextChoices):
    """SS 12000 sex: Man, Kvinna, Okänt."""

    MAN = "man"
    WOMAN = "woman"
    UNKNOWN = "unknown"


class SecurityMarking(models.TextChoices):
    """SS 12000 securityMarking. Everything that is not exactly NONE is protected."""

    NONE = "none"  # Ingen
    CONFIDENTIAL = "confidential"  # Sekretessmarkering
    PROTECTED_REGISTRATION = "protected_registration"  # Skyddad folkbokföring


class CivicNumberType(models.TextChoices):
    """What kind of number ``civic_no`` is."""

    PERSONNUMMER = CivicNumberKind.PERSONNUMMER.value
    SAMORDNINGSNUMMER = CivicNumberKind.SAMORDNINGSNUMMER.value
    TF = CivicNumberKind.TF.value


class Person(models.Model):
    """One human being. Identified by id; the civic number is encrypted and found by its blind index."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    civic_no = EncryptedTextField(null=True, blank=True)  # 12 characters, see civic_number.py
    civic_no_index = BlindIndexField(null=True, unique=True)
    civic_no_type = models.CharField(max_length=20, choices=CivicNumberType.choices, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, choices=Sex.choices, default=Sex.UNKNOWN)
    # No default that opens: a row that does not say is protected until someone has said that it is not.
    security_marking = models.CharField(
        max_length=24, choices=SecurityMarking.choices, default=SecurityMarking.CONFIDENTIAL
    )
    home_municipality = models.CharField(max_length=4, blank=True)  # SCB's code, by population registration
    email = EncryptedTextField(blank=True, default="")  # the address that the person gave, nothing else
    phone = EncryptedTextField(blank=True, default="")
    locale = models.CharField(max_length=10, default="sv")
    sort_key = SwedishSortKeyField(source=("family_name", "given_name"))
    search = SearchTextField(sources=["given_name", "family_name"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(security_marking__in=SecurityMarking.values), name="person_security_marking_known"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="person_sex_known"),
            models.CheckConstraint(
                condition=Q(civic_no_type="", civic_no__isnull=True, civic_no_index__isnull=True)
                | Q(
                    civic_no_type__in=CivicNumberType.values,
                    civic_no__isnull=False,
                    civic_no_index__isnull=False,
                ),
                name="person_civic_no_whole",
            ),
            models.CheckConstraint(
                condition=Q(home_municipality="") | Q(Exact(Length("home_municipality"), 4)),
                name="person_home_municipality_length",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key"], name="person_order"),
            models.Index(
                fields=["security_marking"], name="person_protected", condition=~Q(security_marking="none")
            ),
        ]

    class Privacy:
        """Everything but the id. May go when no application, enrolment or duty refers to the row."""

        personal = (
            "given_name", "family_name", "civic_no", "civic_no_index", "birth_date", "sex",
            "security_marking", "home_municipality", "email", "phone", "locale", "sort_key", "search",
        )  # fmt: skip
        scrub = {
            "given_name": "blank", "family_name": "blank", "civic_no": "null", "civic_no_index": "null",
            "birth_date": "first_of_year", "email": "blank", "phone": "blank",
        }  # fmt: skip
        deleted = "two years after the last application, enrolment or duty"

    def __str__(self) -> str:
        return f"Person {self.id}"  # never a name: this text ends up in logs

    __repr__ = __str__
