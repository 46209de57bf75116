"""What a visit costs on the day of the result, in processor time, and how many visits a second a core carries.

    .venv/bin/python benchmarks/result_day.py [--visits 100]

It makes the demo county in a database of its own, publishes its final round, opens the replies, and lets pupils log in, wait, read
and reply in this process. Processor time is printed, which does not depend on who else uses the machine. From it: visits a
second and core, and the cores that the peaks of docs/benchmarks.md need at 60 % use. Set DATABASE_URL to measure on PostgreSQL.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

T0 = datetime(2027, 7, 1, 7, 0, tzinfo=UTC)
LATER = T0 + timedelta(minutes=5)
USE = 0.6  # of a core, so that there is room for what comes unevenly
PEAKS = {  # applicants → visits a second: a quarter in five minutes, and half in two minutes
    "county, 2 700": (2.3, 11),
    "13 000": (10.8, 54),
    "30 000": (25, 125),
    "Sweden, 130 000": (108, 542),
}
PASSWORD = "ett-lösenord-som-ingen-har"  # of made-up people in a database that is thrown away
Work = Callable[[Any], None]


def main() -> int:
    """Make the county, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--visits", type=int, default=100)
    visits = parser.parse_args().visits
    folder = tempfile.mkdtemp()
    os.environ |= {
        "GEMENSAM_DEMO": "1",
        "GEMENSAM_DATA": folder,
        "DJANGO_SETTINGS_MODULE": "gemensam.config.settings",
        "GEMENSAM_EMAIL_URL": "dummymail://",
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from gemensam.interfaces.commands import seed_demo

    seed_demo.run(None)
    opened = _publish()
    _print(_measure(visits), opened)
    return 0


def _publish() -> float:
    """The final round, shown; returns the processor seconds that opening its replies took."""
    from gemensam.domains.admissions.models import AdmissionRound
    from gemensam.domains.admissions.services.approve_run import approve_run
    from gemensam.domains.admissions.services.check_round import check_round
    from gemensam.domains.admissions.services.compare_run import compare_run
    from gemensam.domains.admissions.services.freeze_round import freeze_round
    from gemensam.domains.admissions.services.publish_round import publish_round
    from gemensam.domains.admissions.services.run_allocation import run_allocation
    from gemensam.domains.admissions.services.schedule_publication import schedule_publication
    from gemensam.domains.admissions.services.verify_run import verify_run
    from gemensam.domains.replies.tasks import open_results
    from gemensam.foundation.access.models import Account
    from gemensam.foundation.access.queries import actor_for

    before = T0 - timedelta(days=6)
    officer, approver = (
        actor_for(Account.objects.get(email=f"{role}@demo.example"), on=before.date())
        for role in ("office_officer", "office_approver")
    )
    round_ = AdmissionRound.objects.get(kind="final")
    about = {"actor": officer, "round_id": round_.pk, "at": before}
    check_round(**about)
    freeze_round(**about)
    run = run_allocation(**about)
    verify_run(actor=officer, run_id=run.pk, at=before)
    compare_run(**about)
    for actor in (officer, approver):
        approve_run(actor=actor, round_id=round_.pk, result_hash=run.result_hash, at=before)
    publication = schedule_publication(**about, publish_at=T0)
    publish_round(actor=officer, publication_id=publication.pk, at=T0)
    start = time.process_time()
    open_results(T0)
    return time.process_time() - start


def _measure(visits: int) -> dict[str, float]:
    """Processor milliseconds of each step, the mean of as many pupils."""
    from django.conf import settings
    from django.test import Client

    from gemensam.domains.replies.models import Reply
    from gemensam.foundation.access import clock
    from gemensam.foundation.access.models import Account

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    rows = Reply.objects.filter(state="open").select_related("application").order_by("application__reference")
    chosen = list(rows[:visits])
    accounts = {row.pk: Account.objects.get(person_id=row.application.person_id) for row in chosen}
    for account in accounts.values():
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
    clock.move_demo_clock(LATER)
    steps = _steps(accounts, {row.pk: Client() for row in chosen}, _pages(chosen))
    return {name: _mean(work, chosen) for name, work in steps.items()}


def _pages(chosen: list[Any]) -> dict[Any, int]:
    """The result page of each reply's applicant."""
    from gemensam.domains.admissions.models import ResultPage

    rows = ResultPage.objects.filter(
        publication__round=chosen[0].round_id, publication__state="published"
    ).values_list("application_id", "pk")
    found = dict(rows)
    return {row.pk: found[row.application_id] for row in chosen}


def _steps(accounts: dict[Any, Any], clients: dict[Any, Any], pages: dict[Any, int]) -> dict[str, Work]:
    """What each pupil does, in order."""
    from django.contrib.auth import authenticate
    from django.test import Client

    def log_in(row: Any) -> None:
        account = accounts[row.pk]
        assert authenticate(username=account.email, password=PASSWORD) is not None
        clients[row.pk].force_login(account)

    def page(path: str) -> Work:
        def ask(row: Any) -> None:
            address = path.format(application=row.application_id, page=pages[row.pk])
            answer = clients[row.pk].get(address)
            assert answer.status_code == 200

        return ask

    def poll(row: Any) -> None:
        assert Client().get(f"/besked/{row.round_id}/tid").json()["state"] == "shown"

    def send(row: Any) -> None:
        data = {"answer": "accept", "queues": row.queues, "version": row.version}
        assert clients[row.pk].post(f"/svar/{row.application_id}/", data).status_code == 302

    return {
        "log in (password)": log_in,
        "ask for the time, as those who wait": poll,
        "list of results": page("/mina-besked/"),
        "result page, the first time": page("/mina-besked/{page}/"),
        "reply page": page("/svar/{application}/"),
        "send the reply": send,
    }


def _mean(work: Work, rows: list[Any]) -> float:
    """Processor milliseconds for each; the first warms up and is not counted."""
    work(rows[0])
    counted = rows[1:]
    start = time.process_time()
    for row in counted:
        work(row)
    return (time.process_time() - start) * 1000 / len(counted)


def _print(found: dict[str, float], opened: float) -> None:
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}"
    print(f"\n{machine}, {os.environ['DATABASE_URL'].partition(':')[0]}\n")
    print(f"{'step':<42}{'processor ms':>13}{'a second and core':>19}")
    for name, milliseconds in found.items():
        print(f"{name:<42}{milliseconds:>13.1f}{1000 / milliseconds:>19.0f}")
    waiting = found["list of results"] + found["result page, the first time"]
    whole = found["log in (password)"] + waiting + found["reply page"] + found["send the reply"]
    print(f"\nopening the county's replies: {opened:.1f} s of processor, once, by the worker")
    print(f"\n{'cores at 60 % use':<22}{'logged in before':>24}{'log in, read, reply':>24}")
    for name, (calm, stress) in PEAKS.items():
        cells = [
            f"{calm * cost / 1000 / USE:.1f} / {stress * cost / 1000 / USE:.1f}" for cost in (waiting, whole)
        ]
        print(f"{name:<22}{cells[0]:>24}{cells[1]:>24}")
    print("(a quarter in five minutes / half in two minutes)")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    sys.exit(main())
