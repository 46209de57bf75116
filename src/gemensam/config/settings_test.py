"""What the tests set differently. Everything else is as in production."""

import os

os.environ.setdefault("GEMENSAM_DEMO", "1")
os.environ.setdefault("GEMENSAM_EMAIL_URL", "memorymail://")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from gemensam.config.settings import *  # noqa: E402, F403, TID251 - the one file that overrides settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one has its own test
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
