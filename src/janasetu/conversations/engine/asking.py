"""The words of a form: questions with their choices, the card that asks whether all is right."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.base import DONE, SKIP, Offer
from janasetu.catalogue.fields.place import CHOSEN_WARD
from janasetu.catalogue.fields.wording import follow_up, label_of, say, short_of
from janasetu.catalogue.form import Slot
from janasetu.catalogue.schema import ROW, EmergencyNumber, Fee, Group, Service
from janasetu.conversations.engine import taking, whereabouts
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import FreeSlots, Say
from janasetu.conversations.engine.reading import taken_of
from janasetu.conversations.engine.saying import PHRASES, choice
from janasetu.conversations.engine.session import Session
from janasetu.lib import amounts, bn
from janasetu.lib.numerals import numerals
from janasetu.lib.text import shorten, units
from janasetu.lib.texts import LANGUAGES, in_language
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

LIST_ROWS = 10  # a WhatsApp list holds ten; a longer one goes by pages of nine and one to turn them
CARD = 850  # units of answers and fees on the card; WhatsApp takes 1024 beside buttons, a remark comes before
MOST_WARDS = 9  # that are offered to choose from
ALL = "_all"  # all options of a narrowed list again; no option has such a code
_LONGEST_ANSWERS = (200, 80, 40, 20)


def paged(
    rows: Sequence[Choice], *, page: int, more: str, lang: Lang, fixed: Sequence[Choice] = ()
) -> tuple[Choice, ...]:
    """One page of the rows, a way to the next one where there are more, and the rows every page has."""
    pages = pages_of(len(rows), len(fixed))
    if pages == 1:
        return (*rows, *fixed)
    each = LIST_ROWS - len(fixed) - 1
    at = page % pages
    turn_on = PHRASES.say("more" if at + 1 < pages else "earlier", lang)
    return (*rows[at * each : (at + 1) * each], Choice(more, turn_on), *fixed)


def pages_of(rows: int, fixed: int) -> int:
    """How many pages so many rows take: one where a list holds them, else each leaves a row to turn."""
    room = LIST_ROWS - fixed
    return 1 if rows <= room else -(-rows // (room - 1))


def page_in(written: str) -> int:
    """The page that the id of a choice names; the first one where it names none."""
    return int(written) if written.isdecimal() and len(written) < 4 else 0


# --- questions ---


def question(form: Form, slot: Slot) -> Say:
    """The question of this slot, or the follow-up that its answer so far still needs."""
    lang, answer = form.lang, form.told(slot)
    lacking = form.lacking(slot)
    text = follow_up(lacking, lang) if lacking else _asked(form, slot)
    if answer is not None and not lacking:
        text = f"{PHRASES.say('now_it_is', lang, answer=shown(slot, answer, lang, 80))}\n{text}"
    rows, fixed = _rows(form, slot), tuple(_fixed(form, slot))
    choices = paged(rows, page=form.session.page, more=f"{_place(form, slot)}:more", lang=lang, fixed=fixed)
    return Say(Message(text, choices, _menu_word(slot, lang)))


def _asked(form: Form, slot: Slot) -> str:
    lines = [label_of(slot.field, form.lang)]
    if slot.field.hint:
        lines.append(slot.field.hint.in_(form.lang))
    if KINDS[slot.field.kind].lies and (ward := form.session.poster_ward):
        lines.append(PHRASES.say("ward_is_known", form.lang, ward=numerals(ward, form.lang)))
    if slot.group and slot.group.repeat:
        lines.insert(0, f"{slot.group.short.in_(form.lang)} {bn.number(slot.time, form.lang)}:")
    return "\n".join(lines)


def _place(form: Form, slot: Slot) -> str:
    return f"{form.session.draft}:{slot.path}"


def _rows(form: Form, slot: Slot) -> tuple[Choice, ...]:
    place, lang = _place(form, slot), form.lang
    return tuple(
        Choice(f"{place}:{offer.code}", _said(offer.title, lang), _said(offer.description, lang))
        for offer in offers(form, slot)
    )


def offers(form: Form, slot: Slot) -> Sequence[Offer]:
    """The answers offered beside this question, in the way the chat has for its kind."""
    return FACES[slot.field.kind](form, slot)


def _said(texts: Mapping[Lang, str], lang: Lang) -> str:
    return texts.get(lang) or texts.get("bn", "")


def _fixed(form: Form, slot: Slot) -> Iterator[Choice]:
    """What stands on every page: all options again, keep what is there, leave it out."""
    place, lang, lacking = _place(form, slot), form.lang, form.lacking(slot)
    if form.session.narrowed:
        yield choice(f"{place}:{ALL}", "all_options", lang)
    if form.session.fields.get(slot.path) is not None and not lacking:
        yield choice(f"{place}:resume", "keep", lang)
    if slot.field.skip and not lacking:
        yield Choice(f"{place}:{SKIP}", slot.field.skip.in_(lang))


def whose_place(form: Form, slot: Slot) -> Say | None:
    """Whose the place is, where its pin lies in another office of ours, and what may be done; None where it
    lies in none.
    """
    spotted = whereabouts.spotted_of(form.world, form.session.fields.get(slot.path))
    office = whereabouts.is_elsewhere(spotted)
    if spotted is None or office is None:
        return None
    lang, draft = form.lang, form.session.draft
    here = in_language(form.territory.name, lang)
    if spotted.movable:
        text = PHRASES.say("place_in_other_office", lang, office=office.name, here=here)
        acts = {"yes": "send_there", "no": "stay_here", "edit": "other_place"}
        ways = [choice(f"{draft}:there:{office.code}:{act}", key, lang) for act, key in acts.items()]
    else:
        reached = whereabouts.reached_by(spotted, lang)
        text = PHRASES.say("place_of_other_office", lang, office=office.name, here=here, reached=reached)
        acts = {"yes": "stay_here", "no": "other_place"}
        ways = [choice(f"{draft}:here:{office.code}:{act}", key, lang) for act, key in acts.items()]
    return Say(Message(text, tuple(ways)))


def _menu_word(slot: Slot, lang: Lang) -> str:
    return slot.field.menu.in_(lang) if slot.field.menu else PHRASES.say("see_list", lang)


def _by_kind(form: Form, slot: Slot) -> Sequence[Offer]:
    return KINDS[slot.field.kind].offers(slot.field, form.session.fields.get(slot.path))


def _options(form: Form, slot: Slot) -> Sequence[Offer]:
    """All options, or those of them that the person's words narrowed the list to."""
    narrowed = form.session.narrowed
    return [offer for offer in _by_kind(form, slot) if not narrowed or offer.code in (*narrowed, DONE)]


def _free_slots(form: Form, slot: Slot) -> Sequence[Offer]:
    """The slots that can still be had; where the office publishes none, a day and a part of it are asked."""
    free = form.world.know(FreeSlots(slot.field.resource)) if slot.field.resource else ()
    return [Offer(one.code, {form.lang: one.shown}) for one in free] or _by_kind(form, slot)


def _wards_to_choose(form: Form, slot: Slot) -> Sequence[Offer]:
    """Where a pin lies in none of the wards on the map: those that are not on it, where they are few."""
    usual, answer = _by_kind(form, slot), form.session.fields.get(slot.path)
    if form.lacking(slot) != "place_ward" or not (spotted := whereabouts.spotted_of(form.world, answer)):
        return usual
    wards = spotted.unmapped if len(spotted.unmapped) <= MOST_WARDS else ()
    return [*(Offer(f"{CHOSEN_WARD}{ward}", _ward_titles(ward)) for ward in wards), *usual]


def _ward_titles(ward: str) -> dict[Lang, str]:
    return {lang: say("ward", lang, ward=numerals(ward, lang)) for lang in LANGUAGES}


Face = Callable[[Form, Slot], Sequence[Offer]]
# How the chat offers answers, kind by kind.
FACES: Mapping[str, Face] = {
    "text": _by_kind,
    "long_text": _by_kind,
    "choice": _options,
    "choices": _options,
    "yes_no": _by_kind,
    "count": _by_kind,
    "money": _by_kind,
    "date": _by_kind,
    "person_name": _by_kind,
    "phone": _by_kind,
    "place": _wards_to_choose,
    "photo": _by_kind,
    "document": _by_kind,
    "voice": _by_kind,
    "slot": _free_slots,
    "consent": _by_kind,
}


# --- the card ---


def confirmation(form: Form) -> Say:
    """The card before anything is handed in."""
    lang = form.lang
    taken = taken_of(form.session.fields)
    text = PHRASES.say("confirm", lang, summary="\n".join(summary(form)))
    keys = {"submit": "submit_yes" if taken else "submit", "edit": "edit", "cancel": "cancel"}
    acts = tuple(choice(f"{form.session.draft}:{act}", key, lang) for act, key in keys.items())
    return Say(Message(_card_of_words(form) if taken else text, acts))


def _card_of_words(form: Form) -> str:
    """The card of what was told in words: what they were taken for and where, the rest, and that a photo may
    be sent.
    """
    places = [(slot, answer) for slot in form.slots() if _is_place(slot) and (answer := form.told(slot))]
    named = {form.service.titled_by, *(slot.path for slot, _ in places)}
    told = [matter(form), *(shown(slot, answer, form.lang, 80) for slot, answer in places)]
    rest = "\n".join(summary(form, besides=named))
    text = PHRASES.say("understood", form.lang, matter=", ".join(told), summary=rest)
    return f"{text} {PHRASES.say('photo_welcome', form.lang)}" if taking.takes_photo(form) else text


def _is_place(slot: Slot) -> bool:
    return slot.field.kind == "place"


def matter(form: Form) -> str:
    """What the words were taken for: the subject, or both; of a service without subjects its name."""
    option, taken = form.service.option(form.session.fields), taken_of(form.session.fields)
    if option is None:
        return form.service.short.in_(form.lang)
    name = option.name.in_(form.lang)
    if taken is None or not taken.also:
        return name
    other = form.service.subjects[taken.also].name.in_(form.lang)
    return PHRASES.say("both_matters", form.lang, first=name, second=other)


def summary(form: Form, *, besides: Collection[str | None] = ()) -> list[str]:
    """The answers so far and the fees, a line each; the answers shortened until the card can hold them.

    Where even short ones are too many, the last are only counted; what it costs is always told. `besides`:
    the questions whose answers are told already.
    """
    costs = list(fees(form))
    for longest in _LONGEST_ANSWERS:
        answers = list(_lines(form, longest, besides))
        if _fit([*answers, *costs]):
            return [*answers, *costs]
    fewer = (
        [*answers[:kept], _besides(len(answers) - kept, form.lang), *costs]
        for kept in reversed(range(len(answers)))
    )
    return next(filter(_fit, fewer), costs)


def _fit(lines: Sequence[str]) -> bool:
    return units("\n".join(lines)) <= CARD


def _besides(count: int, lang: Lang) -> str:
    return PHRASES.say("and_more_answers", lang, count=count)


def _lines(form: Form, longest: int, besides: Collection[str | None]) -> Iterator[str]:
    for slot in form.slots():
        answer = form.told(slot)
        if answer is not None and not slot.asks_for_more and slot.path not in besides:
            yield f"{name_of(slot, form.lang)}: {shown(slot, answer, form.lang, longest)}"


def shown(slot: Slot, answer: Any, lang: Lang, longest: int) -> str:
    return shorten(KINDS[slot.field.kind].show(slot.field, answer, lang), longest)


def name_of(slot: Slot, lang: Lang) -> str:
    """What an answer is called; of a repeated one with which of them it is."""
    short = short_of(slot.field, lang)
    if slot.group and slot.group.repeat:
        return f"{slot.group.short.in_(lang)} {bn.number(slot.time, lang)}, {short}"
    return f"{short} {bn.number(slot.time, lang)}" if slot.time else short


def fees(form: Form) -> Iterator[str]:
    """What it will cost, as the office has it on that day."""
    yield from (fee_line(fee, amount, form.lang) for fee, amount in form.fees())


def fee_line(fee: Fee, amount: Decimal, lang: Lang) -> str:
    """«আবেদন ফি: ₹২০০»; the amount for one of what it counts says of what, the multiplied one does not."""
    name = fee.name.in_(lang) if fee.name else PHRASES.say("fee", lang)
    told = amounts.rupees(amount, lang) if amount else PHRASES.say("free", lang)
    return f"{name}: {told} ({fee.per.in_(lang)})" if fee.per and amount == fee.amount else f"{name}: {told}"


def numbers_to_call(numbers: Sequence[EmergencyNumber], lang: Lang) -> Say:
    """Before anything else is asked: whom to call where somebody may come to harm."""
    lines = (f"{one.name.in_(lang)}: {one.number}" for one in numbers)
    return Say(Message(PHRASES.say("call_at_once", lang, numbers="\n".join(lines))))


def which_to_change(form: Form, page: int) -> Say:
    """The answers one may change, by pages where a list cannot hold them."""
    lang, draft = form.lang, form.session.draft
    rows = [_named(f"{draft}:change:{path}", name) for path, name in _changeable(form)]
    choices = paged(rows, page=page, more=f"{draft}:edit:more", lang=lang)
    return Say(Message(PHRASES.say("which_to_change", lang), choices, PHRASES.say("see_list", lang)))


def _changeable(form: Form) -> Iterator[tuple[str, str]]:
    """The answers by path and name; of what may be repeated also that there is one more."""
    for slot in form.slots():
        if not slot.asks_for_more:
            yield slot.path, name_of(slot, form.lang)
        elif not form.session.fields.get(slot.path):
            yield slot.path, PHRASES.say("one_more", form.lang, of=_repeated(form, slot))


def _repeated(form: Form, slot: Slot) -> str:
    """What there may be one more of."""
    names = {one.group if isinstance(one, Group) else one.field: one for one in form.service.ask}
    one = names[slot.path.partition(".")[0]]
    return one.short.in_(form.lang) if isinstance(one, Group) else short_of(one, form.lang)


def _named(place: str, name: str) -> Choice:
    """A row of this name, in full below it where the row has no room."""
    title = shorten(name, ROW)
    return Choice(place, title, "" if title == name else name)


def unfinished(service: Service, name: str, lang: Lang) -> Say:
    """The person comes back to a form that is not finished: go on, or leave it."""
    text = PHRASES.say("unfinished", lang, service=service.name.in_(lang))
    acts = tuple(choice(f"{name}:{act}", act, lang) for act in ("resume", "cancel"))
    return Say(Message(text, acts))


def switch(waiting: Service, wanted: Service, session: Session, lang: Lang) -> Say:
    """In the middle of one form the person asks for another service."""
    text = PHRASES.say("switch", lang, service=waiting.name.in_(lang), other=wanted.name.in_(lang))
    acts = (
        choice(f"menu:{wanted.code}:yes", "switch_yes", lang),
        choice(f"{session.draft}:resume", "switch_no", lang),
    )
    return Say(Message(text, acts))
