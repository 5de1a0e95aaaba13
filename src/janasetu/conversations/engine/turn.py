"""One turn of a talk: what was said, what it means here, what follows from it."""

from dataclasses import replace

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import asking, form
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    Ask,
    CaseLine,
    Heard,
    Known,
    MyCases,
    OptOut,
    RememberLanguage,
    Say,
    Turn,
)
from janasetu.conversations.engine.meaning import Chosen, Command, meaning
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib import bn, references
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging.values import Message

# Things said that ask for no answer.
_SILENT = frozenset({"reaction", "system"})


def turn(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    """Answer one thing a person said. `known` holds the answers to questions asked before."""
    if heard.said.kind in _SILENT:
        return Turn(session)
    if session.state == "stopped":
        return _welcome_back(turn(office, session.idle(), heard, known))
    if session.in_form and office.service(session.version) is None:
        session = session.idle()  # the definition is gone for good; what was drafted cannot be asked on
    meant = meaning(office, session, heard)
    if isinstance(meant, Chosen):
        return _chosen(office, session, heard, known, meant.id.split(":"))
    if isinstance(meant, Command):
        return _command(office, session, heard, known, meant.act)
    return _free(office, session, heard, known)


def _welcome_back(decided: Turn | Ask) -> Turn | Ask:
    """Who writes again wants answers again, unless the word was "stop" once more."""
    if isinstance(decided, Ask) or decided.session.state == "stopped":
        return decided
    return decided.then(OptOut(out=False))


# --- something that was offered ---


def _chosen(office: Office, session: Session, heard: Heard, known: Known, parts: list[str]) -> Turn | Ask:
    match parts:
        case ["case", ref, "yes" | "no" as word] if references.read(ref) == ref:
            return Turn(session, (AnswerClaim(ref, word == "yes"),))
        case ["lang", lang] if lang in office.languages:
            return _speak(office, session, heard, as_lang(lang))
        case ["menu", target]:
            return _from_menu(office, session, heard, known, target)
        case [draft, *rest] if session.in_form and draft == session.draft:
            return _in_draft(office, session, heard, rest)
    return _stale(office, session, heard)


def _from_menu(office: Office, session: Session, heard: Heard, known: Known, target: str) -> Turn | Ask:
    if target in ("mine", "language"):
        return _command(office, session, heard, known, target)
    for version, service in office.services.items():
        if service.code == target:
            if session.in_form:
                return _unfinished(office, session, heard)
            return _start(version, service, session, heard)
    return _stale(office, session, heard)


def _in_draft(office: Office, session: Session, heard: Heard, parts: list[str]) -> Turn:
    if parts == ["cancel"]:
        return _cancel(office, session, heard)
    chosen = form.choose(_service(office, session), session, heard, parts)
    return chosen or _stale(office, session, heard)


def _stale(office: Office, session: Session, heard: Heard) -> Turn:
    """A button from an earlier message: nothing changes, and the person is told where the talk stands."""
    return form.with_remark(stand(office, session, heard.lang), asking.phrase("stale_choice", heard.lang))


def stand(office: Office, session: Session, lang: Lang) -> Turn:
    """Say once more where the talk stands: the open question, or the menu."""
    if session.in_form:
        return form.repeat(_service(office, session), session, lang)
    return Turn(session, (asking.menu(office, lang),))


def _service(office: Office, session: Session) -> Service:
    service = office.service(session.version)
    if service is None:
        raise LookupError(session.version)
    return service


# --- words of command ---


def _command(office: Office, session: Session, heard: Heard, known: Known, act: str) -> Turn | Ask:
    match act:
        case "menu":
            return _unfinished(office, session, heard) if session.in_form else _greet(office, session, heard)
        case "cancel":
            return _cancel(office, session, heard)
        case "stop":
            stopped = replace(session.idle(), state="stopped").reached("stop")
            return Turn(stopped, (asking.phrase("stopped", heard.lang), OptOut(out=True)))
        case "mine":
            return _mine(office, session, heard, known)
        case "language":
            return _language(office, session, heard)
        case "lang_bn" | "lang_en" | "lang_hi":
            lang = as_lang(act.removeprefix("lang_"))
            return _speak(office, session, heard, lang if lang in office.languages else heard.lang)
    return _free(office, session, heard, known)


def _greet(office: Office, session: Session, heard: Heard) -> Turn:
    return Turn(session.idle().reached("greeting"), (asking.menu(office, heard.lang, "greeting"),))


def _unfinished(office: Office, session: Session, heard: Heard) -> Turn:
    return Turn(session, (asking.unfinished(_service(office, session), session, heard.lang),))


def _cancel(office: Office, session: Session, heard: Heard) -> Turn:
    menu = Turn(session.idle(), (asking.menu(office, heard.lang),))
    return form.with_remark(menu, asking.phrase("cancelled", heard.lang)) if session.in_form else menu


def _language(office: Office, session: Session, heard: Heard) -> Turn:
    others = [lang for lang in office.languages if lang != heard.lang]
    if len(others) == 1:
        return _speak(office, session, heard, others[0])
    return Turn(session, (asking.languages(office, heard.lang),))


def _speak(office: Office, session: Session, heard: Heard, lang: Lang) -> Turn:
    standing = stand(office, session.reached("language_change"), lang)
    return form.with_remark(standing, asking.phrase("language_changed", lang)).after(RememberLanguage(lang))


def _mine(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    cases = known.get(MyCases())
    if cases is None:
        return Ask(MyCases())
    standing = stand(office, session.reached("status_query"), heard.lang)
    if not cases:
        return form.with_remark(standing, asking.phrase("my_cases_none", heard.lang))
    listed = "\n".join(case.shown for case in cases[:10])
    return form.with_remark(standing, asking.phrase("my_cases", heard.lang, list=listed))


# --- anything else ---


def _free(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    if session.in_form:
        return form.absorb(_service(office, session), session, heard)
    if act_of(heard.said.text) in ("yes", "no"):
        return _word_on_claim(office, session, heard, known)
    return _begin_by_words(office, session, heard) or _lost(office, session, heard)


def _word_on_claim(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    """A bare yes or no with nothing offered last: it is the word on the one claim that waits for it."""
    cases = known.get(MyCases())
    if cases is None:
        return Ask(MyCases())
    waiting: list[CaseLine] = [case for case in cases if case.awaits_word]
    if len(waiting) == 1:
        return Turn(session, (AnswerClaim(waiting[0].ref, act_of(heard.said.text) == "yes"),))
    if waiting:
        return Turn(session, (asking.phrase("which_case", heard.lang),))
    return _lost(office, session, heard)


def _begin_by_words(office: Office, session: Session, heard: Heard) -> Turn | None:
    """A service named, one of its options described, or a photo that only one service takes."""
    key = bn.match_key(heard.said.text)
    for version, service in office.services.items():
        if key in service.words_to_match():
            return _start(version, service, session, heard)
    fitting = [(version, service) for version, service in office.services.items() if _fits(service, heard)]
    if len(fitting) == 1:
        return _start_with(*fitting[0], session, heard)
    return None


def _fits(service: Service, heard: Heard) -> bool:
    if heard.file:
        return any(field.kind == "photo" for field in service.ask)
    return _named_option(service, heard) is not None


def _named_option(service: Service, heard: Heard) -> tuple[str, str] | None:
    """The question and option that the words name."""
    for field in service.ask:
        if field.kind == "choice" and heard.said.text:
            answer = KINDS["choice"].read(field, Given(text=heard.said.text))
            if not isinstance(answer, Problem):
                return field.field, answer
    return None


def _start(version: str, service: Service, session: Session, heard: Heard) -> Turn:
    begun = form.begin(session, version, service, heard)
    return form.with_remark(form.go_on(service, begun, heard.lang), asking.phrase("form_begins", heard.lang))


def _start_with(version: str, service: Service, session: Session, heard: Heard) -> Turn:
    """Begin with what the message already says, so that nobody is asked twice."""
    begun = form.begin(session, version, service, heard)
    named = _named_option(service, heard)
    if named:
        begun = begun.with_answer(*named)
    if heard.file or not named or not _only_names(service, named, heard):
        return form.absorb(service, _waiting_for_words(service, begun), heard)
    return form.go_on(service, begun, heard.lang)


def _only_names(service: Service, named: tuple[str, str], heard: Heard) -> bool:
    """The message is an option's name and nothing more."""
    return bn.match_key(heard.said.text) in service.field(named[0]).options[named[1]].words_to_match()


def _waiting_for_words(service: Service, session: Session) -> Session:
    described = next((field.field for field in service.ask if field.kind == "text"), service.ask[0].field)
    return replace(session, step=described)


def _lost(office: Office, session: Session, heard: Heard) -> Turn:
    """Nothing we know: a newcomer is greeted, others are told so; both see the menu."""
    if not session.intents:
        return _greet(office, session, heard)
    remark = "kind_not_taken" if heard.said.kind != "text" else "not_understood"
    return Turn(session, (Say(_remarked(office, heard.lang, remark)),))


def _remarked(office: Office, lang: Lang, key: str) -> Message:
    return asking.join(asking.phrase(key, lang), asking.menu(office, lang)).message
