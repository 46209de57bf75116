"""Make the database itself refuse a change of a published list, on SQLite and PostgreSQL.

Removal is not refused here: the checksum of the version and the keys that protect it tell of it.
"""

from django.db import migrations

TABLES = ("pricelist_pricelistversion", "pricelist_pricerow")


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is published'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION pricelist_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'a published list is never changed' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION pricelist_published_stands()"
        )


def backwards(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_stands" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        schema_editor.execute("DROP FUNCTION pricelist_published_stands()")


class Migration(migrations.Migration):
    dependencies = [("pricelist", "0001_prices")]

    operations = [migrations.RunPython(forwards, backwards)]
