"""The method bank as counsellors read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Method, MethodAttachment, MethodReport, MethodUse
from gemensam.domains.guidance.states import MethodState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.storage import read
from gemensam.foundation.fields.swedish import folded


@dataclass(frozen=True, slots=True)
class MethodFilter:
    """What the bank is narrowed by; empty values narrow nothing."""

    text: str = ""
    tag: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method with everything on its page. Reports are for the co-ordinator only."""

    method: Method
    school: str
    own: bool
    may_moderate: bool
    attachments: tuple[MethodAttachment, ...]
    uses: tuple[MethodUse, ...]
    versions: tuple[tuple[int, str, datetime], ...]
    reports: tuple[MethodReport, ...]


def methods(actor: Actor, *, narrow: MethodFilter) -> QuerySet[Method]:
    """Return the methods that the actor may read, in Swedish order, with how many schools use each."""
    rows = policies.visible_methods(actor, Method.objects.all())
    for word in folded(narrow.text).split():
        rows = rows.filter(search__contains=word)
    if narrow.tag:
        rows = rows.filter(pk__in=[row.pk for row in rows if narrow.tag in row.tags])
    if narrow.mine and actor.account_id is not None:
        rows = rows.filter(author_id=actor.account_id)
    rows = rows.annotate(schools=Count("uses", distinct=True)).select_related("organisation")
    return rows.order_by("sort_key", "pk")


def tags(actor: Actor) -> list[str]:
    """Return every tag of the methods that are published, in order."""
    rows = policies.visible_methods(actor, Method.objects.filter(state=MethodState.PUBLISHED))
    return sorted({tag for found in rows.values_list("tags", flat=True) for tag in found})


def reported(actor: Actor) -> list[Method]:
    """Return the methods with reports that wait for the co-ordinator; none for everyone else."""
    if not actor.has(Permission.METHOD_MODERATE):
        return []
    return list(Method.objects.filter(reports__settled_at__isnull=True, reports__isnull=False).distinct())


def method(actor: Actor, method_id: UUID) -> MethodView:
    """Return one method. Raises Method.DoesNotExist alike for unknown and hidden ones."""
    rows = policies.visible_methods(actor, Method.objects.select_related("organisation"))
    found = rows.get(pk=method_id)
    moderates = actor.has(Permission.METHOD_MODERATE)
    versions = found.versions.order_by("-number").values_list("number", "changed_by_name", "changed_at")
    return MethodView(
        method=found,
        school=found.organisation.display_name if found.organisation else "",
        own=found.author_id == actor.account_id,
        may_moderate=moderates,
        attachments=tuple(found.attachments.order_by("added_at")),
        uses=tuple(found.uses.select_related("organisation").order_by("-told_at")),
        versions=tuple(versions),
        reports=tuple(found.reports.filter(settled_at__isnull=True)) if moderates else (),
    )


def attachment(actor: Actor, attachment_id: UUID) -> tuple[MethodAttachment, bytes]:
    """Return a file of a method that the actor may read. Raises MethodAttachment.DoesNotExist."""
    rows = MethodAttachment.objects.filter(method__in=policies.visible_methods(actor, Method.objects.all()))
    found = rows.get(pk=attachment_id)
    return found, read(found.file_id)
