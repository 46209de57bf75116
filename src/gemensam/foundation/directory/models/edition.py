"""Which edition of a public register is in force."""

from django.db import models


class Edition(models.Model):
    """A mark that is new after every change of a register, so that what was made from it is known to be old.

    Written in the transaction of the change, so that all processes on all nodes see both or neither.
    """

    register = models.CharField(primary_key=True, max_length=20)
    mark = models.UUIDField()

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()
        scrub: dict[str, str] = {}
        deleted = "never"

    def __str__(self) -> str:
        return f"{self.register} {self.mark}"
