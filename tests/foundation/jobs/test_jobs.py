"""Jobs: queued once, run with progress, retried, given up with a code."""

from datetime import timedelta
from uuid import uuid4

import pytest
import structlog
import time_machine
from django.db import IntegrityError, transaction

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.jobs import leases
from gemensam.foundation.jobs.clearing import clear_jobs
from gemensam.foundation.jobs.delivery import deliver_due
from gemensam.foundation.jobs.leases import LeaseLostError
from gemensam.foundation.jobs.models import Job, JobLogLine, JobState
from gemensam.foundation.jobs.registry import UnknownJobKindError, handler_for
from gemensam.foundation.jobs.running import JobRefusedError, code_of, run_job
from gemensam.foundation.jobs.services.enqueue import enqueue
from gemensam.foundation.jobs.services.retry_job import retry_job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_now(now):
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


def _lines(job):
    return list(JobLogLine.objects.filter(job=job).values_list("code", flat=True))


def test_job_that_is_run_ends_done_with_its_result(handler, ask, officer):
    seen = {}

    @handler("test.add")
    def add(job, *, a, b):
        seen.update(actor=job.actor, attempt=job.attempt)
        job.progress(1, 2, "adding")
        return {"sum": a + b}

    job = ask("test.add", arguments={"a": 1, "b": 2})
    assert run_job(job.pk) is JobState.DONE
    job.refresh_from_db()
    assert (job.state, job.result, job.progress_done, job.progress_total) == ("done", {"sum": 3}, 1, 2)
    assert (job.attempts, job.lease_until, job.error_code) == (1, None, "")
    assert seen == {"actor": officer, "attempt": 1}
    assert _lines(job) == ["started", "done"]


def test_job_in_the_tests_runs_at_once(handler, officer, now):
    handler("test.now")(lambda job: {"ran": True})
    job = enqueue(actor=officer, kind="test.now", key="k", arguments={}, organisation_id=None, at=now)
    assert (job.state, job.result) == ("done", {"ran": True})


def test_same_key_twice_is_one_job(handler, ask, actor_with, reminders):
    handler("test.once")(lambda job: None)
    first, second = ask("test.once"), ask("test.once", actor=actor_with(), arguments={"other": 1})
    assert (first.pk, Job.objects.count(), reminders) == (second.pk, 1, [str(first.pk)])
    assert ask("test.once", key="k2").pk != first.pk


def test_job_of_an_unknown_kind_is_refused(ask):
    with pytest.raises(UnknownJobKindError):
        ask("test.unknown")


def test_two_handlers_of_one_kind_are_refused(handler):
    handler("test.two")(lambda job: None)
    with pytest.raises(ValueError, match=r"test\.two"):
        handler("test.two")(lambda job: {})


def test_job_asked_for_in_a_transaction_that_is_taken_back_is_not_there(handler, ask):
    handler("test.back")(lambda job: None)
    with pytest.raises(RuntimeError), transaction.atomic():
        ask("test.back")
        raise RuntimeError
    assert Job.objects.count() == 0


def test_job_for_later_waits_until_its_time(handler, ask, reminders, now, _at_now):
    handler("test.later")(lambda job: None)
    job = ask("test.later", run_after=now + timedelta(hours=1))
    assert (reminders, deliver_due(now=now), run_job(job.pk)) == ([], 0, None)
    _at_now.shift(timedelta(hours=1))
    assert deliver_due(now=now + timedelta(hours=1)) == 1
    assert run_job(job.pk) is JobState.DONE


def test_job_keeps_the_rights_that_were_held_when_it_was_asked_for(handler, ask, officer):
    from gemensam.foundation.access.models import RoleGrant

    seen = []
    handler("test.rights")(lambda job: seen.append(job.actor))
    job = ask("test.rights")
    RoleGrant.objects.all().delete()
    run_job(job.pk)
    assert seen == [officer]


# --- failing ----------------------------------------------------------------------------------------------------


class TableRefused(Exception):
    code = "zip_bomb"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (JobRefusedError("input_changed"), "input_changed"),
        (TableRefused("Anna Andersson"), "table_refused:zip_bomb"),
        (PermissionDenied(Permission.ROUND_RUN), "permission_denied"),
    ],
)
def test_job_that_is_refused_fails_at_once_with_its_code(handler, ask, fault, code):
    @handler("test.refused")
    def refuse(job):
        raise fault

    job = ask("test.refused")
    assert run_job(job.pk) is JobState.FAILED
    job.refresh_from_db()
    assert (job.error_code, job.attempts, job.finished_at is None) == (code, 1, False)


def test_job_that_fails_is_tried_again_later_and_then_given_up(handler, ask, now, _at_now):
    @handler("test.fails")
    def fail(job):
        raise KeyError("Anna Andersson 20110214-2385")

    job = ask("test.fails", attempt_limit=3)
    waits = []
    for _ in range(2):
        assert run_job(job.pk) is JobState.QUEUED
        job.refresh_from_db()
        waits.append(job.run_after - now)
        assert run_job(job.pk) is None  # not yet
        _at_now.move_to(job.run_after)
    assert run_job(job.pk) is JobState.FAILED
    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts) == ("failed", "key", 3)
    assert waits[0] == timedelta(seconds=5)
    assert waits[1] > waits[0]
    assert _lines(job) == ["started", "will_retry", "started", "will_retry", "started", "failed"]


def test_job_that_fails_once_and_then_works_ends_done(handler, ask, _at_now):
    calls = []

    @handler("test.second")
    def second(job):
        calls.append(job.attempt)
        if job.attempt == 1:
            raise OSError("disk")
        return {"attempt": job.attempt}

    job = ask("test.second")
    assert run_job(job.pk) is JobState.QUEUED
    _at_now.shift(timedelta(seconds=5))
    assert run_job(job.pk) is JobState.DONE
    job.refresh_from_db()
    assert (calls, job.result, job.error_code) == ([1, 2], {"attempt": 2}, "")


def test_failed_job_leaves_no_personal_data_in_rows_or_logs(handler, ask, capsys):
    @handler("test.leaks")
    def leak(job):
        raise ValueError("Anna Andersson 20110214-2385 anna@example.invalid")

    with structlog.testing.capture_logs() as logs:
        job = ask("test.leaks", attempt_limit=1)
        assert run_job(job.pk) is JobState.FAILED
    job.refresh_from_db()
    text = repr(logs) + repr(Job.objects.values().get()) + repr(list(JobLogLine.objects.values()))
    text += "".join(capsys.readouterr())
    assert not [word for word in ("Anna", "2385", "example.invalid") if word in text]
    assert (job.error_code, "test_jobs.py" in repr(logs)) == ("value", True)  # the control: it says where


def test_code_of_a_fault_with_a_text_for_code_is_only_its_kind():
    fault = TableRefused()
    fault.code = "Anna Andersson hade fel"
    assert code_of(fault) == "table_refused"


def test_job_with_a_result_that_cannot_be_stored_fails(handler, ask):
    handler("test.odd")(lambda job: {"value": object()})
    job = ask("test.odd", attempt_limit=1)
    assert run_job(job.pk) is JobState.FAILED


# --- leases -------------------------------------------------------------------------------------------------------


def test_running_job_is_not_taken_by_another(handler, ask, now):
    handler("test.lease")(lambda job: None)
    job = ask("test.lease")
    assert leases.claim(job.pk, worker="a", now=now) is not None
    assert leases.claim(job.pk, worker="b", now=now) is None
    assert run_job(job.pk) is None


def test_job_whose_lease_has_run_out_is_put_back_and_the_first_worker_is_fenced_off(handler, ask, now):
    handler("test.fence")(lambda job: None)
    job = ask("test.fence")
    first = leases.claim(job.pk, worker="a", now=now)
    late = now + leases.lease_time() + timedelta(seconds=1)
    assert leases.reap(now=now + leases.lease_time() - timedelta(seconds=1)) == 0
    assert leases.reap(now=late) == 1
    second = leases.claim(job.pk, worker="b", now=late)
    assert (second.lease_token, second.attempts) == (first.lease_token + 1, 2)
    for write in (
        lambda: leases.renew(job.pk, first.lease_token, now=late),
        lambda: leases.finish(job.pk, first.lease_token, {}, now=late),
        lambda: leases.fail(job.pk, first.lease_token, "x", retry=True, now=late),
    ):
        with pytest.raises(LeaseLostError):
            write()
    leases.finish(job.pk, second.lease_token, {"by": "b"}, now=late)  # the control: the holder may
    job.refresh_from_db()
    assert job.result == {"by": "b"}


def test_job_that_kills_every_worker_is_given_up(handler, ask, now):
    handler("test.killer")(lambda job: None)
    job = ask("test.killer", attempt_limit=2)
    moment = now
    for _ in range(2):
        assert leases.claim(job.pk, worker="a", now=moment) is not None
        moment += leases.lease_time() + timedelta(seconds=1)
        leases.reap(now=moment)
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("failed", "lease_expired")


def test_progress_renews_the_lease_and_stops_one_that_lost_it(handler, ask, now, _at_now):
    seen = []

    @handler("test.slow")
    def slow(job):
        _at_now.shift(timedelta(seconds=50))
        job.progress(1, 3, "one")
        seen.append(Job.objects.get().lease_until)
        Job.objects.update(lease_token=99)  # as if another worker had taken it
        job.progress(2, 3, "two")
        seen.append("not reached")

    job = ask("test.slow")
    assert run_job(job.pk) is None
    assert seen == [now + timedelta(seconds=50) + leases.lease_time()]
    job.refresh_from_db()
    assert (job.progress_text, job.lease_token) == ("one", 99)


def test_progress_inside_a_transaction_is_refused(handler, ask):
    @handler("test.inside")
    def inside(job):
        with transaction.atomic():
            job.progress(1, 2, "x")

    job = ask("test.inside", attempt_limit=1)
    assert run_job(job.pk) is JobState.FAILED
    job.refresh_from_db()
    assert job.error_code == "runtime"


def test_progress_told_often_is_written_seldom(handler, ask, django_assert_max_num_queries):
    @handler("test.often")
    def often(job):
        for step in range(1000):
            job.progress(step, 1000, "x")
        job.progress(1000, 1000, "x")

    job = ask("test.often")
    with django_assert_max_num_queries(12):
        run_job(job.pk)
    job.refresh_from_db()
    assert job.progress_done == 1000


def test_transaction_of_a_lost_lease_commits_nothing(handler, ask):
    from gemensam.foundation.directory.models import Organisation

    @handler("test.fenced")
    def fenced(job):
        Job.objects.update(lease_token=99)
        with job.transaction():
            Organisation.objects.create(display_name="A", organisation_type="school")

    job = ask("test.fenced")
    assert run_job(job.pk) is None
    assert Organisation.objects.count() == 0


def test_complete_inside_the_transaction_makes_effect_and_end_one(handler, ask):
    @handler("test.whole")
    def whole(job):
        with job.transaction():
            job.complete({"made": 1})

    job = ask("test.whole")
    assert run_job(job.pk) is JobState.DONE
    job.refresh_from_db()
    assert (job.result, _lines(job)) == ({"made": 1}, ["started", "done"])


# --- delivery, by hand, clearing ------------------------------------------------------------------------------------


def test_reminder_that_was_lost_is_made_again_after_a_lease(handler, ask, reminders, now):
    handler("test.lost")(lambda job: None)
    job = ask("test.lost")
    later = now + leases.lease_time() + timedelta(seconds=1)
    assert deliver_due(now=now) == 0
    assert (deliver_due(now=later), reminders) == (1, [str(job.pk)] * 2)


def test_two_reminders_of_one_job_run_it_once(handler, ask):
    runs = []
    handler("test.twice")(lambda job: runs.append(1))
    job = ask("test.twice")
    assert [run_job(job.pk), run_job(job.pk)] == [JobState.DONE, None]
    assert runs == [1]


def test_retry_by_hand_queues_a_failed_job_of_ones_own(handler, ask, officer, now, reminders):
    @handler("test.hand")
    def refuse(job):
        raise JobRefusedError("no")

    job = ask("test.hand")
    assert retry_job(actor=officer, job_id=job.pk, at=now) is False
    run_job(job.pk)
    assert retry_job(actor=officer, job_id=job.pk, at=now) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code, len(reminders)) == ("queued", 0, "", 2)
    assert AuditEntry.objects.get().event == "job.retried"


def test_retry_of_someone_elses_job_is_refused(handler, ask, actor_with, now):
    handler("test.theirs")(lambda job: None)
    job = ask("test.theirs")
    for actor in (actor_with(), Actor(None, None, "")):
        with pytest.raises(PermissionDenied):
            retry_job(actor=actor, job_id=job.pk, at=now)


def test_clear_jobs_removes_what_finished_long_ago(handler, ask, now):
    handler("test.old")(lambda job: None)
    for key in ("old", "new", "waiting"):
        ask("test.old", key=key)
    for job in Job.objects.filter(key__in=["old", "new"]):
        run_job(job.pk)
    Job.objects.filter(key="old").update(finished_at=now - timedelta(days=401))
    assert clear_jobs(now) == 1
    assert set(Job.objects.values_list("key", flat=True)) == {"new", "waiting"}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "running"},
        {"state": "done"},
        {"state": "odd"},
        {"attempts": 5, "attempt_limit": 4},
        {"lease_until": "now"},
    ],
)
def test_database_refuses_a_job_with(now, values):
    values = {name: now if value == "now" else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="x", key=str(uuid4()), created_at=now, run_after=now, **values)


def test_handlers_of_the_domains_are_found_at_start():
    assert handler_for("admissions.prepare_round").__module__ == "gemensam.domains.admissions.tasks"
