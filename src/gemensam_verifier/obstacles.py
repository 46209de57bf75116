"""V3: eligibility of every choice, recomputed."""

from gemensam_verifier.grades import COMPARISON_SCALE
from gemensam_verifier.market import EXEMPTION, TEST_PASSED, Market
from gemensam_verifier.programmes import Requirement, missing
from gemensam_verifier.rulesets import LAWS

Codes = tuple[str, ...]


def refusals(market: Market) -> dict[int, Codes]:
    """Choice -> what stands in the way, for every choice that is not eligible; the first is the reason."""
    found: dict[int, Codes] = {}
    distinct = list(dict.fromkeys(offering.need for offering in market.offerings))
    kind = [distinct.index(offering.need) for offering in market.offerings]
    test = [offering.test_required for offering in market.offerings]
    lowest = LAWS[market.round.rules].lowest_mean
    limit = 0 if lowest is None else lowest * COMPARISON_SCALE
    verdicts: dict[tuple[int, int, bool], tuple[list[Codes], list[Codes]]] = {}
    starts, offerings, flags = market.starts, market.offering, market.flags
    for applicant, standing in enumerate(market.standing):
        whole: Codes = ("eligibility:age",) * market.too_old[applicant]
        whole += ("eligibility:completed",) * market.completed[applicant]
        profile = (standing.passed, standing.others, standing.mean < limit)
        if profile not in verdicts:
            verdicts[profile] = _by_need(distinct, *profile)
        plain, exempt = verdicts[profile]
        for choice in range(starts[applicant], starts[applicant + 1]):
            offering = offerings[choice]
            marks = flags[choice]
            codes = (exempt if marks & EXEMPTION else plain)[kind[offering]]
            if test[offering] and not marks & TEST_PASSED:
                codes = (*codes, "test:missing")
            if whole:
                codes = whole + codes
            if codes:
                found[choice] = codes
    return found


def _by_need(
    needs: list[Requirement], passed: int, others: int, low_mean: bool
) -> tuple[list[Codes], list[Codes]]:
    """What stands in the way at each kind of requirement, without and with an English exemption."""
    plain, exempt = (
        [
            tuple(
                f"eligibility:{code}"
                for code in missing(need, passed, others, exemption=exemption, low_mean=low_mean)
            )
            for need in needs
        ]
        for exemption in (False, True)
    )
    return plain, exempt
