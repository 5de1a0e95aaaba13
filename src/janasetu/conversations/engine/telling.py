"""What an information service tells: hours, who is who, fees and papers of every service."""

from collections.abc import Iterator

from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.schema import EmergencyNumber, Service, Topic
from janasetu.conversations.engine import form
from janasetu.conversations.engine.asking import fee_line, page_in, paged
from janasetu.conversations.engine.effects import Facts, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.options import stands_in
from janasetu.conversations.engine.saying import PHRASES, choice, join
from janasetu.lib import bn
from janasetu.lib.text import units
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message
from janasetu.understanding.values import Danger

_BODY = 1024  # WhatsApp: the text beside buttons or a list, in UTF-16 units
_MOST_ALARM = 4  # numbers told before an answer
_MOST_HEARD = 4000  # characters in which words of danger are looked for
_OF_SERVICES = ("fees", "papers")
_TELLING = frozenset({"long_text", "choice", "choices", "place", "photo", "document", "voice"})


def topics(here: Here, service: Service, page: int = 0) -> Turn:
    """What can be asked of the office."""
    rows = [
        Choice(f"info:{service.code}:{code}", topic.name.in_(here.lang))
        for code, topic in service.topics.items()
    ]
    choices = paged(rows, page=page, more=f"info:{service.code}:{page + 1}:more", lang=here.lang)
    text = service.about.in_(here.lang) if service.about else PHRASES.say("which_topic", here.lang)
    told = here.session.reached(service.reached_intent)
    return Turn(told, (Say(Message(text, choices, PHRASES.say("see_list", here.lang))),))


def named_topic(here: Here) -> tuple[Service, str] | None:
    """The topic whose very words were said."""
    return here.office.topics_named.get(bn.match_key(here.heard.said.text))


def asked(here: Here, service: Service) -> Turn:
    """What a question in free words is about; the topics where that is not told in so many words."""
    words = here.heard.said.text
    found = [code for code, one in service.topics.items() if stands_in(one.words_to_match(), words)]
    told = tell(here, service, found[0], []) if len(found) == 1 else None
    return told or topics(here, service)


def alarm(here: Here) -> tuple[EmergencyNumber, ...]:
    """The numbers to call at once, where words of danger begin words of what was said."""
    if here.heard.said.kind == "choice" or not here.heard.said.text:
        return ()
    said = f" {bn.match_key(here.heard.said.text[:_MOST_HEARD])}"
    heard = (numbers for word, numbers in here.office.alarms.items() if f" {word}" in said)
    meant = here.office.numbers_in_danger if danger(here) == "now" else ()
    return next(heard, meant)[:_MOST_ALARM]


def danger(here: Here) -> Danger:
    """Whether the words tell that somebody is in danger; a name that was asked for tells nothing."""
    if here.office.reader is None:
        return ""
    is_asked = here.session.in_form and here.office.service(here.session.version)
    awaited = here.form().awaited() if is_asked else None
    heard = here.understood if awaited is None or awaited.field.kind in _TELLING else None
    return heard.danger if heard else ""


def tell(here: Here, service: Service, code: str, rest: list[str]) -> Turn | None:
    """One topic, and of fees and papers for which service; None for what there is not."""
    topic = service.topics.get(code)
    if topic is None:
        return topics(here, service, page_in(code)) if rest == ["more"] else None
    told = here.session.reached(topic.intent or service.reached_intent)
    if topic.says not in _OF_SERVICES:
        return Turn(told, (_closing(here, _said(here, topic), further=topic.next),))
    if len(rest) != 1:
        page = page_in("".join(rest[:1]))
        return Turn(told, (_which_service(here, service, code, page),))
    about = here.office.by_code(rest[0])
    return Turn(told, (_closing(here, _of_service(here, topic, about[1])),)) if about else None


def _said(here: Here, topic: Topic) -> str:
    lang = here.lang
    if topic.text:
        return topic.text.in_(lang)
    if topic.numbers:
        lines = (f"{one.name.in_(lang)}: {one.number}" for one in topic.numbers)
        return "\n".join([f"{topic.name.in_(lang)}:", *lines])
    known = here.world.know(Facts(topic.says or ""))
    return f"{topic.name.in_(lang)}:\n{known}" if known else PHRASES.say("not_on_record", lang)


def _which_service(here: Here, service: Service, code: str, page: int) -> Say:
    """For which of the services: by pages."""
    place = f"info:{service.code}:{code}"
    rows = [
        Choice(f"{place}:{one.code}", one.short.in_(here.lang))
        for one in here.office.services.values()
        if one.kind in ("application", "booking", "appointment")
    ]
    if not rows:
        return _closing(here, PHRASES.say("not_on_record", here.lang))
    choices = paged(rows, page=page, more=f"{place}:{page + 1}:more", lang=here.lang)
    return Say(Message(PHRASES.say("which_service", here.lang), choices, PHRASES.say("see_list", here.lang)))


def _of_service(here: Here, topic: Topic, about: Service) -> str:
    lines = list(_fees(here, about) if topic.says == "fees" else _papers(about, here.lang))
    empty = PHRASES.say("no_fee" if topic.says == "fees" else "no_papers", here.lang)
    return "\n".join([f"{about.name.in_(here.lang)}:", *(lines or [empty])])


def _fees(here: Here, about: Service) -> Iterator[str]:
    yield from (fee_line(fee, fee.amount, here.lang) for fee in about.fees_on(here.heard.today))


def _papers(about: Service, lang: Lang) -> Iterator[str]:
    for number, paper in enumerate(about.papers(), start=1):
        some = "" if paper.required and not paper.when else f" ({PHRASES.say('if_needed', lang)})"
        yield f"{bn.number(number, lang)}. {short_of(paper, lang)}{some}"


def _closing(here: Here, text: str, *, further: str | None = None) -> Say:
    """An answer, and the way on: in the middle of a form its question again, or a button for it. `further`:
    the service that helps on from here.
    """
    if not here.session.in_form:
        helping = here.office.by_code(further) if further else None
        onward = (Choice(f"menu:{further}", helping[1].short.in_(here.lang)),) if helping else ()
        return Say(Message(text, (*onward, choice("menu:menu", "menu_back", here.lang))))
    (question,) = (one for one in form.repeat(here.form()).effects if isinstance(one, Say))
    both = join(Say(Message(text)), question)
    if units(both.message.text) <= _BODY:
        return both
    return Say(Message(text, (choice(f"{here.session.draft}:resume", "resume", here.lang),)))
