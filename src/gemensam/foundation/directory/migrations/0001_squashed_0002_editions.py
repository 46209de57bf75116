"""All tables of directory at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import gemensam.foundation.fields.encrypted
import gemensam.foundation.fields.swedish
import uuid
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('directory', '0001_directory'),
        ('directory', '0002_editions'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('display_name', models.CharField(max_length=200)),
                        ('organisation_type', models.CharField(choices=[('provider', 'Provider'), ('municipality', 'Municipality'), ('admissions_office', 'Admissions Office'), ('administration', 'Administration'), ('operational_area', 'Operational Area'), ('principal_area', 'Principal Area'), ('school', 'School'), ('school_unit', 'School Unit'), ('brand', 'Brand'), ('company', 'Company'), ('other', 'Other')], max_length=20)),
                        ('provider_kind', models.CharField(blank=True, choices=[('public', 'Public'), ('independent', 'Independent')], max_length=12)),
                        ('school_unit_code', models.CharField(blank=True, max_length=8)),
                        ('municipality_code', models.CharField(blank=True, max_length=4)),
                        ('organisation_number', models.CharField(blank=True, max_length=10)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('phone', models.CharField(blank=True, max_length=30)),
                        ('starts', models.DateField(blank=True, null=True)),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('sort_key', gemensam.foundation.fields.swedish.SwedishSortKeyField(source=('display_name',))),
                        ('search', gemensam.foundation.fields.swedish.SearchTextField(editable=False, sources=('display_name', 'school_unit_code'))),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='directory.organisation')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['organisation_type', 'sort_key'], name='organisation_type_order')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('organisation_type__in', ['provider', 'municipality', 'admissions_office', 'administration', 'operational_area', 'principal_area', 'school', 'school_unit', 'brand', 'company', 'other'])), name='organisation_type_known'), models.CheckConstraint(condition=models.Q(('provider_kind__in', ['', 'public', 'independent'])), name='organisation_provider_kind_known'), models.CheckConstraint(condition=models.Q(('school_unit_code', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('school_unit_code'), 8), _connector='OR'), name='organisation_unit_code_length'), models.CheckConstraint(condition=models.Q(('municipality_code', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('municipality_code'), 4), _connector='OR'), name='organisation_municipality_code_length'), models.CheckConstraint(condition=models.Q(('organisation_number', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('organisation_number'), 10), _connector='OR'), name='organisation_number_length'), models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='organisation_not_its_own_parent'), models.CheckConstraint(condition=models.Q(('starts__isnull', True), ('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='organisation_period_forward'), models.UniqueConstraint(condition=models.Q(('school_unit_code', ''), _negated=True), fields=('school_unit_code',), name='organisation_unit_code_once'), models.UniqueConstraint(condition=models.Q(('organisation_type', 'provider'), models.Q(('organisation_number', ''), _negated=True)), fields=('organisation_number',), name='organisation_provider_number_once'), models.UniqueConstraint(condition=models.Q(('organisation_type', 'municipality')), fields=('municipality_code',), name='organisation_municipality_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('given_name', models.CharField(max_length=100)),
                        ('family_name', models.CharField(max_length=100)),
                        ('civic_no', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True, null=True)),
                        ('civic_no_index', gemensam.foundation.fields.encrypted.BlindIndexField(max_length=32, null=True, unique=True)),
                        ('civic_no_type', models.CharField(blank=True, choices=[('personnummer', 'Personnummer'), ('samordningsnummer', 'Samordningsnummer'), ('tf', 'Tf')], max_length=20)),
                        ('birth_date', models.DateField(blank=True, null=True)),
                        ('sex', models.CharField(choices=[('man', 'Man'), ('woman', 'Woman'), ('unknown', 'Unknown')], default='unknown', max_length=8)),
                        ('security_marking', models.CharField(choices=[('none', 'None'), ('confidential', 'Confidential'), ('protected_registration', 'Protected Registration')], default='confidential', max_length=24)),
                        ('home_municipality', models.CharField(blank=True, max_length=4)),
                        ('email', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True, default='')),
                        ('phone', gemensam.foundation.fields.encrypted.EncryptedTextField(blank=True, default='')),
                        ('locale', models.CharField(default='sv', max_length=10)),
                        ('sort_key', gemensam.foundation.fields.swedish.SwedishSortKeyField(source=('family_name', 'given_name'))),
                        ('search', gemensam.foundation.fields.swedish.SearchTextField(editable=False, sources=('given_name', 'family_name'))),
                    ],
                    options={
                        'indexes': [models.Index(fields=['sort_key'], name='person_order'), models.Index(condition=models.Q(('security_marking', 'none'), _negated=True), fields=['security_marking'], name='person_protected')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('security_marking__in', ['none', 'confidential', 'protected_registration'])), name='person_security_marking_known'), models.CheckConstraint(condition=models.Q(('sex__in', ['man', 'woman', 'unknown'])), name='person_sex_known'), models.CheckConstraint(condition=models.Q(models.Q(('civic_no__isnull', True), ('civic_no_index__isnull', True), ('civic_no_type', '')), models.Q(('civic_no__isnull', False), ('civic_no_index__isnull', False), ('civic_no_type__in', ['personnummer', 'samordningsnummer', 'tf'])), _connector='OR'), name='person_civic_no_whole'), models.CheckConstraint(condition=models.Q(('home_municipality', ''), django.db.models.lookups.Exact(django.db.models.functions.text.Length('home_municipality'), 4), _connector='OR'), name='person_home_municipality_length')],
                    },
                ),
                migrations.CreateModel(
                    name='Enrolment',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('school_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('school_type', models.CharField(choices=[('GR', 'Gr'), ('GRAN', 'Gran'), ('SP', 'Sp'), ('SAM', 'Sam'), ('GY', 'Gy'), ('GYAN', 'Gyan'), ('VUX', 'Vux'), ('OTHER', 'Other')], max_length=5)),
                        ('class_name', models.CharField(blank=True, max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('school_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='directory.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrolments', to='directory.person')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['school_unit', 'starts'], name='enrolment_at_unit')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('school_type__in', ['GR', 'GRAN', 'SP', 'SAM', 'GY', 'GYAN', 'VUX', 'OTHER'])), name='enrolment_school_type_known'), models.CheckConstraint(condition=models.Q(('school_year__isnull', True), ('school_year__lte', 10), _connector='OR'), name='enrolment_school_year_0_to_10'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='enrolment_period_forward'), models.UniqueConstraint(fields=('person', 'school_unit', 'school_type', 'starts'), name='enrolment_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Duty',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('duty_role', models.CharField(choices=[('principal', 'Principal'), ('teacher', 'Teacher'), ('lead_teacher', 'Lead Teacher'), ('special_teacher', 'Special Teacher'), ('counsellor', 'Counsellor'), ('welfare_officer', 'Welfare Officer'), ('school_nurse', 'School Nurse'), ('administrator', 'Administrator'), ('other_management', 'Other Management'), ('other', 'Other')], max_length=20)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='directory.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('duty_role__in', ['principal', 'teacher', 'lead_teacher', 'special_teacher', 'counsellor', 'welfare_officer', 'school_nurse', 'administrator', 'other_management', 'other'])), name='duty_role_known'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='duty_period_forward'), models.UniqueConstraint(fields=('person', 'organisation', 'duty_role', 'starts'), name='duty_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Responsible',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('relation_type', models.CharField(choices=[('guardian', 'Guardian'), ('other_responsible', 'Other Responsible'), ('appointed_trustee', 'Appointed Trustee'), ('authorised', 'Authorised')], default='guardian', max_length=20)),
                        ('has_custody', models.BooleanField(default=False)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibles', to='directory.person')),
                        ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wards', to='directory.person')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('child', models.F('guardian')), _negated=True), name='responsible_not_for_oneself'), models.CheckConstraint(condition=models.Q(('relation_type__in', ['guardian', 'other_responsible', 'appointed_trustee', 'authorised'])), name='responsible_relation_known'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='responsible_period_forward'), models.UniqueConstraint(fields=('child', 'guardian', 'relation_type', 'starts'), name='responsible_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('register', models.CharField(max_length=20, primary_key=True, serialize=False)),
                        ('mark', models.UUIDField()),
                    ],
                ),
            ],
        ),
    ]
