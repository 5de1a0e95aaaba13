"""Something is wrong in a paper that was given: in which, in which line, and what it should say."""

from typing import Any, Final

from janasetu.catalogue.schema import ROW, Service
from janasetu.conversations.engine import form, standing
from janasetu.conversations.engine.draft import CORRECTS, LINE
from janasetu.conversations.engine.effects import (
    CaseLine,
    LinesToCorrect,
    MyPapers,
    MyPersons,
    Say,
    Turn,
    Wrong,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.lib import references
from janasetu.lib.text import shorten
from janasetu.messaging.values import Choice, Message

WRONG: Final = "wrong"
MOST_ROWS = 9  # of a list; the last is for what stands in none of them
_DESCRIPTION = 72  # characters below a row of a list
_NONE_OF_THESE = "0"
_MENU = "menu:menu"


def begin(here: Here) -> Turn:
    """In which paper: the one that they were given; of several one is chosen."""
    papers = here.world.know(MyPapers())
    if not papers:
        return with_remark(standing.stand(here), phrase("correction_no_paper", here.lang))
    if len(papers) == 1 and len(here.world.know(MyPersons())) <= 1:
        return pressed(here, papers[0].ref)
    return Turn(here.session, (_which_paper(here, papers),))


def pressed(here: Here, ref: str) -> Turn:
    """In which line of the paper of this case. Of a case that is not theirs, or whose paper holds no more,
    that there is nothing to correct.
    """
    wrong = here.world.know(LinesToCorrect(ref))
    if wrong is None or _offered(here) is None:
        return with_remark(standing.stand(here), phrase("correction_not_of_this", here.lang))
    if wrong.is_under_way:
        told = phrase("correction_under_way", here.lang, number=wrong.is_under_way)
        return with_remark(standing.stand(here), told)
    return Turn(here.session, (_which_line(here, wrong),))


def chosen(here: Here, ref: str, line: str) -> Turn:
    """The line was chosen, or none of them: what it should say is asked as any service asks."""
    wrong, offered = here.world.know(LinesToCorrect(ref)), _offered(here)
    number = int(line) if line.isascii() and line.isdecimal() and len(line) < 4 else -1
    if wrong is None or offered is None or wrong.is_under_way or not 0 <= number <= len(wrong.lines):
        return with_remark(standing.stand(here), phrase("correction_not_of_this", here.lang))
    parked = here.session.park() if here.session.in_form else here.session
    begun = form.begin(parked, *offered, here)
    known: dict[str, Any] = {"paper": wrong.number, "days": wrong.days, CORRECTS: wrong.ref}
    if number:
        name, label, _ = wrong.lines[number - 1]
        known |= {"line": label, LINE: name}
    for path, answer in known.items():
        begun = begun.at(begun.session.with_answer(path, answer))
    return with_remark(form.go_on(begun), phrase("correction_begins", here.lang, number=wrong.number))


def _offered(here: Here) -> tuple[str, Service] | None:
    """By which service this office corrects papers."""
    return next((found for found in here.office.services.items() if found[1].is_correction), None)


def _which_paper(here: Here, papers: tuple[CaseLine, ...]) -> Say:
    """By the number of its case; where several share the phone the number is all that is shown."""
    is_shared = len(here.world.know(MyPersons())) > 1
    rows = tuple(
        Choice(
            f"case:{one.ref}:{WRONG}",
            references.grouped(one.ref)[:ROW],
            "" if is_shared else shorten(one.shown.partition(" · ")[2], _DESCRIPTION),
        )
        for one in papers[:MOST_ROWS]
    )
    text, see = PHRASES.say("correction_which_paper", here.lang), PHRASES.say("see_list", here.lang)
    return Say(Message(text, (*rows, choice(_MENU, "menu_back", here.lang)), see))


def _which_line(here: Here, wrong: Wrong) -> Say:
    """What each is called, and what it says, where who asks may see that; last, something else."""
    begins = f"case:{wrong.ref}:{WRONG}"
    rows = tuple(
        Choice(f"{begins}:{at}", shorten(label, ROW), shorten(value, _DESCRIPTION))
        for at, (_, label, value) in enumerate(wrong.lines[: MOST_ROWS - 1], start=1)
    )
    other = choice(f"{begins}:{_NONE_OF_THESE}", "correction_other_line", here.lang)
    text = PHRASES.say("correction_which_line", here.lang, number=wrong.number)
    return Say(Message(text, (*rows, other), PHRASES.say("see_list", here.lang)))
