"""A voice from somebody who fills in no form: it opens a case at once, and what follows belongs to that."""

from dataclasses import replace
from datetime import timedelta

from janasetu.catalogue import form as catalogue
from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.text import VOICE
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import around
from janasetu.conversations.engine.effects import FieldCases, MyCases, OpenCase, Turn
from janasetu.conversations.engine.here import Here

# What somebody writes, shows or marks on the map so soon after a voice is of the same matter.
TOGETHER = timedelta(minutes=10)
_REPORT = "report"


def follow(here: Here) -> Turn | None:
    """The case of a voice that a service takes unheard, or what is said beside one; None for all else."""
    return None if here.session.in_form else _taken(here) or _beside(here)


def _taken(here: Here) -> Turn | None:
    """A voice without a word: what an officer says in the field may be about the case they have."""
    heard = here.heard
    if not heard.file or heard.media != VOICE or heard.said.text:
        return None
    offered = here.office.services.items()
    found = next(((version, one) for version, one in offered if one.unheard), None)
    if found is None or here.world.know(FieldCases()):
        return None
    return _opened(here, *found)


def _opened(here: Here, version: str, service: Service) -> Turn | None:
    """A form with nothing but the voice, handed in; its receipt is said by the case itself."""
    asked, heard = service.voice_question, here.heard
    if asked is None:
        return None
    said, territory = Given(files=(heard.file,), media=VOICE), here.office.territory
    answer = KINDS[asked.kind].read_in(asked, said, territory=territory, today=heard.today, earlier=None)
    if isinstance(answer, Problem):
        return None
    fields = catalogue.folded(service, {asked.field: answer})
    session = replace(here.session.reached(service.reached_intent), voiced_at=heard.at)
    return Turn(session, (OpenCase(version, fields, draft=heard.token),))


def _beside(here: Here) -> Turn | None:
    """Words, a photo or a place soon after a voice join its case, unless they surely want something else."""
    heard, spoken = here.heard, here.session.voiced_at
    tells = heard.said.text or heard.file or heard.said.spot
    if spoken is None or heard.at - spoken > TOGETHER or not tells:
        return None
    meant = here.understood
    if meant and meant.decision == "accept" and meant.act != _REPORT:
        return None
    cases = here.world.know(MyCases())
    return around.answer(here, cases[0].ref) if cases else None
