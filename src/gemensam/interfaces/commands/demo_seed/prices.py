"""Three years of prices in the demo: 2026 and 2027 are published, 2028 is collected, with Ånge late."""

from datetime import date, datetime, timedelta
from uuid import UUID

from gemensam.domains.pricelist.queries.proposal import proposal
from gemensam.domains.pricelist.queries.reports import report_view
from gemensam.domains.pricelist.queries.rounds import found_round
from gemensam.domains.pricelist.services.approve_report import approve_report
from gemensam.domains.pricelist.services.choose_model import choose_model
from gemensam.domains.pricelist.services.close_round import close_round
from gemensam.domains.pricelist.services.create_round import create_round
from gemensam.domains.pricelist.services.open_round import open_round
from gemensam.domains.pricelist.services.publish_list import publish_list
from gemensam.domains.pricelist.services.read_national_list import read_national_list
from gemensam.domains.pricelist.services.recommend_list import recommend_list
from gemensam.domains.pricelist.services.record_decision import record_decision
from gemensam.domains.pricelist.services.remove_row import remove_row
from gemensam.domains.pricelist.services.review_report import review_report
from gemensam.domains.pricelist.services.save_figures import save_figures
from gemensam.domains.pricelist.services.save_flat_amounts import save_flat_amounts
from gemensam.domains.pricelist.services.save_flows import save_flows
from gemensam.domains.pricelist.services.save_region import save_region
from gemensam.domains.pricelist.services.save_rows import save_rows
from gemensam.domains.pricelist.services.send_report import send_report
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_account import open_account
from gemensam.foundation.directory.rows import PersonRow
from gemensam.foundation.directory.services.save_persons import save_persons
from gemensam.interfaces.commands.demo_county import moments, places, schools
from gemensam.interfaces.commands.demo_county.model import County
from gemensam.interfaces.commands.demo_seed import price_figures
from gemensam.interfaces.commands.demo_seed.people import STARTS
from gemensam.interfaces.commands.demo_seed.register import Ids
from gemensam.rules.pricing.cost_models import Missing, ModelSettings

SLUG = "vasternorrland"
_LATE = "2260"
_COPIED = "2284"
_HEADS = {
    "2280": ("Ulrika", "Sandelin"), "2281": ("Torbjörn", "Ekvall"), "2282": ("Annelie", "Byström"),
    "2283": ("Hans-Erik", "Norlund"), "2284": ("Gunilla", "Wikner"), "2262": ("Mikael", "Östling"),
    "2260": ("Birgitta", "Hamrin"),
}  # fmt: skip
_REPORTERS = {
    "2280": ("Elin", "Forsgren"), "2281": ("Jonas", "Melander"), "2282": ("Carina", "Hägglund"),
    "2283": ("Stefan", "Lidman"), "2284": ("Malin", "Sjödin"), "2262": ("Kerstin", "Frölander"),
    "2260": ("Lars-Göran", "Åslund"),
}  # fmt: skip
_RATIONALE = (
    "Vägt medel ger samma pris i hela länet och väger efter hur många elever kommunerna har. "
    "Så räknas också riksprislistan."
)


class _People:
    """Who acts for each municipality."""

    def __init__(self, ids: Ids, staff: dict[Role, list[Actor]], system: Actor, at: datetime) -> None:
        self.coordinator = staff[Role.NETWORK_COORDINATOR][0]
        codes = [place.code for place in places.PLACES]
        self.economists = dict(zip(codes, staff[Role.ECONOMIST], strict=False))
        self.deciders = dict(zip(codes, staff[Role.PROVIDER_DECISION_MAKER], strict=False))
        self.providers = {code: ids.organisations[schools.provider_id(code, "")] for code in codes}
        self.heads = self._open(Role.HEAD_OF_UPPER_SECONDARY, _HEADS, system, at)
        self.reporters = self._open(Role.PRICE_REPORTER, _REPORTERS, system, at)

    def _open(
        self, role: Role, names: dict[str, tuple[str, str]], system: Actor, at: datetime
    ) -> dict[str, Actor]:
        """A person and an account for each municipality; the first is in the role picker."""
        rows = [
            PersonRow(
                given_name=given, family_name=family, security_marking="none", home_municipality=code,
                email=f"{role.value.replace('_', '-')}.{code}@kommun.example",
            )
            for code, (given, family) in names.items()
        ]  # fmt: skip
        saved = save_persons(actor=system, persons=rows, at=at)
        made = {}
        for row, person_id in zip(rows, saved.ids, strict=True):
            code = row.home_municipality or ""
            shown = code == (_LATE if role is Role.PRICE_REPORTER else "2281")
            made[code] = self._account(
                role, row, person_id, demo_address(role) if shown else row.email or "", system, at
            )
        return made

    def _account(
        self, role: Role, row: PersonRow, person_id: UUID, email: str, system: Actor, at: datetime
    ) -> Actor:
        name = f"{row.given_name} {row.family_name}"
        place = self.providers[row.home_municipality or ""]
        account = open_account(
            actor=system, email=email, display_name=name, person_id=person_id, role=role, organisation_id=place,
            starts=STARTS, at=at,
        )  # fmt: skip
        return Actor(account, person_id, name, (Grant(role, place, STARTS),))


def fill_prices(
    county: County, ids: Ids, staff: dict[Role, list[Actor]], system: Actor, now: datetime
) -> None:
    """Two years that are published and one that is under way, through the services that people use."""
    start = moments.summer(2025, 8, 18, 8)
    people = _People(ids, staff, system, start)
    office = next(
        ids.organisations[one.organisation_id] for one in county.organisations if one.kind == "office"
    )
    names = {place.code: place.name for place in places.PLACES}
    region = save_region(
        actor=people.coordinator, slug=SLUG, name="Västernorrland", organisation_id=office,
        members={code: (provider, names[code]) for code, provider in people.providers.items()}, at=start,
    )  # fmt: skip
    read_national_list(
        actor=people.coordinator, year=2026, source="SKOLFS 2026:7", decided_on=date(2026, 1, 30),
        rows=price_figures.national(), at=moments.winter(2026, 2, 2, 9),
    )  # fmt: skip
    for year in (2026, 2027):
        round_id = _collected(county, people, region.pk, year, moments.summer(year - 1, 8, 18, 8), late="")
        _published(people, round_id, year)
    opened = moments.summer(2027, 5, 3, 8)
    _collected(county, people, region.pk, 2028, opened, late=_LATE, due=date(2027, 6, 15))


def _collected(
    county: County,
    people: _People,
    region_id: UUID,
    year: int,
    at: datetime,
    *,
    late: str,
    due: date | None = None,
) -> UUID:
    """A round with every report but the late one's."""
    last = due or date(year - 1, 10, 1)
    round_ = create_round(
        actor=people.coordinator, region_id=region_id, year=year, opens_on=at.date(), due_on=last,
        reminder_on=last + timedelta(days=14), escalation_on=last + timedelta(days=21),
        decision_on=date(year - 1, 12, 15), at=at - timedelta(days=7),
    )  # fmt: skip
    settings = ModelSettings(missing=Missing.CARRY_FORWARD)
    choose_model(actor=people.coordinator, round_id=round_.pk, settings=settings, rationale=_RATIONALE, at=at)
    open_round(actor=people.coordinator, round_id=round_.pk, at=at)
    save_flows(
        actor=people.coordinator, round_id=round_.pk, flows=price_figures.flows(), source="table", at=at
    )
    for number, code in enumerate(people.providers):
        _figures(people, round_.pk, code, year, at)
        if code != late:
            _report(county, people, round_.pk, code, year, at + timedelta(days=10 + 3 * number))
    return round_.pk


def _figures(people: _People, round_id: UUID, code: str, year: int, at: datetime) -> None:
    save_figures(
        actor=people.coordinator, round_id=round_id, municipality_code=code,
        budget_net=price_figures.budget(code), cohorts=price_figures.cohorts(code, year), at=at,
    )  # fmt: skip


def _report(county: County, people: _People, round_id: UUID, code: str, year: int, at: datetime) -> None:
    """One municipality fills in, sends, looks through and approves; the latest two of the running year wait."""
    reporter, economist = people.reporters[code], people.economists[code]
    report = report_view(reporter, round_id=round_id, code=code)
    given = list(price_figures.rows(county, code, year))
    if year == 2028 and code == _COPIED:
        given = price_figures.copied(given)
    save_flat_amounts(
        actor=reporter, report_id=report.id, amounts=price_figures.flat_amounts(code, year), at=at
    )
    save_rows(actor=reporter, report_id=report.id, rows=given, at=at)
    view = report_view(reporter, round_id=round_id, code=code)
    kept = {row.key for row in given}
    for ended in (row for row in view.rows if row.key not in kept):
        remove_row(actor=reporter, report_id=report.id, row_id=ended.id, at=at)
    known = {row.key for row in view.rows if row.lacks_comment}
    commented = [price_figures.explained(row) for row in given if row.key in known]
    save_rows(actor=reporter, report_id=report.id, rows=commented, at=at)
    send_report(actor=reporter, report_id=report.id, at=at + timedelta(hours=1))
    if year < 2028 or code not in ("2262", _COPIED):
        review_report(actor=economist, report_id=report.id, at=at + timedelta(days=1))
    if year < 2028 or code in ("2281", "2280", "2282"):
        approve_report(actor=people.heads[code], report_id=report.id, at=at + timedelta(days=2))


def _published(people: _People, round_id: UUID, year: int) -> None:
    """Closed, recommended, decided by all seven and published before the year begins."""
    coordinator = people.coordinator
    close_round(actor=coordinator, round_id=round_id, at=moments.winter(year - 1, 11, 2, 9))
    recommend_list(actor=coordinator, round_id=round_id, at=moments.winter(year - 1, 11, 19, 14))
    shown = proposal(coordinator, found_round(coordinator, round_id)).checksum
    for number, (code, actor) in enumerate(people.deciders.items()):
        record_decision(
            actor=actor, round_id=round_id, municipality_code=code, checksum=shown, accepted=True,
            decided_on=date(year - 1, 11, 24 + number % 6), paragraph=str(97 + 11 * number), body="Kommunstyrelsen",
            at=moments.winter(year - 1, 12, 1, 10),
        )  # fmt: skip
    publish_list(
        actor=coordinator, round_id=round_id, checksum=shown, effective_from=date(year, 1, 1),
        reason=f"Ny lista för {year} på kommunernas budgeterade kostnader.", without_all=False,
        at=moments.winter(year - 1, 12, 10, 9),
    )  # fmt: skip
