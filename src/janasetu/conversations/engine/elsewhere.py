"""A pin that lies in another office of ours: the matter goes there, stays here, or is about another place."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from janasetu.catalogue.fields import KINDS, Problem
from janasetu.catalogue.form import FOR_WHOM, Slot
from janasetu.conversations.engine import form, whereabouts
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import ChooseOffice, OfficeCalled, OfficeOf, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import phrase, with_remark
from janasetu.lib.texts import in_language


def chosen(here: Here, parts: list[str]) -> Turn | None:
    """A tap under what `asking.whose_place` said; None for every other one."""
    match parts:
        case ["there", code, "yes"]:
            return _go(here, code)
        case ["there", _, "no"] | ["here", _, "yes"]:
            return form.go_on(here.form())
        case ["there", _, "edit"] | ["here", _, "no"]:
            return _another_place(here.form())
    return None


def _another_place(draft: Form) -> Turn | None:
    """The place is asked for anew, and of the pin nothing stays."""
    slot = _pinned(draft)
    return form.ask(draft.at(draft.session.without_answer(slot.path)), slot) if slot else None


def _pinned(draft: Form) -> Slot | None:
    """The question whose pin lies elsewhere."""
    fields = draft.session.fields
    places = (slot for slot in draft.slots() if KINDS[slot.field.kind].lies)
    return next(
        (
            slot
            for slot in places
            if whereabouts.is_elsewhere(whereabouts.spotted_of(draft.world, fields.get(slot.path)))
        ),
        None,
    )


# --- going there ---


def _go(here: Here, code: str) -> Turn | None:
    """The draft goes to the office of this code, on a line that leads to it too."""
    found = here.world.know(OfficeCalled(code)) if here.office.on_area_line else ()
    office = here.world.know(OfficeOf(found[0].id)) if found else None
    if office is None:
        return None
    name = in_language(office.name, here.lang)
    same = office.by_code(here.service().code)
    if same is None:
        return with_remark(form.go_on(here.form()), phrase("service_not_there", here.lang, office=name))
    there = here.in_office(office, found[0].id).at(replace(here.session, version=same[0], fields={}))
    moved = _refilled(there.form(), here.session.fields)
    told = with_remark(form.go_on(moved), phrase("office_chosen", here.lang, office=name))
    return told.after(ChooseOffice(found[0].id))


def _refilled(empty: Form, fields: Mapping[str, Any]) -> Form:
    """The form of that office with the answers that it takes too; who it is for is asked there."""
    filled, tried = empty, {FOR_WHOM}
    while slot := _untried(filled, fields, tried):
        tried.add(slot.path)
        answer = fields[slot.path]
        taken = None if answer is None else _taken(filled, slot, answer)
        filled = filled if isinstance(taken, Problem) else filled.keep(slot, taken)
    return filled


def _untried(draft: Form, fields: Mapping[str, Any], tried: Collection[str]) -> Slot | None:
    return next((slot for slot in draft.slots() if slot.path in fields and slot.path not in tried), None)


def _taken(draft: Form, slot: Slot, answer: Any) -> Any | Problem:
    """The answer as that office takes it: the ward is its own."""
    kind, taken = KINDS[slot.field.kind], None
    for given in kind.again(slot.field, kind.elsewhere(answer)):
        lies = whereabouts.on_the_map(slot, given, draft.world, draft.territory.name)
        taken = kind.read_in(
            slot.field,
            replace(given, lies=lies),
            territory=draft.territory,
            today=draft.heard.today,
            earlier=taken,
        )
        if isinstance(taken, Problem):
            return taken
    return taken
