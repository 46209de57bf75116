"""Work in the background: with progress, lease, retry and idempotency key, on the application's own database.

Used by imports, runs, publication and the schedule. Swedish: jobb.
"""
