"""The person's own cases: which are open, and their word on the one that is said to be done."""

from janasetu.conversations.engine import menus, standing
from janasetu.conversations.engine.effects import AnswerClaim, CaseLine, MyCases, MyPersons, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.conversations.engine.session import NOBODY_KNOWN
from janasetu.conversations.engine.words import act_of

_MOST_CASES = 10


def mine(here: Here) -> Turn:
    """The open cases; where several share the phone first of whom."""
    here = here.at(here.session.reached("status_query"))
    known = here.world.know(MyPersons())
    if len(known) > 1:
        return Turn(here.session, (menus.persons("whose_cases", "mine", known, here.lang),))
    return _listed(here, here.world.know(MyCases()))


def mine_of(here: Here, person: str) -> Turn:
    """Those of one person, or of nobody the office knows."""
    if person not in _persons(here):
        return standing.stale(here)
    return _listed(here, here.world.know(MyCases(person)))


def _persons(here: Here) -> set[str]:
    """Whose cases may be asked for: those of persons the office knows, or of nobody of them."""
    return {one.id for one in here.world.know(MyPersons())} | {NOBODY_KNOWN}


def _listed(here: Here, cases: tuple[CaseLine, ...]) -> Turn:
    if not cases:
        return with_remark(standing.stand(here), phrase("my_cases_none", here.lang))
    listed = "\n".join(case.shown for case in cases[:_MOST_CASES])
    return with_remark(standing.stand(here), phrase("my_cases", here.lang, list=listed))


def word_on_claim(here: Here) -> Turn | None:
    """A bare yes or no with nothing offered last: it is the word on the one claim that waits for it."""
    waiting = [case for case in here.world.know(MyCases()) if case.awaits_word]
    if len(waiting) == 1:
        is_done = act_of(here.heard.said.text) == "yes"
        return Turn(here.session, (AnswerClaim(waiting[0].ref, is_done, here.heard.file),))
    if waiting:
        return standing.told_in_vain(here, Turn(here.session, (phrase("which_case", here.lang),)))
    return None
