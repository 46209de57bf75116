"""The whole verification of one result against one round."""

from pathlib import Path

from gemensam_verifier import files
from gemensam_verifier.beside import start
from gemensam_verifier.figures import check_cutoffs
from gemensam_verifier.grade_rows import read_standings
from gemensam_verifier.hold import offerings_to_hold
from gemensam_verifier.improvement import check_best
from gemensam_verifier.manifest import check_manifest, right_hashes
from gemensam_verifier.market import Market
from gemensam_verifier.order import Order
from gemensam_verifier.placements import Result, read_result
from gemensam_verifier.queues import Queues
from gemensam_verifier.reading import read_market, read_wishes
from gemensam_verifier.report import Findings, Report, Unreadable
from gemensam_verifier.rows import Rows
from gemensam_verifier.sort_keys import check_sort_keys
from gemensam_verifier.stability import Stability
from gemensam_verifier.summary import check_summary
from gemensam_verifier.wishes import Openness, openness


def verify(folder: Path, result: Path, *, processes: int = 1) -> Report:
    """Check every property of a result that can be seen in the files.

    folder: the round, result: what was written about it; each a folder or a .zip in the open round format.
    processes: with 2 or more, grades and hashes are read beside the rest, and what follows from the places is checked
    beside them; the report is the same.
    Raises report.Unreadable when a file is missing or does not follow the format.
    """
    inputs, outputs = files.source(folder), files.source(result)
    findings = Findings()
    market = read_market(inputs)
    hashes = start(processes, right_hashes, folder, result)
    standings = start(processes, read_standings, folder, market)
    try:
        read_wishes(inputs, market)
        placements = read_result(outputs, market, findings)
    except Unreadable:
        standings()  # a fault of the grades is told first
        raise
    market.standing, market.grade_rows = standings()
    check_manifest(inputs, outputs, market, placements, hashes(), findings)
    open_ = openness(market)
    beside = start(processes, _what_follows, result, market, placements, open_)
    places = _places(market, placements, open_)
    rows, figures = beside()
    for found in (rows, places, figures):
        findings.include(found)
    findings.count("V12", len(market.applicant) + len(market.applicant_ids))
    return Report(
        violations=tuple(findings.violations),
        counts={
            "applicants": len(market.applicant_ids),
            "choices": len(market.applicant),
            "offerings": len(market.offerings),
            "grades": market.grade_rows,
            "rows": placements.rows,
            "admitted": sum(place >= 0 for place in placements.place),
        },
        result_hash=placements.result_hash,
        checked=dict(findings.checked),
        hold=offerings_to_hold(market, open_, findings.violations),
    )


def _places(market: Market, placements: Result, open_: Openness) -> Findings:
    """Are the right ones admitted, and do the others stand in the right queues?"""
    findings, order = Findings(), Order(market)
    stability = Stability(market, order, placements, open_, findings)
    check_best(stability, stability.check())
    Queues(market, order, placements, findings).check(stability.wishes)
    return findings


def _what_follows(
    result: Path, market: Market, placements: Result, open_: Openness
) -> tuple[Findings, Findings]:
    """What follows from the places: every row, and apart from that the sort keys and the files of figures."""
    rows, figures, order = Findings(), Findings(), Order(market)
    Rows(market, placements, open_, rows).check()
    check_sort_keys(market, order, placements, open_.open, figures)
    outputs, stability = files.source(result), Stability(market, order, placements, open_, figures)
    check_cutoffs(outputs, stability)
    check_summary(outputs, stability)
    return rows, figures
