"""Transfers between two offices that both have Gemensam: docs/office-transfer.md."""
