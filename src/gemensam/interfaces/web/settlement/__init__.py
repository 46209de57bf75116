"""Pages of payments: the right price, invoice bases, grant decisions."""
