"""All tables of pricelist at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels

# A published list is never changed, says the database itself.
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

    replaces = [
        ('pricelist', '0001_prices'),
        ('pricelist', '0002_published_lists_stand'),
        ('pricelist', '0003_travel_as_a_kind_of_cost'),
        ('pricelist', '0004_rules_of_a_region'),
        ('pricelist', '0005_files_that_show_costs'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0002_editions'),
        ('documents', '0001_stored_files'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='NationalList',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField(unique=True)),
                        ('source', models.CharField(max_length=120)),
                        ('decided_on', models.DateField()),
                        ('digest', models.CharField(max_length=64)),
                        ('read_at', models.DateTimeField()),
                    ],
                    options={
                        'ordering': ['-year'],
                    },
                ),
                migrations.CreateModel(
                    name='PriceRegion',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120, unique=True)),
                        ('slug', models.SlugField(max_length=40, unique=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='price_regions', to='directory.organisation')),
                    ],
                ),
                migrations.CreateModel(
                    name='PriceRound',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('planned', 'PLANNED'), ('open', 'OPEN'), ('closed', 'CLOSED'), ('recommended', 'RECOMMENDED'), ('published', 'PUBLISHED')], default='planned', max_length=12)),
                        ('opens_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('reminder_on', models.DateField()),
                        ('escalation_on', models.DateField()),
                        ('decision_on', models.DateField()),
                        ('settings', models.JSONField(default=dict)),
                        ('rationale', models.TextField(blank=True, max_length=2000)),
                        ('created_at', models.DateTimeField()),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='pricelist.priceregion')),
                    ],
                    options={
                        'ordering': ['-year'],
                        'constraints': [models.UniqueConstraint(fields=('region', 'year'), name='price_round_once_a_year'), models.CheckConstraint(condition=models.Q(('due_on__lt', models.F('reminder_on')), ('escalation_on__lte', models.F('decision_on')), ('opens_on__lte', models.F('due_on')), ('reminder_on__lt', models.F('escalation_on'))), name='price_round_dates_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceOverride',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('cohort', models.CharField(max_length=4)),
                        ('form', models.CharField(max_length=14)),
                        ('base', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('reason', models.CharField(max_length=400)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='pricelist.priceround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'code', 'orientation', 'cohort', 'form'), name='price_override_once'), models.CheckConstraint(condition=models.Q(('base__gte', 0)), name='price_override_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceListVersion',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveSmallIntegerField()),
                        ('effective_from', models.DateField()),
                        ('published_at', models.DateTimeField()),
                        ('reason', models.CharField(max_length=600)),
                        ('settings', models.JSONField()),
                        ('rationale', models.TextField(blank=True, max_length=2000)),
                        ('reporters', models.PositiveSmallIntegerField()),
                        ('estimated', models.PositiveSmallIntegerField(default=0)),
                        ('decisions', models.JSONField(default=list)),
                        ('row_count', models.PositiveIntegerField()),
                        ('checksum', models.CharField(max_length=64)),
                        ('published_by', models.UUIDField(null=True)),
                        ('published_by_name', models.CharField(blank=True, max_length=200)),
                        ('predecessor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='pricelist.pricelistversion')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='pricelist.priceregion')),
                        ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='pricelist.priceround')),
                    ],
                    options={
                        'ordering': ['-year', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('region', 'year', 'number'), name='price_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceRow',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('provider_code', models.CharField(blank=True, max_length=4)),
                        ('code', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('cohort', models.CharField(max_length=4)),
                        ('form', models.CharField(max_length=14)),
                        ('teaching', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('materials', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('health', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('meals', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('premises', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('other', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                        ('base', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('ike', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('independent', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('reporters', models.PositiveSmallIntegerField(default=0)),
                        ('estimated', models.PositiveSmallIntegerField(default=0)),
                        ('override_reason', models.CharField(blank=True, max_length=400)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='pricelist.pricelistversion')),
                        ('travel', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                    ],
                    options={
                        'ordering': ['provider_code', 'code', 'orientation', 'cohort', 'form'],
                        'constraints': [models.UniqueConstraint(fields=('version', 'provider_code', 'code', 'orientation', 'cohort', 'form'), name='price_row_once'), models.CheckConstraint(condition=models.Q(('base__gte', 0), ('ike__gte', models.F('base')), ('independent__gte', models.F('ike'))), name='price_row_amounts_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='PupilFlow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('home_code', models.CharField(max_length=4)),
                        ('provider_code', models.CharField(max_length=4)),
                        ('code', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('pupils', models.DecimalField(decimal_places=2, max_digits=8)),
                        ('source', models.CharField(max_length=12)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flows', to='pricelist.priceround')),
                    ],
                    options={
                        'ordering': ['home_code', 'provider_code', 'code', 'orientation'],
                        'constraints': [models.UniqueConstraint(fields=('round', 'home_code', 'provider_code', 'code', 'orientation'), name='price_flow_once'), models.CheckConstraint(condition=models.Q(('pupils__gte', 0)), name='price_flow_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='RegionMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('municipality_code', models.CharField(max_length=4)),
                        ('name', models.CharField(max_length=80)),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='price_memberships', to='directory.organisation')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='pricelist.priceregion')),
                    ],
                    options={
                        'ordering': ['municipality_code'],
                        'constraints': [models.UniqueConstraint(fields=('region', 'provider'), name='price_member_once'), models.UniqueConstraint(fields=('region', 'municipality_code'), name='price_member_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.CharField(max_length=24)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('facts', models.JSONField(default=dict)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='pricelist.priceround')),
                        ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricelist.regionmember')),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='PriceReport',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('draft', 'DRAFT'), ('reported', 'REPORTED'), ('reviewed', 'REVIEWED'), ('approved', 'APPROVED')], default='draft', max_length=10)),
                        ('reported_at', models.DateTimeField(blank=True, null=True)),
                        ('return_reason', models.CharField(blank=True, max_length=400)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='pricelist.priceround')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='pricelist.regionmember')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'member'), name='price_report_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MunicipalDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('accepted', models.BooleanField()),
                        ('decided_on', models.DateField()),
                        ('paragraph', models.CharField(max_length=40)),
                        ('body', models.CharField(max_length=120)),
                        ('checksum', models.CharField(max_length=64)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('voided_at', models.DateTimeField(blank=True, null=True)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='pricelist.priceround')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='price_decisions', to='pricelist.regionmember')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('round', 'member'), name='price_decision_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MemberFigures',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('budget_net', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('cohorts', models.JSONField(default=dict)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='pricelist.priceround')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pricelist.regionmember')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'member'), name='price_figures_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportRow',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('code', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('cohort', models.CharField(max_length=4)),
                        ('form', models.CharField(max_length=14)),
                        ('teaching', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('materials', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('health', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('meals', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('premises', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('other', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('pupils', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ('pupils_before', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                        ('stated_total', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('grants_deducted', models.BooleanField(default=False)),
                        ('supplement', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('supplement_for', models.CharField(blank=True, max_length=60)),
                        ('comment', models.CharField(blank=True, max_length=400)),
                        ('edition', models.PositiveIntegerField(default=1)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by_name', models.CharField(blank=True, max_length=200)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='pricelist.pricereport')),
                        ('travel', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                    ],
                    options={
                        'ordering': ['code', 'orientation', 'cohort', 'form'],
                        'constraints': [models.UniqueConstraint(fields=('report', 'code', 'orientation', 'cohort', 'form'), name='price_report_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RowComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=600)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='pricelist.reportrow')),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='NationalRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('cohort', models.CharField(blank=True, max_length=4)),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('with_meals', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('without_meals', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='pricelist.nationallist')),
                    ],
                    options={
                        'ordering': ['code', 'orientation', 'cohort'],
                        'constraints': [models.UniqueConstraint(fields=('list', 'code', 'orientation', 'cohort'), name='price_national_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FlatAmount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('school_form', models.CharField(max_length=12)),
                        ('component', models.CharField(max_length=10)),
                        ('amount', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                        ('edition', models.PositiveIntegerField(default=1)),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flat_amounts', to='pricelist.pricereport')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('report', 'school_form', 'component'), name='price_flat_amount_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RegionRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('limits', models.JSONField()),
                        ('kinds', models.JSONField()),
                        ('reason', models.CharField(max_length=400)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='pricelist.priceregion')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('region', 'number'), name='price_region_rules_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportAttachment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('media_type', models.CharField(max_length=100)),
                        ('size', models.PositiveIntegerField()),
                        ('added_at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='pricelist.pricereport')),
                        ('row', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='pricelist.reportrow')),
                    ],
                    options={
                        'ordering': ['added_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('row__isnull', False)), fields=('row', 'file'), name='price_row_attachment_once'), models.UniqueConstraint(condition=models.Q(('row__isnull', True)), fields=('report', 'file'), name='price_report_attachment_once')],
                    },
                ),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
