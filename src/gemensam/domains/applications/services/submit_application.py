"""Send in an application: judged by the server's clock, written through, with a receipt."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.own_application import own_application, own_standing
from gemensam.domains.admissions.services.save_own_application import OwnChoice, save_own_application
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Content, read
from gemensam.domains.applications.models import Draft, Filing, Request, RequestKind
from gemensam.domains.applications.queries.sending import (
    answers_until,
    choices_are_in_force,
    judged,
    sending_for,
)
from gemensam.domains.applications.services._asking import FIELDS, Asked, ask_for
from gemensam.domains.applications.services._filing import file_answers
from gemensam.domains.applications.services._locking import locked_draft
from gemensam.domains.applications.services._telling import tell_of_filing
from gemensam.domains.applications.states import (
    DraftEvent,
    DraftState,
    RequestState,
    StaleDraft,
    next_draft_state,
)
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.queries import person, school_on
from gemensam.foundation.directory.services.save_contact import save_contact


class SendingRefused(Exception):
    """It cannot be sent. ``code``: closed, answers_only, nothing_chosen, too_many, too_old, no_contact."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def submit_application(*, actor: Actor, draft_id: UUID, version: int, key: UUID, at: datetime) -> Filing:
    """Send in exactly the version that was reviewed. The same key again gives the same filing: a double press is one.

    Which choices are late is judged by ``at`` to the second (rules.deadlines). Raises SendingRefused, StaleDraft
    when something was saved after the review, TransitionRefused when there is nothing to send, PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, at=at)
    policies.require_send(actor, draft, on=timezone.localdate(at))
    sent_before = Filing.objects.filter(draft=draft, key=key).first()
    if sent_before is not None:
        return sent_before
    if draft.version != version:
        raise StaleDraft(draft.version)
    content = read(draft.content)
    _refuse(actor, draft, content, at)
    state = next_draft_state(draft.state, DraftEvent.SEND)
    is_first = draft.state in (DraftState.DRAFT, DraftState.WITHDRAWN)
    filing = _file(actor, draft, content, key, is_first=is_first, at=at)
    draft.state = state
    draft.save()
    given_up = ask_for(draft, content, at=at)
    _write_through(actor, draft, filing, given_up, at)
    _keep_contact(actor, draft, content, at)
    tell_of_filing(draft, filing, at=at)
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_SENT,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"filing": filing.number, "phase": filing.phase, "choices": len(filing.choices)},
        at=at,
    )
    return filing


def _refuse(actor: Actor, draft: Draft, content: Content, at: datetime) -> None:
    settings = policies.settings_of(draft.office_id)
    whose: dict[str, Any] = {"office_id": draft.office_id, "year": draft.year, "person_id": draft.person_id}
    sending = sending_for(**whose, at=at)
    if not sending.takes_in:
        if answers_until(sending, office_id=draft.office_id, year=draft.year, at=at) is None:
            raise SendingRefused("closed")
        if not choices_are_in_force(actor, draft, content, at=at):
            raise SendingRefused("answers_only")
    if not content.choices and not content.elsewhere:
        raise SendingRefused("nothing_chosen")
    if len(content.choices) > settings.most_choices:
        raise SendingRefused("too_many")
    if content.contact is None:
        raise SendingRefused("no_contact")
    standing = own_standing(actor, wanted=(), at=at, **whose)
    if standing.too_old:  # skollagen 15 kap. 5 §: adult education from then on
        raise SendingRefused("too_old")


def _file(actor: Actor, draft: Draft, content: Content, key: UUID, *, is_first: bool, at: datetime) -> Filing:
    """The filing with its choices as they were judged; the draft gets its reference and what is in time."""
    phase = sending_for(office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at).phase
    verdict = judged(draft, content.choices, at=at)
    draft.in_time = [str(one) for one in verdict.in_time]
    draft.reference = draft.reference or _reference(actor, draft, at)
    kind = Filing.Kind.SENT if is_first else Filing.Kind.CHANGED
    return file_answers(actor, draft, content, late=verdict.late, at=at, kind=kind, key=key, phase=phase)


def _reference(actor: Actor, draft: Draft, at: datetime) -> str:
    known = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    code = draft.pk.hex
    return known.reference if known else f"w{draft.year % 100}-{code[:4]}-{code[4:8]}-{code[8:12]}"


def _keep_contact(actor: Actor, draft: Draft, content: Content, at: datetime) -> None:
    """Messages go where the applicant has asked for them."""
    if content.contact is not None:
        save_contact(
            actor=actor, person_id=draft.person_id, email=content.contact.email,
            phone=content.contact.phone, at=at,
        )  # fmt: skip


def _write_through(
    actor: Actor, draft: Draft, filing: Filing, given_up: frozenset[Asked], at: datetime
) -> None:
    who = person(actor, draft.person_id, at=at)
    school = school_on(draft.person_id, on=timezone.localdate(at))
    granted = Request.objects.filter(draft=draft, state=RequestState.GRANTED)
    by_offering = {(one.kind, one.offering_id) for one in granted}
    exempting = {one.provider_id for one in granted if one.kind == RequestKind.ENGLISH}
    chosen = [UUID(one["offering"]) for one in filing.choices]
    providers = dict(offerings(actor, year=draft.year).filter(pk__in=chosen).values_list("pk", "provider_id"))
    late = {UUID(one["offering"]) for one in filing.choices if one["late"]}
    gone = {(kind, offering or provider) for kind, provider, offering in given_up}
    save_own_application(
        actor=actor,
        office_id=draft.office_id,
        year=draft.year,
        person_id=draft.person_id,
        reference=draft.reference,
        school_unit_id=school.unit_id if school else None,
        class_name=school.class_name if school else "",
        home_municipality=who.home_municipality,
        choices=[
            OwnChoice(
                offering_id=one,
                late=one in late,
                free_quota=(RequestKind.FREE_QUOTA, one) in by_offering,
                english_exemption=providers[one] in exempting,
                first_hand=(RequestKind.SPECIAL_REASONS, one) in by_offering
                or (RequestKind.APPRENTICESHIP, one) in by_offering,
                given_up=frozenset(FIELDS[kind] for kind, about in gone if about in (one, providers[one])),
            )
            for one in chosen
        ],
        at=at,
    )
