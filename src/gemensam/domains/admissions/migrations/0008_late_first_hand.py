"""What a late choice of one who is received first hand waits behind: the office's setting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """As every office has done so far: before those of the second hand."""

    dependencies = [("admissions", "0007_stops_by_file")]

    operations = [
        migrations.AddField(
            model_name="admissionsoffice",
            name="late_first_hand",
            field=models.CharField(default="own_class", max_length=9),
        ),
        migrations.AddConstraint(
            model_name="admissionsoffice",
            constraint=models.CheckConstraint(
                condition=models.Q(("late_first_hand__in", ["own_class", "everybody"])),
                name="office_late_first_hand_known",
            ),
        ),
    ]
