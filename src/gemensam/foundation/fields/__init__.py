"""Model fields that every part needs: encrypted values, blind index, Swedish sort key, searchable text."""
