"""The auditor's page over the log (åtgärdslogg)."""
