"""What of the registers may wait, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.lib.watches import AtRest, Rest, Watch
from janasetu.registers.choices import ImportState, RecordSearchState
from janasetu.registers.models import RegisterImport
from janasetu.registers.queries import unheard_answers

WATCHES = (
    Watch(
        code="register_files",
        name=_("Register files not yet read"),
        patience=timedelta(minutes=15),
        rows=lambda at: RegisterImport.objects.filter(state__in=(ImportState.SENT, ImportState.WANTED)),
        since="asked_at",
        mend="jobs reads them: logs/jobs.log",
        states=(ImportState.SENT, ImportState.WANTED),
    ),
    Watch(
        code="record_answers",
        name=_("Answers of the record room that their applications have not taken up"),
        patience=timedelta(minutes=5),
        rows=lambda at: unheard_answers(),
        since="answered_at",
        mend="jobs takes them up once a second: logs/jobs.log",
    ),
)
AT_REST: AtRest = {
    Rest.PERSON: (ImportState.CHECKED, RecordSearchState.ASKED),
    Rest.END: (
        ImportState.DONE,
        ImportState.DROPPED,
        RecordSearchState.FOUND,
        RecordSearchState.NOT_FOUND,
    ),
}
