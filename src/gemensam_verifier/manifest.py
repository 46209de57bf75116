"""V0: every file is the one that manifest.json names, and the result hash is that of the placements."""

import json
from decimal import Decimal
from pathlib import Path

from gemensam_verifier import files
from gemensam_verifier.market import Market
from gemensam_verifier.placements import NAME as PLACEMENTS
from gemensam_verifier.placements import Result
from gemensam_verifier.report import Findings, Unreadable

NAME = "manifest.json"
OUTPUT_FILES = ("cutoffs.csv", "placements.csv", "summary.json")
# manifest.json cannot hold its own hash, and timing.json may differ between two equal runs.
OUTSIDE_MANIFEST = frozenset({NAME, "timing.json"})


def read_json(folder: files.Source, name: str) -> dict[str, object]:
    """A JSON object. Raises Unreadable."""
    with folder.open(name) as stream:
        try:
            content = json.load(stream, parse_float=Decimal)
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise Unreadable("not_json", name) from error
    if not isinstance(content, dict):
        raise Unreadable("not_json", name)
    return content


def right_hashes(folder: Path, result: Path) -> frozenset[tuple[str, str]]:
    """Kind (input or output) and name of every file that has the hash that the manifest says. Raises Unreadable.

    Without the placements: who reads them has their hash.
    """
    outputs = files.source(result)
    manifest = read_json(outputs, NAME)
    return frozenset(
        (kind, name)
        for kind, source in (("input", files.source(folder)), ("output", outputs))
        for name, claimed in _claimed(manifest, kind).items()
        if name in source.names()
        and (kind, name) != ("output", PLACEMENTS)
        and _is_named(source, name, claimed, kind)
    )


def check_manifest(
    folder: files.Source,
    result_folder: files.Source,
    market: Market,
    result: Result,
    right: frozenset[tuple[str, str]],
    findings: Findings,
) -> None:
    """Compare every hash of the manifest with the file, and every file with the manifest. right: right_hashes."""
    manifest = read_json(result_folder, NAME)
    _compare("input", folder.names(), _claimed(manifest, "input"), right, findings)
    names = [name for name in result_folder.names() if name not in OUTSIDE_MANIFEST]
    claimed = _claimed(manifest, "output")
    if claimed.get(PLACEMENTS) == result.file_hash:
        right |= {("output", PLACEMENTS)}
    _compare("output", names, claimed, right, findings)
    for name in OUTPUT_FILES:
        if name not in names:
            raise Unreadable("missing_file", name)
    findings.count("V0", 2)
    if manifest.get("result_hash") != result.result_hash:
        findings.add(
            "V0", "wrong_result_hash", value=str(manifest.get("result_hash")), wanted=result.result_hash
        )
    if manifest.get("rules") != market.round.rules:
        findings.add("V0", "wrong_rules", value=str(manifest.get("rules")), wanted=market.round.rules)


def _claimed(manifest: dict[str, object], kind: str) -> dict[str, object]:
    """Name -> SHA-256, as the manifest says."""
    hashes = manifest.get(f"{kind}s")
    return hashes if isinstance(hashes, dict) else {}


def _is_named(folder: files.Source, name: str, claimed: object, kind: str) -> bool:
    """True when the file has the claimed hash; an input table may have its rows in another order."""
    if files.sha256(folder, name) == claimed:
        return True
    return kind == "input" and name.endswith(".csv") and files.canonical_sha256(folder, name) == claimed


def _compare(
    kind: str,
    names: list[str],
    claimed: dict[str, object],
    right: frozenset[tuple[str, str]],
    findings: Findings,
) -> None:
    for name in names:
        findings.count("V0")
        if name not in claimed:
            findings.add("V0", f"{kind}_not_in_manifest", file=name)
        elif (kind, name) not in right:
            findings.add("V0", f"{kind}_changed", file=name)
    for name in sorted(set(claimed) - set(names)):
        findings.add("V0", f"{kind}_gone", file=name)
