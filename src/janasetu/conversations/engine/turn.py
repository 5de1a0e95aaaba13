"""One turn of a talk: what was said, what it means here, what follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine import around, asking, away, finding, form, menus, options, telling
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    Ask,
    CaseLine,
    ChooseOffice,
    Heard,
    Known,
    MyCases,
    MyPersons,
    NotKnownError,
    OptOut,
    RememberLanguage,
    Say,
    Turn,
    World,
)
from janasetu.conversations.engine.here import Here
from janasetu.conversations.engine.meaning import Chosen, Command, meaning
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import PHRASES, phrase, with_postscript, with_remark
from janasetu.conversations.engine.session import NOBODY_KNOWN, Draft, Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib import bn, references
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang

# Things said that ask for no answer.
_SILENT = frozenset({"reaction", "system", "edit", "revoke"})
_MOST_CASES = 10


def turn(office: Office, session: Session, heard: Heard, known: Known) -> Turn | Ask:
    """Answer one thing a person said. `known` holds the answers to questions asked before."""
    if heard.said.kind in _SILENT:
        return Turn(session)
    spoken = _script_of(office, session, heard)
    here = Here(office, session, replace(heard, lang=spoken), World(known))
    if heard.said.kind == around.STAFF_WROTE:
        return Turn(around.staff_wrote(session, here))
    try:
        decided = _alarmed(here, _answer(here))
    except NotKnownError as missing:
        return Ask(missing.question)
    if spoken != heard.lang:
        decided = decided.after(RememberLanguage(spoken))
    return Turn(_stamped(decided.session, here), decided.effects)


def _script_of(office: Office, session: Session, heard: Heard) -> Lang:
    """The language to speak: who first writes in Devanagari may read no Bengali, and is answered in Hindi."""
    letters = [letter for letter in heard.said.text if letter.isalpha()]
    is_hindi = bool(letters) and all("\u0900" <= letter <= "\u097f" for letter in letters)
    is_first = not session.intents and session.state == "idle" and heard.said.kind == "text"
    return "hi" if is_first and is_hindi and "hi" in office.languages else heard.lang


def _stamped(session: Session, here: Here) -> Session:
    """When it was; being lost is forgotten with the first thing that is understood."""
    lost = session.lost if session.lost > here.session.lost else 0
    album_at = session.album_at if here.heard.file else None  # words between two files part them
    return replace(session.of_office(here.office.body), at=here.heard.at, lost=lost, album_at=album_at)


def _alarmed(here: Here, decided: Turn) -> Turn:
    """Where the words tell of danger: first whom to call, unless that is told already."""
    numbers = telling.alarm(here)
    told = "".join(effect.message.text for effect in decided.effects if isinstance(effect, Say))
    if all(one.number in told for one in numbers):
        return decided
    return with_remark(decided, asking.numbers_to_call(numbers, here.lang))


def _answer(here: Here) -> Turn:
    if here.session.state == "stopped":
        return _welcome_back(_answer(here.at(here.session.idle())))
    return around.beside_the_talk(here) or _in_talk(here)


def _in_talk(here: Here) -> Turn:
    if here.session.state == "handed_over":
        return _handed_over(here)
    if here.session.in_form and here.office.service(here.session.version) is None:
        here = here.at(here.session.idle())  # the definition is gone for good; it cannot be asked on
    if here.office.is_area:
        return _without_office(here)
    if by_poster := _other_office(here):
        return by_poster
    if known := away.persons_to_ask(here):
        return away.ask_whose(here, known)
    if here.session.in_form and away.gap(here) > away.RESUME_AFTER and here.heard.said.kind == "text":
        return _back_after_days(here)
    return _understood(here)


def _understood(here: Here) -> Turn:
    meant = meaning(here)
    if isinstance(meant, Chosen):
        return _chosen(here, meant.id.split(":"))
    if isinstance(meant, Command):
        return _command(here, meant.act)
    return _free(here)


def _welcome_back(decided: Turn) -> Turn:
    """Who writes again wants answers again, unless the word was "stop" once more."""
    return decided if decided.session.state == "stopped" else decided.then(OptOut(out=False))


def _handed_over(here: Here) -> Turn:
    act = act_of(here.heard.said.text)
    if away.is_back(here) or act in ("menu", "resume", "stop", "cancel", "mine", "language"):
        return _answer(away.taken_back(here))
    return away.wait(here)


def _back_after_days(here: Here) -> Turn:
    """A draft from days ago: first ask whether to go on; words that are no command are held for it."""
    meant = meaning(here)
    if isinstance(meant, Command) and meant.act not in ("menu", "greeting"):
        return _command(here, meant.act)
    if isinstance(meant, Chosen) and not meant.id.startswith(f"{here.session.draft}:"):
        return _chosen(here, meant.id.split(":"))  # the answer to something newer, such as a claim
    held = "" if isinstance(meant, Command) else here.heard.said.text
    return _unfinished(here.at(replace(here.session, held=held)))


# --- which office ---


def _without_office(here: Here) -> Turn:
    """On a line of many offices, before the person has one: a name, a code or a way through the districts."""
    meant = meaning(here)
    if isinstance(meant, Chosen):
        parts = meant.id.split(":")
        if settled := finding.chosen(here, parts):
            return _in_office(here, *settled)
        return _chosen(here, parts) if parts[0] in ("case", "field", "lang") else _stale(here)
    if isinstance(meant, Command):
        return _command_without_office(here, meant.act)
    settled = finding.by_code(here) or (finding.by_words(here) if finding.may_name(here) else None)
    if settled is None:
        is_new = not here.session.intents
        asked = finding.begin(here, "greeting_area" if is_new else "office_by_words")
        return _told_in_vain(here, Turn(asked.session.reached("greeting"), asked.effects))
    return _told_in_vain(here, _in_office(here, *settled))


def _told_in_vain(here: Here, decided: Turn) -> Turn:
    """The words beside a file or a place decided, and it could not be kept itself: that is said."""
    came = here.heard.file or here.heard.said.spot
    return with_remark(decided, phrase("send_again", here.lang)) if came else decided


def _command_without_office(here: Here, act: str) -> Turn:
    """Stopping and a language need no office; all else needs one first."""
    if act in ("stop", "language", "lang_bn", "lang_en", "lang_hi"):
        return _command(here, act)
    return finding.begin(here.at(here.session.reached("greeting")), "greeting_area")


def _in_office(here: Here, found: Turn, office: Office | None) -> Turn:
    """Where the office is settled the talk goes on with it: with what was said before, else its menu."""
    if office is None:
        return found
    *done, told = found.effects
    (body_id,) = (effect.body_id for effect in done if isinstance(effect, ChooseOffice))
    settled = here.in_office(office, body_id).at(found.session)
    if found.session.held:
        words = found.session.held
        following = _understood(settled.at(replace(found.session, held="")).hearing(words))
    else:
        following = Turn(found.session, (menus.menu(office, here.lang),))
    return with_remark(following, told).after(*done)  # type: ignore[arg-type]  # the last effect is said


def _other_office(here: Here) -> Turn | None:
    """The code of a poster where an office is chosen already: that one, and a draft in hand is set aside."""
    is_asked = here.office.on_area_line and here.heard.said.kind == "text"
    settled = finding.by_code(here.at(here.session.park())) if is_asked else None
    if settled is None:
        return None
    found, office = settled
    return _in_office(here, found, office) if office else with_remark(stand(here), finding.not_served(here))


# --- something that was offered ---


def _chosen(here: Here, parts: list[str]) -> Turn:
    """What a choice means: its first part says what kind of thing was offered, or names the draft."""
    kind, rest = parts[0], parts[1:]
    means = _CHOICES.get(kind)
    taken = means(here, rest) if means else _of_draft(here, kind, rest)
    return taken or _stale(here)


def _case_choice(here: Here, rest: list[str]) -> Turn | None:
    match rest:
        case [ref, "yes" | "no" as word] if references.read(ref) == ref:
            return Turn(here.session, (AnswerClaim(ref, word == "yes"),))
        case [ref, around.ANSWER] if references.read(ref) == ref:
            return around.write_now(here, ref)
        case [ref, around.LATER] if references.read(ref) == ref:
            return Turn(here.session, (phrase("answer_any_time", here.lang),))
    return None


def _field_choice(here: Here, rest: list[str]) -> Turn | None:
    match rest:
        case [ref, "seen" | "coming" | "done" | "later" as act] if references.read(ref) == ref:
            return around.field_word(here, ref, act)
    return None


def _language_choice(here: Here, rest: list[str]) -> Turn | None:
    return _speak(here, as_lang(rest[0])) if rest and rest[0] in here.office.languages else None


def _menu_choice(here: Here, rest: list[str]) -> Turn | None:
    return _from_menu(here, rest[0], rest[1:]) if rest else None


def _group_choice(here: Here, rest: list[str]) -> Turn | None:
    if not rest or not menus.in_group(here.office, rest[0]):
        return None
    page = asking.page_in("".join(rest[1:2]))
    return Turn(here.session, (menus.group(here.office, rest[0], page, here.lang),))


def _info_choice(here: Here, rest: list[str]) -> Turn | None:
    found = here.office.by_code(rest[0]) if rest else None
    return telling.tell(here, found[1], rest[1], rest[2:]) if found and rest[1:] else None


def _mine_choice(here: Here, rest: list[str]) -> Turn | None:
    return _mine_of(here, rest[0]) if rest else None


def _who_choice(here: Here, rest: list[str]) -> Turn | None:
    sharing = {one.id for one in away.who_share(here)} | {NOBODY_KNOWN}
    return _whose(here, rest[0]) if rest and rest[0] in sharing else None


def _persons(here: Here) -> set[str]:
    """Whose cases may be asked for: those of persons the office knows, or of nobody of them."""
    return {one.id for one in here.world.know(MyPersons())} | {NOBODY_KNOWN}


_CHOICES: Mapping[str, Callable[[Here, list[str]], Turn | None]] = {
    "case": _case_choice,
    "field": _field_choice,
    "lang": _language_choice,
    "menu": _menu_choice,
    "group": _group_choice,
    "info": _info_choice,
    "mine": _mine_choice,
    "who": _who_choice,
}


def _of_draft(here: Here, name: str, rest: list[str]) -> Turn | None:
    """Something that a draft offered: the one in hand, or one that waits."""
    if here.session.in_form and name == here.session.draft:
        return _in_draft(here, rest)
    waiting = next((draft for draft in here.session.parked if draft.name == name), None)
    may_go_on = waiting and waiting.office in ("", here.office.body)
    taken = rest == ["cancel"] or (rest == ["resume"] and may_go_on)
    return _parked(here, name, rest[0]) if waiting and taken else None


def _from_menu(here: Here, target: str, rest: list[str]) -> Turn:
    if target in ("mine", "language", "person", "office", "menu"):
        return _command(here, target)
    found = here.office.by_code(target)
    if found is None:
        return _stale(here)
    if here.session.in_form and found[1].opens_cases and rest != ["yes"]:
        return _switch(here, found[1])
    return _start(here, *found)


def _in_draft(here: Here, parts: list[str]) -> Turn:
    if parts == ["cancel"]:
        return _cancel(here)
    if parts == ["resume"] and here.session.held:
        words = here.session.held
        return form.absorb(here.at(replace(here.session, held="")).hearing(words).form())
    return form.choose(here.form(), parts) or _stale(here)


def _parked(here: Here, name: str, act: str) -> Turn:
    """A draft that waits is taken up again, or left for good."""
    if act == "resume":
        taken = here.at(here.session.unpark(name))
        known = here.office.service(taken.session.version)
        return form.repeat(taken.form()) if known else _stale(here)
    left = here.at(here.session.without(name))
    return with_remark(stand(left), phrase("cancelled", here.lang))


def _whose(here: Here, person: str) -> Turn:
    """Whose matter it is: their draft is shown, nobody else's; else what was said is taken in now."""
    words = here.session.held
    standing = here.session if person == here.session.person else here.session.park()
    session = replace(standing, person=person, held="")
    here = here.at(session)
    if waiting := _waiting(here):
        return Turn(session, (waiting,))
    return _understood(here.hearing(words)) if words else stand(here)


def _stale(here: Here) -> Turn:
    """A button from an earlier message: nothing changes, and the person is told where the talk stands."""
    return with_remark(stand(here), phrase("stale_choice", here.lang))


def stand(here: Here) -> Turn:
    """Say once more where the talk stands: the open question, or the menu."""
    if here.office.is_area:
        return finding.repeat(here)
    if here.session.in_form:
        return form.repeat(here.form())
    return Turn(here.session, (menus.menu(here.office, here.lang),))


# --- words of command ---


def _command(here: Here, act: str) -> Turn:
    return _COMMANDS[act](here)


def _menu(here: Here) -> Turn:
    return _unfinished(here) if here.session.in_form else _greet(here)


def _back(here: Here) -> Turn:
    return form.back(here.form()) if here.session.in_form else stand(here)


def _wish_to_speak(lang: Lang) -> Callable[[Here], Turn]:
    """Speak this language, where the office has it; else say which ones it has."""
    return lambda here: _speak(here, lang) if lang in here.office.languages else _speaks_only(here)


def _speaks_only(here: Here) -> Turn:
    known = ", ".join(PHRASES.say(f"language_{lang}", here.lang) for lang in here.office.languages)
    return with_remark(stand(here), phrase("language_not_here", here.lang, languages=known))


def _greet(here: Here) -> Turn:
    """The menu; or first the draft that still waits."""
    greeted = here.session.idle().reached("greeting")
    shown = _waiting(here) or menus.menu(here.office, here.lang, "greeting")
    return Turn(greeted, (shown,))


def _waiting(here: Here) -> Say | None:
    """That the newest draft this person has set aside can be gone on with."""
    draft = _set_aside(here)
    service = here.office.service(draft.version) if draft else None
    return asking.unfinished(service, draft.name, here.lang) if draft and service else None


def _set_aside(here: Here) -> Draft | None:
    """The newest draft that waits, is this person's, was begun in this office, and can be asked on."""
    here_begun = (one for one in reversed(here.session.parked) if one.office in ("", here.office.body))
    known = [one for one in here_begun if here.office.service(one.version)]
    is_shared = bool(known) and len(away.who_share(here)) > 1
    return next((one for one in known if not is_shared or away.is_theirs(here, one)), None)


def _unfinished(here: Here) -> Turn:
    return Turn(here.session, (asking.unfinished(here.service(), here.session.draft, here.lang),))


def _resume(here: Here) -> Turn:
    waiting = _set_aside(here)
    if not here.session.in_form and waiting:
        return _parked(here, waiting.name, "resume")
    return stand(here)


def _cancel(here: Here) -> Turn:
    menu = Turn(here.session.idle(), (menus.menu(here.office, here.lang),))
    return with_remark(menu, phrase("cancelled", here.lang)) if here.session.in_form else menu


def _stop(here: Here) -> Turn:
    stopped = replace(here.session.park(), state="stopped").reached("stop")
    return Turn(stopped, (phrase("stopped", here.lang), OptOut(out=True)))


def _change_office(here: Here) -> Turn:
    """On a line of many offices: choose anew; a draft in hand is set aside."""
    if not here.office.on_area_line:
        return stand(here)
    aside = replace(here.session.park(), held="")
    return finding.begin(here.at(aside), "which_office").after(ChooseOffice(""))


def _language(here: Here) -> Turn:
    others = [lang for lang in here.office.languages if lang != here.lang]
    if len(others) == 1:
        return _speak(here, others[0])
    return Turn(here.session, (menus.languages(here.office, here.lang),))


def _speak(here: Here, lang: Lang) -> Turn:
    spoken = replace(here.heard, lang=lang)
    standing = stand(replace(here.at(here.session.reached("language_change")), heard=spoken))
    return with_remark(standing, phrase("language_changed", lang)).after(RememberLanguage(lang))


def _mine(here: Here) -> Turn:
    """The open cases; where several share the phone first of whom."""
    here = here.at(here.session.reached("status_query"))
    known = here.world.know(MyPersons())
    if len(known) > 1:
        return Turn(here.session, (menus.persons("whose_cases", "mine", known, here.lang),))
    return _listed(here, here.world.know(MyCases()))


def _mine_of(here: Here, person: str) -> Turn:
    return _listed(here, here.world.know(MyCases(person))) if person in _persons(here) else _stale(here)


def _listed(here: Here, cases: tuple[CaseLine, ...]) -> Turn:
    standing = stand(here)
    if not cases:
        return with_remark(standing, phrase("my_cases_none", here.lang))
    listed = "\n".join(case.shown for case in cases[:_MOST_CASES])
    return with_remark(standing, phrase("my_cases", here.lang, list=listed))


_COMMANDS: Mapping[str, Callable[[Here], Turn]] = {
    "menu": _menu,
    "greeting": _menu,
    "cancel": _cancel,
    "back": _back,
    "resume": _resume,
    "stop": _stop,
    "person": away.hand_over,
    "mine": _mine,
    "office": _change_office,
    "language": _language,
    "lang_bn": _wish_to_speak("bn"),
    "lang_en": _wish_to_speak("en"),
    "lang_hi": _wish_to_speak("hi"),
}


# --- anything else ---


def _free(here: Here) -> Turn:
    if here.session.in_form:
        return _asked_beside(here) or form.absorb(here.form())
    if act_of(here.heard.said.text) in ("yes", "no"):
        return _word_on_claim(here)
    return _begin_by_words(here) or _lost(here)


def _asked_beside(here: Here) -> Turn | None:
    """In the middle of a form: something to know is told at once, another service is asked about.

    Words under a photo describe it, whatever they name.
    """
    awaited = here.form().awaited()
    if here.heard.file or (awaited and options.names_one(awaited.field, here.heard.said.text)):
        return None
    if awaited and awaited.field.kind == "person_name" and telling.alarm(here):
        return form.repeat(here.form())  # nobody is called so
    if topic := telling.named_topic(here):
        return telling.tell(here, *topic, [])
    wanted = _service_named(here)
    if wanted is None or wanted[1].code == here.service().code:
        return None
    return _switch(here, wanted[1]) if wanted[1].opens_cases else telling.topics(here, wanted[1])


def _switch(here: Here, wanted: Service) -> Turn:
    """Another service in the middle of a form: the person says which one to go on with."""
    if wanted.code == here.service().code:
        return _unfinished(here)
    return Turn(here.session, (asking.switch(here.service(), wanted, here.session, here.lang),))


def _word_on_claim(here: Here) -> Turn:
    """A bare yes or no with nothing offered last: it is the word on the one claim that waits for it."""
    waiting = [case for case in here.world.know(MyCases()) if case.awaits_word]
    if len(waiting) == 1:
        is_done = act_of(here.heard.said.text) == "yes"
        return Turn(here.session, (AnswerClaim(waiting[0].ref, is_done, here.heard.file),))
    if waiting:
        return _told_in_vain(here, Turn(here.session, (phrase("which_case", here.lang),)))
    return _lost(here)


def _service_named(here: Here) -> tuple[str, Service] | None:
    """The service whose very words were said."""
    key = bn.match_key(here.heard.said.text)
    named = ((v, one) for v, one in here.office.services.items() if key and key in one.words_to_match())
    return next(named, None)


def _begin_by_words(here: Here) -> Turn | None:
    """A service or topic named, an option of just one service described, or a file that only one takes."""
    if named := _service_named(here):
        return _start(here, *named)
    if topic := telling.named_topic(here):
        told = telling.tell(here, *topic, [])
        return _told_in_vain(here, told) if told else None
    fitting = [(v, one) for v, one in here.office.services.items() if _fits(one, here.heard)]
    return _start_with(here, *fitting[0]) if len(fitting) == 1 else None


def _fits(service: Service, heard: Heard) -> bool:
    """A photo begins a complaint, and so do words by which one of its options is called."""
    if service.kind != "complaint":
        return False
    if heard.file:
        return any(heard.media in KINDS[field.kind].media for field in service.fields())
    return bool(heard.said.text) and options.deciding(service, heard.said.text, heard.today) is not None


def _start(here: Here, version: str, service: Service) -> Turn:
    """Begin a service; a form in hand is set aside, and a file that came with its name is taken in."""
    if not service.opens_cases:
        return _told_in_vain(here, telling.topics(here, service))
    parked = here.session.park() if here.session.in_form else here.session
    begun = form.begin(parked, version, service, here.heard, here.world)
    first = form.take_file(begun) if here.heard.file else form.go_on(begun)
    opened = form.warned(with_remark(first, phrase("form_begins", here.lang)), begun)
    return _in_their_language(opened, service, here)


def _in_their_language(opened: Turn, service: Service, here: Here) -> Turn:
    """Where a service does not speak the person's language, that is said once, and it goes on in Bengali."""
    if service.missing_languages((here.lang,)):
        return with_remark(opened, phrase("only_in_bengali", here.lang))
    return opened


def _start_with(here: Here, version: str, service: Service) -> Turn:
    """Begin with what the message already says, so that nobody is asked twice."""
    begun = form.begin(here.session, version, service, here.heard, here.world)
    named = options.deciding(service, here.heard.said.text, here.heard.today)
    if named:
        begun = begun.at(begun.session.with_answer(*named))
    if here.heard.file or not named or not _only_names(service, named, here):
        opened = form.absorb(begun.at(form.waiting_for_words(begun)))
    else:
        opened = form.go_on(begun)
    if named:
        opened = with_remark(opened, _begun_by_words(here, service, *named))
    return _in_their_language(form.warned(opened, begun), service, here)


def _begun_by_words(here: Here, service: Service, asked: str, code: str) -> Say:
    """What the words were taken for, and how to say that they were not meant so."""
    subject = service.field(asked).options[code].name.in_(here.lang)
    return phrase("begun_by_words", here.lang, service=service.short.in_(here.lang), subject=subject)


def _only_names(service: Service, named: tuple[str, str], here: Here) -> bool:
    """The message is an option's name and nothing more."""
    return options.is_named(service.field(named[0]), named[1], here.heard.said.text)


def _lost(here: Here) -> Turn:
    """Nothing we know: that is said, to a newcomer after the greeting; there is a person in the menu."""
    if telling.alarm(here):  # whom to call is told, and that is what was wanted
        return _told_in_vain(here, Turn(here.session, (menus.menu(here.office, here.lang),)))
    if not here.session.intents:
        return _lost_at_first(here)
    menu = Turn(replace(here.session, lost=here.session.lost + 1), (menus.menu(here.office, here.lang),))
    return with_remark(menu, _not_known(here))


def _lost_at_first(here: Here) -> Turn:
    """The greeting; whoever sent more than a word or two is told what became of it."""
    is_sentence = len(here.heard.said.text.split()) >= form.WORDS_OF_A_SENTENCE
    is_more = here.heard.file or here.heard.said.spot or is_sentence
    return with_postscript(_greet(here), _not_known(here)) if is_more else _greet(here)


def _not_known(here: Here) -> Say:
    """That we do not know what to do with it."""
    if here.heard.said.kind == "text":
        return phrase("not_understood_again" if here.session.lost else "not_understood", here.lang)
    needs_choice = here.heard.file or here.heard.said.spot
    return phrase("choose_first" if needs_choice else "kind_not_taken", here.lang)
