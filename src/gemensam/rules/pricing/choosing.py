"""Which price: SL 16:50–55, 17:23–29, 19:43, as one table of questions; the first that answers decides."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from gemensam.rules.pricing.amounts import internal
from gemensam.rules.pricing.book import GY25_STARTS, PriceBook, PriceList, PriceRow, Wanted
from gemensam.rules.pricing.cases import (
    AgreedPrice,
    ChosenPrice,
    Part,
    Per,
    PriceCase,
    PriceLine,
    Step,
    Supply,
    Track,
)
from gemensam.rules.pricing.terms_of_year import end_of_terms

TERMS_OF_SUPPORT: Final = 2  # at most one year: SL 17:23
_IB_AS: Final = "NA"  # IB is paid as the natural science programme: practice (Skolverket)


class _Path:
    """The questions asked so far, for one case."""

    def __init__(self, case: PriceCase, book: PriceBook) -> None:
        self.case, self.book = case, book
        self.steps: list[Step] = []
        self.reasons: list[str] = []

    def ask(self, question: str, answer: str, law: str) -> str:
        self.steps.append(Step(question, answer, law))
        return answer

    def row(self, list_: PriceList, party: str = "", programme: str = "") -> PriceRow | None:
        case = self.case
        same = programme in ("", case.programme)
        wanted = Wanted(
            programme or case.programme, case.orientation if same else "", case.education_start, case.on,
            case.apprenticeship, case.known_on,
        )  # fmt: skip
        return self.book.find(list_, wanted, party)

    def found(self, line: PriceLine, reason: str) -> ChosenPrice:
        return ChosenPrice((line,), tuple(self.steps), (*self.reasons, reason))

    def listed(self, row: PriceRow | None, law: str, reason: str, missing: str) -> ChosenPrice:
        if row is None:
            return self.lacks(missing)
        return self.found(PriceLine(Part.EDUCATION, internal(row.amount), Per.YEAR, law, (row,)), reason)

    def lacks(self, missing: str) -> ChosenPrice:
        return ChosenPrice((), tuple(self.steps), (*self.reasons, missing), missing)


def choose_price(case: PriceCase, book: PriceBook) -> ChosenPrice:
    """The price of one pupil's education on one day: the decision table of SL 16:50–55, 17:23–29 and 19:43.

    Never guesses: without a row that answers, ``missing`` says which one is lacking.
    """
    path = _Path(case, book)
    if path.ask("nordic", _word(case.nordic), "SKOLFS") == "yes":
        return _nordic(path)
    track = path.ask("track", case.track.value, "SL 16:51")
    if case.track is Track.IMV:
        return _imv(path)
    return _TRACKS[Track(track)](path)


def _nordic(path: _Path) -> ChosenPrice:
    """The state pays half the national amount a term; a public provider without VAT (förordning, SKOLFS)."""
    row = path.row(PriceList.NATIONAL)
    if row is None:
        return path.lacks("no_national_row")
    public = path.ask("provider", _provider(path.case), "SKOLFS") == "public"
    half = Fraction(row.amount) / 2
    amount = half / Fraction(path.book.rates.vat_factor) if public else half
    operation = "half_without_vat" if public else "half"
    line = PriceLine(Part.EDUCATION, internal(amount), Per.TERM, "SKOLFS", (row,), operation)
    return path.found(line, "nordic_pupil")


def _ib(path: _Path) -> ChosenPrice:
    row = path.row(PriceList.NATIONAL, programme=_IB_AS)
    return path.listed(row, "GF 13:9", "ib_as_natural_science", "no_national_row")


def _variant(path: _Path) -> ChosenPrice:
    law = "SL 16:51" if path.case.provider_is_public else "SL 16:55"
    row = path.row(PriceList.NATIONAL_VARIANT, path.case.provider)
    return path.listed(row, law, "decided_by_agency", "no_variant_row")


def _individual(path: _Path) -> ChosenPrice:
    """Introduction for one pupil needs an agreed price; for one placed in care the provider's own cost else."""
    case = path.case
    row = path.row(PriceList.INDIVIDUAL, case.provider)
    if path.ask("agreed_individual", _word(row is not None), "SL 17:29") == "yes":
        return path.listed(
            row, "SL 17:29" if not case.provider_is_public else "SL 17:26", "agreed_individual", ""
        )
    if path.ask("placed", _word(case.placed), "SL 17:26 a") == "yes":
        return path.listed(
            path.row(PriceList.SELF_COST, case.provider), "SL 17:26 a", "placed_self_cost", "no_self_cost_row"
        )
    return path.lacks("agreement_required")


def _programme(path: _Path) -> ChosenPrice:
    if path.ask("provider", _provider(path.case), "SL 16:50") == "independent":
        return _independent(path)
    return _public(path)


def _adapted(path: _Path) -> ChosenPrice:
    """Between municipalities of one area nothing is paid by law: SL 19:43 was not changed as 16:50 was."""
    case = path.case
    inside = case.provider_is_public and path.ask("inside_area", _word(case.inside_area), "SL 19:43") == "yes"
    if inside and case.agreed is AgreedPrice.NONE:
        return path.lacks("adapted_inside_area")
    return _programme(path)


def _public(path: _Path) -> ChosenPrice:
    case = path.case
    hand = path.ask("hand", "first" if case.first_hand else "second", "SL 16:43–47")
    if hand == "second":
        return _second_hand(path)
    agreed = path.ask("agreed", case.agreed.value, "SL 16:51")
    if agreed == "joint":
        return path.listed(path.row(PriceList.JOINT), "SL 16:51", "agreed_joint", "no_joint_row")
    own = path.row(PriceList.SELF_COST, case.provider)
    if agreed == "self_cost":
        return path.listed(own, "SL 16:51", "agreed_self_cost", "no_self_cost_row")
    if case.inside_area and case.track is not Track.ADAPTED:
        started = "after" if case.education_start >= GY25_STARTS else "before"
        if path.ask("started", started, "SFS 2022:1089") == "before":
            return path.lacks("old_rule_inside_area")
    return path.listed(own, "SL 16:51", "self_cost", "no_self_cost_row")


def _second_hand(path: _Path) -> ChosenPrice:
    """At most what the home municipality's own corresponding education costs: SL 16:51 second paragraph."""
    case = path.case
    provider = path.row(PriceList.SELF_COST, case.provider)
    home = path.row(PriceList.SELF_COST, case.home) if case.supply is Supply.HOME else None
    if provider is None:
        return path.lacks("no_self_cost_row")
    if path.ask("home_has_own_cost", _word(home is not None), "SL 16:51") == "no" or home is None:
        return path.listed(provider, "SL 16:51", "second_hand_no_home_cost", "")
    lower = path.ask("lower", "home" if home.amount < provider.amount else "provider", "SL 16:51")
    amount = internal(min(home.amount, provider.amount))
    line = PriceLine(Part.EDUCATION, amount, Per.YEAR, "SL 16:51", (provider, home), "lowest")
    return path.found(line, f"second_hand_{lower}")


def _independent(path: _Path) -> ChosenPrice:
    """Own grounds where home arranges it, the area's where the area does, the national list else: SL 16:55."""
    case = path.case
    supply = path.ask("supply", case.supply.value, "SL 16:55")
    if supply == Supply.HOME:
        row = path.row(PriceList.OWN_GRANT, case.home)
        return path.listed(row, "SL 16:55", "home_grant", "no_home_grant_row")
    if supply == Supply.AREA:
        return _area(path)
    return path.listed(path.row(PriceList.NATIONAL), "SL 16:55", "national_list", "no_national_row")


def _area(path: _Path) -> ChosenPrice:
    """The joint list with VAT, else the mean of the arranging municipalities' grants, else the host's: practice."""
    joint = path.row(PriceList.JOINT)
    if path.ask("area_joint", _word(joint is not None), "SL 16:55") == "yes" and joint is not None:
        factor = Decimal(1) if joint.with_vat else path.book.rates.vat_factor
        line = PriceLine(
            Part.EDUCATION, internal(joint.amount * factor), Per.YEAR, "SL 16:55", (joint,), "with_vat"
        )
        return path.found(line, "area_joint")
    parties = path.book.parties(PriceList.OWN_GRANT, path.case.programme)
    grants = [path.row(PriceList.OWN_GRANT, party) for party in parties if party in path.book.area]
    known = tuple(row for row in grants if row is not None)
    if path.ask("area_grants", _word(bool(known)), "SL 16:55") == "yes":
        mean = sum((Fraction(row.amount) for row in known), Fraction(0)) / len(known)
        line = PriceLine(Part.EDUCATION, internal(mean), Per.YEAR, "SL 16:55", known, "mean")
        return path.found(line, "area_mean")
    host = path.row(PriceList.OWN_GRANT, path.case.host) if path.case.host else None
    return path.listed(host, "SL 16:55", "area_host", "no_area_row")


def _imv(path: _Path) -> ChosenPrice:
    """The programme's part, and support for at most a year: SL 17:23–25."""
    programme = _programme(path)
    if programme.missing:
        return programme
    start = path.case.imv_start or path.case.education_start
    ends = end_of_terms(start, TERMS_OF_SUPPORT)
    if path.ask("support_year_left", _word(path.case.on <= ends), "SL 17:23") == "no":
        return ChosenPrice(programme.lines, tuple(path.steps), (*programme.reasons, "imv_support_ended"))
    row = path.row(PriceList.IMV_SUPPORT, path.case.provider, "IMV") or path.row(
        PriceList.IMV_SUPPORT, "", "IMV"
    )
    if row is None:
        return ChosenPrice((), tuple(path.steps), (*programme.reasons, "no_support_row"), "no_support_row")
    support = PriceLine(Part.SUPPORT, internal(row.amount), Per.YEAR, "SL 17:23", (row,), ends=ends)
    return ChosenPrice((*programme.lines, support), tuple(path.steps), (*programme.reasons, "imv_support"))


_TRACKS: Final[dict[Track, Callable[[_Path], ChosenPrice]]] = {
    Track.NATIONAL_PROGRAMME: _programme,
    Track.IB: _ib,
    Track.NATIONAL_VARIANT: _variant,
    Track.IMV: _imv,
    Track.INDIVIDUAL: _individual,
    Track.ADAPTED: _adapted,
}


def _word(answer: bool) -> str:
    return "yes" if answer else "no"


def _provider(case: PriceCase) -> str:
    return "public" if case.provider_is_public else "independent"
