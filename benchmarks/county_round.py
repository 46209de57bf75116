"""How long a county's round takes in the application on SQLite: from an imported file to a verified result.

    .venv/bin/python benchmarks/county_round.py

It makes a database of its own. Prints a table: seconds of each step by the clock and of processor (they differ when
others use the machine), the sum against the goal (10 s), and pages of the office with the same data.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

GOAL_SECONDS = 10
OUTSIDE = ("demo:", "after it:")  # steps before the import and after the verified result
PAGE_GOAL_MS = 300
AT = datetime(2027, 6, 24, 8, 0, tzinfo=UTC)
Timed = Callable[[str, Callable[[], Any]], Any]


def processor_seconds() -> float:
    """What this process and the programs that it has waited for have used of a processor."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    """Seed, import, run, verify, and ask for pages; print the table."""
    folder = tempfile.mkdtemp()
    os.environ |= {
        "GEMENSAM_DEMO": "1",
        "GEMENSAM_DATA": folder,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "DJANGO_SETTINGS_MODULE": "gemensam.config.settings",
        "GEMENSAM_EMAIL_URL": "dummymail://",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    seconds: dict[str, float] = {}
    processor: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, used = time.perf_counter(), processor_seconds()
        answer = work()
        seconds[name], processor[name] = time.perf_counter() - start, processor_seconds() - used
        return answer

    from gemensam.interfaces.commands import seed_demo

    timed("demo: seed the county (once)", lambda: seed_demo.run(None))
    _import(timed)
    _round(timed)
    total = sum(value for name, value in seconds.items() if not name.startswith(OUTSIDE))
    pages = _pages()
    print(
        f"\n{platform.processor() or platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores\n"
    )
    print(f"{'step':<46}{'seconds':>9}{'of processor':>14}")
    for name, value in seconds.items():
        print(f"{name:<46}{value:>9.2f}{processor[name]:>14.2f}")
    used = sum(value for name, value in processor.items() if not name.startswith(OUTSIDE))
    print(
        f"{'import to verified result':<46}{total:>9.2f}{used:>14.2f}   goal {GOAL_SECONDS}, ratio {total / GOAL_SECONDS:.2f}\n"
    )
    print(f"{'page (2 880 applicants)':<46}{'median ms':>9}{'queries':>9}")
    for name, (milliseconds, queries) in pages.items():
        print(
            f"{name:<46}{milliseconds:>9.0f}{queries:>9}   goal {PAGE_GOAL_MS}, ratio {milliseconds / PAGE_GOAL_MS:.2f}"
        )
    return 0


def _office() -> tuple[Any, Any]:
    """The officer who does everything, and the round to run."""
    from gemensam.domains.admissions.models import AdmissionRound
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.queries import actor_for

    grant = RoleGrant.objects.filter(role="office_officer").first()
    actor = actor_for(Account.objects.get(pk=grant.account_id), on=AT.date())
    return actor, AdmissionRound.objects.get(kind="final")


def _import(timed: Timed) -> None:
    from gemensam.domains.admissions.services.check_import import check_import
    from gemensam.domains.admissions.services.commit_import import commit_import
    from gemensam.domains.admissions.services.confirm_import import confirm_import
    from gemensam.domains.admissions.services.save_matching import save_matching
    from gemensam.domains.admissions.services.upload_file import upload_file
    from gemensam.foundation.directory.models import Organisation
    from gemensam.interfaces.commands.demo_county.build import build_county
    from gemensam.interfaces.commands.demo_county.school_files import demo_files

    actor, round_ = _office()
    files = demo_files(build_county())
    name, content = next((one, data) for one, data in files.items() if one.endswith(".xlsx"))
    sender = Organisation.objects.get(organisation_type="admissions_office")
    batch = timed(
        "upload a school's grade file",
        lambda: upload_file(
            actor=actor, office_id=round_.office_id, year=round_.year, kind="grades", sender_id=sender.pk, name=name,
            content=content, registered_at=None, declared={}, at=AT,
        ),
    )  # fmt: skip
    save_matching(actor=actor, batch_id=batch.pk, mapping=batch.mapping, registered_at=None, at=AT)
    timed("check the file, make its preview", lambda: check_import(actor=actor, batch_id=batch.pk, at=AT))
    confirm_import(actor=actor, batch_id=batch.pk, at=AT)
    timed("commit the file", lambda: commit_import(actor=actor, batch_id=batch.pk, at=AT))
    batch.refresh_from_db()
    assert batch.state == "committed", batch.state


def _round(timed: Timed) -> None:
    from gemensam.domains.admissions.services.check_round import check_round
    from gemensam.domains.admissions.services.compare_run import compare_run
    from gemensam.domains.admissions.services.freeze_round import freeze_round
    from gemensam.domains.admissions.services.run_allocation import run_allocation
    from gemensam.domains.admissions.services.verify_run import verify_run

    actor, round_ = _office()
    about = {"actor": actor, "round_id": round_.pk, "at": AT}
    timed("check the round", lambda: check_round(**about))
    timed("freeze", lambda: freeze_round(**about))
    run = timed("run and store", lambda: run_allocation(**about))
    assert timed("verify (separate program)", lambda: verify_run(actor=actor, run_id=run.pk, at=AT)) == []
    timed("after it: compare with the preliminary round", lambda: compare_run(**about))


def _pages() -> dict[str, tuple[float, int]]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from gemensam.domains.admissions.models import AdmissionRound
    from gemensam.foundation.access.models import Account, RoleGrant

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    client = Client()
    grant = RoleGrant.objects.filter(role="office_officer").first()
    client.force_login(Account.objects.get(pk=grant.account_id))
    round_ = AdmissionRound.objects.get(kind="final")
    figures = {}
    for page in (
        "/kansli/",
        "/sokande/",
        "/sokande/?sok=anna&lage=unplaced",
        f"/antagning/{round_.pk}/",
        "/utbildningar/",
    ):
        times = []
        for _ in range(7):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            times.append((time.perf_counter() - start) * 1000)
        figures[page[:43]] = median(times[1:]), len(queries)
    return figures


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    sys.exit(main())
