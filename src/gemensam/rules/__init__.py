"""What law and agreements say: pure functions with the paragraph cited, dated rule sets, exact numbers."""
