"""V13: summary.json follows from the placements, number by number."""

from decimal import Decimal
from fractions import Fraction

from gemensam_verifier import files
from gemensam_verifier.manifest import read_json
from gemensam_verifier.numbers import SHARE_DECIMALS, rounded
from gemensam_verifier.placements import NOWHERE, RESERVE
from gemensam_verifier.stability import Stability

NAME = "summary.json"


def check_summary(folder: files.Source, stability: Stability) -> None:
    """Compare every value of summary.json with the recomputed one."""
    _compare(read_json(folder, NAME), _figures(stability), "", stability)


def _compare(found: dict[str, object], wanted: dict[str, object], path: str, stability: Stability) -> None:
    findings = stability.findings
    for key in sorted(set(found) | set(wanted)):
        name = f"{path}{key}"
        value, figure = found.get(key), wanted.get(key)
        findings.count("V13")
        if key not in found or key not in wanted:
            findings.add("V13", "summary_key", key=name)
        elif isinstance(figure, dict) and isinstance(value, dict):
            _compare(value, figure, name + ".", stability)
        elif not _same(value, figure):
            findings.add("V13", "wrong_summary", key=name, value=str(value), wanted=str(figure))


def _same(value: object, figure: object) -> bool:
    """Shares are decimals, compared exactly; everything else is compared as it is."""
    if isinstance(figure, Fraction):
        return isinstance(value, Decimal) and Fraction(value) == figure
    return value == figure and type(value) is type(figure)


def _share(part: int, whole: int) -> object:
    return rounded(Fraction(part, whole), SHARE_DECIMALS) if whole else None


def _figures(stability: Stability) -> dict[str, object]:
    market, result = stability.market, stability.result
    everyone = list(range(len(market.applicant_ids)))
    by_home: dict[str, list[int]] = {}
    for applicant in everyone:
        by_home.setdefault(market.municipality[applicant], []).append(applicant)
    return {
        "year": market.round.year,
        "kind": market.round.kind,
        "rules": market.round.rules,
        "choices": len(market.applicant),
        "reserves": result.status.count(RESERVE),
        **_group(stability, everyone),
        "municipalities": {home: _group(stability, group) for home, group in by_home.items()},
    }


def _group(stability: Stability, applicants: list[int]) -> dict[str, object]:
    """Numbers and shares of one group of applicants."""
    market, place = stability.market, stability.result.place
    admitted = [applicant for applicant in applicants if place[applicant] != NOWHERE]
    first = sum(market.rank[place[applicant]] == 1 for applicant in admitted)
    return {
        "applicants": len(applicants),
        "admitted": len(admitted),
        "first_choice": first,
        "first_choice_share": _share(first, len(applicants)),
        "admitted_share": _share(len(admitted), len(applicants)),
    }
