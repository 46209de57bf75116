"""Independent check of an admission result (oberoende kontroll av ett antagningsresultat).

Reads a round and its result in the open format and checks properties of the result. It does not run the
admission again, shares no code with the program that does, and needs nothing but Python itself.
"""

from gemensam_verifier.report import Report, Unreadable, Violation
from gemensam_verifier.verify import verify

__all__ = ["Report", "Unreadable", "Violation", "verify"]
