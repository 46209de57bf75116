"""``gemensam first-administrator``: open the first account on a new installation."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who it is."""
    parser.add_argument("email", help="e-postadressen som inloggningskoden skickas till")
    parser.add_argument("--name", required=True, help="för- och efternamn")


def run(args: argparse.Namespace) -> int:
    """Open the account; 1 when there is an administrator already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    import django

    django.setup()
    from django.utils import timezone

    from gemensam.foundation.accounts.services.open_account import AddressTaken
    from gemensam.foundation.accounts.services.open_first_administrator import (
        AdministratorExists,
        open_first_administrator,
    )

    try:
        open_first_administrator(email=args.email, display_name=args.name, at=timezone.now())
    except AdministratorExists:
        print("Det finns redan en IT-administratör, som öppnar konton i Gemensam.", file=sys.stderr)
        return 1
    except AddressTaken:
        print("Adressen har redan ett konto.", file=sys.stderr)
        return 1
    print(f"Kontot är öppnat. Logga in med {args.email}: en kod kommer med e-post.")
    return 0
