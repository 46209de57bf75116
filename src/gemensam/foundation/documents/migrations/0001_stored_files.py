import django.db.models.deletion
import gemensam.foundation.fields.encrypted
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64)),
                ('purpose', models.CharField(max_length=60)),
                ('name', gemensam.foundation.fields.encrypted.EncryptedTextField(default='')),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sha256', 'purpose'), name='stored_file_once'), models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='stored_file_has_purpose')],
            },
        ),
        migrations.CreateModel(
            name='StoredPart',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('content', gemensam.foundation.fields.encrypted.EncryptedBinaryField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='documents.storedfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='stored_part_once')],
            },
        ),
    ]
