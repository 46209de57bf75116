import django.db.models.deletion
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admissions', '0002_choices_left_out'),
        ('catalogue', '0003_offering_facts'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='OpenedResult',
                    fields=[
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='opened_replies', serialize=False, to='admissions.publication')),
                        ('last_reference', models.CharField(blank=True, max_length=20)),
                        ('done_at', models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='PreAnswer',
                    fields=[
                        ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pre_answer', serialize=False, to='admissions.application')),
                        ('answers', models.JSONField(default=dict)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('origin', models.CharField(max_length=12)),
                        ('account_id', models.UUIDField(null=True)),
                        ('changed_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(default='open', max_length=20)),
                        ('queues', models.JSONField(default=list)),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('origin', models.CharField(blank=True, max_length=12)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('opened_at', models.DateTimeField()),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='admissions.application')),
                        ('offering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offering')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='admissions.admissionround')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['round', 'state'], name='reply_by_state')],
                        'constraints': [models.UniqueConstraint(fields=('round', 'application'), name='one_reply_a_round'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined', 'accepted_by_default', 'lapsed', 'lost', 'standing'])), name='reply_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('offering__isnull', True), ('state', 'standing')), models.Q(('offering__isnull', False), models.Q(('state', 'standing'), _negated=True)), _connector='OR'), name='reply_stands_without_offer')],
                    },
                ),
                migrations.CreateModel(
                    name='ReplyStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.CharField(max_length=12)),
                        ('before', models.CharField(max_length=20)),
                        ('after', models.CharField(max_length=20)),
                        ('queues', models.JSONField(default=list)),
                        ('left', models.JSONField(default=list)),
                        ('origin', models.CharField(max_length=12)),
                        ('account_id', models.UUIDField(null=True)),
                        ('at', models.DateTimeField()),
                        ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='replies.reply')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['at'], name='reply_step_by_time')],
                    },
                ),
                migrations.CreateModel(
                    name='ReplyTerms',
                    fields=[
                        ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reply_terms', serialize=False, to='admissions.admissionround')),
                        ('due_at', models.DateTimeField()),
                        ('silence', models.CharField(default='keeps', max_length=8)),
                        ('guardians_reply', models.BooleanField(default=True)),
                        ('remind_before', models.JSONField(default=list)),
                        ('remind_by_sms', models.BooleanField(default=False)),
                        ('changed_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('silence__in', ['keeps', 'loses'])), name='terms_silence_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Certificate',
                    fields=[
                        ('code', models.CharField(max_length=24, primary_key=True, serialize=False)),
                        ('issued_at', models.DateTimeField()),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.offering')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='admissions.admissionround')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('application', 'round', 'offering'), name='one_certificate_an_offer')],
                    },
                ),
                migrations.CreateModel(
                    name='QueuePlace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('run_id', models.UUIDField()),
                        ('position', models.PositiveIntegerField()),
                        ('waiting', models.PositiveIntegerField()),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queue_places', to='admissions.application')),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.offering')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['day'], name='queue_place_by_day')],
                        'constraints': [models.UniqueConstraint(fields=('application', 'offering', 'day'), name='queue_place_once_a_day')],
                    },
                ),
            ],
        ),
    ]
