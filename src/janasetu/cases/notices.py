"""What a citizen is told of a case, in the citizen's language, on the line they came by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from janasetu.cases import queries
from janasetu.cases.choices import CallReason, PartyRole
from janasetu.cases.models import CallBack, Case, CaseParty
from janasetu.cases.reaching import Reached, listening
from janasetu.cases.rules import RefusedError
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema.service import KINDS_OF_SERVICE
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.lib.phrases import Phrases
from janasetu.lib.references import grouped
from janasetu.lib.text import units
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.capabilities import Capabilities
from janasetu.messaging.queries import abilities
from janasetu.messaging.templates import NOTHING, Template, filled, in_every_language, template_of
from janasetu.messaging.values import About, Choice, Enclosed, Lane, Message, Outgoing
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.rules import hour_to_call
from janasetu.people.values import ContactKey

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))
_KEYS = frozenset(PHRASES.keys())
_READY = "ready_"
_ASKS = "ask_"  # so the code of a ready-made text begins that asks for an answer
# A notice in words that ask nothing, and few, for a line on which nobody can answer: there they are paid for.
_ONE_WAY = "_one_way"
_MINE = "my_"  # so a sentence begins that is for whose case it is, in place of the one for officers
PREFIX = "case"
NOTHING_MORE = "nothing"  # what ends the asking for words about the work
# What is told on a phone that somebody else reads: the number alone, and for a claim the two answers.
_QUIET = {
    "opened_closed": "quiet_opened",
    **dict.fromkeys(("opened", "opened_referred", "opened_emergency", "opened_unheard"), "quiet_opened"),
    **dict.fromkeys(("joined", "joined_incident", "joined_before"), "quiet_opened"),
    **dict.fromkeys(
        (
            *("resolve_claimed", "asked_again", "closed_unconfirmed", "confirmed_by_telephone"),
            *("closed_unconfirmed_for_all", "confirmed_for_all"),
        ),
        "quiet_claim",
    ),
    "confirmed": "quiet_stars",
    **dict.fromkeys(
        (
            *("answered_question", "words_added", "agreed", "rated", "rated_low", "remarked", "thanked"),
            "voice_added",
        ),
        "quiet_noted",
    ),
}
_QUIET_NEWS = "quiet_news"
# What such a person is called about at their hour: all that they could not read.
_TO_BE_CALLED = frozenset(
    {
        *("replied", "asked", "referred", "rejected", "answered", "unmasked", "subject_corrected"),
        *("papers_asked", "stage_rejected", "issued", "issued_to_collect", "paper_ended"),
        *("stage_passed_fee", "stage_approved_fee", "issued_fee"),
        "issued_for_secret",
        *("resolve_claimed", "closed_unconfirmed"),
        *("law_passed", "appeal_allowed", "appeal_dismissed", "appeal_dismissed_last"),
    }
)
# What citizens and officers are told; a kind of case may have a sentence of its own, `opened_thanks`.
_NOTICES = (
    "opened",
    "opened_closed",
    "on_the_way",
    "replied",
    "asked",
    "answered_question",
    "words_added",
    "referred",
    "rejected",
    "resolve_claimed",
    "answered",
    "asked_again",
    "closed_unconfirmed",
    "confirmed",
    "confirmed_by_telephone",
    "reopened",
    "reopened_for_all",
    "confirmed_for_all",
    "closed_unconfirmed_for_all",
    "rated",
    "rated_low",
    "remarked",
    "thanked",
    "escalated",
    "due_moved_declared",
    "due_moved_withdrawn",
    "due_moved_hours",
    "joined",
    "joined_incident",
    "joined_before",
    "agreed",
    "merged",
    "split",
    "unmasked",
    "quiet_opened",
    "quiet_news",
    "quiet_claim",
    "quiet_stars",
    "quiet_noted",
    "charge",
    "gone_assigned",
    "gone_referred",
    "gone_reopened",
    "gone_escalated",
    "duty_handed_over",
    "duty_covered",
    "duty_given_back",
    "duty_reminder",
    "duty_explain",
    "opened_referred",
    "referred_outside",
    "referred_to_inbox",
    "chased",
    "outside_answered",
    "taken_back",
    "ended_with_linked",
    "answer_missing",
    "opened_emergency",
    "alarm",
    "alarm_heard",
    "opened_unheard",
    "voice_added",
    "voice_heard",
    "subject_corrected",
    "gone_subject_corrected",
    "stage_passed",
    "stage_passed_unfound",
    "stage_passed_fee",
    "stage_approved",
    "stage_approved_fee",
    "stage_rejected",
    "papers_asked",
    "paper_next",
    "papers_in",
    "issued",
    "issued_fee",
    "issued_for_secret",
    "issued_to_collect",
    "paper_ended",
    "proof_noted",
    "renewal_due",
    "withdrawn",
    "desk_came",
    "desk_nudged",
    "desk_vacant",
    "desk_withdrawn",
    "desk_paid",
    "receipt_paper",
    "appeal_paper",
    "law_passed",
    "law_passed_only",
    "appeal_allowed",
    "appeal_dismissed",
    "appeal_dismissed_last",
    "appeal_came",
    "appeal_sent_back",
    "records_asked",
    "records_found",
    "desk_records_found",
    "desk_records_missed",
)
# What everybody hears whose matter a case is, and in which words those hear it whom it is not said to first.
_FOR_ALL = {
    **{key: key for key in ("on_the_way", "replied", "referred", "rejected", "resolve_claimed", "answered")},
    **{key: key for key in ("escalated", "due_moved_declared", "due_moved_withdrawn", "due_moved_hours")},
    **{key: f"{key}_for_all" for key in ("reopened", "confirmed", "closed_unconfirmed")},
    "confirmed_by_telephone": "confirmed_for_all",
    **{key: key for key in ("referred_outside", "outside_answered", "taken_back", "ended_with_linked")},
}
_ENDS = frozenset({"confirmed_for_all", "closed_unconfirmed_for_all"})
# What an officer may send when the line takes no words of one's own any more.
READY_KEYS = tuple(key for key in sorted(_KEYS) if key.startswith(_READY))
READY = tuple(key.removeprefix(_READY) for key in READY_KEYS)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell somebody about a case. `source` makes it once. `photo`: what is shown with it, where
    the line takes it now. `draft`: of a receipt, the form that the case came from. `missed`: as in About.
    `asks_only`: where nobody can answer, it is not said at all. `lane`: what is told to many at once lets
    answers pass. `to`: whom, where it is not the complainant. `alone`: nobody else whose matter it is hears
    it.
    """

    case: Case
    key: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    caused_by: UUID | None = None
    photo: Enclosed | None = None
    draft: str = ""
    lane: Lane = Lane.TALK
    missed: bool = True
    asks_only: bool = False
    to: CaseParty | None = None
    alone: bool = False

    @property
    def number(self) -> str:
        """By which number whoever is told knows the case."""
        return self.to.number if self.to else self.case.ref


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that is on its way to who is told first. `shown`: with its photo; `asked_in_vain`: the line
    takes no answers.
    """

    notice: Notice
    shown: bool
    asked_in_vain: bool


def tell(notices: Sequence[Notice], parties: Mapping[UUID, CaseParty], *, now: datetime) -> list[Told]:
    """Queue these notices to whoever can be reached on a line, in the language they speak with us now: to the
    complainant, or whom they name, and where they concern all to everybody else whose matter the case is.

    Where the phone may have changed hands since (another epoch), nobody is told. Says what became of each
    that is on its way to who is told first; two queries more where any of them asks or shows something, or is
    said in other words where nobody can answer, and two where there are others to tell.
    """
    first = [(one, party) for one in notices if (party := one.to or parties.get(one.case.id))]
    told = [*first, *_to_others(notices, parties)]
    reached = {party.id: key for _, party in told if (key := _contact(party))}
    contacts = people.contacts(set(reached.values()))
    theirs = [
        (notice, party, number < len(first))
        for number, (notice, party) in enumerate(told)
        if party.id in reached and in_the_same_hands(reached[party.id], party, contacts)
    ]
    letters = [_letter(notice, party, contacts, is_first=first) for notice, party, first in theirs]
    _ring_quietly([(notice, party) for notice, party, _ in theirs], contacts, now=now)
    can = _abilities(letters)
    open_to = listening({one.to for one in letters if one.notice.photo}, now=now)
    told_as = [_as_the_line_takes(one, can.get(one.to.line_id), shows=one.to in open_to) for one in letters]
    pairs = zip(letters, told_as, strict=True)
    said = [
        (letter, message, one)
        for letter, (message, one) in pairs
        if not (one.asked_in_vain and one.notice.asks_only)
    ]
    outbox.queue([message for _, message, _ in said], now=now)
    return [one for letter, _, one in said if letter.is_first]


def _to_others(
    notices: Sequence[Notice], parties: Mapping[UUID, CaseParty]
) -> Iterator[tuple[Notice, CaseParty]]:
    """What the others are told whose matter it is, each under their own number. Nobody asked for it, so who
    wants no messages gets none; and who has said that the work is done knows how it ends.
    """
    for_all = [one for one in notices if one.case.supporters and not one.alone and _key_for_all(one)]
    everybody = queries.listeners([one.case for one in for_all]) if for_all else {}
    ending = [one.case for one in for_all if _key_for_all(one) in _ENDS]
    agreed = queries.agreed(ending) if ending else frozenset()
    for one in for_all:
        first, is_end = one.to or parties.get(one.case.id), _key_for_all(one) in _ENDS
        told = {first.contact_id} if first else set()
        for party in everybody.get(one.case.id, ()):
            knows = party.contact_id in told or (is_end and party.number in agreed)
            if party.contact_id and not knows:
                told.add(party.contact_id)  # who has two numbers of one matter hears of it once
                source = f"{one.source}:{party.id}"
                yield replace(one, key=_key_for_all(one), source=source, caused_by=None, to=party), party


def _key_for_all(notice: Notice) -> str:
    """The sentence by which everybody hears of it; empty where only one is told."""
    if notice.key.startswith(_READY) and not asks(notice.key.removeprefix(_READY)):
        return notice.key
    return _FOR_ALL.get(notice.key, "")


def in_the_same_hands(key: ContactKey, party: CaseParty, contacts: Mapping[ContactKey, Contact]) -> bool:
    """Whether nothing says that another has the phone since the case was opened: its epoch is the same."""
    return key not in contacts or contacts[key].epoch == party.contact_epoch


@dataclass(frozen=True, slots=True)
class _Letter:
    notice: Notice
    to: Reached
    lang: Lang
    is_first: bool = True


def _abilities(letters: Sequence[_Letter]) -> dict[UUID, Capabilities]:
    """What the lines of those can do whose words depend on it; nobody looks where none do."""
    asking = {one.to.line_id for one in letters if one.notice.photo or _is_for_two_ways(one.notice)}
    return abilities(asking) if asking else {}


def _is_for_two_ways(notice: Notice) -> bool:
    """Whether it asks something, or has words of its own for a line on which nobody can answer."""
    return notice.key in ANSWERS or _one_way(notice) in _KEYS


def _one_way(notice: Notice) -> str:
    return f"{key_for(notice.key, notice.case)}{_ONE_WAY}"


def _as_the_line_takes(letter: _Letter, can: Capabilities | None, *, shows: bool) -> tuple[Outgoing, Told]:
    notice, photo = letter.notice, letter.notice.photo
    is_one_way = can is not None and not can.answers
    unanswerable = is_one_way and notice.key in ANSWERS
    has_other_words = _one_way(notice) in _KEYS
    said = replace(notice, key=_one_way(notice)) if is_one_way and has_other_words else notice
    message = replace(
        outgoing(said, letter.to, letter.lang, missed=notice.missed),
        elsewhere=_elsewhere(notice, letter.lang) if has_other_words and not is_one_way else None,
        lane=notice.lane if letter.is_first else Lane.CROWD,
    )
    shown = bool(photo and shows and can and can.photos and units(message.message.text) <= can.caption)
    if shown:
        message = replace(message, message=replace(message.message, file=photo))
    return message, Told(notice, shown, unanswerable)


def _elsewhere(notice: Notice, lang: Lang) -> dict[str, Any]:
    """What is said where nobody can answer, should this not arrive."""
    message, template = worded(replace(notice, key=_one_way(notice)), lang)
    return {"text": message.text, "template": template}


def _contact(party: CaseParty) -> ContactKey | None:
    """The complainant's contact; None for somebody who came by no line."""
    if party.contact_bucket is None or party.contact_id is None or party.line_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def _letter(
    notice: Notice, party: CaseParty, contacts: Mapping[ContactKey, Contact], *, is_first: bool
) -> _Letter:
    key = _contact(party)
    assert key
    assert party.line_id
    lang = as_lang(contacts[key].lang if key in contacts else party.lang)
    said = _quietly(notice) if key in contacts and contacts[key].quiet else notice
    return _Letter(said, Reached(key, party.line_id), lang, is_first)


def _quietly(notice: Notice) -> Notice:
    """The notice on a phone that somebody else reads: nothing but that there is news of a number."""
    return replace(notice, key=_QUIET.get(notice.key, _QUIET_NEWS), values={}, photo=None)


def _ring_quietly(
    told: Sequence[tuple[Notice, CaseParty]], contacts: Mapping[ContactKey, Contact], *, now: datetime
) -> None:
    """Put on the list of calls, in their own hour, whom no message tells anything; once a case and hour.

    The complainant: what many share is told none of the others by telephone.
    """
    calls = []
    for notice, party in told:
        key = _contact(party)
        quiet = contacts[key].quiet if key and key in contacts else None
        hour = hour_to_call(quiet, now) if quiet and _is_complainant(party, notice.case) else None
        caller = notice.case.calling_body_id
        if hour and caller and notice.key in (*_TO_BE_CALLED, *READY_KEYS):
            calls.append(_quiet_call(caller, notice.case, party, hour, now=now))
    if calls:
        CallBack.objects.bulk_create(calls, ignore_conflicts=True)


def _is_complainant(party: CaseParty, case: Case) -> bool:
    return party.role == PartyRole.COMPLAINANT and party.case_id == case.id


def _quiet_call(
    body_id: UUID, case: Case, party: CaseParty, hour: tuple[datetime, datetime], *, now: datetime
) -> CallBack:
    is_named = not case.confidential
    return CallBack(
        id=uuid7(),
        body_id=body_id,
        source=f"quiet:{case.id}:{hour[0]:%Y%m%d}",
        case=case,
        reason=CallReason.QUIET,
        name=party.name if is_named else "",
        phone=party.phone if is_named else "",
        lang=party.lang,
        contact_bucket=party.contact_bucket,
        contact_id=party.contact_id,
        asked_at=now,
        not_before=hour[0],
        due_at=hour[1],
    )


def enclosed(file: ReceivedFile, case: Case) -> Enclosed:
    """The file as it goes with a message about the case."""
    return Enclosed(file.sha256, file.kind, file.mime, case.grouped_ref)


def outgoing(
    notice: Notice, to: Reached, lang: Lang, *, file: Enclosed | None = None, missed: bool = True
) -> Outgoing:
    """The notice on its way, with a file where one goes with it; `missed` as in About."""
    message, template = worded(notice, lang)
    return Outgoing(
        contact=to.contact,
        line_id=to.line_id,
        message=replace(message, file=file),
        source=notice.source,
        caused_by=notice.caused_by,
        template=template,
        lane=notice.lane,
        about=About(notice.case.body_id, notice.case.id, missed),
        draft=notice.draft,
    )


def worded(notice: Notice, lang: Lang) -> tuple[Message, dict[str, Any]]:
    """What the notice says in this language and what may be answered; the same as a template, filled."""
    key, values, choices = (
        key_for(notice.key, notice.case),
        _values(notice, lang),
        answers_to(notice.key, notice.case, lang, number=notice.number),
    )
    text = PHRASES.say(key, lang, **values)
    titles = [choice.title for choice in choices]
    template = template_of(PHRASES, key, lang, prefix=PREFIX, buttons=titles)
    menu = PHRASES.say(_MENUS[notice.key], lang) if notice.key in _MENUS else ""
    message = Message("\n".join(line for line in text.splitlines() if line.strip()), choices, menu)
    return message, filled(template, PHRASES.fillings(key, lang, **values))


def declared() -> list[Template]:
    """Every notice as the template that a provider is asked to approve, citizens' and officers'."""
    return [
        template
        for key in sorted(_KEYS)
        if (notice := _notice_of(key))
        for template in in_every_language(PHRASES, key, prefix=PREFIX, buttons=_titles(notice))
    ]


def _notice_of(key: str) -> str | None:
    """The notice that this sentence says, in general or for one kind of case; None where it says none."""
    if key.startswith(_READY):
        return key
    kinds = {f"{notice}_{kind}": notice for notice in _NOTICES for kind in KINDS_OF_SERVICE}
    one_way = {f"{known}{_ONE_WAY}": f"{known}{_ONE_WAY}" for known in (*_NOTICES, *kinds)}
    return key if key in _NOTICES else (kinds | one_way).get(key)


def _titles(notice: str) -> list[str]:
    return [title for _, title in ANSWERS.get(notice, ())]


def _values(notice: Notice, lang: Lang) -> dict[str, Any]:
    case = notice.case
    values = {name: _in(value, lang) for name, value in notice.values.items()}
    return values | {
        "ref": grouped(notice.number),
        "title": case.title_in(lang),
        "matter": matter(case, lang),
    }


def ready_text(ready: str, case: Case, lang: Lang) -> str:
    """The words of a ready-made text; RefusedError where there is none of that name."""
    if ready not in READY:
        raise RefusedError("no_such_ready_text")
    return PHRASES.say(
        f"{_READY}{ready}", lang, ref=case.grouped_ref, title=case.title_in(lang), matter=matter(case, lang)
    )


def asks(ready: str) -> bool:
    """Whether this ready-made text waits for an answer, which not every line brings."""
    return ready.startswith(_ASKS)


_STARS = tuple((str(stars), f"stars_{stars}") for stars in (5, 4, 3, 2, 1))
# What the citizen may answer to a notice: the act of each choice, and its title.
ANSWERS: dict[str, tuple[tuple[str, str], ...]] = {
    "resolve_claimed": (("yes", "confirm_yes"), ("no", "confirm_no")),
    "asked_again": (("yes", "confirm_yes"), ("no", "confirm_no")),
    "closed_unconfirmed": (("no", "confirm_no"), ("yes", "confirm_yes")),
    "closed_unconfirmed_for_all": (("no", "confirm_no"),),
    "confirmed_for_all": (("no", "confirm_no"),),
    "confirmed": _STARS,
    "confirmed_by_telephone": (("no", "confirm_no"),),
    "rated": ((NOTHING_MORE, "nothing_more"),),
    "rated_low": ((NOTHING_MORE, "nothing_more"),),
    "quiet_claim": (("yes", "confirm_yes"), ("no", "confirm_no")),
    "quiet_stars": _STARS,
    "rejected": (("no", "not_agreed"),),
    "asked": (("answer", "answer_here"),),
    "papers_asked": (("answer", "answer_here"),),
    "paper_next": (("answer", "answer_here"),),
    "stage_rejected": (("no", "not_agreed"),),
    "issued": (("paper", "take_paper"), ("wrong", "paper_wrong")),
    "paper_again": (("wrong", "paper_wrong"),),
    "stage_rejected_appeal": (("appeal", "appeal_button"), ("no", "not_agreed")),
    "law_passed": (("appeal", "appeal_button"),),
    "appeal_dismissed": (("appeal", "appeal_button_again"),),
    "proof_noted": (("paper", "take_paper"),),
    "renewal_due": (("renew", "renew"), ("wrong", "paper_wrong")),
    **{key: (("answer", "answer_here"),) for key in READY_KEYS if asks(key.removeprefix(_READY))},
    "joined_incident": (("different", "mine_differs"),),
    "merged": (("different", "mine_differs"),),
    "opened_emergency": (("answer", "tell_more"),),
    "voice_heard": (("answer", "voice_wrong"),),
    "subject_corrected": (("answer", "subject_differs"),),
    "alarm": (("heard", "alarm_answer"),),
    "charge": (("seen", "field_seen"), ("coming", "field_coming"), ("done", "field_done")),
}

# How the answers begin that are no word on a case: an officer's in the field, and how the work was.
_ANSWERS_BEGIN = {
    "charge": "field",
    "alarm": "field",
    **dict.fromkeys(("confirmed", "quiet_stars", "rated", "rated_low"), "rate"),
}
_MENUS = dict.fromkeys(("confirmed", "quiet_stars"), "stars_menu")  # the words on the button of a list


def answers_to(key: str, case: Case, lang: Lang, *, number: str = "") -> tuple[Choice, ...]:
    """What may be answered to this notice of the case; `number`: by which who answers knows it."""
    return tuple(
        Choice(f"{_ANSWERS_BEGIN.get(key, 'case')}:{number or case.ref}:{act}", PHRASES.say(title, lang))
        for act, title in ANSWERS.get(key, ())
    )


def matter_place(case: Case) -> str:
    """Where it is, for who has to go there: the words in which it was told, ward and landmark, else a pin."""
    asked = (one for one in case.service.fields() if one.kind == "place")
    told = ((one, case.fields.get(one.field)) for one in asked)
    return next((KINDS[one.kind].show_to_go(one, place, "bn") for one, place in told if place), NOTHING)


def key_for(key: str, case: Case) -> str:
    """The sentence for this kind of case, where it has one of its own."""
    own = f"{key}_{case.service.kind}"
    return own if own in _KEYS else key


def told_status(status: str, lang: Lang) -> str:
    """How a case stands, to whose it is: «আপনার উত্তরের অপেক্ষায়», where officers read of the citizen."""
    key = f"status_{status}"
    return PHRASES.say(_MINE + key if _MINE + key in _KEYS else key, lang)


def matter(case: Case, lang: Lang) -> str:
    """What a case of this kind is called: «অভিযোগ», «আবেদন»."""
    return PHRASES.say(f"matter_{case.service.kind}", lang)


def _in(value: Any, lang: Lang) -> Any:
    """A value may be a function of the language: a role's name, a date."""
    return value(lang) if callable(value) else value
