"""A job's page leads to its result those who may see that, and nobody else."""

from datetime import date
from uuid import UUID

import pytest

from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.jobs.places import place_of

ONE = UUID("5b0c5f5e-3f0a-4a57-9f43-6f2d1f6a0a10")


@pytest.mark.parametrize(
    ("role", "arguments", "address"),
    [
        (Role.OFFICE_OFFICER, {"round_id": str(ONE)}, f"/antagning/{ONE}/"),
        (Role.ECONOMIST, {"basis_run_id": str(ONE)}, f"/ersattning/manader/{ONE}/"),
        (Role.IT_ADMINISTRATOR, {"basis_run_id": str(ONE)}, ""),
        (Role.IT_ADMINISTRATOR, {"round_id": str(ONE)}, ""),
        (Role.OFFICE_OFFICER, {}, ""),
    ],
)
def test_place_of_a_job_is_for_those_whom_its_page_lets_in(role, arguments, address):
    actor = Actor(ONE, ONE, "", (Grant(role, ONE, date(2020, 1, 1)),))
    assert place_of(actor, arguments) == address
