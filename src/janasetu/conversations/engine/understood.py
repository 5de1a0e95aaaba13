"""What follows from free words by what they mean: the act leads, the matter it names is taken in.

Sure of it, the service goes on at once; less sure, it asks between the likeliest; not sure, others decide.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import (
    away,
    beginning,
    commands,
    menus,
    options,
    own_cases,
    reopening,
    telling,
    words,
)
from janasetu.conversations.engine.effects import FieldCases, Say, Turn
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.reading import MEANT, OFFERED, OTHER, Taken
from janasetu.conversations.engine.saying import PHRASES, choice, phrase, with_remark
from janasetu.messaging.values import Choice, Message
from janasetu.understanding.phrases import FINER, INTENTS, intent_of
from janasetu.understanding.values import Understood

BOTH = "both"  # the last part of the id that means two problems
_THIRD = 0.08  # probability from which a third label is offered
_ABUSED_PROBLEM = 0.15  # probability from which rude words are taken for the problem in them
_DOUBTFUL = 2  # subjects to which a word is near that alone says too little
_MOST_NEAR = 9  # subjects that a single word may offer
_WORDS_OF_A_WARD = 5  # «৫ নং ওয়ার্ডে থাকি»
_FEWEST_WORDS_OF_THANKS = 4  # fewer are politeness, and are answered in kind


def follow(here: Here) -> Turn | None:
    """What follows from the words; None where it is not clear, and where nobody can read them."""
    heard = here.understood
    if heard is None or _is_in_the_field(here):
        return None
    if answered := _named_in_words(here, heard):
        return answered
    if near := _near_to_a_word(here, heard):
        return _welcomed(here, near)
    return None if heard.decision == "ask" else _welcomed(here, _followed(here, heard))


def _followed(here: Here, heard: Understood) -> Turn | None:
    came = here.heard.file or here.heard.said.spot  # which no question could keep
    if not came and (two := _both(here, heard)):
        return two
    if heard.decision == "choose":
        return _among(here, heard) if came else _which(here, heard)
    return _by_act(here, heard, heard.act, heard.label, Taken.of(heard))


def _is_in_the_field(here: Here) -> bool:
    """An officer's words may be of the case they have."""
    return bool(here.world.know(FieldCases()))


def _welcomed(here: Here, decided: Turn | None) -> Turn | None:
    """Who writes for the first time is greeted in a line, and gets on with what they came for."""
    if decided is None or here.session.intents or not _is_received(here, decided):
        return decided
    return with_remark(decided, phrase("hello", here.lang))


def _is_received(here: Here, decided: Turn) -> bool:
    """Whether words are taken in or asked about: nothing is said before a call for help."""
    is_held = decided.session.in_form or decided.session.unplaced
    service = here.office.service(decided.session.version)
    is_warned = telling.alarm(here) or (service and service.numbers_of(decided.session.fields))
    return bool(is_held) and not is_warned and any(isinstance(one, Say) for one in decided.effects)


# --- sure: the act leads ---


def _by_act(here: Here, heard: Understood, act: str, label: str, taken: Taken) -> Turn | None:
    """What the act leads to; None of what came with words that take neither a file nor a place."""
    came = here.heard.file or here.heard.said.spot
    means = _ACTS.get(act) if not came or act in _TAKING else None
    return means(here, heard, label, taken) if means else None


def _report(here: Here, heard: Understood, label: str, taken: Taken) -> Turn | None:
    """The complaint with this subject; the list of subjects where this office does not have it."""
    found = here.office.subjects.get(label) or here.office.complaint
    if found is None:
        return None
    asked = found[1].titled_by
    known = {asked: label} if asked and label in found[1].subjects else {}
    return beginning.with_words(here, found, known, taken)


def _want(here: Here, heard: Understood, label: str, taken: Taken) -> Turn:
    """The service that people want with these words; of several one is chosen."""
    found = here.office.reached_by(label)
    if not found:
        return _not_offered(here.at(here.session.reached(intent_of(label))))
    if len(found) > 1:
        return _which_service(here, [service for _, service in found])
    if found[0][1].is_appeal or found[0][1].is_correction:
        return beginning.start(here, *found[0])
    if not found[0][1].opens_cases:
        return telling.asked(here, found[0][1])
    begun = beginning.start(here, *found[0])
    return with_remark(
        begun, phrase("understood_service", here.lang, service=found[0][1].name.in_(here.lang))
    )


def _not_offered(here: Here) -> Turn:
    """The office does not do that here: that is said, with what it can tell of itself."""
    information = next((one for one in here.office.services.values() if one.topics), None)
    nearest = telling.topics(here, information) if information else _with_menu(here)
    return with_remark(nearest, phrase("not_offered", here.lang))


def _which_service(here: Here, several: list[Service]) -> Turn:
    rows = tuple(Choice(f"menu:{service.code}", service.short.in_(here.lang)) for service in several)
    text, see = PHRASES.say("which_service", here.lang), PHRASES.say("see_list", here.lang)
    return Turn(
        here.session, (Say(Message(text, (*rows, choice("menu:menu", "menu_back", here.lang)), see)),)
    )


def _status(here: Here, heard: Understood, label: str, taken: Taken) -> Turn:
    """How the person's cases stand; a number that is none of theirs is said to be so."""
    told = own_cases.mine(here)
    cited = heard.facts.reference or own_cases.on_number(here)
    if not cited:
        return told
    return with_remark(told, own_cases.on_number(here) or phrase("status_not_ours", here.lang))


def _reopen(here: Here, heard: Understood, label: str, taken: Taken) -> Turn | None:
    return reopening.by_words(here) or _report_what_is_left(here, heard, taken)


def _report_what_is_left(here: Here, heard: Understood, taken: Taken) -> Turn | None:
    """Nothing of theirs can be opened again: it is told anew."""
    subject = heard.topic or next((code for code, _ in heard.top if code in here.office.subjects), "")
    told = _report(here, heard, subject, taken)
    return with_remark(told, phrase("nothing_to_reopen", here.lang)) if told else None


def _voiced(here: Here, heard: Understood, label: str, taken: Taken) -> Turn | None:
    """Thanks or a suggestion, begun with the words; a mere thank-you is answered in kind."""
    is_polite = len(here.heard.said.text.split()) < _FEWEST_WORDS_OF_THANKS
    if heard.act == "thank" and is_polite and not heard.facts.reference:
        return commands.command(here, "thanks")
    found = here.office.reached_by(label)
    named = next((one for one in found if one[1].code == label), None) or next(iter(found), None)
    return beginning.with_words(here, named, _named_by_topic(named[1], heard), taken) if named else None


def _elsewhere(here: Here, heard: Understood, label: str, taken: Taken) -> Turn | None:
    """Another office's work: the service that helps with that, with the office that is meant."""
    found = next(iter(here.office.reached_by(label)), None)
    if found is None:
        return _not_offered(here.at(here.session.reached(label)))
    return beginning.with_words(here, found, _named_by_topic(found[1], heard), taken)


def _named_by_topic(service: Service, heard: Understood) -> dict[str, str]:
    """The option that decides a case, where the words name it by some code."""
    subjects = service.subjects.items() if heard.topic else ()
    meant = next((code for code, one in subjects if heard.topic in one.is_called_by(code)), None)
    return {service.titled_by: meant} if service.titled_by and meant else {}


def _emergency(here: Here, heard: Understood, label: str, taken: Taken) -> Turn:
    """Whom to call is told around every turn. Who can call the office with one tap reads nothing beside that;
    for others the menu is the way on.
    """
    here = here.at(here.session.reached("emergency"))
    return Turn(here.session) if telling.alarm(here) and here.office.alarmed else _with_menu(here)


def _language(here: Here, heard: Understood, label: str, taken: Taken) -> Turn:
    here = here.at(here.session.reached("language_change"))
    return commands.command(here, words.language_named(here.heard.said.text) or "language")


def _calmly(here: Here, heard: Understood, label: str, taken: Taken) -> Turn | None:
    """A calm line, and what one can do here; rude words around a problem are about the problem."""
    subject = next(
        (code for code, p in heard.top if code in here.office.subjects and p >= _ABUSED_PROBLEM), ""
    )
    subject = heard.topic if heard.topic in here.office.subjects else subject
    if heard.act == "abuse" and subject:
        return _report(here, heard, subject, taken)
    here = here.at(here.session.reached(heard.intent))
    return with_remark(
        _with_menu(here), phrase("calmly" if heard.act == "abuse" else "not_our_matter", here.lang)
    )


def _command(act: str) -> "Act":
    return lambda here, heard, label, taken: commands.command(here, act)


def _with_menu(here: Here) -> Turn:
    return Turn(here.session, (menus.menu(here.office, here.lang),))


# What is followed whatever came with the words.
_TAKING = frozenset({"report", "reopen", "elsewhere", "person", "stop", "emergency"})
Act = Callable[[Here, Understood, str, Taken], Turn | None]
_ACTS: Mapping[str, Act] = {
    "report": _report,
    "want": _want,
    "cancel": _want,
    "status": _status,
    "reopen": _reopen,
    "thank": _voiced,
    "suggest": _voiced,
    "elsewhere": _elsewhere,
    "emergency": _emergency,
    "language": _language,
    "abuse": _calmly,
    "off_topic": _calmly,
    "person": _command("person"),
    "stop": _command("stop"),
    "greet": _command("greeting"),
}


# --- less sure: which of the likeliest ---


def _among(here: Here, heard: Understood) -> Turn | None:
    """What came with the words begins the complaint, and its subject is asked for among the likeliest."""
    likely = tuple(label for label, _ in heard.top if label in here.office.subjects)
    found = here.office.complaint if likely else None
    return beginning.with_words(here, found, {}, Taken.of(heard, "choose"), likely=likely) if found else None


def _which(here: Here, heard: Understood) -> Turn | None:
    """The likeliest by their names, and that it is something else; the words wait for the tap."""
    named = [(label, p, title) for label, p in heard.top if (title := _title(here, label))]
    likely = [one for place, one in enumerate(named) if one[1] >= (OFFERED, _THIRD)[place == 2] or not place]
    best = heard.top[0]  # which may have no name to be offered by: a greeting, abuse
    if not likely or (best[0] != likely[0][0] and best[1] >= sum(p for _, p, _ in likely)):
        return _by_act(here, heard, heard.act, heard.label, Taken.of(heard))
    return _offered(here, [label for label, _, _ in likely])


def _near_to_a_word(here: Here, heard: Understood) -> Turn | None:
    """A single word that is doubtful alone: the subjects in whose names it stands, «আলো», "drain" or «জল»."""
    found = None if len(here.heard.said.text.split()) > 1 else here.office.complaint
    name = found[1].titled_by if found else None
    if found is None or name is None or here.heard.file:
        return None
    near = options.near(found[1].field(name), here.heard.said.text)
    is_clear = heard.decision == "accept" and heard.act not in ("abuse", "off_topic", "thank")
    if is_clear and (len(near) < _DOUBTFUL or heard.act != "report"):
        return None
    return _offered(here, near) if 0 < len(near) <= _MOST_NEAR else None


def _offered(here: Here, labels: Iterable[str]) -> Turn:
    """These by their names, and that it is something else; the words wait for the tap."""
    rows = tuple(Choice(f"{MEANT}:{label}", _title(here, label)) for label in labels)
    other = choice(f"{MEANT}:{OTHER}", "something_else", here.lang)
    return _held(here, Message(PHRASES.say("which_is_meant", here.lang), (*rows, other), _see(here)))


def _both(here: Here, heard: Understood) -> Turn | None:
    """Two problems in one message: the one, the other, or both."""
    pair = (heard.label, heard.second)
    if heard.act != "report" or not all(label in here.office.subjects for label in pair):
        return None
    if here.office.subjects[pair[0]][0] != here.office.subjects[pair[1]][0]:
        return None
    rows = tuple(Choice(f"{MEANT}:{label}", _title(here, label)) for label in pair)
    both = choice(f"{MEANT}:{pair[0]}:{pair[1]}:{BOTH}", "both", here.lang)
    first, second = (row.title for row in rows)
    text = PHRASES.say("two_problems", here.lang, first=first, second=second)
    return _held(here, Message(text, (*rows, both), _see(here)))


def _see(here: Here) -> str:
    return PHRASES.say("see_list", here.lang)


def _held(here: Here, asked: Message) -> Turn:
    """The question, and the words kept for its answer."""
    return Turn(replace(here.session, unplaced=here.heard.said.text), (Say(asked),))


_TITLES = {
    "status_query": "menu_mine",
    "talk_to_person": "menu_person",
    "language_change": "menu_language",
    "reopen": "meant_reopen",
    "stop": "meant_stop",
    "emergency": "meant_emergency",
}


def _title(here: Here, label: str) -> str:
    """What a label is called here; empty where this office does nothing of the kind."""
    if found := here.office.subjects.get(label):
        return found[1].subjects[label].title_in(here.lang)
    if label in _TITLES:
        return PHRASES.say(_TITLES[label], here.lang)
    reached = here.office.reached_by(label)
    return reached[0][1].short.in_(here.lang) if reached else ""


# --- in the middle of a form ---


def beside_the_form(here: Here) -> Turn | None:
    """A strong wish for something else: how their cases stand is told at once, all else is asked about, the
    words kept. None of what may be the answer, which goes before.
    """
    heard = here.understood
    if heard is None or heard.decision != "accept":
        return None
    if heard.act == "cancel" and len(here.heard.said.text.split()) <= _WORDS_OF_GIVING_UP:
        return commands.cancel(here)
    if not _is_strong(here, heard):
        return None
    if heard.act == "status":
        return own_cases.mine(here)
    if heard.act not in _ASKED_BESIDE or not (title := _title_beside(here, heard)):
        return None
    waiting = here.service().name.in_(here.lang)
    text = PHRASES.say("switch", here.lang, service=waiting, other=title)
    acts = (
        choice(f"{MEANT}:{heard.label}", "switch_yes", here.lang),
        choice(f"{here.session.draft}:resume", "switch_no", here.lang),
    )
    return Turn(replace(here.session, held=here.heard.said.text[:MOST_HELD]), (Say(Message(text, acts)),))


_ASKED_BESIDE = frozenset({"person", "want", "cancel", "report", "reopen", "stop"})


def _is_strong(here: Here, heard: Understood) -> bool:
    """Whether the words are no answer to the question that waits: it takes no words, or takes any, and they
    mean something else beyond doubt.
    """
    awaited = here.form().awaited()
    is_certain = dict(heard.top).get(heard.label, 0.0) >= _BEYOND_DOUBT
    if awaited is None:  # the card: what it does not take is mostly of the same matter
        return heard.act in _BESIDE_WORDS and is_certain
    if awaited.field.kind in ("long_text", "text", "place"):
        return heard.act in _BESIDE_WORDS and is_certain
    if awaited.field.options and heard.label in awaited.field.options:
        return False
    is_name = awaited.field.kind == "person_name"
    return is_name or isinstance(here.form().read(awaited, Given(text=here.heard.said.text)), Problem)


_BESIDE_WORDS = frozenset({"status", "person", "stop"})
_BEYOND_DOUBT = 0.7  # probability
_WORDS_OF_GIVING_UP = 3  # «না বাতিল করুন»; more tell what is to be called off


def _title_beside(here: Here, heard: Understood) -> str:
    """What is meant, where it is something else than the form in hand."""
    found = here.office.subjects.get(heard.label) or next(iter(here.office.reached_by(heard.label)), None)
    is_same = found is not None and found[1].code == here.service().code
    return "" if is_same else _title(here, heard.label)


# --- the tap, or words in its place ---


def yes_or_no(here: Here) -> Turn | None:
    """A bare yes where only one thing was offered: that one. A bare no: something else. None where nothing
    was asked, and of a yes to several.
    """
    offered = _offered_before(here)
    if not (here.unplaced and offered):
        return None
    if words.act_of(here.heard.said.text) == "no":
        return chosen(here, [OTHER])
    return chosen(here, list(offered)) if len(offered) == 1 else None


def _offered_before(here: Here) -> set[str]:
    """The labels of which it was asked just now which is meant."""
    ids = [one.id.split(":") for one in here.heard.offered.choices] if here.heard.offered.newest else []
    return {parts[1] for parts in ids if parts[0] == MEANT and len(parts) == 2} - {OTHER}


def _named_in_words(here: Here, heard: Understood) -> Turn | None:
    """Who is asked which they mean and writes it: the likeliest of those offered, with the words before."""
    offered = _offered_before(here)
    if not (here.unplaced and offered):
        return None
    both = here.hearing(f"{here.unplaced}\n{here.heard.said.text}")
    if label := next((label for label, _ in heard.top if label in offered), None):
        return chosen(replace(both, unplaced=both.heard.said.text), [label])
    is_place = heard.facts.ward and len(here.heard.said.text.split()) <= _WORDS_OF_A_WARD
    again = both.understood if is_place else None
    return _followed(both, again) if again and again.decision != "ask" else None


def chosen(here: Here, rest: list[str]) -> Turn | None:
    """What was meant by the words before; None for what was not offered."""
    words_before = here.unplaced or (here.session.held if here.session.in_form else "")
    spoken = here.hearing(words_before).at(replace(here.session, held=""))
    heard = spoken.understood or _unread(here)
    match rest:
        case [label] if label == OTHER:
            return _something_else(spoken, heard)
        case [first, second, act] if act == BOTH and {first, second} <= set(here.office.subjects):
            return _report(spoken, heard, first, Taken.of(heard, "choose", also=second))
        case [label] if label in here.office.subjects:
            return _report(spoken, heard, label, Taken.of(heard, "choose"))
        case [label] if label in INTENTS or label in FINER:
            return _by_act(spoken, heard, INTENTS[intent_of(label)], label, Taken.of(heard, "choose"))
    return None


def _unread(here: Here) -> Understood:
    """Of words that are not there any more: nothing."""
    return Understood("bn", here.lang, "", "", "", "ask")


def _something_else(here: Here, heard: Understood) -> Turn:
    """None of these: the subjects of a complaint where it may be one, the words kept; else the menu."""
    may_be_one = any(label in here.office.subjects for label, _ in heard.top)
    if may_be_one and here.office.complaint and here.heard.said.text:
        listed = beginning.with_words(here, here.office.complaint, {}, Taken.of(heard, "hand"))
        return with_remark(listed, phrase("from_the_list", here.lang))
    return _with_menu(here)


# --- not sure, again ---


def to_a_person(here: Here) -> Turn:
    """Who was not understood twice is not asked a third time: a person of the office is told."""
    handed = away.hand_over(here).session
    told = PHRASES.say("person_told", here.lang)
    back = choice("menu:menu", "menu_back", here.lang)
    return Turn(replace(handed, lost=here.session.lost + 1), (Say(Message(told, (back,))),))
