"""All tables of audit at once, for an empty database; one that has the replaced migrations goes on from them."""

from django.db import migrations, models

from gemensam.foundation.tables import CreateModels

# The database itself refuses change and removal of log entries, and change of readings.
SQLITE = [
    """
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
    """
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
    # INSERT OR REPLACE removes a row without asking the trigger above
    """
    CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
    WHEN NEW.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit_entry)
    BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
    """,
    """
    CREATE TRIGGER audit_readingday_no_update BEFORE UPDATE ON audit_readingday
    BEGIN SELECT RAISE(ABORT, 'audit_readingday is never changed'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_entry is append-only' USING ERRCODE = 'integrity_constraint_violation'; END
    $$
    """,
    """
    CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only()
    """,
    """
    CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only()
    """,
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
    "sqlite": [
        "DROP TRIGGER audit_readingday_no_update",
        "DROP TRIGGER audit_entry_no_replace",
        "DROP TRIGGER audit_entry_no_delete",
        "DROP TRIGGER audit_entry_no_update",
    ],
    "postgresql": [
        "DROP TRIGGER audit_readingday_no_update ON audit_readingday",
        "DROP FUNCTION audit_readingday_never_changed()",
        "DROP TRIGGER audit_entry_no_truncate ON audit_entry",
        "DROP TRIGGER audit_entry_no_change ON audit_entry",
        "DROP FUNCTION audit_entry_append_only()",
    ],
}


def forwards(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    replaces = [
        ('audit', '0001_entries'),
        ('audit', '0002_append_only'),
        ('audit', '0003_days_of_reading'),
        ('audit', '0004_readings_never_change'),
        ('audit', '0005_find_by_target_id'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('actor_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('event', models.CharField(max_length=80)),
                        ('target_type', models.CharField(max_length=80)),
                        ('target_id', models.CharField(max_length=200)),
                        ('organisation_id', models.UUIDField(null=True)),
                        ('facts', models.JSONField(default=dict)),
                        ('prev_hash', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                    ],
                    options={
                        'db_table': 'audit_entry',
                        'ordering': ['seq'],
                        'indexes': [models.Index(fields=['at'], name='audit_entry_at'), models.Index(fields=['event', 'seq'], name='audit_entry_event'), models.Index(fields=['actor_id', 'seq'], name='audit_entry_actor'), models.Index(fields=['target_type', 'target_id', 'seq'], name='audit_entry_target'), models.Index(fields=['target_id'], name='audit_entry_target_id')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='audit_entry_seq_from_one'), models.UniqueConstraint(fields=('prev_hash',), name='audit_entry_one_successor')],
                    },
                ),
                migrations.CreateModel(
                    name='ReadingDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account_id', models.UUIDField()),
                        ('person_id', models.UUIDField()),
                        ('purpose', models.CharField(max_length=20)),
                        ('day', models.DateField()),
                        ('reader_role', models.CharField(max_length=30)),
                        ('organisation_id', models.UUIDField(null=True)),
                        ('first_at', models.DateTimeField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['day'], name='reading_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('person_id', 'account_id', 'purpose', 'day'), name='reading_once_a_day')],
                    },
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
