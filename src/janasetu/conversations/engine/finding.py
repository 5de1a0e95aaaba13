"""On a line that serves an area: which office is meant? By code, by name, or by district and block."""

import re
from dataclasses import replace

from janasetu.catalogue.schema import ROW
from janasetu.conversations.engine import posters, whereabouts
from janasetu.conversations.engine.asking import page_in, paged
from janasetu.conversations.engine.effects import (
    ChooseOffice,
    OfficeCalled,
    OfficeLine,
    OfficeOf,
    OfficesNamed,
    OfficesUnder,
    Say,
    Turn,
)
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.whereabouts import AREAS
from janasetu.lib.text import shorten
from janasetu.lib.texts import in_language
from janasetu.messaging.values import Choice, Message

STEP = "office"
_DESCRIPTION = 72  # WhatsApp: the second line of a row of a list, in UTF-16 units
_LONGEST = 200  # characters that may be a name
_WORDS_OF_A_NAME = 3
_CODE = re.compile(r"(?:^|(?<=\s))#\s?([A-Za-z0-9_-]{2,59})(?=\s|$)")
_DISTRICTS = "districts"  # in the place of an area's code: all districts
_CODE_OF_BODY = re.compile(r"[A-Za-z0-9_-]{1,50}")  # as LocalBody has them


def chosen(here: Here, parts: list[str]) -> tuple[Turn, Office | None] | None:
    """A tap on an office or an area; with the office once it is settled. None for anything else."""
    match parts:
        case ["office", "found", told]:
            return settle(here, _id_of(here, told))
        case ["office", "under", told]:
            return _under(here, told, 0), None
        case ["office", "under", told, page, "more"]:
            return _under(here, told, page_in(page)), None
    return None


def _id_of(here: Here, told: str) -> str:
    """The id of what a button names by its code; one from before there were codes names the id itself."""
    found = here.world.know(OfficeCalled(told)) if _CODE_OF_BODY.fullmatch(told) else ()
    return found[0].id if found else told


def by_code(here: Here) -> tuple[Turn, Office | None] | None:
    """The code of a poster, alone or among words, which are held for that office: `#panchayat`."""
    code = _CODE.search(here.heard.said.text[:MOST_HELD])
    found = here.world.know(OfficeCalled(code[1].lower())) if code else ()
    if not code or not found:
        return None
    words = " ".join(here.heard.said.text.replace(code[0], " ").split())
    held = here.session.held or words[:MOST_HELD]
    return settle(here.at(replace(here.session, held=held)), found[0].id)


def by_spot(here: Here) -> tuple[Turn, Office | None] | None:
    """A place on the map: the office in which it lies; one that is not served is said by its name."""
    spot = here.heard.said.spot
    spotted = whereabouts.spotted_at(here.world, spot.lat, spot.lon) if spot else None
    office = spotted.office if spotted and spotted.where in ("ward", "unmapped") else None
    if office is None or office.kind in AREAS:
        return None
    if office.served:
        return settle(here, office.id)
    told = phrase("spot_not_served", here.lang, office=office.name)
    return with_remark(repeat(here), told), None


def may_name(here: Here) -> bool:
    """Whether there are letters in what was said, so that it may be a name or words to hold."""
    return any(letter.isalpha() for letter in here.heard.said.text)


def by_words(here: Here) -> tuple[Turn, Office | None]:
    """Words that should be a name: one office is taken, several are shown, none leads to the districts."""
    words = here.heard.said.text.strip()
    found = here.world.know(OfficesNamed(words[:_LONGEST])) if words else ()
    near = found if len(words.split()) <= _WORDS_OF_A_NAME else ()
    meant = [line for line in found if line.exact] or list(near)
    if len(meant) == 1 and meant[0].exact:
        return (
            settle(here, meant[0].id)
            if meant[0].kind not in AREAS
            else (_under(here, meant[0].code, 0), None)
        )
    if meant:
        return _which(here, meant), None
    return _not_found(here, words), None


def _not_found(here: Here, words: str) -> Turn:
    """A try at the name is said not to be one; anything else is held back until the office is known."""
    is_try = here.session.step == STEP and len(words.split()) <= _WORDS_OF_A_NAME
    if is_try or words.startswith("#"):
        return begin(here, "office_not_found")
    held = replace(_waiting(here), held=here.session.held or words[:MOST_HELD])
    return Turn(held, (_with_districts(here, "office_first"),))


def begin(here: Here, key: str) -> Turn:
    """Ask which office, by its name or by its district."""
    return Turn(_waiting(here), (_with_districts(here, key),))


def repeat(here: Here) -> Turn:
    return Turn(_waiting(here), (districts(here),))


def _with_districts(here: Here, key: str) -> Say:
    """A sentence that ends in "or choose your district", and the districts."""
    return _list(here, key, _DISTRICTS, 0)


def districts(here: Here) -> Say:
    return _list(here, "which_district", _DISTRICTS, 0)


def _waiting(here: Here) -> Session:
    return replace(here.session, state="asking", step=STEP, version="")


def _under(here: Here, told: str, page: int) -> Turn:
    area = told or _DISTRICTS  # nothing: a button from before there were codes
    key = "which_district" if area == _DISTRICTS else "which_part"
    return Turn(_waiting(here), (_list(here, key, area, page),))


def _list(here: Here, key: str, area: str, page: int) -> Say:
    """What lies in the area of this code, a page of it, and the way back to the districts."""
    is_all = area == _DISTRICTS
    lines = here.world.know(OfficesUnder("" if is_all else _id_of(here, area)))
    rows = [_row(line) for line in lines]
    fixed = () if is_all else (_all_districts(here),)
    more = f"office:under:{area}:{page + 1}:more"
    choices = paged(rows, page=page, more=more, lang=here.lang, fixed=fixed)
    return Say(Message(PHRASES.say(key, here.lang), choices, PHRASES.say("see_list", here.lang)))


def _all_districts(here: Here) -> Choice:
    return choice(f"office:under:{_DISTRICTS}", "all_districts", here.lang)


def _row(line: OfficeLine, *, told_apart: bool = False) -> Choice:
    """One office or area. Of several of one name the title says the block too: titles must differ."""
    place = f"office:under:{line.code}" if line.kind in AREAS else f"office:found:{line.code}"
    block = line.within.partition(",")[0]
    title = f"{line.name}, {block}" if told_apart and block else line.name
    return Choice(place, shorten(title, ROW), shorten(line.within, _DESCRIPTION))


def _which(here: Here, found: list[OfficeLine]) -> Turn:
    """Several of one name: told apart by block and district."""
    rows = [_row(line, told_apart=True) for line in found[:9]]
    text = PHRASES.say("which_of_name" if found[0].exact else "which_near", here.lang)
    message = Message(text, (*rows, _all_districts(here)), PHRASES.say("see_list", here.lang))
    return Turn(_waiting(here), (Say(message),))


def not_served(here: Here) -> Say:
    return phrase("office_not_served", here.lang)


def settle(here: Here, body_id: str) -> tuple[Turn, Office | None]:
    """From now on this is the person's office; one that is not served is said honestly."""
    office = here.world.know(OfficeOf(body_id))
    if office is None:
        return with_remark(repeat(here), not_served(here)), None
    here = here.at(posters.without(replace(here.session, state="idle", step="")))
    name = in_language(office.name, here.lang)
    told = phrase("office_chosen", here.lang, office=name)
    return Turn(here.session, (ChooseOffice(body_id), told)), office
