"""The rows of pricelist."""
