"""Database rows to the plain values that the rules of pricing want."""
