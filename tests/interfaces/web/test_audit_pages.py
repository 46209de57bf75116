"""The auditor's page: filter, Excel, chain status, and words for every event."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from django.test import Client

from gemensam.foundation.access.actors import SYSTEM, Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.audit.models import AuditEntry
from gemensam.interfaces.web.audit.listing import facts_text
from gemensam.interfaces.web.audit.texts import EVENTS, event_text, target_text
from tests.append_only import log_unguarded

ACTORS = Callable[..., Actor]


@pytest.fixture
def auditor(client: Client, actor_with: ACTORS) -> Client:
    actor = actor_with(Role.AUDITOR)
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def log(
    event: AuditEvent = AuditEvent.ROUND_CREATED, target: str = "r1", day: int = 1, actor: Actor = SYSTEM
) -> None:
    at = datetime(2027, 6, day, 22, 30, tzinfo=UTC)  # half past midnight in Sweden
    record(
        actor=actor, event=event, target_type="admission_round", target_id=target, at=at, facts={"rows": day}
    )


def numbers(client: Client, query: str) -> list[int]:
    return [line.seq for line in client.get(f"/atgardslogg/?{query}").context["lines"]]


def test_long_facts_begin_on_the_line_and_are_whole_behind_it(auditor: Client):
    facts = {"rows": 7, "digest": "ab" * 32}
    record(
        actor=SYSTEM, event=AuditEvent.ROUND_FROZEN, target_type="admission_round", target_id="r1",
        at=datetime(2027, 6, 2, 8, 0, tzinfo=UTC), facts=facts,
    )  # fmt: skip
    log(day=3)
    short, long = auditor.get("/atgardslogg/").context["lines"][-2:]
    assert (short.facts, short.is_long) == ("rows: 3", False)
    assert (long.is_long, long.facts) == (True, f"rows: 7; digest: {'ab' * 32}")
    assert long.beginning == f"rows: 7; digest: {'ab' * 21}a …"


def test_every_event_has_swedish_words():
    assert set(EVENTS) == set(AuditEvent)
    assert event_text("round.created") == "Skapade en antagningsomgång"
    assert event_text("something.new") == "something.new"
    assert target_text("something") == "something"


def test_facts_text_with_nested_and_empty_values_shows_them_plainly():
    assert (
        facts_text({"rows": 3, "none": None, "list": ["å"], "text": "x"}) == 'rows: 3; list: ["å"]; text: x'
    )


@pytest.mark.django_db
def test_audit_log_with_each_filter_shows_what_matches(auditor: Client, actor_with: ACTORS):
    officer = actor_with(Role.OFFICE_OFFICER)
    log()
    log(AuditEvent.ROUND_FROZEN, day=2)
    log(target="r2", day=3, actor=officer)
    assert numbers(auditor, "") == [3, 2, 1]
    assert numbers(auditor, "handelse=round.frozen") == [2]
    assert numbers(auditor, "vad=r2") == [3]
    assert numbers(auditor, f"vem={officer.account_id}") == [3]
    assert numbers(auditor, "fran=2027-06-03") == [3, 2]  # the second was logged on 3 June, Swedish time
    assert numbers(auditor, "till=2027-06-02") == [1]
    assert numbers(auditor, "fran=2027-06-03&till=2027-06-03") == [2]
    assert numbers(auditor, "handelse=nonsense&fran=x") == [3, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_audit_log_with_any_number_of_rows_asks_the_same_number_of_queries(
    auditor: Client, rows: int, django_assert_num_queries: Callable
):
    for _ in range(rows):
        log()
    auditor.get("/atgardslogg/")  # the first page of a session notes when it began
    with django_assert_num_queries(6):  # session, account, grants, known actors, count, rows
        auditor.get("/atgardslogg/")


@pytest.mark.django_db
def test_audit_log_as_excel_holds_the_rows_and_is_itself_logged(auditor: Client):
    log()
    log(target="=cmd|' /C calc'!A0", day=2)
    answer = auditor.get("/atgardslogg/?format=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[0] for row in rows] == ["Nr", 3, 2, 1]  # the download's own entry comes first
    assert rows[2][1:6] == (
        datetime.fromisoformat("2027-06-03 00:30"), "Gemensam", "Skapade en antagningsomgång", "Antagningsomgång",
        "=cmd|' /C calc'!A0",
    )  # fmt: skip
    last = AuditEntry.objects.get(pk=3)
    assert (last.event, last.facts) == ("audit.exported", {"rows": 2})


@pytest.mark.django_db
def test_audit_chain_untouched_says_so_and_shows_the_head(auditor: Client):
    log()
    head = AuditEntry.objects.get().hash
    page = auditor.get("/atgardslogg/kontroll").content.decode()
    assert "Loggen är orörd" in page
    assert head in page
    assert "finns kvar" in auditor.get(f"/atgardslogg/kontroll?huvud={head}").content.decode()


@pytest.mark.django_db
def test_audit_chain_after_change_or_with_unknown_anchor_says_what_is_wrong(auditor: Client):
    log()
    log(day=2)
    page = auditor.get(f"/atgardslogg/kontroll?huvud={'0' * 63}1").content.decode()
    assert "Kontrollsumman finns inte i loggen" in page
    assert "ska ha 64 tecken" in auditor.get("/atgardslogg/kontroll?huvud=abc").content.decode()
    with log_unguarded():
        AuditEntry.objects.filter(pk=2).update(target_id="other")
        page = auditor.get("/atgardslogg/kontroll").content.decode()
    assert "Det första felet är på rad 2" in page


@pytest.mark.django_db
def test_verify_audit_command_tells_the_outcome(capsys: pytest.CaptureFixture[str]):
    from gemensam.interfaces.commands.cli import main

    log()
    log(day=2)
    head = AuditEntry.objects.get(pk=2).hash
    assert main(["verify-audit", "--head", head]) == 0
    assert capsys.readouterr().out == (
        f"Loggen är orörd: 2 rader stämmer.\nAnteckna kontrollsumman utanför databasen: {head}\n"
    )
    with log_unguarded():
        AuditEntry.objects.filter(pk=2).delete()
        assert main(["verify-audit"]) == 0
        assert main(["verify-audit", "--head", head]) == 1
        AuditEntry.objects.filter(pk=1).update(facts={})
        assert main(["verify-audit"]) == 1
    out = capsys.readouterr().out
    assert "rader har tagits bort i slutet" in out
    assert out.endswith("Loggen har ändrats: det första felet är på rad 1.\n")
