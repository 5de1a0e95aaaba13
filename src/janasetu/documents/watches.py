"""What of files and papers may wait, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.documents.choices import FileState, PaperState, SigningState
from janasetu.documents.models import ReceivedFile, SigningOrder
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
    Watch(
        code="papers_to_sign",
        name=_("Papers not yet signed"),
        patience=timedelta(minutes=2),
        rows=lambda at: SigningOrder.objects.filter(state=SigningState.ORDERED),
        since="ordered_at",
        mend="the signer signs them: logs/signer.log; docs/runbooks/signer.md",
        states=(SigningState.ORDERED,),
    ),
)
AT_REST: AtRest = {
    Rest.END: (
        *(FileState.STORED, FileState.REFUSED, FileState.LOST),
        *(PaperState.SIGNED, PaperState.SEALED, PaperState.FILED),
        *(SigningState.SIGNED, SigningState.WITHDRAWN),
    ),
    # ORDERED: its order is watched; REFUSED: the office reads why, and makes it anew
    Rest.PERSON: (
        *(PaperState.DRAFTED, PaperState.ORDERED, PaperState.PRINTED, PaperState.REFUSED),
        *(SigningState.WAITING, SigningState.REFUSED),
    ),
}
