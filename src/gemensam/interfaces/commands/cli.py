"""The command line: one table of subcommands. A module is loaded only when its subcommand is used."""

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from gemensam.interfaces.commands.swedish_parser import SwedishParser

# name → (module, one line of help)
SUBCOMMANDS: Final = {
    "admit": ("gemensam.interfaces.commands.admit", "Kör en antagningsomgång från en mapp eller en .zip."),
    "verify": (
        "gemensam.interfaces.commands.verify",
        "Kontrollera ett resultat med det fristående programmet.",
    ),
    "explain": ("gemensam.interfaces.commands.explain", "Förklara resultatet för en sökande, val för val."),
    "diff": (
        "gemensam.interfaces.commands.diff",
        "Jämför två resultat: vem vann eller förlorade, och varför.",
    ),
    "whatif": (
        "gemensam.interfaces.commands.whatif",
        "Pröva andra platser, utbildningar eller regler, och se vad som skiljer.",
    ),
    "chances": (
        "gemensam.interfaces.commands.chances",
        "Räkna hur troligt det är att komma in, genom att dra omgången många gånger.",
    ),
    "merit": (
        "gemensam.interfaces.commands.merit",
        "Räkna meritvärde och behörighet ur en betygsfil.",
    ),
    "lottery": (
        "gemensam.interfaces.commands.lottery",
        "Bind, öppna och kontrollera lotten.",
    ),
    "solve": (
        "gemensam.interfaces.commands.solve",
        "Fördela en annan marknads platser (JSON eller PrefLib).",
    ),
    "demo-data": (
        "gemensam.interfaces.commands.demo_data",
        "Skriv en antagningsomgång med påhittade personer.",
    ),
    "seed-demo": ("gemensam.interfaces.commands.seed_demo", "Fyll en tom demo med det påhittade länet."),
    "worker": (
        "gemensam.interfaces.commands.worker",
        "Kör bakgrundsjobb, utskick och schemat.",
    ),
    "verify-audit": (
        "gemensam.interfaces.commands.verify_audit",
        "Kontrollera att ingen har ändrat åtgärdsloggen.",
    ),
    "demo-logins": (
        "gemensam.interfaces.commands.demo_logins",
        "Visa en inloggning för varje roll i demolänet.",
    ),
    "first-administrator": (
        "gemensam.interfaces.commands.first_administrator",
        "Öppna det första kontot på en ny installation.",
    ),
    "django": (
        "gemensam.interfaces.commands.django_admin",
        "Webbramverkets egna kommandon, till exempel migrate.",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow locale shall not stop a message
    parser = _parser(next((word for word in given if word in SUBCOMMANDS), None))
    options = parser.parse_args(given)
    try:
        code: int = import_module(SUBCOMMANDS[options.subcommand][0]).run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
        return 0
    return code


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser of all subcommands; only the chosen one has its arguments."""
    parser = SwedishParser(
        prog="gemensam",
        description="Gemensam: antagning till gymnasieskolan, räknad från filer i ett öppet format.",
    )
    rows = parser.add_subparsers(dest="subcommand", metavar="KOMMANDO", required=True, title="kommandon")
    for name, (module, text) in SUBCOMMANDS.items():
        sub = rows.add_parser(name, help=text, description=text)
        if name == chosen:
            import_module(module).add_arguments(sub)
    return parser


if __name__ == "__main__":
    sys.exit(main())
