"""What of a talk no page of the office shows: all that was said of a case whose complainant is hidden.

A talk shows who speaks; together with what they said of such a case it would tell who complains.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from janasetu.cases import queries as cases
from janasetu.deliveries.notices import WITH_CODE
from janasetu.lib import references
from janasetu.messaging.models import InboundMessage, OutboundMessage

_OPENED = "opened:"  # how the source of the message begins that acknowledges a case
_ANSWER = "in:"  # and that of an answer to what was said
_SIX_DIGITS = re.compile(r"(?<![\d-])\d{6}(?![\d-])")
_FOUR_DIGITS = re.compile(r"(?<![\d-])\d{4}(?![\d-])", re.ASCII)
_HIDDEN = "••••••"


@dataclass(frozen=True, slots=True)
class Hushed:
    """The cases of which nothing is told, by id their numbers; and the forms."""

    cases: Mapping[UUID, str]
    drafts: frozenset[str]

    @classmethod
    def of(
        cls,
        *,
        body_id: UUID,
        contact_id: UUID,
        drafts: Collection[str],
        ours: Sequence[OutboundMessage],
        told: UUID | None,
    ) -> "Hushed":
        """Of the cases of this contact with the body, and of those that `ours` tell of; one query.

        `told`: the case of which the reader may know everything.
        """
        about = {row.about_id: row.about_body_id for row in ours if row.about_id and row.about_body_id}
        found = cases.hidden_matters({body_id, *about.values()}, list(about), contact_id=contact_id)
        hushed = {case_id: ref for case_id, ref in found.items() if case_id != told}
        handed_in = {row.draft for row in ours if row.draft and row.about_id in hushed}
        told_of = {row.draft for row in ours if row.draft and told and row.about_id == told}
        return cls(hushed, frozenset({*drafts, *handed_in} - told_of))

    def touches(self, row: OutboundMessage) -> bool:
        """Whether a message of ours is of such a case or form, or names one."""
        if row.about_id in self.cases or row.draft in self.drafts:
            return True
        offered = {part for choice in row.choices for part in str(choice["id"]).split(":")}
        return self.names_one(row.text) or not offered.isdisjoint(self.cases.values())

    def names_one(self, text: str) -> bool:
        """Whether the number of such a case stands in it, however it is written."""
        return bool(self.cases) and not set(self.cases.values()).isdisjoint(references.find(text))

    def of_ours(self, ours: Iterable[OutboundMessage]) -> set[UUID]:
        return {row.id for row in ours if self.touches(row)}

    def of_theirs(self, theirs: Sequence[InboundMessage], ours: Sequence[OutboundMessage]) -> set[UUID]:
        """What the person said that such a message answers, what names such a case, and what they sent while
        such a form was open and nothing answered: one photo of several.
        """
        touching = [row for row in ours if self.touches(row)]
        answered = {row.caused_by for row in touching if row.caused_by}
        others = {row.caused_by for row in ours if row.caused_by} - answered
        spans = [_span(self._of_draft(touching, draft)) for draft in self.drafts]
        return answered | {
            row.id
            for row in theirs
            if self.names_one(str(row.said.get("text", "")))
            or (row.id not in others and any(first <= row.id <= last for first, last in filter(None, spans)))
        }

    @staticmethod
    def _of_draft(rows: Iterable[OutboundMessage], draft: str) -> list[OutboundMessage]:
        return [row for row in rows if row.draft == draft]


def _span(rows: Sequence[OutboundMessage]) -> tuple[UUID, UUID] | None:
    """From the first to the last of them; ids are in order of time."""
    ids = [*(row.id for row in rows), *(row.caused_by for row in rows if row.caused_by)]
    return (min(ids), max(ids)) if ids else None


def without_code(text: str, source: str = "") -> str:
    """The words without the secret of a case: in its acknowledgement, and where somebody typed it, which an
    answer may repeat; and without the handover code of a visit.
    """
    if source.startswith(WITH_CODE):
        return _FOUR_DIGITS.sub(_HIDDEN, text)
    if source.startswith(_OPENED):
        return _SIX_DIGITS.sub(_HIDDEN, text)
    repeats = not source or source.startswith(_ANSWER)
    return _HIDDEN if repeats and references.with_code(text) else text
