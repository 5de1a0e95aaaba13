"""A better paper comes in the chat: it takes the place of the refused one, and the next is asked for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from janasetu.cases import desks
from janasetu.cases.actions.arriving import paper_of
from janasetu.cases.choices import BroughtState
from janasetu.cases.models import Case, CasePaper
from janasetu.lib.words import Lang


class Brings(Protocol):
    """A reply that may bring files (bucket, id). `source`: what makes it once."""

    @property
    def source(self) -> str: ...
    @property
    def files(self) -> Sequence[tuple[int, UUID]]: ...


@dataclass(frozen=True, slots=True)
class Came:
    """A paper that has come, and the next that is owed; None where it was the last."""

    case: Case
    question: str
    next: CasePaper | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What came with some replies, by their source, and which cases still wait for more."""

    came: Mapping[str, Came] = field(default_factory=dict)
    still_owed: Collection[UUID] = frozenset()

    def told(self, source: str) -> dict[str, Any]:
        """What the notice about this reply says in place of the usual words; nothing of any other reply."""
        came = self.came.get(source)
        if came is None:
            return {}
        case, question, owed = came.case, came.question, came.next

        def paper(lang: Lang) -> str:
            return desks.paper_name(case, question, lang)

        if owed is None:
            return {"key": "papers_in", "values": {"paper": paper}}
        values = {
            "paper": paper,
            "next": lambda lang: desks.paper_name(case, owed.question, lang),
            "why": lambda lang: desks.why_words(owed.why, lang),
        }
        return {"key": "paper_next", "values": values}


def papers_of(replies: Sequence[tuple[Brings, Case]], *, now: datetime) -> Papers:
    """Take the files of these replies, to cases that wait for their applicant, as the papers that are owed:
    the first that is owed first, all files of a reply for one. Statements do not grow with their number.
    """
    cases = {case.id: case for _, case in replies}
    owed = desks.papers_owed(list(cases.values()))
    came: dict[str, Came] = {}
    fresh: list[CasePaper] = []
    settled: set[tuple[UUID, str]] = set()
    for reply, case in replies:
        waiting = owed.get(case.id, [])
        if not (waiting and reply.files):
            continue
        first = waiting.pop(0)
        settled.add((case.id, first.question))
        fresh += [paper_of(case, first.question, file, at=now) for file in reply.files]
        came[reply.source] = Came(case, first.question, waiting[0] if waiting else None)
    _replace(settled, cases)
    CasePaper.objects.bulk_create(fresh, ignore_conflicts=True)
    return Papers(came, frozenset(case_id for case_id, waiting in owed.items() if waiting))


def paper_for(case: Case, question: str, file: tuple[int, UUID], *, now: datetime) -> None:
    """File this as the paper of this question; what was refused of it stays on record."""
    _replace({(case.id, question)}, {case.id: case})
    CasePaper.objects.bulk_create([paper_of(case, question, file, at=now)], ignore_conflicts=True)


def _replace(settled: Collection[tuple[UUID, str]], cases: Mapping[UUID, Case]) -> None:
    """The refused ones stay on record, and wait for nothing."""
    if not settled:
        return
    refused = CasePaper.objects.filter(
        body_id__in={cases[case_id].body_id for case_id, _ in settled},
        case_id__in={case_id for case_id, _ in settled},
        state=BroughtState.REFUSED,
    )
    gone = [one for one in refused if (one.case_id, one.question) in settled]
    for one in gone:
        one.state = BroughtState.REPLACED
    CasePaper.objects.bulk_update(gone, ["state"])
