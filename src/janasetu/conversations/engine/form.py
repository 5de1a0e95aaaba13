"""A draft being filled: take in what was said, wherever it belongs, and ask for what is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from janasetu.cases.understood import Decided
from janasetu.catalogue.fields import KINDS, Given, Point, Problem
from janasetu.catalogue.fields.base import MORE, SKIP
from janasetu.catalogue.fields.text import words_in
from janasetu.catalogue.form import Slot
from janasetu.catalogue.schema import EmergencyNumber, Service
from janasetu.conversations.engine import albums, alike, asking, correcting, options, taking, whereabouts
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.reading import OFFERED, Taken
from janasetu.conversations.engine.saying import PHRASES, phrase, problem, with_choices, with_remark
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib import bn
from janasetu.lib.texts import LANGUAGES, in_language

# Fewer words than this are taken for a try at the list, not for a description.
WORDS_OF_A_SENTENCE = 3
# After so many refusals in a row the ways out are told.
_PATIENCE = 2
# Problems that say that we did not understand.
_NOT_UNDERSTOOD = frozenset({"choice_unknown", "choices_unknown"})


def begin(session: Session, version: str, service: Service, here: Here) -> Form:
    """A new draft, named after the message that began it."""
    draft = here.heard.token
    reached = session.idle().reached(service.reached_intent)
    begun = replace(reached, state="asking", version=version, draft=draft)
    return Form(service, begun, here.heard, here.world, here.office.territory, here.office.reader)


def go_on(form: Form) -> Turn:
    """Ask whether it is known already, then for the first thing missing, or show the card."""
    looked = alike.look(form)
    if isinstance(looked, Turn):
        return looked
    form = looked
    missing = form.missing()
    if missing is None:
        ready = replace(form.session.asks(""), state="confirming")
        return Turn(ready, (asking.confirmation(form.at(ready)),))
    return ask(form, missing)


def ask(form: Form, slot: Slot) -> Turn:
    waiting = form.session.asks(slot.path)
    return Turn(waiting, (asking.question(form.at(waiting), slot),))


def repeat(form: Form) -> Turn:
    """Ask once more what the draft waits for."""
    awaited = form.awaited()
    if awaited is None:
        return go_on(form)
    return Turn(form.session, (asking.question(form, awaited),))


def back(form: Form) -> Turn:
    """To the question before this one; the first one is asked again."""
    if form.session.step == alike.STEP and (place := _slot_of_kind(form, "place")):
        return ask(form, place)
    before = form.before(form.session.step if form.session.state == "asking" else "")
    if before is None:
        return with_remark(repeat(form), phrase("first_question", form.lang))
    return ask(form, before)


# --- a tap ---


def choose(form: Form, parts: list[str]) -> Turn | None:
    """A tap on something this draft offered; None when the draft knows nothing of it."""
    session = form.session
    match parts:
        case ["submit"] if session.state == "confirming":
            return Turn(session.idle(), form.handed_in())
        case ["edit"]:
            return Turn(replace(session, page=0), (asking.which_to_change(form, 0),))
        case ["edit", "more"]:
            turned = replace(session, page=session.page + 1)
            return Turn(turned, (asking.which_to_change(form, turned.page),))
        case ["resume"]:
            return repeat(form)
        case [alike.STEP, *which]:
            taken = alike.chosen(form, which)
            return go_on(taken) if isinstance(taken, Form) else taken
        case ["change", path] if slot := form.slot(path):
            return ask(form, slot)
        case [path, *code] if code and (slot := form.slot(path)):
            return _tapped(form, slot, ":".join(code))  # the code of a slot is a time of day, with colons
    return None


def _tapped(form: Form, slot: Slot, code: str) -> Turn | None:
    """An answer tapped; or: the next page, all options again, keep what is there, leave it out."""
    session = form.session
    own = any(offer.code == code for offer in asking.offers(form, slot))
    if code == MORE and not own:
        turned = replace(session.asks(slot.path), page=session.page + 1, narrowed=session.narrowed)
        return Turn(turned, (asking.question(form.at(turned), slot),))
    if code == asking.ALL:
        return ask(form, slot)
    if code == "resume":
        return go_on(form)
    if code == SKIP:
        return _left_out(form, slot)
    if code == albums.LAST_HERE and not own:
        moved = albums.last_here(form, slot)
        return go_on(moved) if moved else None
    answer = form.read(slot, Given(code=code))
    if isinstance(answer, Problem):
        return with_remark(repeat(form), problem(answer, form.lang)) if own else None
    kept = form.keep(slot, answer)
    return warned(go_on(kept), kept, told=form.emergency())


def _left_out(form: Form, slot: Slot) -> Turn | None:
    """The question, or the part still lacking, is left out; an old button takes nothing away."""
    answer = form.session.fields.get(slot.path)
    if form.lacking(slot):
        return go_on(form.keep(slot, KINDS[slot.field.kind].without(slot.field, answer)))
    if slot.field.skip is None:
        return None
    kept = None if form.session.step == slot.path else answer
    return go_on(form.at(form.session.with_answer(slot.path, kept)))


# --- words, photos, places ---


def absorb(form: Form) -> Turn:
    """Take in words, files and places; each goes to the question it answers, asked yet or not."""
    if passed := _past_the_likes(form):
        return passed
    given = list(_parts(form))
    if not given:
        return _beside_the_card(form)
    taken, problems = _take_all(form, given)
    place = next((slot for slot, part in given if part.point), None)
    if place and not problems and (whose := asking.whose_place(taken, place)):
        return Turn(taken.session.asks(place.path), (whose,))
    following = _with_problem(taken, problems[0]) if problems else _go_on_after(form, taken, given)
    if place and (remark := _of_pin(taken, place)):
        following = with_remark(following, remark)
    taker = next((slot for slot, part in given if part.files or part.point), None)
    if form.heard.file and taker is None:
        return with_remark(following, _not_taken(form))
    if _are_words_beside(form, given) and not problems:
        return with_remark(following, phrase("spot_kept", form.lang))
    is_told = bool(following.effects) and not problems
    is_beside = taker and _is_beside(form, taker, following) and not albums.is_rest(form, given)
    return with_remark(following, told_kept(form)) if is_beside and is_told else following


def _past_the_likes(form: Form) -> Turn | None:
    """Who is asked whether it is the same and answers what comes after it («no photo», «submit») says no."""
    said = form.heard.said.text
    if form.session.step != alike.STEP or form.heard.file or not said:
        return None
    later = alike.onward(form)
    missing = later.missing()
    skip = missing.field.skip if missing else None
    if missing and skip and (act_of(said) == "skip" or _is_one_of(said, skip.all())):
        return _left_out(later, missing)
    titles = (PHRASES.say(key, lang) for key in ("submit", "submit_yes") for lang in LANGUAGES)
    return go_on(later) if act_of(said) == "submit" or _is_one_of(said, titles) else None


def _is_one_of(said: str, titles: Iterable[str]) -> bool:
    return bn.match_key(said) in {bn.match_key(title) for title in titles}


def _of_pin(form: Form, place: Slot) -> Say | None:
    """What is to be known of the pin that was taken."""
    answer, name = form.session.fields.get(place.path), in_language(form.territory.name, form.lang)
    return whereabouts.remark(answer, form.world, name, form.lang)


def _beside_the_card(form: Form) -> Turn:
    """What no question takes: a correction is made, a sentence joins the description, of all else it is said
    what to press.
    """
    if corrected := correcting.corrected(form):
        return _shown_again(form, corrected)
    if noted := _noted(form):
        return with_remark(repeat(noted), phrase("words_noted", form.lang))
    if form.heard.said.kind != "text":
        return with_remark(repeat(form), _not_taken(form))
    told = phrase("way_out", form.lang) if form.session.lost else _not_taken(form)
    return with_remark(_lost(form), told)


def _shown_again(form: Form, corrected: Form | Problem) -> Turn:
    """The card with what was corrected; or with why it cannot be."""
    if isinstance(corrected, Problem):
        return with_remark(repeat(form), problem(corrected, form.lang))
    return warned(go_on(corrected), corrected, told=form.emergency())


def _is_beside(form: Form, taker: Slot, following: Turn) -> bool:
    """What came answers another question than the one that waits: else nobody would know where it went."""
    if form.session.state != "asking" or taker.path == form.session.step:
        return False
    return bool(form.heard.said.spot) or form.session.step == following.session.step


def _are_words_beside(form: Form, given: list[tuple[Slot, Given]]) -> bool:
    """Typed words joined an answer that there was, while no words were asked for; not those of a caption."""
    typed = (slot for slot, part in given if not (form.heard.file or part.point))
    return any(slot.path != form.session.step for slot in typed)


def told_kept(form: Form) -> Say:
    """That the file or the place that came is kept."""
    if form.heard.said.spot:
        return phrase("spot_kept", form.lang)
    return phrase(f"{_called(form)}_kept", form.lang)


def _called(form: Form) -> str:
    """How the sentences about the file that came begin."""
    return {"image": "photo", "audio": "voice"}.get(form.heard.media, "file")


def _go_on_after(form: Form, taken: Form, given: list[tuple[Slot, Given]]) -> Turn:
    """What follows when all was taken. Nothing is said to the further photos of an album, unless they might
    be meant for the question that was asked after the first.
    """
    marked = albums.marked(taken, given)
    if not albums.is_rest(form, given):
        following = go_on(marked)
    elif albums.waits_too(marked):
        following = _album_told(marked)
    else:
        following = Turn(marked.session)
    return warned(following, marked, told=form.emergency())


def _album_told(form: Form) -> Turn:
    """How many photos went where, and the question that waits, which the last of them may answer."""
    told, waiting = albums.told(form), form.awaited()
    offered = asking.question(form, waiting).message.choices if waiting else ()
    return with_choices(with_remark(repeat(form), told), (*told.message.choices, *offered))


def _take_all(form: Form, given: list[tuple[Slot, Given]]) -> tuple[Form, list[Problem]]:
    """The form with each part read into its question as far as it can be, and what was wrong."""
    problems: list[Problem] = []
    for slot, part in given:
        taken = _take(form, slot, part)
        if isinstance(taken, Problem):
            problems.append(taken)
            form = form if taken.kept is None else form.keep(slot, taken.kept)
        else:
            form = taken
    return form, problems


def warned(following: Turn, form: Form, *, told: Sequence[EmergencyNumber] = ()) -> Turn:
    """What follows; where the matter is one of danger, first the numbers to call that were not `told` yet."""
    numbers = form.emergency()
    new = numbers and numbers != told
    return with_remark(following, asking.numbers_to_call(numbers, form.lang)) if new else following


def with_what_came(form: Form) -> tuple[Form, list[Problem]]:
    """The form with the file and the place that came, where they belong; the words beside them are left."""
    given = [(slot, part) for slot, part in _parts(form) if part.files or part.point]
    taken, problems = _take_all(form, given)
    return albums.marked(taken, given), problems


def take_file(form: Form) -> Turn:
    """Take in the file alone: the words beside it named the service."""
    wordless = replace(form.heard, said=replace(form.heard.said, text=""))
    return absorb(replace(form, heard=wordless))


def _take(form: Form, slot: Slot, part: Given) -> Form | Problem:
    """The form with this part read into its question."""
    answer = form.read(slot, part)
    if isinstance(answer, Problem):
        near = _understood(form, slot, part) or options.only_near(slot.field, part.text)
        if near is None:
            return answer
        answer = near
    kept = form.keep(slot, answer)
    if slot.field.kind == "choice" and not options.is_named(slot.field, str(answer), part.text):
        return _told_all(kept, part.text)
    return kept


def _understood(form: Form, slot: Slot, part: Given) -> str | None:
    """The option that the words mean; None where they may mean several, or nothing that is asked."""
    heard = form.understood if part.text else None
    is_sure = heard is not None and heard.decision == "accept" and heard.label in slot.field.options
    if heard is None or not is_sure or isinstance(form.read(slot, Given(code=heard.label)), Problem):
        return None
    return heard.label


def _told_all(form: Form, words: str, decision: Decided = "accept") -> Form:
    """The form with all that the words tell beside the option; a description, where nobody can read them."""
    heard = form.understood
    if heard is None or decision == "hand":
        return _described(form, words)
    told, _ = taking.take_in(form, words, heard.facts, Taken.of(heard, decision))
    return told


def _likely(form: Form, slot: Slot) -> tuple[str, ...]:
    """The options that the words may mean, the likeliest first."""
    heard = form.understood
    top = heard.top if heard and heard.decision != "ask" else ()
    return tuple(code for code, p in top if code in slot.field.options and p >= OFFERED)


def _with_problem(form: Form, found: Problem) -> Turn:
    """Say what is wrong and ask again; words that are no option may be a description, or narrow the list."""
    awaited = form.awaited()
    if awaited and found.key == "choice_unknown":
        near, kept = options.near(awaited.field, form.heard.said.text), form
        if not near:
            near = _likely(form, awaited)
            told_by: Decided = "choose" if near else "hand"
            kept = _told_all(form, form.heard.said.text, told_by)
        if near:
            return narrowed(kept, near)
        if kept != form:
            return with_remark(repeat(kept), phrase("kept_words", form.lang))
    if noted := _noted(form):
        return with_remark(repeat(noted), phrase("words_noted", form.lang))
    if found.key in _NOT_UNDERSTOOD and form.session.lost:  # which is told once
        return with_remark(_lost(form), phrase("way_out", form.lang))
    return with_remark(_after_problem(form), problem(found, form.lang))


def narrowed(form: Form, near: tuple[str, ...]) -> Turn:
    """The question that waits, else the first one missing, with only these of its options."""
    slot = form.awaited() or form.missing()
    if slot is None or not set(near) <= set(slot.field.options):
        return go_on(form)
    few = replace(form.session.asks(slot.path), narrowed=near)
    asked = Turn(few, (asking.question(form.at(few), slot),))
    return with_remark(asked, phrase("which_of_these", form.lang))


def _noted(form: Form) -> Form | None:
    """The form with a sentence, written where a file or nothing more was asked for, added to the description.

    None where something else was asked for, where nothing may be described, and where there is no room.
    """
    awaited, words = form.awaited(), form.heard.said.text
    asks_words = awaited is not None and not KINDS[awaited.field.kind].media
    if asks_words or form.heard.file or len(words.split()) < WORDS_OF_A_SENTENCE:
        return None
    told = (slot for slot in form.slots() if slot.field.kind == "long_text")
    slot = next((one for one in told if form.session.fields.get(one.path)), None)
    if slot is None:
        return _described(form, words) if _described(form, words) != form else None
    before = form.session.fields[slot.path]
    answer = form.read(slot, Given(text="\n".join(filter(None, (words_in(before), words)))))
    return None if isinstance(answer, Problem) else form.keep(slot, answer)


def _after_problem(form: Form) -> Turn:
    """The question again; who is at a loss for the third time is told the ways out."""
    lost = _lost(form)
    return with_remark(lost, phrase("way_out", form.lang)) if lost.session.lost > _PATIENCE else lost


def _lost(form: Form) -> Turn:
    """The question again, and it is remembered that the last answer was none."""
    again = _again(form)
    return Turn(replace(again.session, lost=form.session.lost + 1), again.effects)


def _again(form: Form) -> Turn:
    """After a problem: the same question while it is open, else whatever is missing now."""
    awaited = form.awaited()
    still_open = awaited is None or not awaited.answered(form.session.fields)
    return repeat(form) if still_open else go_on(form)


def _parts(form: Form) -> Iterator[tuple[Slot, Given]]:
    """What was said, part by part, each with the question it answers."""
    said, heard = form.heard.said, form.heard
    if heard.file and (taker := _taker_of_file(form)):
        yield taker, Given(files=(heard.file,), media=heard.media)
    if said.spot and (place := _slot_of_kind(form, "place")):
        spot = said.spot
        name = ", ".join(part for part in (spot.name, spot.address) if part)
        yield place, Given(point=Point(spot.lat, spot.lon, name))
    is_words = said.text or said.kind == "text"  # of invisible letters nothing is left; the question says so
    if is_words and (asked := _slot_for_words(form)):
        yield asked, Given(text=said.text)


def _taker_of_file(form: Form) -> Slot | None:
    """The question that the caption names, or that has what was sent as one with it; else the awaited
    question where it takes files at all; else the first open one for this kind of file.
    """
    awaited = form.awaited()
    fitting = [
        slot for slot in form.slots() if form.heard.media in KINDS[slot.field.kind].media_for(slot.field)
    ]
    if taker := albums.taker_of(form, fitting):
        return taker
    if awaited and (awaited in fitting or KINDS[awaited.field.kind].media):
        return awaited
    still_open = [slot for slot in fitting if not form.session.fields.get(slot.path)]
    return next(iter([*still_open, *fitting]), None)


def _slot_of_kind(form: Form, kind: str) -> Slot | None:
    """The awaited question if it is of this kind, else the first one that is."""
    slots = [slot for slot in form.slots() if slot.field.kind == kind]
    return next((slot for slot in slots if slot.path == form.session.step), slots[0] if slots else None)


def _slot_for_words(form: Form) -> Slot | None:
    """Typed words answer the question that waits; a caption describes, whatever question waits.

    Where no words are asked for, they may belong to an answer there is: a ward to a pin alone.
    """
    if form.heard.file:
        return _open_description(form)
    awaited = form.awaited()
    takes_words = awaited is not None and not KINDS[awaited.field.kind].media
    return awaited if takes_words else _joined_by_words(form) or awaited


def _joined_by_words(form: Form) -> Slot | None:
    told = ((slot, form.session.fields.get(slot.path)) for slot in form.slots())
    said = form.heard.said.text
    return next(
        (slot for slot, answer in told if KINDS[slot.field.kind].is_joined_by(slot.field, said, answer)), None
    )


def _open_description(form: Form) -> Slot | None:
    """The first open question for many words; one for few only where no other question takes words at all."""
    worded = [slot for slot in form.slots() if KINDS[slot.field.kind].words]
    long = [slot for slot in worded if slot.field.kind == "long_text"]
    wanted = long or (worded if [slot.field.kind for slot in worded] == ["text"] else [])
    return next((slot for slot in wanted if not form.session.fields.get(slot.path)), None)


def _not_taken(form: Form) -> Say:
    if form.heard.file:
        return phrase(f"{_called(form)}_not_asked", form.lang)
    if form.heard.said.spot:
        return phrase("spot_not_asked", form.lang)
    return phrase("press_button" if form.heard.said.kind == "text" else "kind_not_taken", form.lang)


def _described(form: Form, words: str) -> Form:
    """The form with these words as the description, where they are a sentence and none is kept yet."""
    asked = _open_description(form)
    if asked is None or len(words.split()) < WORDS_OF_A_SENTENCE:
        return form
    answer = form.read(asked, Given(text=words))
    return form if isinstance(answer, Problem) else form.keep(asked, answer)


def waiting_for_words(form: Form) -> Session:
    """The draft as if it had just asked for a description: for what is said before any question."""
    described = _open_description(form)
    return form.session.asks(described.path) if described else form.session
