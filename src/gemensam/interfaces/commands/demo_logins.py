"""``gemensam demo-logins``: one log-in for each role of the demo, as lines of text."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print the roles; 2 where this is no demo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from gemensam.foundation.access import clock
    from gemensam.foundation.accounts.queries import AccountRow, demo_accounts

    if not settings.DEMO:
        print("Det här är ingen demo (GEMENSAM_DEMO är inte satt).")
        return 2
    shown: dict[str, AccountRow] = {}
    for row in demo_accounts(on=timezone.localdate(clock.now())):
        shown.setdefault(str(row.grants[0].definition.name), row)
    for role, row in shown.items():
        print(f"  {role:<38} {row.email:<38} {row.display_name}")
    return 0
