"""``gemensam verify-audit``: recompute the log's hash chain and say where it first fails."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One option: a head that was noted earlier, outside the database."""
    parser.add_argument(
        "--head",
        default="",
        metavar="KONTROLLSUMMA",
        help="en kontrollsumma som ni har antecknat tidigare, utanför databasen; avslöjar en avklippt logg",
    )


def run(args: argparse.Namespace) -> int:
    """Print the outcome; 0 when the log is untouched, 1 when it is not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    import django

    django.setup()
    from gemensam.foundation.audit.chain import verify_chain

    report = verify_chain(anchor=args.head)
    if report.ok:
        print(f"Loggen är orörd: {report.entries} rader stämmer.")
        print(f"Anteckna kontrollsumman utanför databasen: {report.head}")
        return 0
    if report.fault == "anchor_missing":
        print(
            "Kontrollsumman finns inte i loggen: rader har tagits bort i slutet, eller loggen har skrivits om."
        )
    else:
        print(f"Loggen har ändrats: det första felet är på rad {report.first_bad}.")
    return 1
