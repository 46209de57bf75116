"""The standard Tasks API: ``django_tasks`` on Django 5.2, ``django.tasks`` from 6.0. Imported here only."""

from django_tasks import task, task_backends

__all__ = ["task", "task_backends"]
