"""Background entries of prices: what the schedule does."""

from datetime import datetime

from gemensam.domains.pricelist.services.send_reminders import send_reminders


def remind_of_reports(now: datetime) -> int:
    """Send the day's reminders; safe to run again."""
    return send_reminders(at=now)
