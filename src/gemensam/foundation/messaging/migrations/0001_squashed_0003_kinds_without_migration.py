"""All tables of messaging at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('messaging', '0001_outbox'),
        ('messaging', '0002_kinds_in_code'),
        ('messaging', '0003_kinds_without_migration'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0002_editions'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('channel', models.CharField(choices=[('email', 'Email'), ('sms', 'Sms'), ('mina_meddelanden', 'Mina Meddelanden')], default='email', max_length=20)),
                ('dedupe_key', models.CharField(max_length=200)),
                ('context', models.JSONField(default=dict)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sending', 'Sending'), ('sent', 'Sent'), ('dead', 'Dead')], default='waiting', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_token', models.PositiveBigIntegerField(default=0)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('error_code', models.CharField(blank=True, max_length=80)),
                ('created_at', models.DateTimeField()),
                ('send_after', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'send_after'], name='outbox_due')],
                'constraints': [models.UniqueConstraint(fields=('dedupe_key', 'channel'), name='outbox_message_once'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'sms', 'mina_meddelanden'])), name='outbox_channel_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'dead'])), name='outbox_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='outbox_lease_while_sending'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='outbox_sent_says_when'), models.CheckConstraint(condition=models.Q(('send_after__gte', models.F('created_at'))), name='outbox_not_before_it_was_written')],
            },
        ),
    ]
