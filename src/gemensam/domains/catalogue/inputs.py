"""The supply as rows of the open round format."""

from collections.abc import Iterator

from gemensam.domains.catalogue.models import Offering, ReceptionArea
from gemensam.foundation.directory.models import Organisation

OFFERING_COLUMNS = (
    "offering_id",
    "provider_id",
    "provider_kind",
    "municipality",
    "school_unit",
    "programme",
    "study_path",
    "base_programme",
    "seats",
    "free_quota_seats",
    "test_seats",
    "skill_test",
    "pool",
    "pool_seats",
    "pool_order",
    "national_intake",
    "ranking",
    "cancelled",
)


def provider_code(provider: Organisation) -> str:
    """Return the provider's id in the open format: its organisation number, else its register id."""
    return provider.organisation_number or provider.pk.hex


def offering_rows(year: int, *, to_planned_seats: bool = False) -> Iterator[tuple[str, ...]]:
    """Each offering of the year as text in the order of OFFERING_COLUMNS, by code.

    ``to_planned_seats``: no more seats than are meant to start, as in a reserve round.
    """
    offerings = Offering.objects.filter(year=year).select_related("provider", "school_unit").order_by("code")
    for offering in offerings:
        most = min(offering.seats, offering.planned_seats) if to_planned_seats else offering.seats
        free_quota = min(offering.free_quota_seats, most)
        yield (
            offering.code,
            provider_code(offering.provider),
            offering.provider.provider_kind,
            offering.municipality_code,
            offering.school_unit.school_unit_code,
            offering.programme,
            offering.study_path,
            offering.base_programme,
            str(most),
            str(free_quota),
            str(min(offering.test_seats, most - free_quota)),
            offering.skill_test,
            offering.pool,
            "" if offering.pool_seats is None else str(offering.pool_seats),
            "" if offering.pool_order is None else str(offering.pool_order),
            "yes" if offering.national_intake else "no",
            offering.ranking,
            "yes" if offering.cancelled else "no",
        )


def area_rows(year: int) -> Iterator[tuple[str, str]]:
    """Each (provider_id, municipality) from which a public provider receives first hand in the year."""
    areas = ReceptionArea.objects.filter(year=year).select_related("provider")
    yield from sorted({(provider_code(area.provider), area.municipality_code) for area in areas})
