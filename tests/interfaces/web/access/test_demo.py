"""The demo's role picker: one press logs in, no real account can be taken, and outside a demo it does not exist."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client, override_settings

from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import ROLES, Role

ROOT = Path(__file__).parents[4]


def make(role: Role, email: str) -> Account:
    account = Account.objects.create_user(email, display_name=f"Namn {role}")
    RoleGrant.objects.create(account=account, role=role, starts=date(2020, 1, 1))
    return account


@pytest.mark.django_db
def test_role_picker_shows_one_button_for_each_demo_account_in_the_order_of_the_roles(client: Client):
    for role in reversed(Role):
        make(role, demo_address(role))
    make(Role.AUDITOR, "riktig@kommun.example")
    rows = client.get("/demo/").context["rows"]
    assert [row.grants[0].role for row, _situation in rows] == list(Role)
    page = client.get("/demo/").content.decode()
    assert all(str(definition.name) in page for definition in ROLES.values())


@pytest.mark.django_db
def test_role_picker_logs_in_as_the_role_and_changes_from_one_to_another(client: Client):
    auditor = make(Role.AUDITOR, demo_address(Role.AUDITOR))
    pupil = make(Role.PUPIL, demo_address(Role.PUPIL))
    assert client.post(f"/demo/{auditor.pk}")["Location"] == "/"
    assert client.get("/atgardslogg/").status_code == 200
    client.post(f"/demo/{pupil.pk}")
    assert client.get("/atgardslogg/").status_code == 403
    assert client.get("/mitt-konto/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "email", ["riktig@kommun.example", "demo.example@kommun.example", "x@ond-demo.example"]
)
def test_role_picker_cannot_take_a_real_account(client: Client, email: str):
    account = make(Role.OFFICE_OFFICER, email)
    assert client.post(f"/demo/{account.pk}").status_code == 404
    assert client.get("/mitt-konto/").status_code == 302


@pytest.mark.django_db
def test_role_picker_by_get_logs_nobody_in(client: Client):
    account = make(Role.AUDITOR, demo_address(Role.AUDITOR))
    assert client.get(f"/demo/{account.pk}").status_code == 405


@pytest.mark.django_db
def test_role_picker_with_the_demo_turned_off_answers_404(client: Client):
    account = make(Role.AUDITOR, demo_address(Role.AUDITOR))
    with override_settings(DEMO=False):
        assert client.post(f"/demo/{account.pk}").status_code == 404
    assert client.get("/mitt-konto/").status_code == 302


def python(code: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run code with the settings of a real installation, changed as told."""
    environment = {
        "PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "gemensam.config.settings", "DATABASE_URL": "sqlite:///:memory:",
        "GEMENSAM_SECRET_KEY": "a" * 50, "GEMENSAM_BLIND_INDEX_KEY": "b" * 32,
        "GEMENSAM_DATA_KEYS": "k1:" + "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", code], env=environment | changes, capture_output=True, text=True, check=False
    )


WHAT_THERE_IS = """
import django; django.setup()
from importlib import import_module
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
try: print(reverse("demo_roles"))
except NoReverseMatch: print("no name")
for path in ("/demo/", "/demo/klocka/besked"):
    try: print(resolve(path).view_name)
    except Resolver404: print("no address")
for view in ("demo", "demo_clock"):
    try: print(import_module(f"gemensam.interfaces.web.access.{view}").__name__.rpartition(".")[2])
    except Exception as refused: print(refused)
"""


@pytest.mark.slow
def test_role_picker_and_clock_in_a_real_installation_have_no_address_and_no_view():
    assert python(WHAT_THERE_IS).stdout.splitlines() == [
        "no name",
        "no address",
        "no address",
        "The role picker exists only in a demo (GEMENSAM_DEMO=1).",
        "The demo's clock exists only in a demo (GEMENSAM_DEMO=1).",
    ]


@pytest.mark.slow
def test_role_picker_and_clock_in_a_demo_have_addresses_and_views():
    """The negative control of the one above."""
    assert python(WHAT_THERE_IS, GEMENSAM_DEMO="1").stdout.splitlines() == [
        "/demo/",
        "demo_roles",
        "demo_clock_move",
        "demo",
        "demo_clock",
    ]


@pytest.mark.slow
def test_settings_refuse_a_demo_behind_tls():
    refused = python("import django; django.setup()", GEMENSAM_DEMO="1", GEMENSAM_TLS="1")
    assert refused.returncode == 1
    assert "GEMENSAM_DEMO and GEMENSAM_TLS exclude each other" in refused.stderr
