"""The parser of the command line, whose refusals are in Swedish: what is wrong, and what to write."""

import argparse
import re
import sys
from typing import Final, NoReturn

# What argparse says → what we say. The first that fits.
_SAID: Final = (
    (r"the following arguments are required: (.+)", r"\1 saknas. Skriv det efter kommandot."),
    (r"unrecognized arguments: (.+)", r"\1 hör inte till kommandot. Ta bort det."),
    (r"argument (.+): invalid int value: '(.*)'", r"\1: ”\2” är inte ett heltal."),
    (
        r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)",
        r"\1: ”\2” finns inte. Välj något av: \3.",
    ),
    (r"argument (.+): expected one argument", r"\1: värdet saknas. Skriv det efter."),
    (r"argument (.+): expected at least one argument", r"\1: minst ett värde saknas. Skriv det efter."),
    (r"argument (.+): expected (\d+) arguments", r"\1: här ska stå \2 värden."),
    (r"argument (.+): not allowed with argument (.+)", r"\1 går inte att använda tillsammans med \2."),
    (r"argument (.+): ignored explicit argument '(.*)'", r"\1 tar inget värde, men fick ”\2”."),
    (r"ambiguous option: (.+) could match (.+)", r"\1 kan betyda flera saker: \2. Skriv hela namnet."),
)


class SwedishParser(argparse.ArgumentParser):
    """Subcommands have parsers of this kind, too."""

    def error(self, message: str) -> NoReturn:
        """Print how the command is used and what was wrong, and end with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {in_swedish(message)}\n")


def in_swedish(message: str) -> str:
    """A refusal of argparse in Swedish; as it is where it is none that we know."""
    for pattern, answer in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return found.expand(answer).replace("'", "")
    return message
