import django.db.models.deletion
import gemensam.foundation.fields.encrypted
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admissions', '0006_offering_stops'),
        ('directory', '0001_directory'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='OtherOffice',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('municipalities', models.JSONField(default=list)),
                        ('address', models.URLField(blank=True)),
                        ('key', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True)),
                        ('key_digest', models.CharField(blank=True, max_length=64)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'name'), name='other_office_name_once'), models.UniqueConstraint(condition=models.Q(('key_digest', ''), _negated=True), fields=('key_digest',), name='other_office_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Arrival',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('sender_id', models.UUIDField()),
                        ('year', models.PositiveSmallIntegerField()),
                        ('version', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(default='received', max_length=12)),
                        ('file_id', models.UUIDField()),
                        ('digest', models.CharField(max_length=64)),
                        ('applicants', models.PositiveIntegerField()),
                        ('wishes', models.PositiveIntegerField()),
                        ('grades', models.PositiveIntegerField()),
                        ('statements', models.PositiveIntegerField()),
                        ('withheld', models.PositiveIntegerField()),
                        ('received_at', models.DateTimeField()),
                        ('alarmed_at', models.DateTimeField(null=True)),
                        ('imported_at', models.DateTimeField(null=True)),
                        ('imported_by', models.CharField(blank=True, max_length=200)),
                        ('taken_wishes', models.PositiveIntegerField(default=0)),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='transfers.otheroffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('other', 'sender_id'), name='arrival_once'), models.CheckConstraint(condition=models.Q(('state__in', ['received', 'imported', 'superseded', 'discarded'])), name='arrival_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'imported'), _negated=True), ('imported_at__isnull', False), _connector='OR'), name='arrival_imported_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='Transfer',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('version', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(default='prepared', max_length=12)),
                        ('acknowledge_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('file_id', models.UUIDField()),
                        ('digest', models.CharField(max_length=64)),
                        ('choices_digest', models.CharField(max_length=64)),
                        ('content_digest', models.CharField(max_length=64)),
                        ('applicants', models.PositiveIntegerField()),
                        ('wishes', models.PositiveIntegerField()),
                        ('grades', models.PositiveIntegerField()),
                        ('statements', models.PositiveIntegerField()),
                        ('withheld', models.PositiveIntegerField()),
                        ('prepared_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('sent_by', models.CharField(blank=True, max_length=200)),
                        ('fault', models.CharField(blank=True, max_length=40)),
                        ('alarmed_at', models.DateTimeField(null=True)),
                        ('acknowledged_at', models.DateTimeField(null=True)),
                        ('acknowledged_by', models.CharField(blank=True, max_length=200)),
                        ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='transfers.otheroffice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('other', 'year', 'version'), name='transfer_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'superseded'), _negated=True), fields=('other', 'year'), name='transfer_one_in_force'), models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'sent', 'alarmed', 'acknowledged', 'superseded'])), name='transfer_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'acknowledged'), _negated=True), ('acknowledged_at__isnull', False), _connector='OR'), name='transfer_acknowledged_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='TransferredPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                        ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='transfers.transfer')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('transfer', 'person'), name='transferred_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ArrivedPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='persons', to='transfers.arrival')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('arrival', 'person'), name='arrived_once')],
                    },
                ),
                migrations.CreateModel(
                    name='HomeMunicipalityStatement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('programme', models.CharField(max_length=120)),
                        ('school', models.CharField(max_length=120)),
                        ('municipality', models.CharField(max_length=60)),
                        ('answer', models.CharField(choices=[('own', 'Own'), ('partner', 'Partner'), ('not_offered', 'Not Offered'), ('not_needed', 'Not Needed')], max_length=12)),
                        ('stated_at', models.DateTimeField()),
                        ('account_id', models.UUIDField()),
                        ('account_name', models.CharField(max_length=200)),
                        ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='admissions.admissionsoffice')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('office', 'year', 'person', 'programme', 'school', 'municipality'), name='statement_once_a_wish'), models.CheckConstraint(condition=models.Q(('answer__in', ['own', 'partner', 'not_offered', 'not_needed'])), name='statement_answer_known')],
                    },
                ),
            ],
        ),
    ]
