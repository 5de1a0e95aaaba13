"""The menus of a talk: what the office offers, by groups; languages; whose cases."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.catalogue.schema import Service, Texts
from janasetu.conversations.engine.asking import paged
from janasetu.conversations.engine.effects import PersonLine, Say, row_titles
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import PHRASES, choice
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message


@cache
def groups() -> dict[str, Texts]:
    """The groups of services, in the order of the menu."""
    written = YAML(typ="safe").load(Path(__file__).with_name("groups.yaml"))
    return {str(code): Texts.model_validate(texts) for code, texts in written.items()}


def menu(office: Office, lang: Lang, key: str = "menu") -> Say:
    """What the office offers, the person's own cases, a person to talk to, the other language."""
    values = {"office": in_language(office.name, lang)} if key == "greeting" else {}
    rows = [*_services(office, lang), *_always(office, lang)]
    return Say(Message(PHRASES.say(key, lang, **values), tuple(rows), PHRASES.say("see_list", lang)))


def _services(office: Office, lang: Lang) -> Iterator[Choice]:
    """A group of one service is that service; another opens a list of its own."""
    for code, name in groups().items():
        inside = in_group(office, code)
        if len(inside) == 1:
            yield Choice(f"menu:{inside[0].code}", inside[0].short.in_(lang))
        elif inside:
            yield Choice(f"group:{code}", name.in_(lang))


def in_group(office: Office, code: str) -> list[Service]:
    """The services of a group. How a paper is corrected is no row of its own: it begins from the paper."""
    services = office.services.values()
    return [service for service in services if service.menu_group == code and not service.is_correction]


def _always(office: Office, lang: Lang) -> Iterator[Choice]:
    yield choice("menu:mine", "menu_mine", lang)
    yield choice("menu:person", "menu_person", lang)
    if office.on_area_line:
        yield choice("menu:office", "menu_office", lang)
    yield from _language_choice(office, lang)


def _language_choice(office: Office, lang: Lang) -> Iterator[Choice]:
    """With two languages the button names the other one; with more it asks which; with one there is none."""
    others = [other for other in office.languages if other != lang]
    if others:
        yield choice("menu:language", f"language_{others[0]}" if len(others) == 1 else "menu_language", lang)


def group_named(office: Office, words: str) -> str | None:
    """The group whose very title this is, where the menu shows it as a group."""
    key = bn.match_key(words)
    shown = (code for code in groups() if key and len(in_group(office, code)) > 1)
    return next((code for code in shown if key in map(bn.match_key, groups()[code].all())), None)


def group(office: Office, code: str, page: int, lang: Lang) -> Say:
    """The services of one group, by pages, and the way back."""
    rows = [Choice(f"menu:{service.code}", service.short.in_(lang)) for service in in_group(office, code)]
    fixed = (choice("menu:menu", "menu_back", lang),)
    choices = paged(rows, page=page, more=f"group:{code}:{page + 1}:more", lang=lang, fixed=fixed)
    text = f"{groups()[code].in_(lang)}: {PHRASES.say('which_service', lang)}"
    return Say(Message(text, choices, PHRASES.say("see_list", lang)))


def languages(office: Office, lang: Lang) -> Say:
    choices = tuple(choice(f"lang:{one}", f"language_{one}", lang) for one in office.languages)
    return Say(Message(PHRASES.say("which_language", lang), choices))


def persons(key: str, place: str, known: Sequence[PersonLine], lang: Lang) -> Say:
    """One of those who share the phone, or none of them."""
    titles = row_titles(known[:9], lang)
    rows = [Choice(f"{place}:{person.id}", title) for person, title in zip(known, titles, strict=False)]
    choices = (*rows, choice(f"{place}:other", "nobody_of_these", lang))
    return Say(Message(PHRASES.say(key, lang), choices, PHRASES.say("see_list", lang)))
