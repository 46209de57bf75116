"""All tables of admissions at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import gemensam.foundation.fields.encrypted
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('admissions', '0001_rounds_and_imports'),
        ('admissions', '0002_choices_left_out'),
        ('admissions', '0003_lotteries_bound_with_beacons'),
        ('admissions', '0004_correction_requests'),
        ('admissions', '0005_import_of_cut_offs_and_facts'),
        ('admissions', '0006_offering_stops'),
        ('admissions', '0007_stops_by_file'),
        ('admissions', '0008_late_first_hand'),
        ('admissions', '0009_retention_terms'),
        ('admissions', '0010_open_houses'),
    ]

    initial = True

    dependencies = [
        ('catalogue', '0001_squashed_0004_seats_not_stated'),
        ('directory', '0001_squashed_0002_editions'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='AdmissionsOffice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('rules', models.CharField(default='se-2026', max_length=40)),
                        ('block_grades', models.CharField(default='weighted', max_length=10)),
                        ('small_cell_threshold', models.PositiveSmallIntegerField(default=5)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('late_first_hand', models.CharField(default='own_class', max_length=9)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('small_cell_threshold__gte', 5)), name='office_small_cells_at_least_five'), models.CheckConstraint(condition=models.Q(('late_first_hand__in', ['own_class', 'everybody'])), name='office_late_first_hand_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('reference', models.CharField(max_length=20, unique=True)),
                        ('class_name', models.CharField(blank=True, max_length=20)),
                        ('home_municipality', models.CharField(blank=True, max_length=4)),
                        ('lives_in_area_of', models.CharField(blank=True, max_length=4)),
                        ('completed_upper_secondary', models.BooleanField(default=False)),
                        ('comparable_grades', models.BooleanField(default=True)),
                        ('reduced_timetable', models.BooleanField(default=False)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='admissions.admissionsoffice')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='directory.person')),
                        ('school_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['office', 'year'], name='application_by_year')],
                        'constraints': [models.UniqueConstraint(fields=('office', 'year', 'person'), name='one_application_a_year')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarDate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('event', models.CharField(max_length=40)),
                        ('at', models.DateTimeField()),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_dates', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'year', 'event'), name='calendar_event_once_a_year')],
                    },
                ),
                migrations.CreateModel(
                    name='Choice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('late', models.BooleanField(default=False)),
                        ('free_quota', models.BooleanField(default=False)),
                        ('test_points', models.DecimalField(blank=True, decimal_places=6, max_digits=12, null=True)),
                        ('test_passed', models.BooleanField(default=False)),
                        ('reception', models.CharField(blank=True, max_length=11)),
                        ('english_exemption', models.BooleanField(default=False)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='catalogue.offering')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('application', 'rank'), name='choice_rank_once'), models.UniqueConstraint(fields=('application', 'offering'), name='choice_offering_once'), models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='choice_rank_from_one'), models.CheckConstraint(condition=models.Q(('reception__in', ['', 'first_hand', 'second_hand'])), name='choice_reception_known'), models.CheckConstraint(condition=models.Q(('test_points__isnull', True), ('test_points__gte', 0), _connector='OR'), name='choice_test_points_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='Grade',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(max_length=4)),
                        ('language', models.CharField(blank=True, max_length=8)),
                        ('grade', models.CharField(max_length=3)),
                        ('role', models.CharField(default='compulsory', max_length=20)),
                        ('registered_at', models.DateTimeField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'subject', 'language', 'registered_at'), name='grade_once_per_registration'), models.CheckConstraint(condition=models.Q(('grade__in', ['A', 'B', 'C', 'D', 'E', 'F', '-', 'G', 'VG', 'MVG'])), name='grade_value_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportBatch',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('supply', 'Supply'), ('pupils', 'Pupils'), ('grades', 'Grades'), ('choices', 'Choices'), ('cut_offs', 'Cut Offs'), ('facts', 'Facts'), ('open_house', 'Open Houses')], max_length=10)),
                        ('state', models.CharField(choices=[('uploaded', 'UPLOADED'), ('matched', 'MATCHED'), ('faulty', 'FAULTY'), ('previewed', 'PREVIEWED'), ('confirmed', 'CONFIRMED'), ('committed', 'COMMITTED'), ('undone', 'UNDONE'), ('discarded', 'DISCARDED')], default='uploaded', max_length=10)),
                        ('file_id', models.UUIDField()),
                        ('file_name', models.CharField(max_length=200)),
                        ('file_sha256', models.CharField(max_length=64)),
                        ('sheet', models.CharField(blank=True, max_length=100)),
                        ('header_row', models.PositiveIntegerField(default=1)),
                        ('columns', models.JSONField(default=list)),
                        ('mapping', models.JSONField(default=dict)),
                        ('registered_at', models.DateTimeField(blank=True, null=True)),
                        ('faults', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True)),
                        ('fault_count', models.PositiveIntegerField(default=0)),
                        ('preview', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True)),
                        ('totals', models.JSONField(default=dict)),
                        ('register_digest', models.CharField(blank=True, max_length=64)),
                        ('uploaded_at', models.DateTimeField()),
                        ('uploaded_by', models.UUIDField()),
                        ('uploaded_by_name', models.CharField(max_length=200)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('confirmed_by', models.UUIDField(blank=True, null=True)),
                        ('committed_at', models.DateTimeField(blank=True, null=True)),
                        ('undone_at', models.DateTimeField(blank=True, null=True)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to='admissions.admissionsoffice')),
                        ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('re_choice_until', models.DateTimeField(blank=True, null=True)),
                        ('stop_reason', models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['office', 'year', '-uploaded_at'], name='import_batch_latest')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sequence', models.PositiveIntegerField()),
                        ('table', models.CharField(max_length=40)),
                        ('object_key', models.CharField(max_length=64)),
                        ('before', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True)),
                        ('after', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True)),
                        ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='admissions.importbatch')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('batch', 'sequence'), name='import_change_sequence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportProfile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('supply', 'Supply'), ('pupils', 'Pupils'), ('grades', 'Grades'), ('choices', 'Choices'), ('cut_offs', 'Cut Offs'), ('facts', 'Facts'), ('open_house', 'Open Houses')], max_length=10)),
                        ('header_signature', models.CharField(max_length=64)),
                        ('mapping', models.JSONField()),
                        ('updated_at', models.DateTimeField()),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                        ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'sender', 'kind', 'header_signature'), name='import_profile_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RankingRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40)),
                        ('order', models.JSONField(default=list)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ranking_rules', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='ranking_rule_name_once')],
                    },
                ),
                migrations.CreateModel(
                    name='BoundLottery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('round_name', models.CharField(max_length=200)),
                        ('committed_at', models.DateTimeField()),
                        ('beacons', models.JSONField()),
                        ('secret', gemensam.foundation.fields.encrypted.EncryptedTextField()),
                        ('commitment', models.CharField(max_length=64)),
                        ('values', models.JSONField(blank=True, null=True)),
                        ('revealed_at', models.DateTimeField(blank=True, null=True)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bound_lotteries', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'year'), name='lottery_bound_once_a_year')],
                    },
                ),
                migrations.CreateModel(
                    name='CorrectionRequest',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('account_id', models.UUIDField()),
                        ('concerns', models.CharField(choices=[('person', 'Person'), ('grades', 'Grades'), ('application', 'Application'), ('guardians', 'Guardians'), ('other', 'Other')], max_length=12)),
                        ('text', models.TextField(max_length=2000)),
                        ('state', models.CharField(choices=[('sent', 'SENT'), ('handled', 'HANDLED'), ('refused', 'REFUSED')], default='sent', max_length=8)),
                        ('sent_at', models.DateTimeField()),
                        ('answer', models.TextField(blank=True, max_length=2000)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_by_name', models.CharField(blank=True, max_length=200)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='admissions.admissionsoffice')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='directory.person')),
                    ],
                    options={
                        'ordering': ['-sent_at', 'id'],
                        'indexes': [models.Index(fields=['office', 'state', 'sent_at'], name='correction_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='correction_answered_with_words')],
                    },
                ),
                migrations.CreateModel(
                    name='OfferingStop',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('reason', models.CharField(max_length=500)),
                        ('re_choice_until', models.DateTimeField()),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField()),
                        ('actor_name', models.CharField(max_length=200)),
                        ('offering', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stop', to='catalogue.offering')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('re_choice_until__gt', models.F('at'))), name='re_choice_ends_after_the_stop')],
                    },
                ),
                migrations.CreateModel(
                    name='StoppedChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stopped_choices', to='admissions.application')),
                        ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='admissions.offeringstop')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('stop', 'application'), name='stopped_choice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RetentionTerms',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('note_days', models.PositiveSmallIntegerField(default=400)),
                        ('booking_days', models.PositiveSmallIntegerField(default=365)),
                        ('draft_days', models.PositiveSmallIntegerField(default=365)),
                        ('reading_days', models.PositiveSmallIntegerField(default=730)),
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('booking_days__range', (30, 3650)), ('draft_days__range', (30, 3650)), ('note_days__range', (30, 3650)), ('reading_days__range', (30, 3650))), name='retention_days_in_range')],
                    },
                ),
                migrations.CreateModel(
                    name='AdmissionRound',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('preliminary', 'Preliminary'), ('final', 'Final'), ('reserve', 'Reserve')], max_length=12)),
                        ('sequence', models.PositiveSmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[('draft', 'DRAFT'), ('checked', 'CHECKED'), ('frozen', 'FROZEN'), ('allocated', 'ALLOCATED'), ('verified', 'VERIFIED'), ('rejected', 'REJECTED'), ('compared', 'COMPARED'), ('approved_once', 'APPROVED_ONCE'), ('approved', 'APPROVED'), ('scheduled', 'SCHEDULED'), ('published', 'PUBLISHED'), ('halted', 'HALTED')], default='draft', max_length=16)),
                        ('grade_cutoff', models.DateTimeField(blank=True, null=True)),
                        ('lottery_seed', gemensam.foundation.fields.encrypted.EncryptedTextField()),
                        ('seed_commitment', models.CharField(max_length=64)),
                        ('planned_publication', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField()),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='admissions.admissionsoffice')),
                        ('current_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.allocationrun')),
                        ('current_frozen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.frozeninput')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'year', 'kind', 'sequence'), name='round_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FrozenInput',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('archive_id', models.UUIDField()),
                        ('digest', models.CharField(max_length=64)),
                        ('manifest', models.JSONField()),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.UUIDField(null=True)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='frozen_inputs', to='admissions.admissionround')),
                    ],
                ),
                migrations.CreateModel(
                    name='AllocationRun',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('archive_id', models.UUIDField()),
                        ('result_hash', models.CharField(max_length=64)),
                        ('engine_version', models.CharField(max_length=40)),
                        ('summary', models.JSONField()),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.UUIDField(null=True)),
                        ('verified_at', models.DateTimeField(blank=True, null=True)),
                        ('violations', models.JSONField(blank=True, null=True)),
                        ('verifier_report', models.JSONField(blank=True, null=True)),
                        ('comparison', models.JSONField(blank=True, null=True)),
                        ('previous_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.allocationrun')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='admissions.admissionround')),
                        ('frozen', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='admissions.frozeninput')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('verified_at__isnull', True), ('violations__isnull', False), _connector='OR'), name='run_verified_has_violations_list')],
                    },
                ),
                migrations.CreateModel(
                    name='Approval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('result_hash', models.CharField(max_length=64)),
                        ('account_id', models.UUIDField()),
                        ('person_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(max_length=200)),
                        ('at', models.DateTimeField()),
                        ('voided_at', models.DateTimeField(blank=True, null=True)),
                        ('void_reason', models.CharField(blank=True, max_length=60)),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='admissions.allocationrun')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('run', 'account_id'), name='one_approval_per_account'), models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('run', 'person_id'), name='one_approval_per_person')],
                    },
                ),
                migrations.CreateModel(
                    name='HeldPlace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('keep_reserve', models.BooleanField(default=False)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_places', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offering')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='held_places', to='admissions.admissionround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'application'), name='one_held_place_a_round')],
                    },
                ),
                migrations.CreateModel(
                    name='OfferingOutcome',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seats', models.PositiveIntegerField()),
                        ('eligible', models.PositiveIntegerField()),
                        ('first_hand_first_choice', models.PositiveIntegerField()),
                        ('admitted', models.PositiveIntegerField()),
                        ('admitted_free_quota', models.PositiveIntegerField()),
                        ('admitted_test', models.PositiveIntegerField()),
                        ('admitted_second_hand', models.PositiveIntegerField()),
                        ('lowest_merit', models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                        ('median_merit', models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                        ('mean_merit', models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                        ('tie_at_cutoff', models.BooleanField(default=False)),
                        ('reserves', models.PositiveIntegerField()),
                        ('vacant', models.PositiveIntegerField()),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='catalogue.offering')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='admissions.allocationrun')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('run', 'offering'), name='outcome_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('status', models.CharField(max_length=16)),
                        ('seat_kind', models.CharField(blank=True, max_length=12)),
                        ('reserve_position', models.PositiveIntegerField(blank=True, null=True)),
                        ('reason', models.CharField(blank=True, max_length=60)),
                        ('merit', models.CharField(blank=True, max_length=30)),
                        ('sort_key', models.TextField(blank=True)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='catalogue.offering')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='admissions.allocationrun')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['run', 'offering', 'status'], name='placement_by_offering')],
                        'constraints': [models.UniqueConstraint(fields=('run', 'application', 'rank'), name='placement_once'), models.UniqueConstraint(condition=models.Q(('status', 'admitted')), fields=('run', 'application'), name='admitted_at_most_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('result_hash', models.CharField(max_length=64)),
                        ('state', models.CharField(choices=[('scheduled', 'SCHEDULED'), ('published', 'PUBLISHED'), ('halted', 'HALTED'), ('superseded', 'SUPERSEDED'), ('withdrawn', 'WITHDRAWN')], default='scheduled', max_length=12)),
                        ('publish_at', models.DateTimeField()),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('halted_at', models.DateTimeField(blank=True, null=True)),
                        ('halt_reason', models.CharField(blank=True, max_length=300)),
                        ('statistics', models.JSONField(blank=True, null=True)),
                        ('created_at', models.DateTimeField()),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='admissions.admissionround')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='admissions.allocationrun')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('round',), name='one_published_result_a_round'), models.UniqueConstraint(condition=models.Q(('state', 'scheduled')), fields=('round',), name='one_scheduled_result_a_round')],
                    },
                ),
                migrations.CreateModel(
                    name='ResultPage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.JSONField()),
                        ('digest', models.CharField(max_length=64)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_pages', to='admissions.application')),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='admissions.publication')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('publication', 'application'), name='result_page_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RoundStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.CharField(max_length=16)),
                        ('at', models.DateTimeField()),
                        ('account_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(blank=True, max_length=200)),
                        ('facts', models.JSONField(default=dict)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='admissions.admissionround')),
                        ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='admissions.allocationrun')),
                    ],
                    options={
                        'ordering': ['at', 'id'],
                    },
                ),
                migrations.CreateModel(
                    name='ShownResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account_id', models.UUIDField()),
                        ('digest', models.CharField(max_length=64)),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('times', models.PositiveIntegerField(default=1)),
                        ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='admissions.resultpage')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('page', 'account_id'), name='shown_once_per_account')],
                    },
                ),
                migrations.CreateModel(
                    name='LeftOutChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_out_choices', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offering')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_out_choices', to='admissions.admissionround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('round', 'application', 'offering'), name='choice_left_out_once_a_round')],
                    },
                ),
            ],
        ),
    ]
