"""The table behind Django's database cache: counters that every process and node must share."""

from django.db import models


class SharedCacheRow(models.Model):
    """One counter, of failed log-ins for example. Written by Django's cache, never by us."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_shared_cache"

    class Privacy:
        """Keys are hashes of addresses; each row expires within hours."""

        personal: tuple[str, ...] = ()
        scrub: dict[str, str] = {}
        deleted = "when it expires"

    def __str__(self) -> str:
        return self.cache_key
