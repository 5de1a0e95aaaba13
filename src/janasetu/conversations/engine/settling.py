"""On a line of many offices: settle which one is meant, and go on with what was said to it."""

from dataclasses import replace

from janasetu.conversations.engine import (
    commands,
    finding,
    menus,
    open_words,
    posters,
    standing,
    taps,
    telling,
)
from janasetu.conversations.engine.effects import ChooseOffice, OfCase, Say, Turn
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.meaning import Chosen, Command, meaning
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import join, with_remark
from janasetu.conversations.engine.words import act_of


def without_office(here: Here) -> Turn:
    """On a line of many offices, before the person has one: a name, a code or a way through the districts."""
    meant = meaning(here)
    if isinstance(meant, Chosen):
        parts = meant.id.split(":")
        if settled := finding.chosen(here, parts):
            return _in_office(here, *settled)
        return taps.chosen(here, parts) if parts[0] in ("lang", "quiet") else standing.stale(here)
    if isinstance(meant, Command):
        return _command_without_office(here, meant.act)
    if by_spot := finding.by_spot(here):
        return _in_office(here, *by_spot)
    settled = finding.by_code(here) or (finding.by_words(here) if finding.may_name(here) else None)
    if settled is None:
        is_new = not here.session.intents
        asked = finding.begin(here, "greeting_area" if is_new else "office_by_words")
        return standing.told_in_vain(here, Turn(asked.session.reached("greeting"), asked.effects))
    return standing.told_in_vain(here, _in_office(here, *settled))


def _command_without_office(here: Here, act: str) -> Turn:
    """Stopping, a language and quiet need no office; all else needs one first."""
    if act in ("stop", "language", "lang_bn", "lang_en", "lang_hi", "quiet", "unquiet"):
        return commands.command(here, act)
    return finding.begin(here.at(here.session.reached("greeting")), "greeting_area")


def other_office(here: Here) -> Turn | None:
    """The code of a poster where an office is chosen already: that one, and a draft in hand is set aside."""
    is_asked = here.office.on_area_line and here.heard.said.kind == "text"
    settled = finding.by_code(here.at(here.session.park())) if is_asked else None
    if settled is None:
        return None
    found, office = settled
    if office is None:
        return with_remark(standing.stand(here), finding.not_served(here))
    return _in_office(here, found, office)


def by_poster(here: Here) -> Turn | None:
    """The code of a poster, as its scan has it ready: its office and its ward are known, and what was written
    beside it is taken in. None where no such code was said, and while a person of the office has the talk.
    """
    came = None if here.session.state == "handed_over" else posters.came(here)
    if came is None:
        return None
    is_there = came.poster.office == here.office.body
    decided = _in_its_office(here, came) if is_there else _to_its_office(here, came)
    return decided.after(*posters.scanned(here, came))


def _in_its_office(here: Here, came: posters.Came) -> Turn:
    session = posters.remembered(here, came, here.office)
    known = posters.ward_known(session, here) if posters.scanned(here, came) else None
    there = here.at(session)
    if not came.words:
        return posters.with_ward(commands.command(there, "greeting"), known, after=True)
    decided = open_words.held(there, came.words)
    return decided if telling.alarm(here) else posters.with_ward(decided, known)


def _to_its_office(here: Here, came: posters.Came) -> Turn:
    """On a line of many: that office is settled, a draft is set aside, and words held back wait for it."""
    aside = here.session.park()
    held = "\n".join(filter(None, (aside.held, came.words)))[:MOST_HELD]
    found, office = finding.settle(here.at(replace(aside, held=held)), came.poster.body_id)
    return _in_office(here, _with_ward(here, came, found, office) if office else found, office)


def _with_ward(here: Here, came: posters.Came, found: Turn, office: Office) -> Turn:
    """The turn that settled the office of a poster, with its ward."""
    session = posters.remembered(here.at(found.session), came, office)
    known = posters.ward_known(session, here)
    *done, told = found.effects
    said = join(told, known) if known and isinstance(told, Say) else told
    return Turn(session, (*done, said))


def _in_office(here: Here, found: Turn, office: Office | None) -> Turn:
    """Where the office is settled the talk goes on with it: with what was said before, else its menu."""
    if office is None:
        return found
    *done, told = found.effects
    (body_id,) = (effect.body_id for effect in done if isinstance(effect, ChooseOffice))
    settled = here.in_office(office, body_id).at(found.session)
    words, unheld = found.session.held, replace(found.session, held="")
    if words and act_of(words) != "office":  # which has just been chosen
        following = open_words.held(settled.at(unheld), words)
    elif here.heard.said.spot:  # by which it was chosen, and which begins something there
        following = open_words.free(settled.at(unheld))
    else:
        following = Turn(unheld, (menus.menu(office, here.lang),))
    if not any(isinstance(effect, OfCase) for effect in following.effects):  # which is answered by itself
        following = with_remark(following, told)  # type: ignore[arg-type]  # the last effect is said
    return following.after(*done)
