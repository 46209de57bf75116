"""One municipality's report: its rows with what can be said of each, and what others have changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.calculation import (
    flat_amounts,
    national_amounts,
    previous_round,
    report_rows,
)
from gemensam.domains.pricelist.inputs.region_rules import rules_of
from gemensam.domains.pricelist.inputs.report_table import RowValues, TableRead
from gemensam.domains.pricelist.inputs.settings import kinds_of, settings_of
from gemensam.domains.pricelist.models import PriceReport, PriceRound, ReportRow, RowComment
from gemensam.domains.pricelist.states import PriceRoundState, ReportState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.pricing.codes import PriceKey, name_of, school_form
from gemensam.rules.pricing.components import KINDS, Price, base_of, build_price
from gemensam.rules.pricing.validation import (
    Finding,
    Level,
    Row,
    Surroundings,
    check_row,
    copied_values,
)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as its form shows it."""

    id: UUID
    key: PriceKey
    name: str
    values: Mapping[str, object]
    flat: Mapping[str, Decimal | None]
    edition: int
    changed_at: datetime
    changed_by: str
    price: Price | None
    kinds: Sequence[str]
    findings: tuple[Finding, ...]
    comments: Sequence[RowComment] = ()

    @property
    def level(self) -> str:
        """The gravest finding's level, or nothing."""
        return self.findings[0].level if self.findings else ""

    @property
    def has_error(self) -> bool:
        """Whether something must be put right."""
        return self.level == Level.ERROR

    @property
    def lacks_comment(self) -> bool:
        """Whether a warning stands without a word of explanation."""
        warned = any(one.level is Level.WARNING for one in self.findings)
        return warned and not self.values["comment"]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as its page shows it."""

    id: UUID
    round_id: UUID
    year: int
    round_state: str
    member_code: str
    member_name: str
    state: str
    return_reason: str
    rows: tuple[RowView, ...]
    flat: Mapping[tuple[str, str], Decimal | None]
    kinds: Sequence[str]
    may_edit: bool
    may_review: bool
    may_approve: bool
    may_return: bool
    may_comment: bool

    @property
    def errors(self) -> int:
        """Rows with an error."""
        return sum(row.has_error for row in self.rows)

    @property
    def lacking_comments(self) -> int:
        """Rows whose warning lacks a comment."""
        return sum(row.lacks_comment for row in self.rows)

    @property
    def may_send(self) -> bool:
        """Whether it can be sent as it stands."""
        return self.may_edit and bool(self.rows) and not self.errors and not self.lacking_comments


def report_view(actor: Actor, *, round_id: UUID, code: str) -> ReportView:
    """Return the report of a municipality in a round. Raises PriceReport.DoesNotExist."""
    rows = policies.visible_reports(actor, PriceReport.objects.filter(round=round_id))
    report = rows.select_related("round__region", "member__region").get(member__municipality_code=code)
    flat = flat_amounts([report.pk])
    draft = report.state == ReportState.DRAFT
    going = report.round.state in {PriceRoundState.OPEN, PriceRoundState.CLOSED}
    reviews = policies.may(actor, Permission.PRICE_REVIEW, report)
    approves = policies.may(actor, Permission.PRICE_APPROVE, report)
    return ReportView(
        id=report.pk,
        round_id=report.round_id,
        year=report.round.year,
        round_state=report.round.state,
        member_code=code,
        member_name=report.member.name,
        state=report.state,
        return_reason=report.return_reason,
        rows=tuple(_row_views(report)),
        flat={(form, name): value for (_, form), parts in flat.items() for name, value in parts.items()},
        kinds=kinds_of(report.round.settings),
        may_edit=draft
        and report.round.state == PriceRoundState.OPEN
        and policies.may(actor, Permission.PRICE_REPORT, report),
        may_review=going and report.state == ReportState.REPORTED and reviews,
        may_approve=going and report.state == ReportState.REVIEWED and approves,
        may_return=going and not draft and (reviews or approves),
        may_comment=policies.may_comment(actor, report),
    )


def row_view(actor: Actor, *, row_id: UUID) -> RowView:
    """Return one row of a report that the actor may see. Raises ReportRow.DoesNotExist."""
    reports = policies.visible_reports(actor, PriceReport.objects.all())
    row = ReportRow.objects.select_related("report__round", "report__member").get(
        pk=row_id, report__in=reports
    )
    return next(one for one in _row_views(row.report) if one.id == row.pk)


def report_findings(report: PriceReport) -> list[RowView]:
    """Return the rows of a report with what can be said of each, for services that have asked for permission."""
    return _row_views(report)


def _row_views(report: PriceReport) -> list[RowView]:
    around = _Around(report)
    comments: dict[UUID, list[RowComment]] = defaultdict(list)
    for comment in RowComment.objects.filter(row__report=report):
        comments[comment.row_id].append(comment)
    rows = list(ReportRow.objects.filter(report=report))
    bases = {_key(row): base_of(_components(row), around.flat_of(row.code), around.kinds) for row in rows}
    copied = copied_values({key: base for key, base in bases.items() if base is not None})
    found = []
    for row in rows:
        key, base = _key(row), bases[_key(row)]
        findings = [*check_row(_judged(row), around.of(key))]
        if key in copied:
            others = ", ".join(one.label for one in copied[key])
            findings.append(Finding(Level.INFO, "copied_value", "base", {"others": others}))
        found.append(
            RowView(
                id=row.pk,
                key=key,
                name=name_of(row.code, row.orientation),
                values={name: getattr(row, name) for name in RowValues.__dataclass_fields__},
                flat=around.flat_of(row.code),
                edition=row.edition,
                changed_at=row.changed_at,
                changed_by=row.changed_by_name,
                price=build_price(base, around.rules) if base is not None else None,
                kinds=around.kinds,
                findings=tuple(findings),
                comments=comments[row.pk],
            )
        )
    return found


def _key(row: ReportRow) -> PriceKey:
    return PriceKey(row.code, row.orientation, row.cohort, row.form)


def _components(row: ReportRow) -> dict[str, Decimal | None]:
    return {name: getattr(row, name) for name in KINDS}


def _judged(row: ReportRow) -> Row:
    return Row(_key(row), _components(row), row.pupils, stated_total=row.stated_total)


class _Around:
    """What the rows of one report are compared with, read once."""

    def __init__(self, report: PriceReport) -> None:
        round_ = report.round
        settings = settings_of(round_.settings)
        self.limits = rules_of(round_.region_id).limits
        self.rules, self.kinds = settings.rules, settings.kinds
        self._flat = {form: parts for (_, form), parts in flat_amounts([report.pk]).items()}
        own = report.member.municipality_code
        self._others: dict[PriceKey, list[Decimal]] = defaultdict(list)
        for other in report_rows(round_, only_sent=True):
            if other.municipality != own and other.base is not None:
                self._others[other.key].append(other.base)
        before = previous_round(round_)
        self._last = {
            row.key: row.base
            for row in (report_rows(before, only_sent=True) if before else ())
            if row.municipality == own
        }
        keys = {_key(row) for row in ReportRow.objects.filter(report=report)}
        self._national = national_amounts(round_.year, keys)

    def flat_of(self, code: str) -> Mapping[str, Decimal | None]:
        return self._flat.get(school_form(code), {})

    def of(self, key: PriceKey) -> Surroundings:
        return Surroundings(
            flat=self.flat_of(key.code),
            last_year=self._last.get(key),
            others=self._others.get(key, ()),
            national=self._national.get(key),
            rules=self.rules,
            limits=self.limits,
            kinds=self.kinds,
        )


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that would change: (column, before, after) of each value."""

    key: PriceKey
    values: tuple[tuple[str, object, object], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving a table would do: how many rows are new, changed and the same."""

    added: tuple[PriceKey, ...]
    changed: tuple[ChangedRow, ...]
    same: int


def preview(actor: Actor, *, report_id: UUID, read: TableRead) -> Preview:
    """Return what the table would change in the report. Raises PriceReport.DoesNotExist."""
    report = policies.visible_reports(actor, PriceReport.objects.all()).get(pk=report_id)
    existing = {_key(row): row for row in ReportRow.objects.filter(report=report)}
    added, changed = [], []
    for _, values in read.rows:
        row = existing.get(values.key)
        if row is None:
            added.append(values.key)
            continue
        given = values.columns(read.columns).items()
        moved = tuple(
            (name, getattr(row, name), value) for name, value in given if getattr(row, name) != value
        )
        if moved:
            changed.append(ChangedRow(values.key, moved))
    return Preview(tuple(added), tuple(changed), len(read.rows) - len(added) - len(changed))


def latest_round(actor: Actor) -> PriceRound | None:
    """Return the latest round that the actor may see."""
    return (
        policies.visible_rounds(actor, PriceRound.objects.select_related("region")).order_by("-year").first()
    )
