"""What the service is built of: read from VENDOR.json and from the installed packages."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "gemensam" / "VENDOR.json"
_OURS = "gemensam"


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Something made by others: its name, version and licence."""

    name: str
    version: str
    licence: str


@cache
def browser_parts() -> tuple[Part, ...]:
    """What the browser fetches: style sheets, scripts and the font, by name."""
    entries = json.loads(VENDOR.read_text(encoding="utf-8"))
    parts = {
        Part(package["package"], package["version"], package["licence"])
        for entry in entries
        for package in entry["packages"]
    }
    return tuple(sorted([*parts, *_named(["django-htmx"])]))


@cache
def server_parts() -> tuple[Part, ...]:
    """The packages the server runs on: what Gemensam needs, and what those need in turn, by name."""
    found: dict[str, Distribution] = {}
    waiting = [_OURS]
    while waiting:
        name = waiting.pop()
        for needed in _needs(name):
            if needed not in found:
                package = _installed(needed)
                if package is not None:
                    found[needed] = package
                    waiting.append(needed)
    return tuple(sorted(_part(package) for package in found.values()))


def _named(names: Iterable[str]) -> list[Part]:
    return [_part(package) for package in map(_installed, names) if package is not None]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _needs(name: str) -> list[str]:
    """The names a package requires on this machine; extras that nobody asked for are left out."""
    package = _installed(name)
    wanted = [line for line in (package.requires or []) if "extra ==" not in line] if package else []
    return [re.split(r"[\s\[<>=!~;(]", line, maxsplit=1)[0].lower().replace("_", "-") for line in wanted]


def _part(package: Distribution) -> Part:
    return Part(package.metadata["Name"], package.version, _licence(package))


def _licence(package: Distribution) -> str:
    """The licence as the package states it: the expression, else the classifiers, else the short text."""
    stated = _first(package, "License-Expression")
    if stated:
        return stated
    classifiers = package.metadata.get_all("Classifier", [])
    classified = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License ::")]
    return ", ".join(classified) or _first(package, "License") or "–"


def _first(package: Distribution, name: str) -> str:
    """The first line of a field of the package's description, or nothing."""
    return next(iter(" ".join(package.metadata.get_all(name, [])).strip().splitlines()), "")
