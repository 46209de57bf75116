"""Pages of transfers between admissions offices."""
