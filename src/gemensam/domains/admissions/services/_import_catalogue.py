"""Carry out and take back what a file says of earlier years' cut-offs and of schools' words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from gemensam.domains.admissions.inputs.file_catalogue import WORDS, cut_off_values
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.catalogue.queries import all_past_cut_offs, offering_ids, words_by_code
from gemensam.domains.catalogue.services.remove_past_cut_offs import remove_past_cut_offs
from gemensam.domains.catalogue.services.save_offering_facts import FactsRow, save_offering_facts
from gemensam.domains.catalogue.services.save_past_cut_offs import CutOffRow, save_past_cut_offs
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.models import Organisation


class Done(Protocol):
    """A change that is to be carried out, or has been."""

    @property
    def key(self) -> str:
        """What is changed."""

    @property
    def before(self) -> Mapping[str, object] | None:
        """What it was, None = it was not there."""

    @property
    def after(self) -> Mapping[str, object]:
        """What it is to be."""


def apply_cut_offs(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Keep the years as the plan has them: small cells are gone already."""
    _save_cut_offs({one.key: one.after for one in changes}, actor, at)


def _save_cut_offs(values: Mapping[str, Mapping[str, Any]], actor: Actor, at: datetime) -> None:
    units = {
        unit.school_unit_code: unit.pk
        for unit in Organisation.objects.filter(school_unit_code__in={key.split(":")[0] for key in values})
    }
    rows = []
    for key, figures in values.items():
        unit, path, code, year = key.split(":")
        rows.append(
            CutOffRow(
                year=int(year),
                school_unit_id=units[unit],
                study_path=path,
                programme=figures["programme"],
                offering_code=code,
                seats=figures["seats"],
                first_choice_applicants=figures["first_choice_applicants"],
                lowest=_decimal(figures["lowest"]),
                median=_decimal(figures["median"]),
                reason=figures["reason"],
            )
        )
    save_past_cut_offs(actor=actor, rows=rows, source="imported", at=at)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def changed_cut_offs(batch: ImportBatch, changes: Sequence[Done]) -> int:
    """How many years are another than the file made them."""
    if not changes:
        return 0
    stored = {
        f"{row.school_unit.school_unit_code}:{row.study_path}:{row.offering_code}:{row.year}": cut_off_values(
            row
        )
        for row in all_past_cut_offs()
    }
    return sum(stored.get(one.key) != one.after for one in changes)


def undo_cut_offs(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Take back added years and put changed ones as they were."""
    added = [one.key for one in changes if one.before is None]
    if added:
        remove_past_cut_offs(actor=actor, keys=[tuple(key.split(":")) for key in added], at=at)
    before = {one.key: one.before for one in changes if one.before is not None}
    if before:
        _save_cut_offs(before, actor, at)


def apply_facts(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Keep the words that the file has; the others stay."""
    _save_facts(batch, {one.key: one.after for one in changes}, actor, at)


def _save_facts(
    batch: ImportBatch, values: Mapping[str, Mapping[str, Any]], actor: Actor, at: datetime
) -> None:
    ids = offering_ids(year=batch.year)
    stored = words_by_code(year=batch.year)
    rows = []
    for key, words in values.items():
        code, language = key.rsplit(":", 1)
        known = stored.get((code, language))
        kept: dict[str, Any] = {name: getattr(known, name, "") for name in WORDS}
        is_apprenticeship = known.apprenticeship if known else False
        rows.append(
            FactsRow(
                offering_id=ids[code],
                language=language,
                apprenticeship=is_apprenticeship,
                **{**kept, **words},
            )
        )
    save_offering_facts(actor=actor, facts=rows, open_houses=[], at=at)


def changed_facts(batch: ImportBatch, changes: Sequence[Done]) -> int:
    """How many words are others than the file made them."""
    stored = words_by_code(year=batch.year) if changes else {}
    found = ((stored.get(_pair(one.key)), one.after) for one in changes)
    return sum(
        known is None or any(getattr(known, name) != text for name, text in after.items())
        for known, after in found
    )


def _pair(key: str) -> tuple[str, str]:
    code, _, language = key.rpartition(":")
    return code, language


def undo_facts(batch: ImportBatch, changes: Sequence[Done], actor: Actor, at: datetime) -> None:
    """Put the words as they were; where there were none, nothing is told."""
    before = {one.key: one.before or dict.fromkeys(one.after, "") for one in changes}
    if before:
        _save_facts(batch, before, actor, at)
