"""What somebody who is hidden says of their case later: told without who they are, kept whole beside them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from janasetu.cases import seeing
from janasetu.cases.models import Case, CaseEvent, CaseParty


def as_told(case: Case, party: CaseParty, words: str, *, place: str = "") -> str:
    """What the case says of it: all; of who is hidden neither where they are nor how they are called."""
    if not case.confidential:
        return in_full(words, place)
    return seeing.without_own(words, names=[party.name], phone=party.phone)


def in_full(words: str, place: str) -> str:
    return "\n".join(filter(None, (words, place)))


def keep_whole(said: Iterable[tuple[CaseEvent, str]], parties: Mapping[UUID, CaseParty]) -> None:
    """Keep with who is hidden what they said, as they said it, where the event does not tell all of it."""
    held: dict[UUID, CaseParty] = {}
    for event, words in said:
        if event.case.confidential and words != event.params.get("note", ""):
            party = held.setdefault(event.case.id, parties[event.case.id])
            kept = party.withheld or {}
            party.withheld = {**kept, "answers": {**kept.get("answers", {}), str(event.id): words}}
    if held:
        CaseParty.objects.bulk_update(held.values(), ["withheld"])
