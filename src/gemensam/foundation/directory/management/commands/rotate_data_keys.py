"""Rewrite everything encrypted with the newest data key, so that the older keys can be taken away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gemensam.foundation.fields.rotation import encrypted_fields, rotate_field


class Command(BaseCommand):
    """``gemensam django rotate_data_keys``: prints how many values each field had to have rewritten."""

    help = "Krypterar om alla krypterade uppgifter med den nyaste nyckeln."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="rader per transaktion")

    def handle(self, *args: Any, **options: Any) -> None:
        for field in encrypted_fields():
            self.stdout.write(f"{field.purpose}: {rotate_field(field, batch=options['batch'])}")
