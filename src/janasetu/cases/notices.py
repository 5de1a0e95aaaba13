"""What a citizen is told of a case, in the citizen's language, on the line they came by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from janasetu.cases.models import Case, CaseParty
from janasetu.lib.phrases import Phrases
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.values import Choice, Message, Outgoing
from janasetu.people.values import ContactKey

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the complainant of a case. `source` makes it once."""

    case: Case
    key: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    caused_by: UUID | None = None


def tell(notices: Sequence[Notice], parties: Mapping[UUID, CaseParty], *, now: datetime) -> None:
    """Queue these notices to whoever can be reached on a line."""
    outbox.queue(list(_outgoing(notices, parties)), now=now)


def _outgoing(notices: Sequence[Notice], parties: Mapping[UUID, CaseParty]) -> Iterable[Outgoing]:
    for notice in notices:
        party = parties.get(notice.case.id)
        if party is None or party.contact_id is None or party.contact_bucket is None or party.line_id is None:
            continue
        yield Outgoing(
            contact=ContactKey(party.contact_bucket, party.contact_id),
            line_id=party.line_id,
            message=_message(notice, as_lang(party.lang)),
            source=notice.source,
            caused_by=notice.caused_by,
            template={"name": f"case_{notice.key}", "lang": party.lang},
        )


def _message(notice: Notice, lang: Lang) -> Message:
    case = notice.case
    values = {name: _in(value, lang) for name, value in notice.values.items()}
    text = PHRASES.say(notice.key, lang, ref=case.grouped_ref, title=case.title_in(lang), **values)
    choices = _yes_no(case.ref, lang) if notice.key == "resolve_claimed" else ()
    return Message("\n".join(line for line in text.splitlines() if line.strip()), choices)


def _in(value: Any, lang: Lang) -> Any:
    """A value may be a function of the language: a role's name, a date."""
    return value(lang) if callable(value) else value


def _yes_no(ref: str, lang: Lang) -> tuple[Choice, ...]:
    return (
        Choice(f"case:{ref}:yes", PHRASES.say("confirm_yes", lang)),
        Choice(f"case:{ref}:no", PHRASES.say("confirm_no", lang)),
    )
