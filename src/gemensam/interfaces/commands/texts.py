"""The texts of the command line in a language."""

from importlib import import_module
from types import ModuleType
from typing import Final, Protocol, cast

LANGUAGES: Final = ("sv", "en")


class Texts(Protocol):
    """What each texts module holds."""

    FAULTS: dict[str, str]
    REFUSED: dict[str, str]
    PROPOSAL: str
    CONVERSION: str
    ADMITTED: str
    EXPLAIN: dict[str, str]
    REASONS: dict[str, str]
    CRITERIA: dict[str, str]
    SUBJECTS: dict[str, str]
    DIFF: dict[str, str]

    def decimal(self, number: str) -> str:
        """A number with the language's decimal sign."""


def texts_of(language: str) -> Texts:
    """The texts of one of LANGUAGES."""
    return cast("Texts", import_module(f"gemensam.interfaces.commands.texts_{language}"))


def texts_for(command: str, language: str) -> ModuleType:
    """What only one subcommand says, in one of LANGUAGES."""
    return import_module(f"gemensam.interfaces.commands.{command}_texts_{language}")
