"""Password hashing, pinned on purpose: Django's own defaults cost a second of processor time per log-in."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id19MiB(Argon2PasswordHasher):
    """Argon2id with 19 MiB memory, 2 passes, 1 lane: OWASP's minimum (ASVS 5.0, 11.4.2), about 40 ms.

    Django's own Argon2 setting takes 100 MiB and eight lanes; on result day that is what stops the server.
    """

    memory_cost = 19 * 1024  # KiB
    time_cost = 2
    parallelism = 1
