"""What is said in a talk rings the desks of its body: see console/doorbell.py."""

from typing import ClassVar

from django.db import migrations


def _trigger(event: str) -> migrations.RunSQL:
    name = f"ring_desks_{event.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {event} ON conversations_conversation"
        " REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION janasetu_ring_desks()",
        f"DROP TRIGGER {name} ON conversations_conversation",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("conversations", "0003_handed_over"), ("cases", "0005_ring_the_desks")]
    operations: ClassVar = [_trigger("INSERT"), _trigger("UPDATE")]
