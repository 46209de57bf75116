"""Scenario 6: who is reminded, when, and that reporting stops it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.domains.pricelist.models import PriceReport, PriceRound, PriceStep
from gemensam.domains.pricelist.queries.rounds import round_view
from gemensam.domains.pricelist.services.approve_report import approve_report
from gemensam.domains.pricelist.services.close_round import close_round
from gemensam.domains.pricelist.services.recommend_list import recommend_list
from gemensam.domains.pricelist.services.return_report import return_report
from gemensam.domains.pricelist.services.review_report import review_report
from gemensam.domains.pricelist.services.save_rows import save_rows
from gemensam.domains.pricelist.services.send_reminders import send_reminders
from gemensam.domains.pricelist.services.send_report import send_report
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.models import OutboxMessage
from tests.factories.small_prices import AT, make_small_prices

pytestmark = pytest.mark.django_db
SEVEN = {"2280": "Härnösand", "2281": "Sundsvall", "2282": "Kramfors", "2283": "Sollefteå", "2284": "Örnsköldsvik",
         "2262": "Timrå", "2260": "Ånge"}  # fmt: skip
LATE = ("2260", "2262", "2283")


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 7, 0, tzinfo=UTC)


def someone(role: Role, organisation_id) -> Person:
    person = Person.objects.create(given_name="Kim", family_name="Prov", security_marking="none")
    account = Account.objects.create_user(
        f"{person.pk}@example.invalid", display_name="Kim", person_id=person.pk
    )
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=organisation_id, starts=date(2020, 1, 1)
    )
    return person


@pytest.fixture
def made():
    made = make_small_prices(SEVEN)
    round_ = PriceRound.objects.create(
        region=made.region, year=2027, state="open", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15), created_at=AT,
    )  # fmt: skip
    for code, member in made.members.items():
        PriceReport.objects.create(round=round_, member=member, state="draft" if code in LATE else "reported")
        for role in (Role.PRICE_REPORTER, Role.HEAD_OF_UPPER_SECONDARY):
            someone(role, member.provider_id)
    return made, round_


def kinds() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("kind", flat=True))


def test_scenario_6_reminders_go_to_reporters_then_to_chiefs_too_and_reporting_stops_them(made):
    made, round_ = made
    assert send_reminders(at=at(10, 1)) == 0  # the last day itself
    assert send_reminders(at=at(10, 2)) == 3
    assert kinds() == [MessageKind.PRICE_REPORT_DUE] * 3
    assert send_reminders(at=at(10, 3)) == 0  # the same stage again
    view = round_view(made.coordinator, round_.pk)
    assert (view.reported, view.members, round(100 * view.reported / view.members)) == (4, 7, 57)
    PriceReport.objects.filter(round=round_, member__municipality_code="2283").update(state="reported")
    assert send_reminders(at=at(10, 22)) == 4  # two reporters and their two chiefs
    assert kinds() == [MessageKind.PRICE_REPORT_DUE] * 5 + [MessageKind.PRICE_REPORT_LATE] * 2
    PriceReport.objects.filter(round=round_).update(state="reported")
    assert send_reminders(at=at(10, 30)) == 0
    steps = PriceStep.objects.filter(round=round_, event="reminder")
    assert [step.facts["stage"] for step in steps] == ["first"] * 3 + ["escalation"] * 2


def test_each_step_tells_who_has_the_next_one_and_the_log_says_so(made):
    made, round_ = made
    code, member = "2260", made.members["2260"]
    for role in (Role.ECONOMIST, Role.PROVIDER_DECISION_MAKER):
        someone(role, member.provider_id)
    someone(Role.NETWORK_COORDINATOR, made.host.pk)
    PriceReport.objects.exclude(member=member).update(state="approved")
    report = PriceReport.objects.get(member=member)
    zero = dict.fromkeys(("materials", "health", "meals", "premises", "other"), Decimal(0))
    row = RowValues("BA", teaching=Decimal(100000), pupils=Decimal(5), **zero)
    save_rows(actor=made.reporters[code], report_id=report.pk, rows=[row], at=AT)
    moments = iter(AT + timedelta(minutes=n) for n in range(9))

    def act(service, actor, **more):
        service(actor=actor, report_id=report.pk, at=next(moments), **more)

    act(send_report, made.reporters[code])
    act(return_report, made.economists[code], reason="Fel belopp")
    act(send_report, made.reporters[code])
    act(review_report, made.economists[code])
    close_round(actor=made.coordinator, round_id=round_.pk, at=next(moments))  # the head has not approved
    act(approve_report, made.heads[code])
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=next(moments))
    steps = PriceStep.objects.filter(round=round_, event__startswith="told").order_by("pk")
    assert [(step.event, step.facts["messages"]) for step in steps] == [
        ("told_economist", 1), ("told_reporter", 2), ("told_economist", 1), ("told_head", 1),
        ("told_steering_group", 1), ("told_decision_maker", 1),
    ]  # fmt: skip
    assert kinds() == sorted(
        [MessageKind.PRICE_REPORT_WAITS] * 3
        + [MessageKind.PRICE_REPORT_RETURNED] * 2
        + [MessageKind.PRICE_LIST_WAITS] * 2
    )  # the economist may report too


def test_reminders_of_a_closed_round_are_not_sent(made):
    _made, round_ = made
    PriceRound.objects.filter(pk=round_.pk).update(state="closed")
    assert send_reminders(at=at(10, 2)) == 0
