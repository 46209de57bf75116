"""The schedule: each occurrence once, faults do not stop the rest, and what is on it."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.jobs.periodic import Periodic, latest_due, run_due, schedule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _periodic(name="a", run=None, every=HOUR):
    return Periodic(name, every, run or (lambda now: None), "What.")


@pytest.mark.parametrize(
    ("every", "now", "due"),
    [
        (HOUR, datetime(2027, 6, 14, 10, 59, tzinfo=UTC), datetime(2027, 6, 14, 10, tzinfo=UTC)),
        (HOUR, datetime(2027, 6, 14, 10, tzinfo=UTC), datetime(2027, 6, 14, 10, tzinfo=UTC)),
        (timedelta(days=1), datetime(2027, 6, 14, 10, tzinfo=UTC), datetime(2027, 6, 14, tzinfo=UTC)),
        (timedelta(days=7), datetime(2027, 6, 20, 23, tzinfo=UTC), datetime(2027, 6, 14, tzinfo=UTC)),
    ],
)
def test_latest_due_is_the_last_whole_period(every, now, due):
    assert latest_due(every, now) == due


def test_occurrence_is_done_once_and_the_next_again(now):
    calls = []
    work = [_periodic(run=calls.append)]
    assert run_due(work, now=now) == ["a"]
    assert run_due(work, now=now + timedelta(minutes=59)) == []
    assert run_due(work, now=now + HOUR) == ["a"]
    assert calls == [now, now + HOUR]


def test_occurrences_that_were_missed_are_done_once(now):
    calls = []
    work = [_periodic(run=calls.append)]
    run_due(work, now=now)
    run_due(work, now=now + 50 * HOUR)
    assert len(calls) == 2


def test_occurrence_that_another_worker_takes_at_the_same_time_is_left(now, monkeypatch):
    """Both have read that it is due: only one takes it."""
    from gemensam.foundation.jobs import periodic as module

    assert module._take("a", latest_due(HOUR, now)) is True
    assert module._take("a", latest_due(HOUR, now)) is False
    assert module._take("a", latest_due(HOUR, now + HOUR)) is True


def test_fault_in_one_work_does_not_stop_the_rest_and_is_logged_without_its_text(now):
    calls = []

    def fail(moment):
        raise ValueError("Anna Öst 20110214-2385")

    with structlog.testing.capture_logs() as logs:
        done = run_due([_periodic("bad", fail), _periodic("good", calls.append)], now=now)
    assert (done, len(calls)) == (["bad", "good"], 1)
    assert [(line["name"], line["code"]) for line in logs if line["event"] == "periodic_failed"] == [
        ("bad", "value")
    ]
    assert "Anna" not in repr(logs)


def test_schedule_of_the_settings_runs_as_a_whole(now):
    names = [periodic.name for periodic in schedule()]
    with structlog.testing.capture_logs() as logs:
        assert run_due(schedule(), now=now) == names
    assert [line for line in logs if line["event"] == "periodic_failed"] == []
    assert [line["event"] for line in logs if line["event"].startswith("audit_log")] == ["audit_log_whole"]
    assert AuditEntry.objects.count() == 0  # nothing was cleared


def test_schedule_has_every_work_once_with_a_sentence():
    rows = schedule()
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.what.endswith(".") and row.every > timedelta(0) for row in rows)
