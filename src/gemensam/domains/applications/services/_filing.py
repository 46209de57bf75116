"""Keeping what was sent in: the filing with its choices and what they change, and all that it held."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from gemensam.domains.admissions.queries.own_application import own_application
from gemensam.domains.applications.inputs.changes import changes_between, stored
from gemensam.domains.applications.inputs.content import Content, written
from gemensam.domains.applications.models import Draft, FiledAnswers, Filing, Paper
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import Actor


def file_answers(
    actor: Actor,
    draft: Draft,
    content: Content,
    *,
    late: frozenset[UUID] = frozenset(),
    at: datetime,
    **values: Any,
) -> Filing:
    """Create the filing of what is sent, before the register is changed. values: the filing's other fields."""
    known = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    before = [choice.offering_id for choice in known.choices] if known else []
    rows = offerings(actor, year=draft.year).filter(pk__in={*before, *content.choices})
    names = {row.pk: (str(row.pk), row.title, row.school_unit.display_name) for row in rows}
    chosen = [names[one] for one in content.choices if one in names]
    elsewhere = [[one.programme, one.school, one.municipality] for one in content.elsewhere]
    latest = draft.filings.order_by("-number").first()
    changes = changes_between(
        [names[one] for one in before if one in names],
        chosen,
        wished=latest.elsewhere if latest else (),
        wishes=elsewhere,
    )
    number = latest.number + 1 if latest else 1
    filing = Filing.objects.create(
        draft=draft,
        number=number,
        draft_version=draft.version,
        receipt=f"{draft.reference}-{number}",
        choices=[
            {"offering": pk, "title": title, "school": school, "late": UUID(pk) in late}
            for pk, title, school in chosen
        ],
        elsewhere=elsewhere,
        changes=stored(changes) if values["kind"] != Filing.Kind.SENT else [],
        sent_at=at,
        sent_by_id=actor.person_id,
        **values,
    )
    papers = Counter(Paper.objects.filter(draft=draft).values_list("kind", flat=True))
    FiledAnswers.objects.create(filing=filing, content=written(content), papers=dict(papers))
    return filing
