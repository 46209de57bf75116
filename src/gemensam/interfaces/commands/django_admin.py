"""``gemensam django ARGS``: Django's own management commands, such as migrate."""

import argparse
import os


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after ``django`` belongs to Django."""
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="ARGS")


def run(args: argparse.Namespace) -> int:
    """Hand the arguments to Django; it ends the program itself where it wants another exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings")
    from django.core.management import ManagementUtility

    ManagementUtility(["gemensam django", *args.arguments]).execute()
    return 0
