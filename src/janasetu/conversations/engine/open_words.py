"""Words, photos and places that press no button and are no command."""

from dataclasses import replace

from janasetu.conversations.engine import (
    appealing,
    beginning,
    commands,
    form,
    menus,
    options,
    own_cases,
    proofs,
    reopening,
    standing,
    telling,
    understood,
    unheard_voice,
)
from janasetu.conversations.engine.effects import FieldCases, Say, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Command, meaning
from janasetu.conversations.engine.saying import phrase, with_postscript, with_remark
from janasetu.conversations.engine.words import act_of
from janasetu.lib import references


def free(here: Here) -> Turn:
    """The form in hand takes it in; else it begins a service, is a word on a claim, or is for the office."""
    if numbered := _opened_again(here) or appealing.by_words(here) or own_cases.by_number(here):
        return numbered
    if here.session.in_form:
        return _asked_beside(here) or form.absorb(here.form())
    if act_of(here.heard.said.text) in ("yes", "no"):
        return understood.yes_or_no(here) or own_cases.word_on_claim(here) or _lost(here)
    named = beginning.by_name(here) or _group_named(here)
    meant = named or unheard_voice.follow(here) or understood.follow(here)
    return meant or beginning.by_fit(here) or _lost(here)


def _opened_again(here: Here) -> Turn | None:
    """Words with a number that say that its work is not done: they are no question how it stands."""
    heard = None if here.session.in_form else here.understood
    is_no = heard is not None and (heard.decision, heard.act) == ("accept", "reopen")
    return reopening.by_words(here) if is_no and references.find(here.heard.said.text) else None


def _group_named(here: Here) -> Turn | None:
    """A group of services by the title it has in the menu, whenever that was shown."""
    code = menus.group_named(here.office, here.heard.said.text)
    return Turn(here.session, (menus.group(here.office, code, 0, here.lang),)) if code else None


def held(here: Here, words: str) -> Turn:
    """What follows from words that were held back; no button is meant by them."""
    here = here.hearing(words)
    meant = meaning(here)
    return commands.command(here, meant.act) if isinstance(meant, Command) else free(here)


def _asked_beside(here: Here) -> Turn | None:
    """In the middle of a form: something to know is told at once, another service is asked about.

    Words under a photo describe it, whatever they name.
    """
    awaited = here.form().awaited()
    if here.heard.file or (awaited and options.names_one(awaited.field, here.heard.said.text)):
        return None
    if awaited and awaited.field.kind == "person_name" and telling.alarm(here):
        return form.repeat(here.form())  # nobody is called so
    if awaited and awaited.field.kind == "place" and own_cases.is_mistyped(here):
        return with_remark(form.repeat(here.form()), phrase("number_mistyped", here.lang))
    if topic := telling.named_topic(here):
        return telling.tell(here, *topic, [])
    wanted = beginning.named(here)
    if wanted is None:
        return understood.beside_the_form(here)
    if wanted[1].code == here.service().code:
        return None
    if wanted[1].is_appeal or wanted[1].is_correction:
        return beginning.start(here, *wanted)
    return beginning.switch(here, wanted[1]) if wanted[1].opens_cases else telling.topics(here, wanted[1])


def _lost(here: Here) -> Turn:
    """Nothing we know: that is said, to a newcomer after the greeting; there is a person in the menu."""
    if telling.alarm(here):  # whom to call is told, and that is what was wanted
        warned = here.session.reached("emergency")
        return standing.told_in_vain(here, Turn(warned, (menus.menu(here.office, here.lang),)))
    if asked := own_cases.whose_words(here):
        return with_remark(asked, number) if (number := own_cases.on_number(here)) else asked
    if number := own_cases.on_number(here):
        return with_remark(standing.stand(here), number)
    if charged := here.world.know(FieldCases()):
        return Turn(here.session, (proofs.use_buttons(charged, here.lang),))
    if here.session.lost and here.understood:
        return understood.to_a_person(here)
    if not here.session.intents:
        return _lost_at_first(here)
    menu = Turn(replace(here.session, lost=here.session.lost + 1), (menus.menu(here.office, here.lang),))
    return with_remark(menu, _not_known(here))


def _lost_at_first(here: Here) -> Turn:
    """The greeting; whoever sent more than a word or two is told what became of it."""
    is_sentence = len(here.heard.said.text.split()) >= form.WORDS_OF_A_SENTENCE
    is_more = here.heard.file or here.heard.said.spot or is_sentence
    if not is_more:
        return standing.greet(here)
    greeted = with_postscript(standing.greet(here), _not_known(here))
    lost = here.session.lost + (1 if here.understood else 0)
    return Turn(replace(greeted.session, lost=lost), greeted.effects)


def _not_known(here: Here) -> Say:
    """That we do not know what to do with it."""
    if here.heard.said.kind == "text":
        return phrase("not_understood_again" if here.session.lost else "not_understood", here.lang)
    needs_choice = here.heard.file or here.heard.said.spot
    return phrase("choose_first" if needs_choice else "kind_not_taken", here.lang)
