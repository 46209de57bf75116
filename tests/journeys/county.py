"""Fills an empty folder with a small county's database, static files and clock: ``python -m tests.journeys.county``.

A program of its own, so that the journeys meet the settings, database file and processes that users meet.
Writes what the journeys need to know, as JSON.
"""

import json
import os
import sys


def fill() -> dict[str, str]:
    """Make everything in GEMENSAM_DATA."""
    import django

    django.setup()
    from django.core.management import call_command

    from gemensam.foundation.access import clock
    from tests.migrated import migrate

    migrate(verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tests.factories import small_county
    from tests.journeys.price_region import make_price_region

    county = small_county.make_small_county()
    make_price_region(county)
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


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    sys.stdout.write(json.dumps(fill()))
