"""All tables of applications at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import gemensam.foundation.fields.encrypted
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('applications', '0001_drafts_and_requests'),
        ('applications', '0002_unlocks'),
        ('applications', '0003_guardians_begin_drafts'),
        ('applications', '0004_own_registrations'),
        ('applications', '0005_filed_answers'),
    ]

    initial = True

    dependencies = [
        ('admissions', '0001_squashed_0010_open_houses'),
        ('catalogue', '0001_squashed_0004_seats_not_stated'),
        ('directory', '0001_squashed_0002_editions'),
        ('documents', '0001_stored_files'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(default='draft', max_length=10)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('step_versions', models.JSONField(default=dict)),
                        ('content', gemensam.foundation.fields.encrypted.EncryptedTextField(default='{}')),
                        ('in_time', models.JSONField(default=list)),
                        ('reference', models.CharField(blank=True, max_length=20)),
                        ('created_at', models.DateTimeField()),
                        ('saved_at', models.DateTimeField()),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                        ('pupil_only_since', models.DateTimeField(null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'year', 'person'), name='one_draft_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'changed', 'withdrawn'])), name='draft_state_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Filing',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('sent', 'Sent'), ('changed', 'Changed'), ('withdrawn', 'Withdrawn')], max_length=10)),
                        ('key', models.UUIDField()),
                        ('draft_version', models.PositiveIntegerField()),
                        ('receipt', models.CharField(max_length=30, unique=True)),
                        ('phase', models.CharField(max_length=12)),
                        ('choices', models.JSONField(default=list)),
                        ('elsewhere', models.JSONField(default=list)),
                        ('sent_at', models.DateTimeField()),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='applications.draft')),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                        ('changes', models.JSONField(default=list)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'number'), name='filing_number_once'), models.UniqueConstraint(fields=('draft', 'key'), name='filing_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='GuardianConfirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('confirmed_at', models.DateTimeField()),
                        ('filing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='applications.filing')),
                        ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('filing', 'guardian'), name='guardian_confirms_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('free_quota', 'Free Quota'), ('english', 'English'), ('special_reasons', 'Special Reasons'), ('apprenticeship', 'Apprenticeship')], max_length=16)),
                        ('name', gemensam.foundation.fields.encrypted.EncryptedTextField(default='')),
                        ('media_type', models.CharField(max_length=40)),
                        ('size', models.PositiveIntegerField()),
                        ('added_at', models.DateTimeField()),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='applications.draft')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'kind', 'file'), name='paper_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Request',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('free_quota', 'Free Quota'), ('english', 'English'), ('special_reasons', 'Special Reasons'), ('apprenticeship', 'Apprenticeship')], max_length=16)),
                        ('state', models.CharField(default='asked', max_length=10)),
                        ('text', gemensam.foundation.fields.encrypted.EncryptedTextField(default='')),
                        ('asked_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('decided_by', models.CharField(blank=True, max_length=200)),
                        ('reason', models.CharField(blank=True, max_length=40)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='applications.draft')),
                        ('offering', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offering')),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'kind', 'offering'), name='request_once_an_offering'), models.UniqueConstraint(condition=models.Q(('offering__isnull', True)), fields=('draft', 'kind', 'provider'), name='request_once_a_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'granted', 'refused', 'dropped'])), name='request_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'english'), ('offering__isnull', True)), models.Q(models.Q(('kind', 'english'), _negated=True), ('offering__isnull', False)), _connector='OR'), name='request_english_by_provider')],
                    },
                ),
                migrations.CreateModel(
                    name='ApplicationSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('most_choices', models.PositiveSmallIntegerField(default=20)),
                        ('guardians_confirm', models.BooleanField(default=False)),
                        ('guardians_edit', models.BooleanField(default=False)),
                        ('office', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.admissionsoffice')),
                        ('guardians_send', models.BooleanField(default=False)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('most_choices__gte', 1)), name='settings_at_least_one_choice')],
                    },
                ),
                migrations.CreateModel(
                    name='ApplicationUnlock',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('reason', models.CharField(max_length=300)),
                        ('unlocked_at', models.DateTimeField()),
                        ('until', models.DateTimeField()),
                        ('unlocked_by', models.UUIDField()),
                        ('unlocked_by_name', models.CharField(max_length=200)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['person', 'year'], name='unlock_by_person')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('unlocked_at'))), name='unlock_ends_after_it_began')],
                    },
                ),
                migrations.CreateModel(
                    name='StepWriter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('step', models.CharField(max_length=20)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='step_writers', to='applications.draft')),
                        ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'step'), name='one_last_writer_a_step')],
                    },
                ),
                migrations.CreateModel(
                    name='Registration',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('school', models.CharField(blank=True, max_length=120)),
                        ('municipality', models.CharField(max_length=60)),
                        ('state', models.CharField(default='unverified', max_length=10)),
                        ('registered_at', models.DateTimeField()),
                        ('handled_at', models.DateTimeField(null=True)),
                        ('handled_by', models.UUIDField(null=True)),
                        ('handled_by_name', models.CharField(blank=True, max_length=200)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['unverified', 'verified', 'refused'])), name='registration_state_known')],
                    },
                ),
                migrations.CreateModel(
                    name='FiledAnswers',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', gemensam.foundation.fields.encrypted.EncryptedTextField(default='{}')),
                        ('papers', models.JSONField(default=dict)),
                        ('filing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='applications.filing')),
                    ],
                ),
            ],
        ),
    ]
