"""What happens to a case rings the desks of its body: see console/doorbell.py."""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE FUNCTION janasetu_ring_desks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('janasetu_desk', rung.body_id::text)
       FROM (SELECT DISTINCT body_id FROM fresh WHERE body_id IS NOT NULL) AS rung;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER ring_desks AFTER INSERT ON cases_caseevent
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION janasetu_ring_desks()
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0004_desk")]
    operations: ClassVar = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION janasetu_ring_desks()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER ring_desks ON cases_caseevent"),
    ]
