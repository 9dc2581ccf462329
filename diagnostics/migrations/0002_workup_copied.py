from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("diagnostics", "0001_initial")]

    operations = [
        migrations.AddField(model_name="workup", name="copied", field=models.JSONField(default=dict)),
    ]
