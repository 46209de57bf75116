"""V3: eligibility of every choice, recomputed."""

from gemensam_verifier.market import EXEMPTION, TEST_PASSED, Market
from gemensam_verifier.programmes import missing


def refusals(market: Market) -> dict[int, tuple[str, ...]]:
    """Choice -> what stands in the way, for every choice that is not eligible; the first is the reason."""
    found: dict[int, tuple[str, ...]] = {}
    needs = [offering.need for offering in market.offerings]
    tests = [offering.test_required for offering in market.offerings]
    memory: dict[tuple[int, bool, int, int], tuple[str, ...]] = {}
    for applicant, standing in enumerate(market.standing):
        whole: tuple[str, ...] = ("eligibility:age",) * market.too_old[applicant]
        whole += ("eligibility:completed",) * market.completed[applicant]
        passed, others = standing.passed, standing.others
        for choice in market.choices_of(applicant):
            offering = market.offering[choice]
            flags = market.flags[choice]
            question = (offering, bool(flags & EXEMPTION), passed, others)
            codes = memory.get(question)
            if codes is None:
                lacking = missing(needs[offering], passed, others, exemption=question[1])
                codes = memory[question] = tuple(f"eligibility:{code}" for code in lacking)
            if whole:
                codes = whole + codes
            if tests[offering] and not flags & TEST_PASSED:
                codes += ("test:missing",)
            if codes:
                found[choice] = codes
    return found
