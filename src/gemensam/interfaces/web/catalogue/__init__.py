"""The public catalogue: what can be chosen, and what it took to get in. Works logged out."""
