"""What an application asks for besides grades, as requests that someone can decide."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from gemensam.domains.admissions.services.save_choice_decision import Field
from gemensam.domains.applications.inputs.content import Content
from gemensam.domains.applications.models import Draft, Request, RequestKind
from gemensam.domains.applications.states import RequestEvent, RequestState, next_request_state
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import ANONYMOUS

Asked = tuple[str, UUID, UUID | None]  # kind, provider, offering
FIELDS: Final[dict[str, Field]] = {  # what of a choice a granted request sets
    RequestKind.FREE_QUOTA: "free_quota",
    RequestKind.ENGLISH: "english_exemption",
    RequestKind.SPECIAL_REASONS: "reception",
    RequestKind.APPRENTICESHIP: "reception",
}


def ask_for(draft: Draft, content: Content, *, at: datetime) -> frozenset[Asked]:
    """Let the draft's requests be what the content asks for. Decided ones stay decided while they are asked for.

    A refused one that is given new reasons is asked anew; what is asked anew has no decision. A granted one only
    gets the new words. Returns those that had been granted and are no longer asked for.
    """
    known = {(one.kind, one.provider_id, one.offering_id): one for one in draft.requests.all()}
    wanted = dict(_wanted(draft, content))
    for asked, text in wanted.items():
        row = known.get(asked)
        if row is None:
            kind, provider_id, offering_id = asked
            row = Request(draft=draft, kind=kind, provider_id=provider_id, offering_id=offering_id)
        elif row.state == RequestState.GRANTED or (row.state == RequestState.REFUSED and row.text == text):
            if row.text != text:
                row.text = text
                row.save()
            continue
        if row.state != RequestState.ASKED or row._state.adding:
            row.asked_at = at
        row.state = next_request_state(row.state, RequestEvent.ASK)
        row.text = text
        row.decided_at, row.decided_by, row.reason = None, "", ""
        row.save()
    given_up = set()
    for asked, row in known.items():
        if asked not in wanted and row.state != RequestState.DROPPED:
            if row.state == RequestState.GRANTED:
                given_up.add(asked)
            row.state = next_request_state(row.state, RequestEvent.DROP)
            row.save()
    return frozenset(given_up)


def _wanted(draft: Draft, content: Content) -> Iterator[tuple[Asked, str]]:
    chosen = offerings(ANONYMOUS, year=draft.year).filter(pk__in=content.choices)
    providers = dict(chosen.values_list("pk", "provider_id"))
    for kind in RequestKind:
        answer = content.answer(kind)
        if not answer.asked:
            continue
        if kind == RequestKind.ENGLISH:
            for provider_id in sorted(set(providers.values())):
                yield (kind.value, provider_id, None), answer.text
        else:
            for offering_id in answer.offerings:
                if offering_id in providers:
                    yield (kind.value, providers[offering_id], offering_id), answer.text
