"""A voice from somebody who fills in no form: it opens a case at once, and is heard by a person later."""

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.fields.text import VOICE
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import form
from janasetu.conversations.engine.effects import FieldCases, Turn
from janasetu.conversations.engine.here import Here


def taken(here: Here) -> Turn | None:
    """The case of a voice, where a service takes it unheard; None for all else.

    Whoever said something in words beside it is understood by these; what an officer says in the field may be
    about the case they have.
    """
    heard = here.heard
    if not heard.file or heard.media != VOICE or heard.said.text or here.session.in_form:
        return None
    offered = here.office.services.items()
    found = next(((version, one) for version, one in offered if one.unheard and one.voice_question), None)
    if found is None or here.world.know(FieldCases()):
        return None
    return _opened(here, *found)


def _opened(here: Here, version: str, service: Service) -> Turn | None:
    """The form with nothing but the voice, handed in; its receipt is said by the case itself."""
    begun = form.begin(here.session, version, service, here.heard, here.world, here.office.territory)
    asked = service.voice_question
    slot = begun.slot(asked.field) if asked else None
    answer = (
        begun.read(slot, Given(files=(here.heard.file,), media=VOICE)) if slot else Problem("voice_needed")
    )
    if slot is None or isinstance(answer, Problem):
        return None
    return Turn(begun.session.idle(), (begun.keep(slot, answer).handed_in(),))
