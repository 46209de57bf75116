"""Which kernel the surroundings ask for."""

import os
from typing import Final

NAMES: Final = ("c", "numpy", "python")
VARIABLE: Final = "GEMENSAM_KERNEL"


def wanted() -> str:
    """Value of GEMENSAM_KERNEL: a name out of NAMES, or the empty text where it is unset. ValueError otherwise."""
    name = os.environ.get(VARIABLE, "")
    if name and name not in NAMES:
        raise ValueError(f"{VARIABLE}={name}: known are {', '.join(NAMES)}")
    return name
