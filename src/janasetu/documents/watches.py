"""What of files may wait, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.watches import AtRest, Rest, Watch

WATCHES = (
    Watch(
        code="files",
        name=_("Photos not yet fetched"),
        patience=timedelta(minutes=15),  # six tries end after about two minutes
        rows=lambda at: ReceivedFile.objects.filter(state=FileState.WANTED),
        since="received_at",
        mend="the sender fetches them: logs/sender.log; is the provider's media host reachable?",
        states=(FileState.WANTED,),
    ),
)
AT_REST: AtRest = {Rest.END: (FileState.STORED, FileState.REFUSED, FileState.LOST)}
