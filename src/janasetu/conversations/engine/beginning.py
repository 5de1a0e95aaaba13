"""Begin a service: the one that is named or described, or that alone takes a photo or a place."""

from collections.abc import Mapping
from typing import Any

from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import (
    alike,
    appealing,
    asking,
    form,
    mending,
    options,
    standing,
    taking,
    telling,
)
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import FieldCases, Heard, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.reading import Taken
from janasetu.conversations.engine.saying import phrase, problem, with_remark
from janasetu.lib import bn
from janasetu.lib.nested import leaves
from janasetu.understanding.values import Facts


def by_name(here: Here) -> Turn | None:
    """A service or a topic named by its very words."""
    if wanted := named(here):
        return start(here, *wanted)
    topic = telling.named_topic(here)
    told = telling.tell(here, *topic, []) if topic else None
    return standing.told_in_vain(here, told) if told else None


def by_fit(here: Here) -> Turn | None:
    """An option of just one service described, or what only one takes."""
    fitting = _meant(
        [(v, one) for v, one in here.office.services.items() if _fits(one, here.heard)], here.heard
    )
    if len(fitting) != 1 or here.world.know(FieldCases()):  # an officer's words may be of the case they have
        return None
    return _start_with(here, *fitting[0])


def named(here: Here) -> tuple[str, Service] | None:
    """The service whose very words were said."""
    return here.office.services_named.get(bn.match_key(here.heard.said.text))


def _fits(service: Service, heard: Heard) -> bool:
    """A photo or a place begins a complaint, and so do words by which one of its options is called."""
    if service.kind != "complaint":
        return False
    if heard.said.spot:
        return any(field.kind == "place" for field in service.fields())
    if heard.file:
        return any(heard.media in KINDS[field.kind].media_for(field) for field in service.fields())
    return bool(heard.said.text) and options.deciding(service, heard.said.text, heard.today) is not None


def _meant(fitting: list[tuple[str, Service]], heard: Heard) -> list[tuple[str, Service]]:
    """Of several that take a file: those an option of which its words name, else those that ask where."""
    if len(fitting) < 2 or not heard.file:
        return fitting
    words = heard.said.text
    described = [one for one in fitting if words and options.deciding(one[1], words, heard.today) is not None]
    return described or [one for one in fitting if any(field.kind == "place" for field in one[1].fields())]


def start(here: Here, version: str, service: Service) -> Turn:
    """Begin a service; a form in hand is set aside, and a file that came with its name is taken in."""
    if service.is_appeal:
        return appealing.begin(here)
    if service.is_correction:
        return mending.begin(here)
    if not service.opens_cases:
        return standing.told_in_vain(here, telling.topics(here, service))
    parked = here.session.park() if here.session.in_form else here.session
    begun = form.begin(parked, version, service, here)
    first = form.take_file(begun) if here.heard.file else form.go_on(begun)
    how = first if alike.is_handed_in(first) else with_remark(first, phrase("form_begins", here.lang))
    opened = form.warned(how, begun)
    return _in_their_language(opened, service, here)


def with_words(
    here: Here,
    found: tuple[str, Service],
    known: Mapping[str, Any],
    taken: Taken,
    *,
    likely: tuple[str, ...] = (),
) -> Turn:
    """Begin a service with these answers and all that the words tell, so that next only what is missing is
    asked, or the card is shown; a form in hand is set aside. `likely`: the only options that are shown of the
    question which decides a case.
    """
    parked = here.session.park() if here.session.in_form else here.session
    begun = form.begin(parked, *found, here)
    for path, answer in known.items():
        begun = begun.at(begun.session.with_answer(path, answer))
    came, refused = form.with_what_came(begun)
    heard = here.understood
    facts = heard.facts if heard else Facts()
    filled, problems = taking.take_in(came, here.heard.said.text, facts, taken)
    following = form.narrowed(filled, likely) if likely else form.go_on(filled)
    opened = _with_file_kept(following, begun)
    if opened.session.state == "asking" and found[1].option(filled.session.fields):
        opened = with_remark(opened, phrase("noted_so_far", here.lang, matter=asking.matter(filled)))
    for one in [*problems, *refused]:
        opened = with_remark(opened, problem(one, here.lang))
    if not telling.alarm(here):  # whom to call is told around every turn
        opened = form.warned(opened, filled)
    return _in_their_language(opened, found[1], here)


def _start_with(here: Here, version: str, service: Service) -> Turn:
    """Begin with what the message already says, so that nobody is asked twice."""
    begun = form.begin(here.session, version, service, here)
    deciding = options.deciding(service, here.heard.said.text, here.heard.today)
    if deciding and (heard := here.understood):
        return with_words(here, (version, service), dict([deciding]), Taken.of(heard))
    if deciding:
        begun = begun.at(begun.session.with_answer(*deciding))
    if here.heard.file or not deciding or not _only_names(service, deciding, here):
        opened = _with_file_kept(form.absorb(begun.at(form.waiting_for_words(begun))), begun)
    else:
        opened = form.go_on(begun)
    if deciding and not alike.is_handed_in(opened):
        opened = with_remark(opened, _begun_by_words(here, service, *deciding))
    return _in_their_language(form.warned(opened, begun), service, here)


def _with_file_kept(opened: Turn, begun: Form) -> Turn:
    """Whose voice begins something hears at once that it is kept; a photo is seen where it was sent."""
    is_unseen = bool(begun.heard.file) and begun.heard.media != "image"
    is_held = begun.heard.file in leaves(opened.session.fields)
    return with_remark(opened, form.told_kept(begun)) if is_unseen and is_held else opened


def _begun_by_words(here: Here, service: Service, asked: str, code: str) -> Say:
    """What the words were taken for, and how to say that they were not meant so."""
    subject = service.field(asked).options[code].name.in_(here.lang)
    return phrase("begun_by_words", here.lang, service=service.short.in_(here.lang), subject=subject)


def _only_names(service: Service, deciding: tuple[str, str], here: Here) -> bool:
    """The message is an option's name and nothing more."""
    asked, code = deciding
    return options.is_named(service.field(asked), code, here.heard.said.text)


def _in_their_language(opened: Turn, service: Service, here: Here) -> Turn:
    """Where a service does not speak the person's language, that is said once, and it goes on in Bengali."""
    if service.missing_languages((here.lang,)) and not alike.is_handed_in(opened):
        return with_remark(opened, phrase("only_in_bengali", here.lang))
    return opened


def switch(here: Here, wanted: Service) -> Turn:
    """Another service in the middle of a form: the person says which one to go on with."""
    if wanted.code == here.service().code:
        return standing.unfinished(here)
    return Turn(here.session, (asking.switch(here.service(), wanted, here.session, here.lang),))
