"""Words that mean the same everywhere: menu, back, cancel, stop, a language, another office."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from janasetu.conversations.engine import away, finding, form, menus, own_cases, quiet, standing, taking_back
from janasetu.conversations.engine.effects import ChooseOffice, OptOut, RememberLanguage, Turn
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.saying import PHRASES, phrase, with_remark
from janasetu.lib.words import Lang


def command(here: Here, act: str) -> Turn:
    """What follows from a word of command."""
    return _COMMANDS[act](here)


def _menu(here: Here) -> Turn:
    return standing.unfinished(here) if here.session.in_form else standing.greet(here)


def _back(here: Here) -> Turn:
    return form.back(here.form()) if here.session.in_form else standing.stand(here)


def _resume(here: Here) -> Turn:
    waiting = standing.set_aside(here)
    if not here.session.in_form and waiting:
        return standing.take_up(here, waiting.name)
    return standing.stand(here)


def cancel(here: Here) -> Turn:
    menu = Turn(here.session.idle(), (menus.menu(here.office, here.lang),))
    return with_remark(menu, phrase("cancelled", here.lang)) if here.session.in_form else menu


def _stop(here: Here) -> Turn:
    stopped = replace(here.session.park(), state="stopped").reached("stop")
    return Turn(stopped, (phrase("stopped", here.lang), OptOut(out=True)))


def _change_office(here: Here) -> Turn:
    """On a line of many offices: choose anew; a draft in hand is set aside."""
    if not here.office.on_area_line:
        return standing.stand(here)
    aside = replace(here.session.park(), held="")
    return finding.begin(here.at(aside), "which_office").after(ChooseOffice(""))


def _language(here: Here) -> Turn:
    others = [lang for lang in here.office.languages if lang != here.lang]
    if len(others) == 1:
        return speak(here, others[0])
    return Turn(here.session, (menus.languages(here.office, here.lang),))


def _thanks(here: Here) -> Turn:
    """A lone word of thanks is answered in kind; it begins nothing, and an open question is asked again."""
    polite = phrase("thanks_too", here.lang)
    return (
        with_remark(standing.stand(here), polite) if here.session.in_form else Turn(here.session, (polite,))
    )


def _wish_to_speak(lang: Lang) -> Callable[[Here], Turn]:
    """Speak this language, where the office has it; else say which ones it has."""
    return lambda here: speak(here, lang) if lang in here.office.languages else _speaks_only(here)


def _speaks_only(here: Here) -> Turn:
    known = ", ".join(PHRASES.say(f"language_{lang}", here.lang) for lang in here.office.languages)
    return with_remark(standing.stand(here), phrase("language_not_here", here.lang, languages=known))


def speak(here: Here, lang: Lang) -> Turn:
    """Speak this language from now on."""
    spoken = replace(here.at(here.session.reached("language_change")), heard=replace(here.heard, lang=lang))
    changed = with_remark(standing.stand(spoken), phrase("language_changed", lang))
    return changed.after(RememberLanguage(lang))


_COMMANDS: Mapping[str, Callable[[Here], Turn]] = {
    "menu": _menu,
    "greeting": _menu,
    "cancel": cancel,
    "back": _back,
    "resume": _resume,
    "stop": _stop,
    "person": away.hand_over,
    "mine": own_cases.mine,
    "office": _change_office,
    "quiet": quiet.begin,
    "unquiet": quiet.end,
    "take_back": taking_back.begin,
    "thanks": _thanks,
    "language": _language,
    "lang_bn": _wish_to_speak("bn"),
    "lang_en": _wish_to_speak("en"),
    "lang_hi": _wish_to_speak("hi"),
}
