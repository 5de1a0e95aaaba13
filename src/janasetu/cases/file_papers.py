"""The papers of an application's file, numbered: what was brought, what the office added, made and sent.

Nothing is ever taken out of it: what another took the place of stays, and says so.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from janasetu.cases import desks, queries
from janasetu.cases.choices import AttachmentRole, BroughtState, EventCode
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CasePaper, Referral
from janasetu.cases.notices import PHRASES
from janasetu.cases.paper_numbers import fixed, numbered, numbers_in
from janasetu.cases.rules import RefusedError
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper, ReceivedFile
from janasetu.documents.queries import files, papers_by_id, papers_of_case
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

CITIZEN: Final = "citizen"
NAMED: Final = "refers"  # of an event: the papers that its note names, each with its number
_SHAPES: Final[Mapping[str, str]] = {"document": "paper", "audio": "voice"}


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A paper of the file. `by`: who brought it, ROLE@BODY or `citizen`; `through`: who of the office took it
    in for them; `state`: how it stands, in the words of `file_paper_is_{state}`. One of `file_id`,
    `paper_id` and `referral_id` says where it is read.
    """

    id: UUID
    name: Callable[[Lang], str]
    by: str
    at: datetime
    through: str = ""
    state: str = ""
    why: str = ""
    file_id: UUID | None = None
    paper_id: UUID | None = None
    referral_id: UUID | None = None
    number: int = 0

    @property
    def counts(self) -> bool:
        """Whether nothing has taken its place, and it holds."""
        return self.state in ("", BroughtState.ACCEPTED)


def papers_of_file(case: Case, events: Sequence[CaseEvent]) -> list[FilePaper]:
    """All of them, by their numbers. `events`: all that has happened to the case. At most six queries."""
    found = [*_brought(case, events), *_issued(case, events), *_letters(case)]
    found.sort(key=lambda one: (one.at, one.id))
    numbers = numbered([one.id for one in found], fixed(one.params.get(NAMED, {}) for one in events))
    return sorted((replace(one, number=numbers[one.id]) for one in found), key=lambda one: one.number)


def named_in(case: Case, note: str, chosen: Collection[UUID] = ()) -> dict[str, Any]:
    """What an event says of the papers that its note names or that were chosen beside it; nothing of none.

    RefusedError where the file has no such paper. No query where none is named.
    """
    typed = numbers_in(note)
    if not (typed or chosen):
        return {}
    papers = papers_of_file(case, list(queries.events_of(case)))
    by_number = {one.number: one for one in papers}
    by_id = {one.id: one for one in papers}
    if not (by_number.keys() >= set(typed) and by_id.keys() >= set(chosen)):
        raise RefusedError("no_such_file_paper")
    named = {by_number[one].id: one for one in typed} | {one: by_id[one].number for one in chosen}
    return {NAMED: {str(paper): number for paper, number in sorted(named.items(), key=lambda one: one[1])}}


def numbers_of(event: CaseEvent) -> list[int]:
    """The papers that the note of this event names."""
    return sorted(event.params.get(NAMED, {}).values())


# --- what came, and what the office added ---


def _brought(case: Case, events: Sequence[CaseEvent]) -> Iterator[FilePaper]:
    asked = desks.papers_of(case)
    others = [
        one
        for one in queries.attachments_of(case)
        if one.file_id not in {paper.file_id for paper in asked} and one.role != AttachmentRole.HELD
    ]
    kept = files((one.file_bucket, one.file_id) for one in others) if others else {}
    takers = _takers(events)
    yield from (_asked(case, one, takers) for one in asked)
    yield from (_added(one, kept.get(one.file_id), takers) for one in others)


def _takers(events: Sequence[CaseEvent]) -> dict[object, str]:
    """Whoever of the office did what is on record: by the moment of it, and by the photos that it brought."""
    acts = [one for one in events if "@" in one.by]
    came = (EventCode.OPENED, EventCode.ANSWERED)
    return {one.at: one.by for one in acts if one.code in came} | {
        UUID(photo): one.by for one in acts for photo in one.params.get("photos", ())
    }


def _asked(case: Case, one: CasePaper, takers: Mapping[object, str]) -> FilePaper:
    """A paper that the form or the office asked for."""
    return FilePaper(
        id=one.id,
        name=lambda lang: desks.paper_name(case, one.question, lang),
        by=CITIZEN,
        at=one.at,
        through=takers.get(one.at, ""),
        state="" if one.state == BroughtState.GIVEN else one.state,
        why=one.why,
        file_id=one.file_id,
    )


def _added(one: CaseAttachment, file: ReceivedFile | None, takers: Mapping[object, str]) -> FilePaper:
    """What answers no question: a photo of the place, a voice, what an officer put into the file."""
    shape = _SHAPES.get(file.kind if file and not file.mime.startswith("image/") else "", "photo")
    is_theirs = one.role == AttachmentRole.GIVEN
    return FilePaper(
        id=one.id,
        name=lambda lang: PHRASES.say(f"file_paper_{shape}", lang),
        by=CITIZEN if is_theirs else takers.get(one.file_id, ""),
        at=one.at,
        through=takers.get(one.at, "") if is_theirs else "",
        file_id=one.file_id,
    )


# --- what the office made ---


def _issued(case: Case, events: Sequence[CaseEvent]) -> Iterator[FilePaper]:
    """Papers that were issued; a draft is none of the file's."""
    ends = {one.params.get("paper"): one.by for one in events if one.code == EventCode.ISSUED}
    for paper in papers_of_case(case.body_id, case.id):
        if paper.is_issued:
            yield FilePaper(
                id=paper.id,
                name=_issued_name(case, paper),
                by=ends.get(str(paper.id), ""),
                at=paper.issued_at or paper.made_at,
                state="" if paper.standing == Standing.VALID else paper.standing,
                why=paper.standing_reason,
                paper_id=paper.id,
            )


def _issued_name(case: Case, paper: Paper) -> Callable[[Lang], str]:
    def named(lang: Lang) -> str:
        title = in_language(paper.snapshot["title"], lang) if paper.snapshot.get("title") else ""
        return f"{title or case.service.name.in_(lang)} · {paper.number}"

    return named


def _letters(case: Case) -> Iterator[FilePaper]:
    """Letters that were written to offices outside."""
    written = Referral.objects.filter(body_id=case.body_id, case_id=case.id, letter_id__isnull=False)
    by_letter = {one.letter_id: one for one in written if one.letter_id}
    papers = papers_by_id({(case.body_id, one) for one in by_letter}) if by_letter else {}
    for letter_id, referral in by_letter.items():
        if paper := papers.get(letter_id):
            yield FilePaper(
                id=paper.id,
                name=_letter_name(referral, paper),
                by=referral.by,
                at=paper.made_at,
                referral_id=referral.id,
            )


def _letter_name(referral: Referral, paper: Paper) -> Callable[[Lang], str]:
    return lambda lang: PHRASES.say(
        "file_paper_letter", lang, outside=referral.name_in(lang), number=paper.number
    )
