"""All tables of catalogue at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import django.db.models.expressions
import gemensam.foundation.fields.swedish
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('catalogue', '0001_supply'),
        ('catalogue', '0002_past_cut_offs'),
        ('catalogue', '0003_offering_facts'),
        ('catalogue', '0004_seats_not_stated'),
    ]

    initial = True

    dependencies = [
        ('directory', '0001_squashed_0002_editions'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Offering',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('code', models.CharField(max_length=40)),
                        ('title', models.CharField(max_length=160)),
                        ('orientation', models.CharField(blank=True, max_length=120)),
                        ('municipality_code', models.CharField(max_length=4)),
                        ('programme', models.CharField(max_length=8)),
                        ('study_path', models.CharField(blank=True, max_length=9)),
                        ('base_programme', models.CharField(blank=True, max_length=8)),
                        ('planned_seats', models.PositiveIntegerField()),
                        ('seats', models.PositiveIntegerField()),
                        ('free_quota_seats', models.PositiveIntegerField(default=0)),
                        ('test_seats', models.PositiveIntegerField(default=0)),
                        ('skill_test', models.CharField(choices=[('none', 'None'), ('adds', 'Adds'), ('required', 'Required')], default='none', max_length=8)),
                        ('pool', models.CharField(blank=True, max_length=40)),
                        ('pool_seats', models.PositiveIntegerField(blank=True, null=True)),
                        ('pool_order', models.PositiveIntegerField(blank=True, null=True)),
                        ('national_intake', models.BooleanField(default=False)),
                        ('ranking', models.CharField(default='default', max_length=40)),
                        ('cancelled', models.BooleanField(default=False)),
                        ('sort_key', gemensam.foundation.fields.swedish.SwedishSortKeyField(source=('title',))),
                        ('search', gemensam.foundation.fields.swedish.SearchTextField(editable=False, sources=('title', 'orientation', 'code', 'programme', 'study_path'))),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provided_offerings', to='directory.organisation')),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='directory.organisation')),
                        ('seats_stated', models.BooleanField(default=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['year', 'sort_key'], name='offering_by_year_and_title')],
                        'constraints': [models.UniqueConstraint(fields=('year', 'code'), name='offering_code_once_a_year'), models.CheckConstraint(condition=models.Q(('seats__gte', django.db.models.expressions.CombinedExpression(models.F('free_quota_seats'), '+', models.F('test_seats')))), name='offering_quotas_within_seats'), models.CheckConstraint(condition=models.Q(models.Q(('pool', ''), ('pool_seats__isnull', True)), models.Q(models.Q(('pool', ''), _negated=True), ('pool_seats__isnull', False)), _connector='OR'), name='offering_pool_has_seats')],
                    },
                ),
                migrations.CreateModel(
                    name='ReceptionArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('municipality_code', models.CharField(max_length=4)),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reception_areas', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('year', 'provider', 'municipality_code'), name='reception_area_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PastCutOff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField()),
                        ('study_path', models.CharField(max_length=12)),
                        ('programme', models.CharField(max_length=8)),
                        ('offering_code', models.CharField(blank=True, max_length=40)),
                        ('seats', models.PositiveIntegerField(null=True)),
                        ('first_choice_applicants', models.PositiveIntegerField(null=True)),
                        ('lowest', models.DecimalField(decimal_places=6, max_digits=14, null=True)),
                        ('median', models.DecimalField(decimal_places=6, max_digits=14, null=True)),
                        ('reason', models.CharField(blank=True, max_length=12)),
                        ('source', models.CharField(choices=[('imported', 'Imported'), ('published', 'Published'), ('made_up', 'Made Up')], max_length=10)),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_cut_offs', to='directory.organisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('school_unit', 'study_path', 'offering_code', 'year'), name='past_cut_off_once_a_year'), models.CheckConstraint(condition=models.Q(('first_choice_applicants__isnull', True), ('first_choice_applicants', 0), ('first_choice_applicants__gte', 5), _connector='OR'), name='past_cut_off_without_small_cells'), models.CheckConstraint(condition=models.Q(('reason', ''), ('lowest__isnull', True), _connector='OR'), name='past_cut_off_hidden_for_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='OfferingFacts',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(default='sv', max_length=2)),
                        ('description', models.TextField(blank=True, max_length=4000)),
                        ('leads_to_work', models.TextField(blank=True, max_length=2000)),
                        ('leads_to_studies', models.TextField(blank=True, max_length=2000)),
                        ('skill_test_text', models.TextField(blank=True, max_length=2000)),
                        ('travel', models.TextField(blank=True, max_length=1000)),
                        ('web_address', models.URLField(blank=True, max_length=300)),
                        ('apprenticeship', models.BooleanField(default=False)),
                        ('offering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='catalogue.offering')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('offering', 'language'), name='offering_facts_once_a_language')],
                    },
                ),
                migrations.CreateModel(
                    name='OpenHouse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts', models.DateTimeField()),
                        ('ends', models.DateTimeField()),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('offering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='open_houses', to='catalogue.offering')),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_houses', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['school_unit', 'starts'], name='open_house_by_school')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='open_house_ends_after_start'), models.UniqueConstraint(fields=('offering', 'starts'), name='open_house_once_an_offering'), models.UniqueConstraint(condition=models.Q(('offering__isnull', True)), fields=('school_unit', 'starts'), name='open_house_once_a_school')],
                    },
                ),
            ],
        ),
    ]
