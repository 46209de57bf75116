"""What the tests set differently. Everything else is as in production."""

import os
from pathlib import Path

os.environ.setdefault("GEMENSAM_DEMO", "1")
os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a process for each core runs tests, on frames of few rows
os.environ.setdefault("GEMENSAM_EMAIL_URL", "memorymail://")
if os.environ.get("GEMENSAM_TEST_DATABASE") == "postgres":  # tests/conftest.py starts it at this address
    os.environ.setdefault("PGHOST", f"/tmp/gemensam-pg-{os.getpid()}")  # noqa: S108 - a socket of our own
    os.environ.setdefault("DATABASE_URL", "postgres://gemensam@/gemensam")
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from gemensam.config.settings import *  # noqa: F403, TID251 - the one file that overrides settings

DEMO_CLOCK_FILE = Path("/nonexistent/demo-clock.txt")  # the tests stop the clock themselves
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one has its own test
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
