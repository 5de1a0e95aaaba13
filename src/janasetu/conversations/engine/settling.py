"""On a line of many offices: settle which one is meant, and go on with what was said to it."""

from dataclasses import replace

from janasetu.conversations.engine import commands, finding, menus, open_words, standing, taps
from janasetu.conversations.engine.effects import ChooseOffice, OfCase, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Chosen, Command, meaning
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import with_remark
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
