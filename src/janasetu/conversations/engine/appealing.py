"""Appeals by law: of which case, and whether they really want to. Two taps, and nothing to fill in."""

import re

from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine import standing
from janasetu.conversations.engine.effects import CaseLine, MakeAppeal, MyPersons, OpenToAppeal, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.lib import bn, references
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.text import shorten
from janasetu.messaging.values import Choice, Message

APPEAL, SURE = "appeal", ("appeal", "yes")
LEAST_DIGITS = 4  # of a number, by its end
_MOST_CASES = 9
_DESCRIPTION = 72  # characters below a row of a list
_MENU = "menu:menu"
_MOST_WORDS = 6  # of a message that is the word and a number
_DIGITS = re.compile(r"[0-9][0-9 \-–]*")


def begin(here: Here) -> Turn:
    """Which case it is about: the one that is late in law; of several one is chosen."""
    late = here.world.know(OpenToAppeal())
    here = _reached(here)
    if not late:
        return with_remark(standing.stand(here), phrase("appeal_nothing", here.lang))
    if len(late) == 1 and len(here.world.know(MyPersons())) <= 1:
        return _ask(here, late[0])
    return Turn(here.session, (_which(here, late),))


def by_words(here: Here) -> Turn | None:
    """«আপিল 1234»: the word for an appeal, and a case by its number or the end of it; else None."""
    said = here.heard.said
    if said.kind != "text" or here.session.in_form or here.office.appeals is None:
        return None
    digits = "".join(_DIGITS.findall(ascii_digits(said.text)))
    number = "".join(one for one in digits if one.isdigit())
    words = bn.match_key(_DIGITS.sub(" ", ascii_digits(said.text)))
    names_it = words in here.office.appeals.words_to_match()
    if len(number) < LEAST_DIGITS or not names_it or len(said.text.split()) > _MOST_WORDS:
        return None
    late = [one for one in here.world.know(OpenToAppeal()) if one.ref.endswith(number)]
    here = _reached(here)
    if len(late) == 1:
        return _ask(here, late[0])
    if late:
        return Turn(here.session, (_which(here, tuple(late)),))
    return with_remark(standing.stand(here), phrase("appeal_not_of_this", here.lang))


def pressed(here: Here, ref: str) -> Turn:
    """The first tap: what an appeal is, and whether they want it. Of a case that is not theirs, or not late,
    that there is nothing to appeal against.
    """
    found = next((one for one in here.world.know(OpenToAppeal()) if one.ref == ref), None)
    if found is None:
        return with_remark(standing.stand(here), phrase("appeal_not_of_this", here.lang))
    return _ask(here, found)


def _reached(here: Here) -> Here:
    """Statistics count what people come for."""
    service = here.office.appeals
    return here.at(here.session.reached(service.reached_intent)) if service else here


def sure(here: Here, ref: str) -> Turn:
    """The second tap."""
    return Turn(here.session, (MakeAppeal(ref),))


def _ask(here: Here, case: CaseLine) -> Turn:
    yes = choice(f"case:{case.ref}:{':'.join(SURE)}", "appeal_sure", here.lang)
    text = PHRASES.say("appeal_asked", here.lang, case=case.shown)
    return Turn(here.session, (Say(Message(text, (yes, choice(_MENU, "menu_back", here.lang)))),))


def _which(here: Here, late: tuple[CaseLine, ...]) -> Say:
    """By its number; where several share the phone the number is all that is shown."""
    is_shared = len(here.world.know(MyPersons())) > 1
    rows = tuple(
        Choice(
            f"case:{one.ref}:{APPEAL}",
            references.grouped(one.ref)[:ROW],
            "" if is_shared else shorten(one.shown.partition(" · ")[2], _DESCRIPTION),
        )
        for one in late[:_MOST_CASES]
    )
    text, see = PHRASES.say("appeal_which", here.lang), PHRASES.say("see_list", here.lang)
    return Say(Message(text, (*rows, choice(_MENU, "menu_back", here.lang)), see))
