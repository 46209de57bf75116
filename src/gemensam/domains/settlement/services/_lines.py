"""Writing of a run's lines: the differences between due and billed, in one go, each with its price."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import connection

from gemensam.domains.settlement.inputs.basis import Comparable, YearDue, comparable, parts_of
from gemensam.domains.settlement.models import BasisLine, BasisRun, PriceUsed
from gemensam.domains.settlement.models.party import Flow
from gemensam.rules.pricing import billing
from gemensam.rules.pricing.corrections import Differences, differences, kinds_of

_COLUMNS = (
    "run_id", "placement_id", "debtor_code", "flow", "kind", "part", "year", "month", "reading_date",
    "units", "price_id", "origin_id", "disputed",
)  # fmt: skip


def write_lines(run: BasisRun, due: YearDue) -> int:
    """Write what is not billed yet; the number of lines. Doing it again writes nothing."""
    coded = comparable(due, run.creditor_id)
    found = differences(
        billed_key=coded.billed_key,
        billed_amount=coded.billed_amount,
        frozen=coded.frozen,
        due_key=coded.due_key,
        due_amount=due.lines.amount,
        debtors=max(len(coded.debtors), 1),
    )
    if found.key.size:
        prices = [_stored(used).pk for used in due.lines.prices]
        flow = Flow.MUNICIPAL if run.creditor.provider_kind == "public" else Flow.INDEPENDENT
        _insert(list(_rows(run, due, coded, found, (flow.value, prices))))
    return int(found.key.size)


def _rows(
    run: BasisRun, due: YearDue, coded: Comparable, found: Differences, told: tuple[str, list[int]]
) -> Iterator[tuple[Any, ...]]:
    flow, prices = told
    run_id = BasisRun._meta.pk.get_db_prep_value(run.pk, connection)
    placement, month, part, debtor = parts_of(found.key, len(coded.parts), len(coded.debtors))
    due_row, billed_row = found.due_row.tolist(), found.billed_row.tolist()
    price, reading = due.lines.price.tolist(), due.lines.reading.tolist()
    old_price, old_reading = coded.billed_price.tolist(), coded.billed_reading.tolist()
    old_line = coded.billed_line.tolist()
    days = {day: date.fromordinal(day) for day in {*reading, *old_reading}}
    columns = (
        kinds_of(found),
        placement.tolist(),
        month.tolist(),
        part.tolist(),
        debtor.tolist(),
        found.amount.tolist(),
    )
    for place, (kind, pupil, number, piece, payer, units) in enumerate(zip(*columns, strict=True)):
        row, billed = due_row[place], billed_row[place]
        yield (
            run_id, pupil, coded.debtors[payer], flow, kind.value, coded.parts[piece], due.year, number,
            days[reading[row] if row >= 0 else old_reading[billed]], units,
            prices[price[row]] if row >= 0 else old_price[billed], old_line[billed] if billed >= 0 else None, False,
        )  # fmt: skip


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """A run can hold hundreds of thousands of lines: they go in as plain rows, checked by the database."""
    table = connection.ops.quote_name(BasisLine._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in _COLUMNS)
    places = ", ".join(["%s"] * len(_COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - names of our own


def _stored(used: billing.PriceUsed) -> PriceUsed:
    answer = _answer(used)
    digest = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()
    source = used.line.rows[0] if used.line else None
    yearly = used.line.amount if used.line else used.supplement.term_amount  # type: ignore[union-attr]  # one of the two
    return PriceUsed.objects.get_or_create(
        digest=digest,
        defaults={
            "part": used.part,
            "source_list": source.list.value if source else "",
            "version": source.version if source else "",
            "row": source.row if source else "",
            "law": used.line.law if used.line else "",
            "yearly": yearly,
            "answer": answer,
        },
    )[0]


def _answer(used: billing.PriceUsed) -> dict[str, Any]:
    if used.line is None or used.chosen is None:
        one = used.supplement
        assert one is not None  # a price without a line is a supplement
        return {"part": used.part, "term": str(one.term_amount), "monthly": str(one.monthly)}
    return {
        "part": used.part,
        "amount": str(used.line.amount),
        "law": used.line.law,
        "operation": used.line.operation,
        "ends": used.line.ends.isoformat() if used.line.ends else None,
        "reasons": list(used.chosen.reasons),
        "steps": [asdict(step) for step in used.chosen.steps],
        "rows": [
            {
                "list": row.list.value, "version": row.version, "row": row.row, "party": row.party,
                "programme": row.programme, "orientation": row.orientation, "cohort": row.cohort and row.cohort.value,
                "amount": str(row.amount), "estimated": row.estimated,
            }
            for row in used.line.rows
        ],
    }  # fmt: skip
