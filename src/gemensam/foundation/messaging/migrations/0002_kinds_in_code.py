from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_outbox")]

    operations = [
        migrations.AlterField(
            model_name="outboxmessage", name="kind", field=models.CharField(max_length=30)
        ),
    ]
