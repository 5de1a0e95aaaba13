"""What of history may wait for us, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.audit.models import AuditRow, Unsealed
from janasetu.lib.watches import Watch

WATCHES = (
    Watch(
        code="seals",
        name=_("History not yet sealed"),
        patience=timedelta(minutes=10),
        rows=lambda at: AuditRow.objects.filter(id__in=Unsealed.objects.values("id")),
        since="at",
        mend="jobs seals it once a minute: logs/jobs.log",
        by_wall=True,
    ),
)
