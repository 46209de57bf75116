"""``gemensam seed-demo``: fill an empty database with the demo county. Only in a demo, only once."""

import argparse
import os
from collections.abc import Callable
from datetime import datetime


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the demo is the same for everyone."""


def run(options: argparse.Namespace) -> int:
    """Seed unless it is done already. Exit 2 where this is no demo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    from gemensam.domains.admissions.queries.offices import any_office
    from gemensam.foundation.access import clock

    if not settings.DEMO:
        print("Det här är ingen demo (GEMENSAM_DEMO är inte satt). Ingenting gjordes.")
        return 2
    if any_office() is not None:
        print("Demolänet finns redan.")
        return 0
    with transaction.atomic():
        moment = _seed(print)
    clock.move_demo_clock(moment)
    return 0


def _seed(say: Callable[[str], object]) -> datetime:
    """Everything in one transaction: a demo that was interrupted starts from nothing. Returns the demo's now."""
    from gemensam.foundation.access.roles import Role
    from gemensam.interfaces.commands.demo_county import moments
    from gemensam.interfaces.commands.demo_county.build import build_county
    from gemensam.interfaces.commands.demo_seed import (
        admission,
        applying,
        guidance,
        history,
        payments,
        people,
        prices,
        register,
        stopping,
        transfers,
    )

    now = moments.summer(2027, 6, 24, 9, 30)
    start = moments.winter(2027, 1, 8, 8)
    say("Hittar på ett län med skolor, elever och betyg …")
    county = build_county()
    say("Lägger upp skolor och personer …")
    first = people.system_actor(None)
    ids = register.fill_register(county, first, start)
    office = next(one for one in county.organisations if one.kind == "office")
    system = people.system_actor(ids.organisations[office.organisation_id])
    say("Lägger upp utbildningar, konton och ansökningar …")
    office_id = admission.fill_supply(county, ids, system, start)
    staff = people.open_accounts(county, ids, system, start)
    officer, approver = staff[Role.OFFICE_OFFICER][0], staff[Role.OFFICE_APPROVER][0]
    before = moments.summer(2027, 4, 12, 8)
    admission.fill_applications(county, ids, system, office_id, kind="preliminary", until=before, at=before)
    admission.publish_preliminary(county, office_id, officer, approver, say)
    stopping.stop_one(county, office_id, officer)
    history.fill_history(county, ids, office_id, system, now)
    say("Räknar fram prislistor …")
    prices.fill_prices(county, ids, staff, system, now)
    payments.fill_payments(ids, staff, say)
    say("Läser in slutbetyg och omval …")
    admission.fill_applications(county, ids, system, office_id, kind="final", until=now, at=now)
    applying.let_guardians_write(office_id, officer)
    applying.fill_drafts(county, ids, office_id)
    say("Skickar ansökningar till andra kanslier …")
    transfers.fill_transfers(county, ids, officer)
    admission.create_final(county, office_id, officer)
    say("Lägger ut samtalstider och fyller metodbanken …")
    guidance.fill_guidance(county, ids, staff, now)
    return now
