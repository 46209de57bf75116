"""The public catalogue at Sweden's size: server time, queries and bytes of each page.

    .venv/bin/python benchmarks/catalogue_pages.py [offerings]

Fills a database in memory with that many offerings (6 000 if nothing is said) at a tenth as many schools, with
three earlier years each, asks every page a number of times and prints the median. Made-up figures throughout.
"""

import gzip
import os
import statistics
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

YEAR = 2027
TITLES = {
    "BA": "Bygg- och anläggningsprogrammet", "BF": "Barn- och fritidsprogrammet", "EE": "El- och energiprogrammet",
    "EK": "Ekonomiprogrammet", "ES": "Estetiska programmet, musik", "FT": "Fordons- och transportprogrammet",
    "NA": "Naturvetenskapsprogrammet", "SA": "Samhällsvetenskapsprogrammet", "TE": "Teknikprogrammet",
    "VO": "Vård- och omsorgsprogrammet",
}  # fmt: skip
PAGES = (
    "/",
    "/utbildningar/",
    "/utbildningar/?sok=el",
    "/utbildningar/?sok=snickare+kommun12",
    "/utbildningar/?sok=naturvetenskp",
    "/utbildningar/?typ=vocational&prov=no&ordning=nara&hem=2281",
    "/utbildningar/?sida=120",
    "/utbildningar/jamfor/?u=0-NA&u=1-NA&u=2-NA&u=3-NA",
    "/api/v1/offerings?size=100",
    "/api/v1/past-cut-offs?size=100",
)
TIMES = 5


def fill(count: int) -> None:
    """An office and its offerings."""
    from gemensam.domains.admissions.models import AdmissionsOffice
    from gemensam.foundation.directory.models import Organisation

    body = Organisation.objects.create(display_name="Kansliet", organisation_type="admissions_office")
    AdmissionsOffice.objects.create(organisation=body, name="Kansliet")
    fill_offerings(count)


def fill_offerings(count: int) -> None:
    """Schools in 290 municipalities, the same ten programmes at each."""
    from gemensam.foundation.directory.editions import Register, renew
    from gemensam.foundation.directory.models import Organisation

    places = [
        Organisation.objects.create(
            display_name=f"Kommun{number}", organisation_type="municipality", municipality_code=f"{number:04}"
        )
        for number in range(1, 291)
    ]
    for number in range(count // len(TITLES)):
        _school(number, places[number % 290])
    renew(*Register)


def _school(number: int, place) -> None:
    """One school with ten programmes, each with words and three earlier years."""
    from gemensam.domains.catalogue.models import Offering, OfferingFacts, PastCutOff
    from gemensam.foundation.directory.models import Organisation

    provider = Organisation.objects.create(
        display_name=f"Huvudman {number}",
        organisation_type="provider",
        provider_kind="public" if number % 3 else "independent",
        municipality_code=place.municipality_code,
    )
    school = Organisation.objects.create(
        display_name=f"{place.display_name}s gymnasium {number}",
        organisation_type="school_unit",
        parent=provider,
        school_unit_code=f"{10_000_000 + number}",
        municipality_code=place.municipality_code,
    )
    made = Offering.objects.bulk_create(
        Offering(
            year=YEAR,
            code=f"{number}-{letters}",
            title=title,
            provider=provider,
            school_unit=school,
            municipality_code=place.municipality_code,
            programme=f"{letters}25",
            study_path=f"{letters}000",
            planned_seats=30,
            seats=30,
        )
        for letters, title in TITLES.items()
    )
    OfferingFacts.objects.bulk_create(OfferingFacts(offering=one, description="Nära skogen.") for one in made)
    PastCutOff.objects.bulk_create(
        PastCutOff(
            year=year,
            school_unit=school,
            study_path=letters,
            programme=letters,
            seats=30,
            first_choice_applicants=40,
            lowest=Decimal(200 + number % 60),
            median=Decimal(265),
            source="made_up",
        )
        for letters in TITLES
        for year in (2024, 2025, 2026)
    )


def measure(client, path: str) -> tuple[float, int, int, int]:
    """Median milliseconds of processor time, queries, bytes and bytes packed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)  # templates and words are read once a process
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        answer = client.get(path)
        spent.append((time.process_time() - began) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return statistics.median(spent), len(captured), len(answer.content), len(gzip.compress(answer.content))


def static_bytes() -> int:
    """Packed bytes of the style sheets, scripts and the font that a first visit fetches beside the page."""
    folder = Path(__file__).resolve().parent.parent / "src" / "gemensam" / "interfaces" / "web" / "static"
    names = (
        "gemensam/vendor/designsystemet.css",
        "gemensam/vendor/themes/lan.css",
        "gemensam/site.css",
        "gemensam/site.js",
        "gemensam/vendor/designsystemet.js",
    )
    import django_htmx

    htmx = next(Path(django_htmx.__file__).parent.rglob("htmx*.min.js"))
    return sum(len(gzip.compress((folder / name).read_bytes(), 9)) for name in names) + len(
        gzip.compress(htmx.read_bytes(), 9)
    )


def main() -> None:
    """Fill, ask, print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "gemensam.config.settings_test"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from gemensam.domains.catalogue.models import Offering

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
    setup_test_environment()
    call_command("migrate", verbosity=0)
    fill(count)
    client = Client()
    paths = [*PAGES, f"/utbildningar/{Offering.objects.get(code='0-NA').pk}/?hem=2281"]
    shared = static_bytes()
    print(f"{count} offerings, median of {TIMES}; style sheets and scripts {shared / 1024:.1f} KiB packed")
    print("| page | ms | queries | KiB | KiB packed | first load, KiB |")
    print("|---|--:|--:|--:|--:|--:|")
    for path in paths:
        ms, queries, size, packed = measure(client, path)
        shown = path if len(path) < 60 else f"{path[:57]}…"
        print(
            f"| `{shown}` | {ms:.0f} | {queries} | {size / 1024:.0f} | {packed / 1024:.1f} | {(packed + shared) / 1024:.0f} |"
        )


if __name__ == "__main__":
    main()
