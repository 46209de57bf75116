"""What is asked for besides grades: papers, few readers with each reading logged, decisions and what follows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from gemensam.domains.admissions.models import Choice, Grade
from gemensam.domains.admissions.queries.own_application import own_standing
from gemensam.domains.applications.inputs.content import Answer, Elsewhere
from gemensam.domains.applications.models import Draft, Paper, Request
from gemensam.domains.applications.queries.elsewhere import elsewhere_wishes
from gemensam.domains.applications.queries.requests import paper_content, request_view, requests
from gemensam.domains.applications.services.add_paper import PaperRefused, add_paper
from gemensam.domains.applications.services.decide_request import UnfitReason, decide_request
from gemensam.domains.applications.services.remove_paper import remove_paper
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Person, SecurityMarking
from gemensam.foundation.documents.attached import MOST_BYTES
from gemensam.foundation.documents.models import StoredFile
from tests.factories.applying import JANUARY, Applying, make_applying
from tests.factories.small_round import COMPULSORY, YEAR, staff

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 intyg"


@pytest.fixture
def world() -> Applying:
    return make_applying()


def ask(world: Applying, kind: str, choices: str, about: str = "") -> list[Request]:
    """Ask for something and send."""
    draft = world.write(choices)
    answer = Answer(True, world.ids(about) if about else (), "Därför")
    draft = save_draft(
        actor=world.actor, draft_id=draft.pk, version=None, step=kind,
        change=lambda content: content.with_answer(kind, answer), at=JANUARY,
    )  # fmt: skip
    submit_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY)
    return list(Request.objects.order_by("provider__display_name"))


def decision_maker(world: Applying) -> Actor:
    """Who decides for the municipality."""
    return staff(Role.PROVIDER_DECISION_MAKER, world.small.school.parent)


def test_scenario_4_exemption_granted_by_one_provider_holds_there_and_not_at_the_other(world):
    """Scenario 4."""
    Grade.objects.bulk_create(
        Grade(
            person=world.pupil, subject=subject, grade="F" if subject == "EN" else "C", registered_at=JANUARY
        )
        for subject in COMPULSORY
    )
    company, municipality = ask(world, "english", "SA IN")
    assert (company.provider.display_name, municipality.provider.display_name) == (
        "Friskolan AB",
        "Sundsvalls kommun",
    )
    decide_request(
        actor=decision_maker(world), request_id=municipality.pk, granted=True,
        reason="no_teaching_and_able", at=JANUARY,
    )  # fmt: skip
    standing = own_standing(
        world.actor, office_id=world.small.office.pk, year=YEAR, person_id=world.pupil.pk,
        wanted=world.ids("SA IN"), at=JANUARY,
    )  # fmt: skip
    assert standing.obstacles == {
        world.offerings["SA"].pk: (),
        world.offerings["IN"].pk: ("eligibility:EN",),
    }


def test_exemption_covers_a_choice_added_later_at_the_same_provider(world):
    (request,) = ask(world, "english", "SA")
    decide_request(
        actor=world.small.officer, request_id=request.pk, granted=True, reason="no_teaching_and_able", at=JANUARY
    )  # fmt: skip
    world.send("SA VO IN")
    exempted = Choice.objects.filter(english_exemption=True)
    assert {row.offering.code for row in exempted} == {"SA-9", "VO-9"}


@pytest.mark.parametrize(
    ("kind", "reason", "field", "value"),
    [
        ("free_quota", "special_circumstances", "free_quota", True),
        ("special_reasons", "personal_circumstances", "reception", "first_hand"),
        ("apprenticeship", "not_offered_at_home", "reception", "first_hand"),
    ],
)
def test_request_granted_sets_its_field_on_its_choice_only(world, kind, reason, field, value):
    (request,) = ask(world, kind, "SA VO", about="SA")
    decide_request(actor=world.small.officer, request_id=request.pk, granted=True, reason=reason, at=JANUARY)
    rows = {row.offering.code: getattr(row, field) for row in Choice.objects.all()}
    assert rows == {"SA-9": value, "VO-9": "" if field == "reception" else False}


def test_request_refused_after_it_was_granted_takes_the_field_back(world):
    (request,) = ask(world, "free_quota", "SA", about="SA")
    for granted, reason in ((True, "special_circumstances"), (False, "no_certificate")):
        decide_request(
            actor=world.small.officer, request_id=request.pk, granted=granted, reason=reason, at=JANUARY
        )
    request.refresh_from_db()
    assert (request.state, Choice.objects.get().free_quota) == ("refused", False)


@pytest.mark.parametrize(
    ("granted", "text", "state"),
    [
        (False, "Därför", "refused"),
        (False, "Nu finns ett intyg", "asked"),
        (True, "Nu finns ett intyg", "granted"),
    ],
)
def test_new_reasons_after_a_decision_reach_those_who_decide_and_ask_a_refusal_anew(
    world, granted, text, state
):
    (request,) = ask(world, "free_quota", "SA", about="SA")
    reason = "special_circumstances" if granted else "no_certificate"
    decide_request(
        actor=world.small.officer, request_id=request.pk, granted=granted, reason=reason, at=JANUARY
    )
    draft = Draft.objects.get()
    draft = save_draft(
        actor=world.actor, draft_id=draft.pk, version=None, step="free_quota",
        change=lambda content: replace(content, choices=world.ids("SA VO")).with_answer(
            "free_quota", Answer(True, world.ids("SA"), text)
        ),
        at=JANUARY,
    )  # fmt: skip
    submit_application(actor=world.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=JANUARY)
    request.refresh_from_db()
    assert (request.state, request.text, request.reason) == (state, text, "" if state == "asked" else reason)


def test_reason_that_does_not_belong_to_the_decision_is_refused(world):
    (request,) = ask(world, "free_quota", "SA", about="SA")
    with pytest.raises(UnfitReason):
        decide_request(
            actor=world.small.officer, request_id=request.pk, granted=True, reason="no_seats", at=JANUARY
        )


def test_decision_of_another_provider_is_denied(world):
    (request,) = ask(world, "free_quota", "SA", about="SA")
    other = staff(Role.PROVIDER_DECISION_MAKER, world.offerings["IN"].provider)
    with pytest.raises(PermissionDenied):
        decide_request(
            actor=other, request_id=request.pk, granted=True, reason="special_circumstances", at=JANUARY
        )
    assert list(requests(other)) == []


def test_request_of_a_protected_pupil_is_for_the_office_only(world):
    ask(world, "free_quota", "SA", about="SA")
    assert requests(decision_maker(world)).count() == 1
    Person.objects.filter(pk=world.pupil.pk).update(security_marking=SecurityMarking.CONFIDENTIAL)
    assert requests(decision_maker(world)).count() == 0
    assert requests(world.small.officer).count() == 1


def test_reading_of_motivation_and_paper_is_logged_each_time(world):
    draft = world.open()
    paper = add_paper(
        actor=world.actor, draft_id=draft.pk, kind="free_quota", name="intyg.pdf", content=PDF, at=JANUARY
    )
    (request,) = ask(world, "free_quota", "SA", about="SA")
    view = request_view(world.small.officer, request.pk, at=JANUARY)
    assert (view.text, [one.id for one in view.papers]) == ("Därför", [paper.pk])
    assert paper_content(world.small.officer, request.pk, paper.pk, at=JANUARY)[1] == PDF
    assert AuditEntry.objects.filter(event="paper.read").count() == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 ett program", "unknown_type"),
        (b"<script>alert(1)</script>", "unknown_type"),
        (b"%PDF-" + b"x" * MOST_BYTES, "too_large"),
    ],
)
def test_paper_that_is_not_what_is_taken_is_refused_whatever_its_name(world, content, code):
    draft = world.open()
    with pytest.raises(PaperRefused) as refusal:
        add_paper(
            actor=world.actor,
            draft_id=draft.pk,
            kind="english",
            name="intyg.pdf",
            content=content,
            at=JANUARY,
        )
    assert (refusal.value.code, Paper.objects.count(), StoredFile.objects.count()) == (code, 0, 0)


def test_same_paper_twice_is_one_and_removed_leaves_nothing(world):
    draft = world.open()
    first, second = (
        add_paper(actor=world.actor, draft_id=draft.pk, kind="english", name="a.pdf", content=PDF, at=JANUARY)
        for _ in range(2)
    )
    assert first == second
    remove_paper(actor=world.actor, draft_id=draft.pk, paper_id=first.pk, at=JANUARY)
    assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_request_no_longer_asked_for_is_dropped_and_leaves_the_queue(world):
    ask(world, "free_quota", "SA", about="SA")
    world.send("VO")
    assert Request.objects.get().state == "dropped"
    assert list(requests(world.small.officer)) == []


def test_wishes_outside_the_county_are_the_offices_and_only_what_was_sent_last(world):
    draft = world.write("TE")

    def wish(*schools: str) -> None:
        saved = save_draft(
            actor=world.actor, draft_id=draft.pk, version=None, step="elsewhere", at=JANUARY,
            change=lambda content: replace(
                content, elsewhere=tuple(Elsewhere("NA", school, "Östersund") for school in schools)
            ),
        )  # fmt: skip
        submit_application(
            actor=world.actor, draft_id=draft.pk, version=saved.version, key=uuid4(), at=JANUARY
        )

    wish("Jämtlands gymnasium")
    wish("Jämtlands gymnasium", "Storsjögymnasiet")
    place = {"office_id": world.small.office.pk, "year": YEAR}
    assert [line.school for line in elsewhere_wishes(world.small.officer, **place)] == [
        "Jämtlands gymnasium",
        "Storsjögymnasiet",
    ]
    assert elsewhere_wishes(decision_maker(world), **place) == []
    assert Choice.objects.count() == 1  # kept apart from the ranked list


def test_ba_without_english_is_ineligible_imv_is_eligible_and_english_is_named(world):
    """Scenario 3: Sv E, En F, Ma E and four others."""
    passed = ("SV", "MA", "BL", "HKK", "IDH", "MU")
    Grade.objects.bulk_create(
        Grade(
            person=world.pupil,
            subject=subject,
            grade="E" if subject in passed else "F",
            registered_at=JANUARY,
        )
        for subject in COMPULSORY
    )
    model = world.offerings["BA"]
    imv = Offering.objects.create(
        year=YEAR, code="IMV-9", title="Programinriktat val, bygg", provider=model.provider,
        school_unit=model.school_unit, municipality_code="2281", programme="IMV", base_programme="BA25",
        planned_seats=5, seats=5,
    )  # fmt: skip
    standing = own_standing(
        world.actor, office_id=world.small.office.pk, year=YEAR, person_id=world.pupil.pk,
        wanted=[model.pk, imv.pk], at=JANUARY,
    )  # fmt: skip
    assert standing.obstacles[imv.pk] == ()
    assert standing.obstacles[model.pk][0] == "eligibility:EN"
