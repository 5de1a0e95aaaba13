"""The person's own cases: which are open, and their word on the one that is said to be done."""

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine import form, menus, standing
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    CaseLine,
    CaseNumbered,
    MyCases,
    MyPersons,
    Say,
    Turn,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, phrase, with_remark
from janasetu.conversations.engine.session import NOBODY_KNOWN
from janasetu.conversations.engine.words import act_of
from janasetu.lib import references
from janasetu.lib.text import shorten
from janasetu.messaging.values import Choice, Message

_MOST_CASES = 10
_DESCRIPTION = 72  # characters below a row of a list


def mine(here: Here) -> Turn:
    """The open cases; where several share the phone first of whom."""
    here = here.at(here.session.reached("status_query"))
    return _asked_whose(here) or _listed(here, here.world.know(MyCases()))


def _asked_whose(here: Here) -> Turn | None:
    """Where several share the phone nobody's cases are told before it is clear whose."""
    sharing = here.world.know(MyPersons())
    if len(sharing) <= 1:
        return None
    return Turn(here.session, (menus.persons("whose_cases", "mine", sharing, here.lang),))


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


def by_number(here: Here) -> Turn | None:
    """A case number by itself: how that case stands, where it is theirs. None for other words, and where the
    question that waits takes such a number as its answer.
    """
    said = here.heard.said
    ref = references.read(said.text) if said.kind == "text" else None
    is_telephone = ref not in references.find(said.text)
    if ref is None or is_telephone or _answers_question(here):
        return None
    case = here.world.know(CaseNumbered(ref))
    here = here.at(here.session.reached("status_query"))
    if case and (asked := _asked_whose(here)):
        return asked
    told = phrase("my_case", here.lang, case=case.shown) if case else phrase("my_case_unknown", here.lang)
    return with_remark(standing.stand(here), told)


def _answers_question(here: Here) -> bool:
    filling = here.form() if here.session.in_form else None
    awaited = filling.awaited() if filling else None
    if filling is None or awaited is None:
        return False
    return not isinstance(filling.read(awaited, Given(text=here.heard.said.text)), Problem)


def whose_words(here: Here) -> Turn | None:
    """A sentence that begins nothing, from somebody with an open case: perhaps it is about that one.

    None of a word or two, which are more often a slip, and of who has no open case.
    """
    said = here.heard.said
    if said.kind != "text" or len(said.text.split()) < form.WORDS_OF_A_SENTENCE:
        return None
    open_cases = here.world.know(MyCases())
    return Turn(here.session, (_which(here, open_cases),)) if open_cases else None


def _which(here: Here, open_cases: tuple[CaseLine, ...]) -> Say:
    """About which of the cases, each by its number, or something else by the menu.

    Where several share the phone the number is all that is shown.
    """
    is_shared = len(here.world.know(MyPersons())) > 1
    rows = (
        Choice(
            f"case:{case.ref}:answer",
            references.grouped(case.ref)[:ROW],
            "" if is_shared else shorten(case.shown.partition(" · ")[2], _DESCRIPTION),
        )
        for case in list({case.ref: case for case in open_cases}.values())[: _MOST_CASES - 1]
    )
    back = Choice("menu:menu", PHRASES.say("menu_back", here.lang))
    see = PHRASES.say("see_list", here.lang)
    return Say(Message(PHRASES.say("which_case_words", here.lang), (*rows, back), see))
