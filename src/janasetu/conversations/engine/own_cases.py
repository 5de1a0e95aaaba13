"""The person's own cases: which are open, how one stands, and of which of them their words are."""

from dataclasses import replace

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine import beginning, form, menus, standing
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    AskByCode,
    CaseLine,
    CaseNumbered,
    MyCases,
    MyPersons,
    Say,
    Turn,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Chosen, is_free, meaning
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.conversations.engine.session import NOBODY_KNOWN, Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib import references
from janasetu.lib.text import shorten
from janasetu.lib.wards import ward_in
from janasetu.messaging.values import Choice, Message

_MOST_CASES = 10
_MOST_CODE = 200  # characters of a message that is a number and its code
_DESCRIPTION = 72  # characters below a row of a list
_SOMETHING_ELSE = "menu:menu"
_MOST_UNPLACED = 8000  # characters of words of which it is not said yet what they are about


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


def by_code(here: Here) -> Turn | None:
    """A case number with its code: how that case stands, on whatever telephone. None for all else, and in a
    form for what stands among other words.
    """
    said = here.heard.said
    found = references.with_code(said.text) if said.kind == "text" and len(said.text) <= _MOST_CODE else None
    if found is None or (here.session.in_form and any(letter.isalpha() for letter in said.text)):
        return None
    return Turn(here.session.reached("status_query"), (AskByCode(*found),))


def by_number(here: Here) -> Turn | None:
    """A case number, alone or in a sentence: how that case stands, where it is theirs. None for other words,
    and where the question that waits takes such a number as its answer.
    """
    said = here.heard.said
    found = references.find(said.text) if said.kind == "text" else []
    if len(found) != 1 or (here.session.in_form and _answers_question(here)):
        return None
    if any(letter.isalpha() for letter in said.text):
        return _in_sentence(here, found[0])
    return _told(here, found[0])


def is_number_alone(here: Here) -> bool:
    """Whether the words are the number of a case and nothing else: a question how it stands."""
    said = here.heard.said
    alone = said.kind == "text" and not here.heard.file and not any(letter.isalpha() for letter in said.text)
    return alone and len(references.find(said.text)) == 1


def waits_for_file(here: Here) -> str:
    """The one application for which a paper is owed, of a file that comes without words while nothing else is
    under way; empty of any other file, and where several are waited for.
    """
    if not here.heard.file or here.heard.said.text or here.session.state != "idle":
        return ""
    waiting = [case.ref for case in here.world.know(MyCases()) if case.asks]
    return waiting[0] if len(waiting) == 1 else ""


def _told(here: Here, ref: str) -> Turn:
    case = here.world.know(CaseNumbered(ref))
    here = here.at(here.session.reached("status_query"))
    if case and (asked := _asked_whose(here)):
        return asked
    if case and case.may_end and not here.session.in_form:
        return Turn(here.session, (_with_way_back(here, case),))
    told = phrase("my_case", here.lang, case=case.shown) if case else phrase("my_case_unknown", here.lang)
    return with_remark(standing.stand(here), told)


def _with_way_back(here: Here, case: CaseLine) -> Say:
    """How an application stands, and that it can be taken back; of one that is waited for, what it waits for
    may come at once.
    """
    back = choice(f"case:{case.ref}:take_back", "take_back", here.lang)
    text = PHRASES.say("my_case", here.lang, case=case.shown)
    if case.asks:
        return Say(Message(text, (choice(f"case:{case.ref}:answer", "answer_asked", here.lang), back)))
    return Say(Message(text, (back, choice(_SOMETHING_ELSE, "menu_back", here.lang))))


def asked_to_end(here: Here, ref: str) -> Turn:
    """Whether they really want it no longer: nothing is taken back by one tap."""
    sure = choice(f"case:{ref}:taken_back", "take_back_sure", here.lang)
    text = PHRASES.say("take_back_asked", here.lang, ref=references.grouped(ref))
    return Turn(here.session, (Say(Message(text, (sure, choice(_SOMETHING_ELSE, "menu_back", here.lang)))),))


def is_mistyped(here: Here) -> bool:
    """Whether the words are a number with a wrong digit, and tell no place."""
    said = here.heard.said
    return said.kind == "text" and references.has_mistyped(said.text) and ward_in(said.text) is None


def on_number(here: Here) -> Say | None:
    """What is to be said of a number in words that are not understood; None where there is none."""
    said = here.heard.said
    if said.kind != "text":
        return None
    if references.find(said.text):
        return phrase("my_case_unknown", here.lang)
    return phrase("number_mistyped", here.lang) if references.has_mistyped(said.text) else None


def _in_sentence(here: Here, ref: str) -> Turn | None:
    """How the case in this sentence stands, and whether the sentence is for the office; None in a form, whose
    answer it is, and for a number that is not theirs.
    """
    case = None if here.session.in_form else here.world.know(CaseNumbered(ref))
    is_open = case is not None and any(one.ref == ref for one in here.world.know(MyCases()))
    if case is None or not is_open:
        return _told(here, ref) if case else None
    here = here.at(here.session.reached("status_query"))
    if asked := _asked_whose(here):
        return asked
    about = choice(f"case:{ref}:answer", "tell_of_this", here.lang)
    text = PHRASES.say("my_case", here.lang, case=case.shown)
    message = Message(text, (about, choice(_SOMETHING_ELSE, "menu_back", here.lang)))
    return Turn(_unplaced(here), (Say(message),))


def _answers_question(here: Here) -> bool:
    filling = here.form()
    awaited = filling.awaited()
    if awaited is None:
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
    return Turn(_unplaced(here), (_which(here, open_cases),)) if open_cases else None


def _unplaced(here: Here) -> Session:
    """The talk with these words, and those before them, until it is said what they are about."""
    return replace(here.session, unplaced=with_unplaced(here, here.heard.said.text)[:_MOST_UNPLACED])


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
    back = choice(_SOMETHING_ELSE, "menu_back", here.lang)
    see = PHRASES.say("see_list", here.lang)
    return Say(Message(PHRASES.say("which_case_words", here.lang), (*rows, back), see))


# --- of which case they are ---


def placed(here: Here, ref: str) -> Turn | None:
    """The words before are for this case; None where none wait, and where nobody asked of which they are."""
    if not here.unplaced or ref not in _asked_of(here):
        return None
    return Turn(here.session, (AnswerQuestion(ref, here.unplaced),))


def with_unplaced(here: Here, told: str) -> str:
    """What is told of a case, after the words before where these are of it too."""
    before = here.unplaced if _asked_of(here) else ""
    return told if before in told else "\n".join(filter(None, (before, told)))


def yes_or_no_to_which(here: Here) -> Turn | None:
    """A bare yes where it was asked of which case words are: of the one; of several it is asked again.

    None for all else, a photo with such words too; a bare no lets them go.
    """
    asked, act = _asked_of(here), act_of(here.heard.said.text)
    if here.heard.file or not (here.unplaced and asked and is_free(here) and act in ("yes", "no")):
        return None
    if act == "no":
        return Turn(here.session, (menus.menu(here.office, here.lang),))
    if len(asked) == 1:
        return placed(here, asked[0])
    kept = replace(here.session, unplaced=here.unplaced)
    return Turn(kept, (_which(here, here.world.know(MyCases())),))


def is_of_its_own(here: Here) -> bool:
    """Words after that question that press a button of it, begin something or name a case: not its answer."""
    if not (here.unplaced and _asked_of(here) and here.heard.said.kind == "text"):
        return False
    if isinstance(meaning(here), Chosen) or by_number(here):
        return True
    return bool(_is_clear(here) or beginning.by_name(here) or beginning.by_fit(here))


def _is_clear(here: Here) -> bool:
    """Whether the words mean something by themselves, beyond doubt."""
    return here.understood is not None and here.understood.decision == "accept"


def _asked_of(here: Here) -> list[str]:
    """The cases of which it was asked last whether words were of them: with the menu for anything else."""
    ids = [one.id for one in here.heard.offered.choices]
    refs = [one.split(":")[1] for one in ids if one.startswith("case:") and one.endswith(":answer")]
    return refs if _SOMETHING_ELSE in ids else []


# --- what was handed in ---


def handed_in_already(here: Here, name: str) -> Turn | None:
    """A further tap on «submit» of the draft handed in last; None for any other draft.

    With the newest open case, where it is of this office and the phone is one person's.
    """
    office, _, last = here.session.handed_in.rpartition(":")
    if not last or name != last:
        return None
    told = phrase("handed_in_already", here.lang)
    cases = here.world.know(MyCases()) if office == here.office.body else ()
    if cases and len(here.world.know(MyPersons())) <= 1:
        told = Say(Message(f"{told.message.text}\n{cases[0].shown}"))
    return with_remark(standing.stand(here), told) if here.session.in_form else Turn(here.session, (told,))
