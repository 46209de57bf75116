"""Everything stored about a person, wherever it is stored (dataskyddsförordningen art. 15).

Every model says in ``class Privacy`` which of its fields are personal. How a row is tied to a person is found out,
or said there:

- ``subject``: one or several paths to the person that the row is about, e.g. ``"application__person"``. Without it:
  the only key to a person, else the path of what the row belongs to.
- fields that hold an account (``account_id``, ``uploaded_by`` …) tie a row to who did something in a duty.
- ``only``: a condition on rows, for what must not be told before its time.
- ``own_only = True``: shown to the person, never to a guardian.
- ``exempt``: why the rows cannot be told by person. A test finds models that say nothing and cannot be found out.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, UUIDField
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.queries import EntryAbout, entries_about
from gemensam.foundation.audit.readings import ReadingAbout, readings_about
from gemensam.foundation.directory import policies, traces
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.traces import Trace
from gemensam.foundation.fields.encrypted import BlindIndexField
from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField

_ACCOUNT_FIELDS: Final = ("account_id", "author_id", "actor_id", "counsellor_id")
_DERIVED: Final = (BlindIndexField, SearchTextField, SwedishSortKeyField)  # made from other fields of the row
_PEOPLE_IN_THE_LOG: Final = ("directory.person", "account")  # what a line of the log may be about
OWN, ANOTHER = "person:own", "person:another"  # what a key to a person is told as


@dataclass(frozen=True, slots=True)
class Tie:
    """How a model's rows are tied to a person. exempt: why they are not told, empty = they are."""

    label: str
    fields: tuple[str, ...]
    subject: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    own_only: bool = False
    only: tuple[tuple[str, object], ...] = ()
    exempt: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the rows can be found, or it is said why not."""
        return bool(self.subject or self.accounts or self.exempt)


@dataclass(frozen=True, slots=True)
class StoredRows:
    """The rows of one model about one person: field names and values, in the order of the model.

    targets: what the rows are called in the audit log, where they have ids of their own there.
    """

    label: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    targets: tuple[str, ...] = ()


@cache
def ties() -> tuple[Tie, ...]:
    """How every model with personal data is tied to persons, by label."""
    models = [model for model in apps.get_models() if _has_personal(model)]
    return tuple(_tie(model) for model in sorted(models, key=lambda model: model._meta.label_lower))


def _privacy(model: type[Model]) -> Any:
    return getattr(model, "Privacy", None)


def _has_personal(model: type[Model]) -> bool:
    return bool(getattr(_privacy(model), "personal", None))


def _tie(model: type[Model]) -> Tie:
    privacy = _privacy(model)
    fields = tuple(name for name in privacy.personal if not isinstance(model._meta.get_field(name), _DERIVED))
    exempt = getattr(privacy, "exempt", "")
    subject = () if exempt else tuple(_subject(model))
    return Tie(
        label=model._meta.label_lower,
        fields=fields,
        subject=subject,
        # what someone wrote about a person in a duty is that person's, not the writer's
        accounts=() if exempt or subject else tuple(_accounts(model)),
        own_only=getattr(privacy, "own_only", False),
        only=tuple(getattr(privacy, "only", {}).items()),
        exempt=exempt,
    )


def _subject(model: type[Model]) -> Sequence[str]:
    """The paths to the person that a row is about."""
    said = getattr(_privacy(model), "subject", None)
    if said is not None:
        return (said,) if isinstance(said, str) else tuple(said)
    if model is Person:
        return ("pk",)
    keys = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
    persons = [field.name for field in keys if field.related_model is Person]
    if len(persons) == 1:
        return persons
    for field in keys:
        other = field.related_model
        if other is not model and isinstance(other, type) and _has_personal(other):
            path = _subject(other)
            if path and not getattr(_privacy(other), "exempt", ""):
                return [f"{field.name}__{one}" for one in path]
    return ()


def _accounts(model: type[Model]) -> Iterator[str]:
    """The fields that hold the account of who did something."""
    if model._meta.label == "access.Account":
        yield "pk"
    for field in model._meta.fields:
        if isinstance(field, ForeignKey):
            if field.related_model._meta.label == "access.Account":  # type: ignore[union-attr]  # a model, resolved
                yield field.name
        elif isinstance(field, UUIDField) and _is_account(field.name):
            yield field.name


def _is_account(name: str) -> bool:
    return name in _ACCOUNT_FIELDS or name.endswith("_by")


def readable(actor: Actor, *, at: datetime) -> frozenset[UUID]:
    """Ids of the persons whose data the actor may read: oneself, and children whose guardian one is on the day."""
    own = {actor.person_id} if actor.person_id else set()
    return frozenset(own) | policies.wards_of(actor, timezone.localdate(at))


def personal_data(actor: Actor, person_id: UUID | None, *, at: datetime) -> tuple[StoredRows, ...]:
    """Everything stored about the person, one part for each kind of row; nothing about anybody else.

    person_id None: what is stored of the actor's own account. A key to another person is told as such, never as whom.
    Raises PermissionDenied for anyone who is neither oneself nor such a child.
    """
    own = person_id is None or person_id == actor.person_id
    if not own and person_id not in readable(actor, at=at):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    accounts = _accounts_of(actor) if own else ()
    told = [tie for tie in ties() if not tie.exempt and (own or not tie.own_only)]
    present = traces.found(
        [trace for tie in told for trace in _traces(tie)], person_id=person_id, accounts=accounts
    )
    return tuple(
        _stored(tie, present[tie.label], person_id, accounts) for tie in told if tie.label in present
    )


def who_has_read(
    actor: Actor, person_id: UUID, *, at: datetime, stored: Iterable[StoredRows] | None = None
) -> list[EntryAbout]:
    """What the audit log says about the person, latest first. Raises PermissionDenied as personal_data.

    stored: what personal_data gave just now, when the caller has it. Lines about rows that are not told are not told.
    """
    if person_id not in readable(actor, at=at):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    parts = personal_data(actor, person_id, at=at) if stored is None else stored
    return entries_about([str(person_id), *(target for part in parts for target in part.targets)])


def days_read(actor: Actor, person_id: UUID, *, at: datetime) -> list[ReadingAbout]:
    """On which days staff have opened the person's pages, latest first. Raises PermissionDenied as personal_data."""
    if person_id not in readable(actor, at=at):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    return readings_about(person_id)


def _accounts_of(actor: Actor) -> tuple[UUID, ...]:
    return (actor.account_id,) if actor.account_id else ()


def _traces(tie: Tie) -> Iterator[Trace]:
    for path in tie.subject:
        yield Trace(tie.label, path, by_account=False, only=tie.only)
    for name in tie.accounts:
        yield Trace(tie.label, name, by_account=True, only=tie.only)


def _stored(
    tie: Tie, present: Sequence[Trace], person_id: UUID | None, accounts: Collection[UUID]
) -> StoredRows:
    """The rows that the traces lead to, each once."""
    model = apps.get_model(tie.label)
    condition = Q(pk__in=[])
    for trace in present:
        condition |= Q(**{f"{trace.path}__in": accounts} if trace.by_account else {trace.path: person_id})
    kept = [model._meta.get_field(name) for name in tie.fields]
    keys = [
        field.name for field in kept if isinstance(field, ForeignKey) and field.related_model is not Person
    ]
    rows = model._default_manager.filter(condition, **dict(tie.only)).order_by("pk")
    rows = rows.select_related(*keys) if keys else rows.only("pk", *tie.fields)  # no names = all there are
    by_key = {row.pk: row for row in rows}
    told = tuple(tuple(_told(row, field, person_id, accounts) for field in kept) for row in by_key.values())
    return StoredRows(tie.label, tie.fields, told, tuple(_targets(tie, model, by_key)))


def _targets(tie: Tie, model: type[Model], keys: Iterable[Any]) -> Iterator[str]:
    """The rows of one's own that may have lines in the log: applications and the like."""
    if tie.subject and isinstance(model._meta.pk, UUIDField) and model is not Person:
        yield from map(str, keys)


def _told(row: Model, field: Field, person_id: UUID | None, accounts: Collection[UUID]) -> Any:
    """A value as it stands; of a key what it leads to is called, and of people only whether it is oneself."""
    if not isinstance(field, ForeignKey):
        value = getattr(row, field.name)
        if field.name == "target_id" and getattr(row, "target_type", "") in _PEOPLE_IN_THE_LOG:
            return OWN if value in {str(key) for key in (person_id, *accounts)} else ANOTHER
        if isinstance(field, UUIDField) and value is not None:
            if _is_account(field.name):
                return OWN if value in accounts else ANOTHER
            if field.name.endswith("person_id"):
                return OWN if value == person_id else ANOTHER
        return bytes(value) if isinstance(value, memoryview) else value
    if field.related_model is Person:
        key = getattr(row, field.attname)
        return None if key is None else OWN if key == person_id else ANOTHER
    other = getattr(row, field.name)
    return None if other is None else str(other)
