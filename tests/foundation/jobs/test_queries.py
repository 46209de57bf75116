"""Who sees which jobs."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.jobs import queries
from gemensam.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(handler, ask, actor_with):
    """Jobs ``own`` (of a school administrator), ``same`` (same school), ``other`` (another), ``none`` (nobody's)."""
    handler("test.seen")(lambda job: None)
    schools = [Organisation.objects.create(display_name=name, organisation_type="school") for name in "AB"]
    office = Organisation.objects.create(display_name="K", organisation_type="admissions_office")
    me = actor_with(Role.SCHOOL_ADMINISTRATOR, organisation_id=schools[0].pk)
    ask("test.seen", key="own", actor=me)
    ask("test.seen", key="same", organisation_id=schools[0].pk)
    ask("test.seen", key="other", organisation_id=schools[1].pk)
    ask("test.seen", key="none")
    return me, schools, office


def _keys(actor, **options):
    return {job.key for job in queries.jobs(actor, **options)}


ALL = {"own", "same", "other", "none"}


def test_jobs_are_ones_own_and_those_of_ones_organisation(jobs):
    assert _keys(jobs[0]) == {"own", "same"}
    assert _keys(jobs[0], own=True) == {"own"}


@pytest.mark.parametrize("role", list(Role))
def test_jobs_of_the_whole_co_operation_are_seen_by_those_who_may(jobs, actor_with, role):
    may = Permission.JOB_READ in ROLES[role].permissions
    assert _keys(actor_with(role)) == (ALL if may else set())
    assert _keys(actor_with(role, organisation_id=jobs[2].pk)) == (ALL if may else set())


def test_jobs_for_nobody_are_none(jobs):
    assert _keys(ANONYMOUS) == set()
    assert _keys(ANONYMOUS, own=True) == set()


def test_job_that_is_hidden_or_unknown_gives_the_same_answer(jobs):
    for job_id in (Job.objects.get(key="other").pk, uuid4()):
        with pytest.raises(Job.DoesNotExist):
            queries.job(jobs[0], job_id)
        with pytest.raises(Job.DoesNotExist):
            queries.log_of(jobs[0], job_id)
    own = Job.objects.get(key="own")
    assert (queries.job(jobs[0], own.pk), queries.log_of(jobs[0], own.pk)) == (own, [])


def test_latest_job_is_the_last_asked_for_among_those_seen(jobs, ask, now):
    ask("test.seen", key="run:1:a", actor=jobs[0], at=now)
    ask("test.seen", key="run:1:b", actor=jobs[0], at=now + timedelta(minutes=1))
    ask("test.seen", key="run:1:c", at=now + timedelta(minutes=2))
    assert queries.latest(jobs[0], key_prefix="run:1").key == "run:1:b"
    assert queries.latest(jobs[0], key_prefix="run:1:a").key == "run:1:a"
    assert queries.latest(jobs[0], key_prefix="run:2") is None
    assert queries.latest(jobs[0], key_prefix="ru") is None


def test_jobs_of_a_state_and_overdue_ones_are_found(jobs, now):
    assert _keys(jobs[0], state="done") == set()
    assert _keys(jobs[0], state="queued") == {"own", "same"}
    assert set(queries.overdue(jobs[0], now=now + timedelta(minutes=4))) == set()
    assert {job.key for job in queries.overdue(jobs[0], now=now + timedelta(minutes=6))} == {"own", "same"}
