"""All tables of access at once, for an empty database; one that has the replaced migrations goes on from them."""

import django.db.models.deletion
import django.db.models.functions.text
import gemensam.foundation.fields.swedish
import uuid
from django.conf import settings
from django.db import migrations, models

from gemensam.foundation.tables import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('access', '0001_accounts_and_grants'),
        ('access', '0002_shared_cache'),
        ('access', '0003_roles_of_the_price_list'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                        ('display_name', models.CharField(blank=True, max_length=200)),
                        ('person_id', models.UUIDField(blank=True, null=True, unique=True)),
                        ('is_active', models.BooleanField(default=True)),
                        ('session_epoch', models.PositiveIntegerField(default=0)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('sort_key', gemensam.foundation.fields.swedish.SwedishSortKeyField(source=('display_name',))),
                        ('search', gemensam.foundation.fields.swedish.SearchTextField(editable=False, sources=('display_name', 'email'))),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='account_email_is_lower_case')],
                    },
                ),
                migrations.CreateModel(
                    name='RoleGrant',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('role', models.CharField(max_length=40)),
                        ('organisation_id', models.UUIDField(blank=True, null=True)),
                        ('starts', models.DateField()),
                        ('ends', models.DateField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='role_grant_ends_after_start'), models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', False)), fields=('account', 'role', 'organisation_id', 'starts'), name='role_grant_once_at_organisation'), models.UniqueConstraint(condition=models.Q(('organisation_id__isnull', True)), fields=('account', 'role', 'starts'), name='role_grant_once_without_organisation'), models.CheckConstraint(condition=models.Q(('role__in', ['pupil', 'guardian', 'counsellor', 'school_administrator', 'school_head', 'office_officer', 'office_approver', 'municipal_planner', 'price_reporter', 'economist', 'head_of_upper_secondary', 'provider_decision_maker', 'network_coordinator', 'it_administrator', 'auditor'])), name='role_grant_role_is_known')],
                    },
                ),
                migrations.CreateModel(
                    name='SharedCacheRow',
                    fields=[
                        ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                        ('value', models.TextField()),
                        ('expires', models.DateTimeField(db_index=True)),
                    ],
                    options={
                        'db_table': 'access_shared_cache',
                    },
                ),
            ],
        ),
    ]
