"""Handlers for the tests, and a queue that does not run anything by itself."""

import pytest

from gemensam.foundation.access.roles import Role
from gemensam.foundation.jobs import registry
from gemensam.foundation.jobs.services.enqueue import enqueue


@pytest.fixture
def handler():
    """``@handler("test.kind")`` registers a handler for the test."""
    known = dict(registry._HANDLERS)
    yield registry.job_handler
    registry._HANDLERS.clear()
    registry._HANDLERS.update(known)


@pytest.fixture
def reminders(monkeypatch):
    """Ids that were put in the task queue, instead of running at once as the tests' backend would."""
    from gemensam.foundation.jobs import delivery

    given = []

    class Collector:
        def enqueue(self, job_id):
            given.append(job_id)

    monkeypatch.setattr(delivery, "run_waiting_job", Collector())
    return given


@pytest.fixture
def officer(actor_with):
    return actor_with(Role.OFFICE_OFFICER)


@pytest.fixture
def ask(officer, now, reminders):
    """``ask("test.kind", key=…)``: a queued job of the officer."""

    def make(kind, key="k", *, actor=None, at=now, **options):
        arguments = options.pop("arguments", {})
        return enqueue(
            actor=actor or officer,
            kind=kind,
            key=key,
            arguments=arguments,
            organisation_id=options.pop("organisation_id", None),
            at=at,
            **options,
        )

    return make
