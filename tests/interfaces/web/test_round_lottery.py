"""The lottery of a round in the web: bound at the start, seen by all who see the round, secret until the run."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from gemensam.domains.admissions.models import BoundLottery
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.foundation.access.models import Account
from gemensam.foundation.audit.models import AuditEntry
from gemensam.interfaces.commands import cli
from tests.factories.small_round import AT, SEED, SmallRound, account_for, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OPEN_FIRST = "Lotten måste öppnas innan omgången kan köras"


def test_round_page_before_the_run_shows_the_hash_and_not_the_seed(client: Client):
    small = make_small_round()
    client.force_login(Account.objects.get(pk=account_for(small.officer)))
    page = client.get(f"/antagning/{small.round.pk}/").content.decode()
    assert sha256(SEED.encode()).hexdigest() in page
    assert SEED not in page


def officer_at(client: Client, small: SmallRound) -> str:
    client.force_login(Account.objects.get(pk=account_for(small.officer)))
    return f"/antagning/{small.round.pk}/lottning/"


def test_lottery_is_bound_and_opened_by_its_pages_and_the_files_check_out(client: Client, tmp_path: Path):
    small = make_small_round()
    with time_machine.travel(AT, tick=False):
        path = officer_at(client, small)
        page = client.get(path).content.decode()
        assert (SEED in page, sha256(SEED.encode()).hexdigest() in page) == (False, True)
        when = {"tid_1": "2030-01-01 12:00", "tid_2": "2030-01-01 13:00"}
        asked = {"kalla_1": "drand-quicknet", "kalla_2": "annan", "namn_2": "lotto", "runda_2": "1", **when}
        assert client.post(f"{path}bind/", asked).status_code == 302
        assert OPEN_FIRST in client.get(f"/antagning/{small.round.pk}/").content.decode()
        page = client.get(path).content.decode()
        secret = BoundLottery.objects.get().secret
        assert ("drand-quicknet" in page, secret in page) == (True, False)
        (tmp_path / "commitment.json").write_bytes(client.get(f"{path}commitment.json").content)
        assert client.get(f"{path}reveal.json").status_code == 404
    with time_machine.travel(datetime(2030, 1, 2, tzinfo=UTC), tick=False):
        client.force_login(Account.objects.get(person_id=small.officer.person_id))
        missing = client.post(f"{path}oppna/", {"svar_1": "ab"})
        assert list(missing.context["form"].errors) == ["svar_2"]
        assert client.post(f"{path}oppna/", {"svar_1": "ab", "saknas_2": "on"}).status_code == 302
        (tmp_path / "reveal.json").write_bytes(client.get(f"{path}reveal.json").content)
        assert secret in client.get(path).content.decode()
        assert OPEN_FIRST not in client.get(f"/antagning/{small.round.pk}/").content.decode()
    files = [str(tmp_path / name) for name in ("commitment.json", "reveal.json")]
    assert cli.main(["lottery", "check", *files]) == 0


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({}, []),
        ({"tid_1": ""}, ["tid_1"]),
        ({"kalla_2": "annan", "tid_2": "2030-01-01 12:00"}, ["namn_2", "runda_2"]),
        ({"kalla_2": "drand-default"}, ["tid_2"]),
        ({"tid_1": "2020-01-01 12:00"}, ["__all__"]),
        ({"kalla_2": "drand-quicknet", "tid_2": "2030-01-01 12:00"}, ["__all__"]),
    ],
)
def test_binding_tells_what_is_missing_at_its_field(client: Client, changes: dict, errors: list[str]):
    asked = {"kalla_1": "drand-quicknet", "tid_1": "2030-01-01 12:00", **changes}
    with time_machine.travel(AT, tick=False):
        path = officer_at(client, make_small_round())
        answer = client.post(f"{path}bind/", asked)
    assert (list(answer.context["form"].errors) if errors else answer.status_code) == (errors or 302)


def test_round_opening_is_logged_with_the_hash_of_the_seed():
    make_small_round()
    entry = AuditEntry.objects.get(event="round.created")
    assert entry.facts["seed_commitment"] == sha256(SEED.encode()).hexdigest()
    assert SEED not in str(entry.facts)


def test_binding_when_a_round_has_begun_is_said_instead_of_asked(client: Client):
    with time_machine.travel(AT, tick=False):
        small = make_small_round()
        path = officer_at(client, small)
        assert "Bind lotten" in client.get(f"{path}bind/").content.decode()
        check_round(actor=small.officer, round_id=small.round.pk, at=AT)
        page = client.get(f"{path}bind/").content.decode()
    assert ("Lotten går inte att binda om" in page, "kalla_1" in page) == (True, False)
