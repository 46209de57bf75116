"""What ties an education's years together, though codes change: the study path without its filler.

A study path has nine positions; unused ones are filled with zeros (Skolverkets studievägskoder). ``NA000`` and
``NA0000000`` are the same path, and so is the programme NA25 without a path.
"""

from gemensam.rules.terms import PROGRAMMES


def path_key(study_path: str, programme: str) -> str:
    """Return the key: ``NA``, ``ESMUS``, ``BA0000L``, ``IMVBA``."""
    path = study_path or programme
    if path[2:] == "25" and path[:2] in PROGRAMMES:  # FL25 is not FL: only where both name the same programme
        return path[:2]
    if path.startswith("IM"):
        return path[:12]
    return path.rstrip("0")[:12] or path[:12]
