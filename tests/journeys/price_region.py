"""Three municipalities with a price list together, for the journey through their year."""

from datetime import date

from gemensam.domains.pricelist.models import PriceRegion, RegionMember
from gemensam.foundation.access.models import RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation, Person
from tests.factories.small_county import SmallCounty

CODES = {"2281": "Sundsvall", "2262": "Timrå", "2260": "Ånge"}
NUMBERS = {"2262": "2120002395", "2260": "2120002387"}
EVERY_STEP = (
    Role.PRICE_REPORTER,
    Role.ECONOMIST,
    Role.HEAD_OF_UPPER_SECONDARY,
    Role.PROVIDER_DECISION_MAKER,
)


def make_price_region(county: SmallCounty) -> None:
    """The region; the reporter acts for all three and takes every municipality's steps, to keep the journey short."""
    region = PriceRegion.objects.create(
        name="Länet", slug="lanet", organisation=county.small.office_organisation
    )
    account = county.accounts[Role.PRICE_REPORTER]
    RoleGrant.objects.filter(account=account).delete()
    account.person_id = Person.objects.create(
        given_name="Rut", family_name="Rapport", email="rut@example.invalid", security_marking="none"
    ).pk  # who can be written to
    account.save(update_fields=["person_id"])
    for code, name in CODES.items():
        provider = county.small.school.parent
        if code != "2281":
            provider = Organisation.objects.create(
                display_name=f"{name} kommun", organisation_type="provider", provider_kind="public",
                municipality_code=code, organisation_number=NUMBERS[code],
            )  # fmt: skip
        RegionMember.objects.create(region=region, provider=provider, municipality_code=code, name=name)
        for role in EVERY_STEP:
            RoleGrant.objects.create(
                account=account, role=role, organisation_id=provider.pk, starts=date(2020, 1, 1)
            )
