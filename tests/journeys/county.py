"""Fills an empty folder with a small county's database, static files and clock: ``python -m tests.journeys.county``.

A program of its own, so that the journeys meet the settings, database file and processes that users meet.
Writes what the journeys need to know, as JSON.
"""

import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.factories.small_county import SmallCounty


def fill() -> dict[str, str]:
    """Make everything in GEMENSAM_DATA."""
    import django

    django.setup()
    from django.core.management import call_command

    from gemensam.foundation.access import clock
    from gemensam.foundation.access.roles import Role
    from tests.migrated import migrate

    migrate(verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tests.factories import small_county
    from tests.journeys.price_region import make_price_region

    county = small_county.make_small_county()
    make_price_region(county)
    year_of_the_office(county)
    best = small_county.account(
        Role.PUPIL, None, person_id=county.small.applications[0].person_id, number=4
    )  # has a place at EK-1, which another waits for
    best.display_name = "Bästa elev"
    best.save(update_fields=["display_name"])
    clock.move_demo_clock(small_county.TODAY)
    changed = county.small.applications[small_county.CHANGED]
    return {
        "final": str(county.final.pk),
        "preliminary": str(county.preliminary.pk),
        "school": str(county.small.feeder.pk),
        "changed_civic_no": changed.person.civic_no,
        "changed_reference": changed.reference,
        "shown_offering": str(county.small.offerings["EK-1"].pk),
        "hidden_offering": str(county.small.offerings["NA-1"].pk),
    }


def year_of_the_office(county: "SmallCounty") -> None:
    """The dates of the year, and a pupil with good grades who has not applied, with a guardian."""
    from gemensam.domains.admissions.models import CalendarDate, Grade
    from gemensam.domains.applications.models import ApplicationSettings
    from gemensam.foundation.access.demo import demo_address
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Responsible
    from tests.factories import applying, small_round

    CalendarDate.objects.bulk_create(
        CalendarDate(office=county.small.office, year=small_round.YEAR, event=event, at=at)
        for event, at in applying.DATES.items()
    )
    newcomer = small_round.person(90, given="Nour", family="Ny")
    registered = applying.DATES["application_opens"].replace(year=2026)
    Grade.objects.bulk_create(
        Grade(person=newcomer, subject=subject, grade="C", registered_at=registered)
        for subject in small_round.COMPULSORY
    )
    account = Account.objects.create_user(
        demo_address(Role.PUPIL, 3), display_name="Ny sökande", person_id=newcomer.pk
    )
    RoleGrant.objects.create(account=account, role=Role.PUPIL, starts=registered.date())
    guardian = small_round.person(91, given="Vera", family="Ny")
    Responsible.objects.create(child=newcomer, guardian=guardian, has_custody=True, starts=registered.date())
    account = Account.objects.create_user(
        demo_address(Role.GUARDIAN, 3), display_name="Ny förälder", person_id=guardian.pk
    )
    RoleGrant.objects.create(account=account, role=Role.GUARDIAN, starts=registered.date())
    ApplicationSettings.objects.create(office=county.small.office, guardians_confirm=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    sys.stdout.write(json.dumps(fill()))
