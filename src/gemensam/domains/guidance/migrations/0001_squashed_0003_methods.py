"""All tables of guidance at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import gemensam.foundation.fields.encrypted
import gemensam.foundation.fields.swedish
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('guidance', '0001_pupils'),
        ('guidance', '0002_booking'),
        ('guidance', '0003_methods'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0002_editions'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('with_notes', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('sent', 'SENT'), ('received', 'RECEIVED')], default='sent', max_length=8)),
                        ('sent_at', models.DateTimeField()),
                        ('sent_by', models.UUIDField()),
                        ('sent_by_name', models.CharField(max_length=200)),
                        ('received_at', models.DateTimeField(blank=True, null=True)),
                        ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                        ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                        ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('pupil', 'from_unit', 'year'), name='handover_once_a_year'), models.CheckConstraint(condition=models.Q(('from_unit', models.F('to_unit')), _negated=True), name='handover_to_another_school'), models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', False), ('state', 'received')), models.Q(('received_at__isnull', True), ('state', 'sent')), _connector='OR'), name='handover_received_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='PupilNote',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('author_id', models.UUIDField()),
                        ('author_name', models.CharField(max_length=200)),
                        ('text', gemensam.foundation.fields.encrypted.EncryptedTextField()),
                        ('shared', models.BooleanField(default=False)),
                        ('written_at', models.DateTimeField()),
                        ('handed_over_from', models.CharField(blank=True, max_length=200)),
                        ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['school_unit', 'pupil'], name='note_by_school_and_pupil')],
                    },
                ),
                migrations.CreateModel(
                    name='PupilTick',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('ticked_at', models.DateTimeField()),
                        ('ticked_by', models.UUIDField(null=True)),
                        ('ticked_by_name', models.CharField(max_length=200)),
                        ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('pupil', 'school_unit', 'year'), name='pupil_tick_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('counsellor_id', models.UUIDField(primary_key=True, serialize=False)),
                        ('token_sha256', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='GuidanceSlot',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('series_id', models.UUIDField(db_index=True)),
                        ('counsellor_id', models.UUIDField()),
                        ('counsellor_person_id', models.UUIDField(null=True)),
                        ('counsellor_name', models.CharField(max_length=200)),
                        ('municipality_code', models.CharField(blank=True, max_length=4)),
                        ('form', models.CharField(choices=[('room', 'Room'), ('phone', 'Phone'), ('video', 'Video')], max_length=5)),
                        ('place', models.CharField(blank=True, max_length=120)),
                        ('video_link', models.URLField(blank=True, max_length=300)),
                        ('language', models.CharField(default='sv', max_length=8)),
                        ('own_school_only', models.BooleanField(default=False)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('open', 'OPEN'), ('withdrawn', 'WITHDRAWN')], default='open', max_length=9)),
                        ('published_at', models.DateTimeField()),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'starts_at'], name='slot_by_time')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_start'), models.CheckConstraint(condition=models.Q(('form__in', ['room', 'phone', 'video'])), name='slot_form_known'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('counsellor_id', 'starts_at'), name='slot_once_per_counsellor')],
                    },
                ),
                migrations.CreateModel(
                    name='Booking',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('booked_by', models.UUIDField()),
                        ('question', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True, default='')),
                        ('state', models.CharField(choices=[('offered', 'OFFERED'), ('booked', 'BOOKED'), ('cancelled', 'CANCELLED'), ('lapsed', 'LAPSED'), ('held', 'HELD'), ('missed', 'MISSED')], max_length=9)),
                        ('sequence', models.PositiveIntegerField(default=0)),
                        ('wished_at', models.DateTimeField()),
                        ('booked_at', models.DateTimeField()),
                        ('offer_until', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                        ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='guidance.guidanceslot')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['pupil', 'state'], name='booking_by_pupil')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'booked', 'held', 'missed'])), fields=('slot',), name='one_booking_holds_a_slot'), models.UniqueConstraint(condition=models.Q(('state', 'lapsed')), fields=('slot', 'pupil'), name='slot_offered_once_to_a_pupil'), models.CheckConstraint(condition=models.Q(models.Q(('offer_until__isnull', False), ('state', 'offered')), models.Q(('state', 'offered'), _negated=True), _connector='OR'), name='offer_has_an_end')],
                    },
                ),
                migrations.CreateModel(
                    name='WaitingPlace',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('asked_by', models.UUIDField()),
                        ('school_unit_id', models.UUIDField(null=True)),
                        ('municipality_code', models.CharField(blank=True, max_length=4)),
                        ('form', models.CharField(blank=True, choices=[('room', 'Room'), ('phone', 'Phone'), ('video', 'Video')], max_length=5)),
                        ('language', models.CharField(blank=True, max_length=8)),
                        ('question', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True, default='')),
                        ('last_day', models.DateField()),
                        ('state', models.CharField(choices=[('waiting', 'WAITING'), ('served', 'SERVED'), ('left', 'LEFT')], default='waiting', max_length=7)),
                        ('joined_at', models.DateTimeField()),
                        ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'joined_at'], name='waiting_in_order')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('pupil',), name='one_place_in_the_queue')],
                    },
                ),
                migrations.CreateModel(
                    name='Method',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('title', models.CharField(max_length=120)),
                        ('summary', models.CharField(max_length=300)),
                        ('text', models.TextField()),
                        ('tags', models.JSONField(default=list)),
                        ('tag_line', models.CharField(blank=True, max_length=300)),
                        ('number', models.PositiveSmallIntegerField(default=1)),
                        ('author_id', models.UUIDField()),
                        ('author_name', models.CharField(max_length=200)),
                        ('municipality_code', models.CharField(blank=True, max_length=4)),
                        ('state', models.CharField(choices=[('published', 'PUBLISHED'), ('withdrawn', 'WITHDRAWN'), ('hidden', 'HIDDEN')], default='published', max_length=9)),
                        ('shared_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('sort_key', gemensam.foundation.fields.swedish.SwedishSortKeyField(source=('title',))),
                        ('search', gemensam.foundation.fields.swedish.SearchTextField(editable=False, sources=('title', 'summary', 'text', 'tag_line'))),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', 'sort_key'], name='method_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='MethodAttachment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('file_id', models.UUIDField()),
                        ('name', models.CharField(max_length=120)),
                        ('media_type', models.CharField(max_length=100)),
                        ('size', models.PositiveIntegerField()),
                        ('added_at', models.DateTimeField()),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='guidance.method')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('method', 'file_id'), name='method_attachment_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MethodReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=500)),
                        ('reported_by', models.UUIDField()),
                        ('reported_by_name', models.CharField(max_length=200)),
                        ('reported_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(blank=True, null=True)),
                        ('hidden', models.BooleanField(default=False)),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='guidance.method')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('method', 'reported_by'), name='method_report_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MethodUse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.CharField(blank=True, max_length=500)),
                        ('told_by_name', models.CharField(max_length=200)),
                        ('told_at', models.DateTimeField()),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='guidance.method')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('method', 'organisation'), name='method_use_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MethodVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=120)),
                        ('summary', models.CharField(max_length=300)),
                        ('text', models.TextField()),
                        ('changed_by_name', models.CharField(max_length=200)),
                        ('changed_at', models.DateTimeField()),
                        ('method', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='guidance.method')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('method', 'number'), name='method_version_once')],
                    },
                ),
            ],
        ),
    ]
