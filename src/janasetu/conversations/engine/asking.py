"""The words of a talk: menus, questions, the card that asks whether all is right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from janasetu.catalogue.fields import KINDS, Problem
from janasetu.catalogue.schema import Field, Service
from janasetu.conversations.engine.effects import Say
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Message

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
_PROBLEMS = Phrases.load(Path(__file__).parents[2] / "catalogue" / "phrases.yaml")

LIST_ROWS = 10  # a WhatsApp list holds ten; a longer one goes by pages of nine and one to turn them


def phrase(key: str, lang: Lang, **values: Any) -> Say:
    return Say(Message(PHRASES.say(key, lang, **values)))


def problem(found: Problem, lang: Lang) -> Say:
    return Say(Message(_PROBLEMS.say(found.key, lang, **found.values)))


def join(first: Say, second: Say) -> Say:
    """Two things to say as one message: each one sent costs the office money."""
    message = second.message
    return Say(Message(f"{first.message.text}\n\n{message.text}", message.choices, message.menu))


def menu(office: Office, lang: Lang, key: str = "menu") -> Say:
    """What the office offers, the person's own cases, the other language."""
    text = (
        PHRASES.say(key, lang, office=in_language(office.name, lang))
        if key == "greeting"
        else PHRASES.say(key, lang)
    )
    services = [
        Choice(f"menu:{service.code}", service.short.in_(lang)) for service in office.services.values()
    ]
    mine = Choice("menu:mine", PHRASES.say("menu_mine", lang))
    return Say(
        Message(text, (*services, mine, _language_choice(office, lang)), PHRASES.say("see_list", lang))
    )


def _language_choice(office: Office, lang: Lang) -> Choice:
    """With two languages the button names the other one; with more it asks which."""
    others = [other for other in office.languages if other != lang]
    title = f"language_{others[0]}" if len(others) == 1 else "menu_language"
    return Choice("menu:language", PHRASES.say(title, lang))


def languages(office: Office, lang: Lang) -> Say:
    choices = tuple(Choice(f"lang:{one}", PHRASES.say(f"language_{one}", lang)) for one in office.languages)
    return Say(Message(PHRASES.say("which_language", lang), choices))


def question(service: Service, session: Session, lang: Lang) -> Say:
    """The question the draft waits for."""
    field = service.field(session.step)
    if field.kind == "choice":
        return Say(Message(field.label.in_(lang), _options(field, session, lang), _menu_word(field, lang)))
    return Say(Message(field.label.in_(lang), _skip(field, session, lang)))


def _menu_word(field: Field, lang: Lang) -> str:
    return field.menu.in_(lang) if field.menu else PHRASES.say("see_list", lang)


def _options(field: Field, session: Session, lang: Lang) -> tuple[Choice, ...]:
    """One page of the options, and where there are more pages a way to the next one."""
    place = f"{session.draft}:{field.field}"
    pages = pages_of(field)
    page = session.page % len(pages)
    choices = [Choice(f"{place}:{code}", field.options[code].name.in_(lang)) for code in pages[page]]
    if len(pages) > 1:
        choices.append(
            Choice(f"{place}:more", PHRASES.say("more" if page + 1 < len(pages) else "earlier", lang))
        )
    return (*choices, *_skip(field, session, lang))


def pages_of(field: Field) -> list[list[str]]:
    """The codes of the options by page: one page where a list holds them, else each leaves a row to turn."""
    codes = list(field.options)
    room = LIST_ROWS - (field.skip is not None)
    if len(codes) <= room:
        return [codes]
    return [codes[start : start + room - 1] for start in range(0, len(codes), room - 1)]


def _skip(field: Field, session: Session, lang: Lang) -> tuple[Choice, ...]:
    return (Choice(f"{session.draft}:{field.field}:skip", field.skip.in_(lang)),) if field.skip else ()


def confirmation(service: Service, session: Session, lang: Lang) -> Say:
    """The card before anything is handed in."""
    text = PHRASES.say("confirm", lang, summary=summary(service, session.fields, lang))
    acts = tuple(
        Choice(f"{session.draft}:{act}", PHRASES.say(act, lang)) for act in ("submit", "edit", "cancel")
    )
    return Say(Message(text, acts))


def summary(service: Service, fields: Mapping[str, Any], lang: Lang) -> str:
    """The answers so far, a line each."""
    answered = [field for field in service.ask if fields.get(field.field) is not None]
    return "\n".join(
        f"{field.short.in_(lang)}: {KINDS[field.kind].show(field, fields[field.field], lang)}"
        for field in answered
    )


def which_to_change(service: Service, session: Session, lang: Lang) -> Say:
    choices = tuple(
        Choice(f"{session.draft}:change:{field.field}", field.short.in_(lang)) for field in service.ask
    )
    return Say(Message(PHRASES.say("which_to_change", lang), choices, PHRASES.say("see_list", lang)))


def unfinished(service: Service, session: Session, lang: Lang) -> Say:
    """The person greets in the middle of a draft: go on, or leave it."""
    text = PHRASES.say("unfinished", lang, service=service.name.in_(lang))
    acts = tuple(Choice(f"{session.draft}:{act}", PHRASES.say(act, lang)) for act in ("resume", "cancel"))
    return Say(Message(text, acts))
