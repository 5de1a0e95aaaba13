"""A seat may be one ward's; the same person may act for two wards by one order."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0002_terms_titles_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='officer',
            name='ward',
            field=models.ForeignKey(blank=True, help_text='The one ward whose seat it is.', null=True, on_delete=django.db.models.deletion.PROTECT, to='bodies.ward'),
        ),
        migrations.RemoveConstraint(
            model_name='officer',
            name='officer_once_a_term',
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.UniqueConstraint(fields=('body', 'user', 'role', 'acting_for', 'ward', 'since'), name='officer_once_a_term', nulls_distinct=False),
        ),
    ]
