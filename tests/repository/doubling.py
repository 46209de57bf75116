"""Doubles the rows of a small world, so that pages that ask once for each row show themselves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import DatabaseError, models, transaction

from gemensam.foundation.directory.models import Person, Responsible

# What others stand on, who logs in, and what is one chain: copies of these would double nothing that a page shows.
KEPT_APPS = ("account", "admin", "auth", "contenttypes", "mfa", "sessions", "sites", "socialaccount")
KEPT = (
    "access.account", "access.rolegrant", "access.sharedcacherow", "admissions.admissionsoffice", "audit.auditentry",
    "audit.auditanchor", "directory.edition", "directory.organisation", "documents.storedfile", "documents.storedpart",
)  # fmt: skip
CODES = {"year", "month", "kind", "event", "state", "step", "role", "relation_type", "school_type", "purpose"}
Copies = dict[tuple[type[models.Model], Any], Any]


def double_everything() -> None:
    """First what people have, then people with what they have: a pupil's list grows, and so does a school's."""
    things = [model for model in _in_order() if model is not Person]
    _copy(things, {})
    guardians = set(Responsible.objects.values_list("guardian_id", flat=True))
    copies: Copies = {}
    _copy([Person], copies, leave=guardians)
    _copy(things, copies, only_changed=True)


def _in_order() -> list[type[models.Model]]:
    """Every model of ours that is copied, each after those that its keys lead to."""
    waiting = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in KEPT_APPS
        and model._meta.label_lower not in KEPT
        and model._meta.managed
    ]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _leads_to(model) & {*waiting} - {model}] or waiting[:1]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _leads_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.fields if field.is_relation and not field.null}  # type: ignore[misc]  # classes, resolved


def _copy(
    kinds: Iterable[type[models.Model]],
    copies: Copies,
    *,
    leave: Iterable[Any] = (),
    only_changed: bool = False,
) -> None:
    for model in kinds:
        for row in list(model._default_manager.order_by("pk")):
            if row.pk not in leave:
                _copy_row(row, copies, only_changed=only_changed)


def _copy_row(row: models.Model, copies: Copies, *, only_changed: bool) -> None:
    """One row more, if the database takes it: with what must be unique changed where it has to be."""
    model, before, changed = type(row), row.pk, False
    for field in model._meta.concrete_fields:
        if field.is_relation:
            new = copies.get((field.related_model, getattr(row, field.attname)))
            if new is not None:
                setattr(row, field.attname, new)
                changed = True
    if only_changed and not changed:
        return
    if isinstance(model._meta.pk, models.OneToOneField) and not changed:
        return
    if not model._meta.pk.is_relation:
        row.pk = uuid4() if isinstance(model._meta.pk, models.UUIDField) else None
    row._state.adding = True
    if isinstance(row, Person):
        row.civic_no, row.civic_no_index, row.civic_no_type = None, None, ""
    for names in ((), *((name,) for name in _unique(model)), tuple(_unique(model))):
        for name in names:
            setattr(row, name, _another(getattr(row, name)))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except DatabaseError:
            continue
        copies[model, before] = row.pk
        return


def _unique(model: type[models.Model]) -> list[str]:
    """Fields that may have to be another value in a copy; not the year and codes, or it would be of another kind."""
    names = {field.name for field in model._meta.concrete_fields if field.unique and not field.primary_key}
    for constraint in model._meta.constraints:
        names |= set(getattr(constraint, "fields", ()))
    plain = (field for field in model._meta.concrete_fields if field.name in names - CODES)
    return [field.name for field in plain if not field.is_relation and not field.primary_key]


def _another(value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return f"{value[:6]}{uuid4().hex[:2]}"
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value + 50
    return None if isinstance(value, bytes | memoryview) else value
