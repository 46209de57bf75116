"""A hasher that costs nothing, for tests that log in hundreds of times."""

from django.contrib.auth.hashers import BasePasswordHasher


class PlainHasher(BasePasswordHasher):
    """Keeps the password as it is: tests only."""

    algorithm = "plain"

    def encode(self, password: str, salt: str) -> str:
        return f"plain$${password}"

    def verify(self, password: str, encoded: str) -> bool:
        return encoded == f"plain$${password}"

    def must_update(self, encoded: str) -> bool:
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out."""
