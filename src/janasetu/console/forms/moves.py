"""By which form each move is made on a case now."""

from janasetu.cases.models import Case
from janasetu.console.forms.deciding import (
    AlarmForm,
    AssignForm,
    CloseForm,
    CorrectForm,
    HastenForm,
    ReferForm,
    RejectForm,
    ResolveForm,
)
from janasetu.console.forms.move import MoveForm
from janasetu.console.forms.outside import ChaseForm, ReferOutsideForm, TakeAnswerForm, TakeBackForm
from janasetu.console.forms.sharing import DeclareForm, MergeForm, SplitForm
from janasetu.console.forms.writing import AskForm, NoteForm, ReadyAskForm, ReadyReplyForm, ReplyForm
from janasetu.console.reach import Reach, Way

FORMS: dict[str, type[MoveForm]] = {
    form.move: form
    for form in (
        *(ReplyForm, NoteForm, AskForm, ResolveForm, AssignForm),
        *(TakeAnswerForm, ChaseForm, TakeBackForm),
        *(
            ReferForm,
            CorrectForm,
            ReferOutsideForm,
            RejectForm,
            HastenForm,
            AlarmForm,
            MergeForm,
            SplitForm,
            DeclareForm,
        ),
    )
}
# Written beside the conversation; the others decide what becomes of the case.
WRITTEN = (ReplyForm.move, NoteForm.move, AskForm.move)
_READY: dict[str, type[MoveForm]] = {form.move: form for form in (ReadyReplyForm, ReadyAskForm)}


def form_of(move: str, case: Case, reach: Reach) -> type[MoveForm] | None:
    """The form by which this move is made on this case now; None where there is no such move."""
    if move == CloseForm.move and not case.service.asks_the_citizen:
        return CloseForm
    return _READY[move] if reach.way == Way.CLOSED and move in _READY else FORMS.get(move)


def reaches(move: str, reach: Reach) -> bool:
    """Whether the move makes sense now: nobody writes to who is out of reach, or asks who cannot answer."""
    if move == AskForm.move and not reach.answers:
        return False
    return reach.way != Way.NONE or move not in _READY
