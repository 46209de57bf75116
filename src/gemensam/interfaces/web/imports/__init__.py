"""Files in: upload, match columns, see faults or preview, confirm the totals, commit, undo."""
