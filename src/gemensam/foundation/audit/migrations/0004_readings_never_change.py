"""Make the database itself refuse change of readings; they are removed when their time is up."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER audit_readingday_no_update BEFORE UPDATE ON audit_readingday
    BEGIN SELECT RAISE(ABORT, 'audit_readingday is never changed'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION audit_readingday_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_readingday is never changed' USING ERRCODE = 'integrity_constraint_violation'; END
    $$
    """,
    """
    CREATE TRIGGER audit_readingday_no_update BEFORE UPDATE ON audit_readingday
    FOR EACH ROW EXECUTE FUNCTION audit_readingday_never_changed()
    """,
]
BACK = {
    "sqlite": ["DROP TRIGGER audit_readingday_no_update"],
    "postgresql": [
        "DROP TRIGGER audit_readingday_no_update ON audit_readingday",
        "DROP FUNCTION audit_readingday_never_changed()",
    ],
}


def forwards(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_days_of_reading")]

    operations = [migrations.RunPython(forwards, backwards)]
