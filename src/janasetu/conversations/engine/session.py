"""Where a talk stands: what the person is answering, the draft so far, and what waits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

State = Literal["idle", "asking", "confirming", "handed_over", "stopped"]

MOST_INTENTS = 50
MOST_PARKED = 3
MOST_PROOFS = 10
MOST_HUSHED = 50
# Of those who share a phone: nobody whom the office knows, and one whom it knows from a draft only.
NOBODY_KNOWN, NEW = "other", "new-"


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that waits while the person does something else, with the office (code) it was begun in.

    `person`: the id of the person the office knows whose it is; empty for anybody else's.
    """

    version: str
    name: str
    step: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    person: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Photos from the field that wait until their sender says of which case they are.

    `files`: our ids of them; `text`: what was written of them; `ref`: the one case that is asked about, empty
    where several may be meant.
    """

    name: str
    files: tuple[str, ...]
    text: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One talk of one contact on one line.

    `version` pins the definition that the draft began with, `draft` names the draft, `step` is the path of
    the question that waits. `narrowed`: the only options shown of a long list. `person`: whose matters are
    spoken of, where several share the phone: the id of one the office knows, of one who is named in a draft
    only (NEW and the draft's name), or NOBODY_KNOWN; empty while nobody was asked. `proofs`: photos from the
    field of which nobody has said yet what they show; the oldest of too many go. `held`: words said
    before the talk could take them in. `unplaced`: words of which it was just asked what they are about.
    `danger`: words with which one tap calls the office, until it has.
    `handed_in`: the draft that became a case last, after its office (code) and a colon. `hushed`: drafts in
    which somebody complains who is hidden: no page of the office shows what was said in them.
    `answered`: of a talk handed over, that a person of the office has answered what was said last.
    `poster`: the code of the one by which they came, with its office, its ward and when that was.
    `at`: of the last turn; `album_at`: of the last file, and `album` the question that took it; `voiced_at`:
    of the last voice that opened a case, or joined one, before anybody had heard it.
    """

    state: State = "idle"
    version: str = ""
    draft: str = ""
    step: str = ""
    page: int = 0
    narrowed: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    intents: tuple[str, ...] = ()
    person: str = ""
    parked: tuple[Draft, ...] = ()
    proofs: tuple[Proof, ...] = ()
    held: str = ""
    unplaced: str = ""
    danger: str = ""
    handed_in: str = ""
    hushed: tuple[str, ...] = ()
    lost: int = 0
    poster: str = ""
    poster_office: str = ""
    poster_ward: str = ""
    poster_at: datetime | None = None
    answered: bool = False
    at: datetime | None = None
    album_at: datetime | None = None
    album: str = ""
    voiced_at: datetime | None = None

    @property
    def in_form(self) -> bool:
        return bool(self.version) and self.state in ("asking", "confirming")

    @property
    def known_person(self) -> str:
        """The id of the person spoken of, where it is one the office knows; else empty."""
        return "" if self.person == NOBODY_KNOWN or self.person.startswith(NEW) else self.person

    def hush(self) -> "Session":
        """No page of the office is to show what is said in the draft in hand."""
        if not self.draft or self.draft in self.hushed:
            return self
        return replace(self, hushed=(*self.hushed, self.draft)[-MOST_HUSHED:])

    def reached(self, intent: str) -> "Session":
        """Remember that the talk came to this intent."""
        if self.intents[-1:] == (intent,):
            return self
        return replace(self, intents=(*self.intents, intent)[-MOST_INTENTS:])

    def idle(self) -> "Session":
        """The talk goes on without a draft; what is parked stays."""
        return replace(
            self, state="idle", version="", draft="", step="", page=0, narrowed=(), fields={}, held="", lost=0
        )

    def asks(self, step: str) -> "Session":
        """The draft waits for this question."""
        return replace(self, state="asking", step=step, page=0, narrowed=())

    def with_answer(self, path: str, answer: Any) -> "Session":
        return replace(self, fields={**self.fields, path: answer})

    def without_answer(self, path: str) -> "Session":
        return replace(self, fields={name: kept for name, kept in self.fields.items() if name != path})

    # --- photos from the field that wait ---

    def with_proof(self, proof: Proof) -> "Session":
        """These photos wait, in place of those of the same name."""
        others = self.without_proof(proof.name).proofs
        return replace(self, proofs=(*others, proof)[-MOST_PROOFS:])

    def without_proof(self, name: str) -> "Session":
        return replace(self, proofs=tuple(one for one in self.proofs if one.name != name))

    # --- drafts that wait ---

    def of_office(self, office: str) -> "Session":
        """What was set aside in this office waits for it, and for no other."""
        if all(one.office for one in self.parked):
            return self
        return replace(self, parked=tuple(replace(one, office=one.office or office) for one in self.parked))

    def park(self) -> "Session":
        """Set the draft aside; the oldest of too many goes."""
        if not self.version:
            return self
        aside = Draft(self.version, self.draft, self.step, self.fields, self.known_person)
        others = tuple(one for one in self.parked if one.name != self.draft)
        return replace(self.idle(), parked=(*others, aside)[-MOST_PARKED:])

    def unpark(self, name: str) -> "Session":
        """Take the parked draft of this name up again; what is in hand is set aside."""
        wanted = next(one for one in self.parked if one.name == name)
        cleared = self.without(name).park()
        return replace(
            cleared,
            state="asking" if wanted.step else "confirming",
            version=wanted.version,
            draft=wanted.name,
            step=wanted.step,
            fields=wanted.fields,
            person=wanted.person or self.person,
        )

    def without(self, name: str) -> "Session":
        return replace(self, parked=tuple(one for one in self.parked if one.name != name))
