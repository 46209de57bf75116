"""All tables of settlement at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('settlement', '0001_payments'),
        ('settlement', '0002_fewer_indexes_of_lines'),
        ('settlement', '0003_premises_of_a_stated_grant'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0002_editions'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='PriceUsed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('part', models.CharField(max_length=24)),
                        ('source_list', models.CharField(blank=True, max_length=18)),
                        ('version', models.CharField(blank=True, max_length=40)),
                        ('row', models.CharField(blank=True, max_length=80)),
                        ('law', models.CharField(blank=True, max_length=40)),
                        ('yearly', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('answer', models.JSONField()),
                    ],
                ),
                migrations.CreateModel(
                    name='BasisRun',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('month', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('queued', 'QUEUED'), ('ready', 'READY'), ('attested', 'ATTESTED')], default='queued', max_length=10)),
                        ('times', models.PositiveIntegerField(default=0)),
                        ('lacking', models.JSONField(default=list)),
                        ('created_at', models.DateTimeField()),
                        ('computed_at', models.DateTimeField(blank=True, null=True)),
                        ('run_by', models.UUIDField(null=True)),
                        ('run_by_person', models.UUIDField(null=True)),
                        ('run_by_name', models.CharField(blank=True, max_length=200)),
                        ('attested_at', models.DateTimeField(blank=True, null=True)),
                        ('attested_by', models.UUIDField(null=True)),
                        ('attested_by_name', models.CharField(blank=True, max_length=200)),
                        ('creditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='basis_runs', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['-year', '-month'],
                        'constraints': [models.UniqueConstraint(fields=('creditor', 'year', 'month'), name='basis_run_once'), models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='basis_run_month_1_to_12'), models.CheckConstraint(condition=models.Q(('attested_by__isnull', True), models.Q(('attested_by', models.F('run_by')), _negated=True), _connector='OR'), name='basis_run_attested_by_another')],
                    },
                ),
                migrations.CreateModel(
                    name='BilledPlacement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.CharField(max_length=40)),
                        ('pupil_name', models.CharField(blank=True, max_length=120)),
                        ('protected', models.BooleanField(default=True)),
                        ('programme', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('apprenticeship', models.BooleanField(default=False)),
                        ('track', models.CharField(choices=[('national_programme', 'NATIONAL_PROGRAMME'), ('ib', 'IB'), ('national_variant', 'NATIONAL_VARIANT'), ('imv', 'IMV'), ('individual', 'INDIVIDUAL'), ('adapted', 'ADAPTED')], default='national_programme', max_length=18)),
                        ('education_start', models.DateField()),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('present_until', models.DateField(blank=True, null=True)),
                        ('first_hand', models.BooleanField(default=True)),
                        ('nordic', models.BooleanField(default=False)),
                        ('placed', models.BooleanField(default=False)),
                        ('imv_start', models.DateField(blank=True, null=True)),
                        ('supplements', models.JSONField(default=list)),
                        ('changed_at', models.DateTimeField()),
                        ('creditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='billed_placements', to='directory.organisation')),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['creditor_id', 'reference'],
                        'constraints': [models.UniqueConstraint(fields=('creditor', 'reference'), name='billed_placement_once'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='billed_placement_period_forward'), models.CheckConstraint(condition=models.Q(('protected', False), ('pupil_name', ''), _connector='OR'), name='billed_placement_protected_has_no_name')],
                    },
                ),
                migrations.CreateModel(
                    name='GrantDecision',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('number', models.PositiveSmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[('prepared', 'PREPARED'), ('decided', 'DECIDED'), ('replaced', 'REPLACED')], default='prepared', max_length=10)),
                        ('effective_from', models.DateField()),
                        ('rows', models.JSONField()),
                        ('price_version', models.CharField(blank=True, max_length=40)),
                        ('diary_number', models.CharField(blank=True, max_length=40)),
                        ('decided_on', models.DateField(blank=True, null=True)),
                        ('paragraph', models.CharField(blank=True, max_length=40)),
                        ('decided_by', models.CharField(blank=True, max_length=200)),
                        ('prepared_by_name', models.CharField(blank=True, max_length=200)),
                        ('prepared_at', models.DateTimeField()),
                        ('file_id', models.UUIDField(null=True)),
                        ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_decisions_made', to='directory.organisation')),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_decisions_received', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['-year', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('municipality', 'provider', 'year', 'number'), name='grant_decision_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Invoice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(max_length=30, unique=True)),
                        ('kind', models.CharField(choices=[('invoice', 'Invoice'), ('credit_note', 'Credit Note')], max_length=12)),
                        ('debtor_code', models.CharField(max_length=4)),
                        ('flow', models.CharField(choices=[('municipal', 'Municipal'), ('independent', 'Independent')], max_length=12)),
                        ('reference', models.CharField(blank=True, max_length=60)),
                        ('issued_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('line_count', models.PositiveIntegerField()),
                        ('file_id', models.UUIDField(null=True)),
                        ('faults', models.JSONField(default=list)),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='settlement.invoice')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='settlement.basisrun')),
                    ],
                    options={
                        'ordering': ['-issued_on', 'number'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', 0)), name='invoice_total_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='BasisLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('debtor_code', models.CharField(max_length=4)),
                        ('flow', models.CharField(choices=[('municipal', 'Municipal'), ('independent', 'Independent')], max_length=12)),
                        ('kind', models.CharField(choices=[('basis', 'BASIS'), ('credit', 'CREDIT'), ('retro', 'RETRO')], max_length=8)),
                        ('part', models.CharField(max_length=24)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('month', models.PositiveSmallIntegerField()),
                        ('reading_date', models.DateField()),
                        ('units', models.BigIntegerField()),
                        ('disputed', models.BooleanField(default=False)),
                        ('origin', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='settlement.basisline')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.basisrun')),
                        ('placement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.billedplacement')),
                        ('invoice', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.invoice')),
                        ('price', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.priceused')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['debtor_code', 'year', 'month'], name='basis_line_of_debtor'), models.Index(condition=models.Q(('origin__isnull', False)), fields=['origin'], name='basis_line_of_origin'), models.Index(condition=models.Q(('invoice__isnull', False)), fields=['invoice'], name='basis_line_of_invoice')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'basis')), fields=('placement', 'year', 'month', 'part', 'debtor_code'), name='basis_line_billed_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'basis'), ('origin__isnull', True)), models.Q(('kind__in', ['credit', 'retro']), ('origin__isnull', False)), _connector='OR'), name='basis_line_correction_has_origin')],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceParty',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('endpoint_scheme', models.CharField(default='0007', max_length=4)),
                        ('endpoint', models.CharField(blank=True, max_length=40)),
                        ('street', models.CharField(blank=True, max_length=100)),
                        ('post_code', models.CharField(blank=True, max_length=10)),
                        ('city', models.CharField(blank=True, max_length=60)),
                        ('bankgiro', models.CharField(blank=True, max_length=8)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('payment_days', models.PositiveSmallIntegerField(default=30)),
                        ('accounts', models.JSONField(default=dict)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_party', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('payment_days__gte', 1), ('payment_days__lte', 90)), name='invoice_party_payment_days')],
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceReference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('debtor_code', models.CharField(max_length=4)),
                        ('flow', models.CharField(choices=[('municipal', 'Municipal'), ('independent', 'Independent')], max_length=12)),
                        ('reference', models.CharField(max_length=60)),
                        ('valid_from', models.DateField()),
                    ],
                    options={
                        'ordering': ['debtor_code', 'flow', '-valid_from'],
                        'constraints': [models.UniqueConstraint(fields=('debtor_code', 'flow', 'valid_from'), name='invoice_reference_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LineObjection',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('reason', models.CharField(choices=[('not_resident', 'Not Resident'), ('not_enrolled', 'Not Enrolled'), ('wrong_education', 'Wrong Education'), ('wrong_price', 'Wrong Price'), ('paid_before', 'Paid Before'), ('other', 'Other')], max_length=16)),
                        ('text', models.CharField(blank=True, max_length=600)),
                        ('state', models.CharField(choices=[('raised', 'RAISED'), ('upheld', 'UPHELD'), ('rejected', 'REJECTED'), ('withdrawn', 'WITHDRAWN')], default='raised', max_length=10)),
                        ('raised_at', models.DateTimeField()),
                        ('raised_by', models.UUIDField(null=True)),
                        ('raised_by_name', models.CharField(blank=True, max_length=200)),
                        ('answer', models.CharField(blank=True, max_length=600)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by_name', models.CharField(blank=True, max_length=200)),
                        ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='settlement.basisline')),
                    ],
                    options={
                        'ordering': ['-raised_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'raised')), fields=('line',), name='line_objected_to_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='OtherPrice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('list', models.CharField(choices=[('self_cost', 'SELF_COST'), ('own_grant', 'OWN_GRANT'), ('national_variant', 'NATIONAL_VARIANT'), ('individual', 'INDIVIDUAL'), ('imv_support', 'IMV_SUPPORT')], max_length=18)),
                        ('party', models.CharField(blank=True, max_length=10)),
                        ('programme', models.CharField(max_length=8)),
                        ('orientation', models.CharField(blank=True, max_length=8)),
                        ('cohort', models.CharField(blank=True, choices=[('gy11', 'GY11'), ('gy25', 'GY25')], max_length=4)),
                        ('amount', models.DecimalField(decimal_places=4, max_digits=14)),
                        ('with_vat', models.BooleanField(default=False)),
                        ('source', models.CharField(max_length=80)),
                        ('valid_from', models.DateField()),
                        ('valid_to', models.DateField(blank=True, null=True)),
                        ('published_on', models.DateField()),
                        ('premises', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                    ],
                    options={
                        'ordering': ['list', 'party', 'programme', 'orientation', '-valid_from'],
                        'constraints': [models.UniqueConstraint(fields=('list', 'party', 'programme', 'orientation', 'cohort', 'valid_from'), name='other_price_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='other_price_period_forward'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='other_price_positive')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentAgreement',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('debtor_code', models.CharField(blank=True, max_length=4)),
                        ('profile', models.CharField(choices=[('daily', 'daily'), ('habo', 'habo'), ('orebro', 'orebro')], max_length=12)),
                        ('agreed', models.CharField(choices=[('none', 'NONE'), ('joint', 'JOINT'), ('self_cost', 'SELF_COST')], max_length=10)),
                        ('first_hand', models.BooleanField(default=True)),
                        ('valid_from', models.DateField()),
                        ('valid_to', models.DateField(blank=True, null=True)),
                        ('diary_number', models.CharField(blank=True, max_length=40)),
                        ('creditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_agreements', to='directory.organisation')),
                    ],
                    options={
                        'ordering': ['creditor_id', 'debtor_code', '-valid_from'],
                        'constraints': [models.UniqueConstraint(fields=('creditor', 'debtor_code', 'valid_from'), name='payment_agreement_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='payment_agreement_period_forward'), models.CheckConstraint(condition=models.Q(('profile__in', ['daily', 'habo', 'orebro'])), name='payment_agreement_profile_known')],
                    },
                ),
                migrations.CreateModel(
                    name='PaymentSupplement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=12)),
                        ('name', models.CharField(max_length=80)),
                        ('term_amount', models.DecimalField(decimal_places=2, max_digits=12)),
                        ('monthly', models.DecimalField(decimal_places=2, max_digits=12)),
                        ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplements', to='settlement.paymentagreement')),
                    ],
                    options={
                        'ordering': ['code'],
                        'constraints': [models.UniqueConstraint(fields=('agreement', 'code'), name='payment_supplement_once'), models.CheckConstraint(condition=models.Q(('monthly__gt', 0), ('term_amount__gt', 0)), name='payment_supplement_positive')],
                    },
                ),
                migrations.CreateModel(
                    name='PlacementHome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('municipality_code', models.CharField(max_length=4)),
                        ('starts', models.DateField()),
                        ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='homes', to='settlement.billedplacement')),
                    ],
                    options={
                        'ordering': ['placement_id', 'starts'],
                        'constraints': [models.UniqueConstraint(fields=('placement', 'starts'), name='placement_home_once')],
                    },
                ),
            ],
        ),
    ]
