"""What is meant by something that was offered, by its id: a row of a menu, a draft, whose matter it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from janasetu.conversations.engine import (
    alike,
    asking,
    away,
    beginning,
    calling,
    commands,
    elsewhere,
    form,
    menus,
    open_words,
    own_cases,
    quiet,
    reopening,
    standing,
    telling,
    understood,
)
from janasetu.conversations.engine.effects import Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.reading import MEANT
from janasetu.conversations.engine.session import NOBODY_KNOWN
from janasetu.lib.texts import as_lang


def chosen(here: Here, parts: list[str]) -> Turn:
    """What a choice means: its first part says what kind of thing was offered, or names the draft."""
    kind, rest = parts[0], parts[1:]
    means = _CHOICES.get(kind)
    taken = means(here, rest) if means else _of_draft(here, kind, rest)
    return taken or standing.stale(here)


def _menu_choice(here: Here, rest: list[str]) -> Turn | None:
    return _from_menu(here, rest[0], rest[1:]) if rest else None


def _from_menu(here: Here, target: str, rest: list[str]) -> Turn:
    if target in ("mine", "language", "person", "office", "menu"):
        return commands.command(here, target)
    found = here.office.by_code(target)
    if found is None:
        return standing.stale(here)
    if here.session.in_form and found[1].opens_cases and rest != ["yes"]:
        return beginning.switch(here, found[1])
    return beginning.start(here, *found)


def _group_choice(here: Here, rest: list[str]) -> Turn | None:
    if not rest or not menus.in_group(here.office, rest[0]):
        return None
    page = asking.page_in("".join(rest[1:2]))
    return Turn(here.session, (menus.group(here.office, rest[0], page, here.lang),))


def _info_choice(here: Here, rest: list[str]) -> Turn | None:
    found = here.office.by_code(rest[0]) if rest else None
    return telling.tell(here, found[1], rest[1], rest[2:]) if found and rest[1:] else None


def _language_choice(here: Here, rest: list[str]) -> Turn | None:
    return commands.speak(here, as_lang(rest[0])) if rest and rest[0] in here.office.languages else None


def _mine_choice(here: Here, rest: list[str]) -> Turn | None:
    return own_cases.mine_of(here, rest[0]) if rest else None


def _who_choice(here: Here, rest: list[str]) -> Turn | None:
    sharing = {one.id for one in away.who_share(here)} | {NOBODY_KNOWN}
    return _whose(here, rest[0]) if rest and rest[0] in sharing else None


def _whose(here: Here, person: str) -> Turn:
    """Whose matter it is: their draft is shown, nobody else's; else what was said is taken in now."""
    words = here.session.held
    left = here.session if person == here.session.person else here.session.park()
    session = replace(left, person=person, held="")
    here = here.at(session)
    if waiting := standing.waiting(here):
        return Turn(session, (waiting,))
    return open_words.held(here, words) if words else standing.stand(here)


_CHOICES: Mapping[str, Callable[[Here, list[str]], Turn | None]] = {
    calling.CALL: calling.called,
    "lang": _language_choice,
    "menu": _menu_choice,
    "group": _group_choice,
    "info": _info_choice,
    "mine": _mine_choice,
    "who": _who_choice,
    "quiet": quiet.chosen,
    MEANT: understood.chosen,
    reopening.AGAIN: reopening.chosen,
    calling.DANGER: calling.asked,
}


def _of_draft(here: Here, name: str, rest: list[str]) -> Turn | None:
    """Something that a draft offered: the one in hand, or one that waits. Who taps «submit» of one that waits
    sees its card once more: it may have changed since.
    """
    if here.session.in_form and name == here.session.draft:
        return _in_draft(here, rest)
    is_end = rest == ["submit"] or rest[:1] == [alike.STEP]
    if is_end and (again := own_cases.handed_in_already(here, name)):
        return again
    waiting = next((draft for draft in here.session.parked if draft.name == name), None)
    if waiting and rest == ["cancel"]:
        return standing.leave(here, name)
    may_go_on = waiting and waiting.office in ("", here.office.body)
    return standing.take_up(here, name) if may_go_on and rest in (["resume"], ["submit"]) else None


def _in_draft(here: Here, parts: list[str]) -> Turn:
    if parts == ["cancel"]:
        return commands.cancel(here)
    if parts == ["resume"] and here.session.held:
        words = here.session.held
        return form.absorb(here.at(replace(here.session, held="")).hearing(words).form())
    decided = elsewhere.chosen(here, parts) or form.choose(here.form(), parts)
    if decided and alike.is_handed_in(decided):
        there = parts[1] if parts[:1] == ["there"] and parts[2:] == ["yes"] else here.office.body
        handed_in = f"{there}:{here.session.draft}"
        return Turn(replace(decided.session, handed_in=handed_in), decided.effects)
    return decided or standing.stale(here)
