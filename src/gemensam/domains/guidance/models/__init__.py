"""Tables of guidance."""

from gemensam.domains.guidance.models.pupil import Handover, PupilNote, PupilTick

__all__ = ["Handover", "PupilNote", "PupilTick"]
