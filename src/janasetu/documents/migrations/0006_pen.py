from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0005_ink'),
    ]

    operations = [
        migrations.AddField(
            model_name='inkpage',
            name='pen',
            field=models.CharField(blank=True, choices=[('seen', 'Seen'), ('missing', 'Missing'), ('', 'Unknown')], db_default='', default='', max_length=10),
        ),
    ]
