"""Whether the register still says what was frozen: the digest that freezing it now would give."""

from pathlib import Path
from tempfile import TemporaryDirectory

from gemensam.domains.admissions import inputs
from gemensam.domains.admissions.bundle import write_round
from gemensam.domains.admissions.models import AdmissionRound


def live_digest(round_: AdmissionRound) -> str:
    """Return the digest that freezing the round's input now would give."""
    with TemporaryDirectory() as name:
        tables = inputs.round_tables(round_)
        return write_round(inputs.round_settings(round_), tables, Path(name)).digest
