"""A round of prices: how long it takes to work it out again from the database, all models and overrides.

    .venv/bin/python benchmarks/prices.py [--municipalities 50] [--rows 200] [--repeat 5]

The rows are made up, in a database of its own that is thrown away. Told is the quickest of the repetitions and its
processor time. The goal is one second for 50 municipalities with 200 rows each.
"""

import argparse
import os
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal

GOAL = 1.0
NOW = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)


def main() -> None:
    """Make the round, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--municipalities", type=int, default=50)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "GEMENSAM_DATA": folder,
            "GEMENSAM_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "gemensam.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        measure(make(options.municipalities, options.rows), options)


def make(municipalities: int, rows: int) -> object:
    """A round in which every municipality has reported, with flat amounts for meals and premises."""
    from gemensam.domains.pricelist.models import (
        FlatAmount,
        PriceRegion,
        PriceReport,
        PriceRound,
        RegionMember,
        ReportRow,
    )
    from gemensam.foundation.directory.models import Organisation

    host = Organisation.objects.create(display_name="Värd", organisation_type="other")
    region = PriceRegion.objects.create(name="Stor", slug="stor", organisation=host)
    round_ = PriceRound.objects.create(
        region=region, year=2027, state="open", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15), created_at=NOW,
    )  # fmt: skip
    for number in range(municipalities):
        provider = Organisation.objects.create(display_name=f"Kommun {number}", organisation_type="other")
        member = RegionMember.objects.create(
            region=region, provider=provider, municipality_code=f"{number:04}", name=f"Kommun {number}"
        )
        report = PriceReport.objects.create(round=round_, member=member, state="approved")
        FlatAmount.objects.bulk_create(
            FlatAmount(report=report, school_form="national", component=name, amount=amount)
            for name, amount in (("meals", 5519), ("premises", 46045))
        )
        ReportRow.objects.bulk_create(
            ReportRow(
                report=report, code=f"P{row}", cohort="gy25", form="school", teaching=60_000 + 37 * row + 11 * number,
                materials=4_000 + row, health=3_000, other=Decimal("12.5"), pupils=10 + (row + number) % 90, changed_at=NOW,
            )
            for row in range(rows)
        )  # fmt: skip
    return round_


def measure(round_: object, options: argparse.Namespace) -> None:
    """Work the round out again and again."""
    from gemensam.domains.pricelist.queries.proposal import make_proposal

    best = min(
        (timed(lambda: make_proposal(round_)) for _ in range(options.repeat)), key=lambda pair: pair[1]
    )  # type: ignore[arg-type]  # made above
    found = make_proposal(round_)  # type: ignore[arg-type]  # made above
    print(
        f"{options.municipalities} municipalities × {options.rows} rows, {len(found.rows)} prices: "
        f"{best[0]:.2f} s wall, {best[1]:.2f} s processor (goal {GOAL} s), load {os.getloadavg()[0]:.1f}"
    )


def timed(work: object) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()  # type: ignore[operator]  # a function
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    main()
