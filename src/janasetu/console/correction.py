"""A correction as the page of its case shows it: the old paper by lines, and what the new one is to say."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from janasetu.cases import corrections, desks
from janasetu.cases.corrections import Said
from janasetu.cases.models import Case, Correction
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the paper: what it says, what is to stand there, and whether the holder named it."""

    name: str
    label: str
    says: Said
    bn: str
    en: str
    named: bool

    @property
    def differs(self) -> bool:
        """Whether something else is to stand there."""
        return {"bn": self.bn, "en": self.en} != {lang: self.says.get(lang, "") for lang in ("bn", "en")}


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """What the page says of a correction. `desk`: where the reader writes the lines, if they do; `copied`:
    the paper says what stands in a register, which has to be put right first; `typed`, `wrong`: of lines that
    were refused.
    """

    number: str
    application: tuple[str, str]
    lines: Sequence[LineShown]
    should_be: str
    faults: Sequence[tuple[str, str]]
    fault: str
    desk: UUID | None
    copied: bool
    settled: bool
    wrong: str = ""

    @property
    def names_none(self) -> bool:
        """Whether the holder named none of its lines."""
        return not any(one.named for one in self.lines)


def correction_of(
    case: Case,
    mine: Collection[UUID],
    refused: tuple[Mapping[str, Said], str] = ({}, ""),
    *,
    lang: Lang,
) -> CorrectionShown | None:
    """All that the page says of it; None of a case that corrects nothing. A constant number of queries.

    `mine`: the desks that the reader has; `refused`: what was typed last, and why it was not taken.
    """
    correction = corrections.correction_of(case)
    if correction is None:
        return None
    typed, wrong = refused
    first = correction.application
    options = case.service.field("fault").options
    return CorrectionShown(
        number=correction.paper.number,
        application=(first.grouped_ref, reverse("console:case", args=[first.ref])),
        lines=_lines(correction, typed, lang),
        should_be=str(case.fields.get("should_be") or ""),
        faults=[(code, option.name.in_(lang)) for code, option in options.items()],
        fault=str(case.fields.get("fault") or ""),
        desk=_desk(case, mine) if case.is_open else None,
        copied=corrections.is_copied(correction),
        settled=corrections.is_settled(correction),
        wrong=wrong,
    )


def _lines(correction: Correction, typed: Mapping[str, Said], lang: Lang) -> list[LineShown]:
    now = {row["name"]: row["value"] for row in corrections.rows_of(correction)}
    return [
        LineShown(
            one.name,
            in_language(one.label, lang),
            one.value,
            **_words(typed.get(one.name) or now.get(one.name) or one.value),
            named=one.name == correction.line,
        )
        for one in corrections.lines_of(correction.paper)
    ]


def _words(said: Said) -> dict[str, str]:
    return {lang: said.get(lang, "") for lang in ("bn", "en")}


def _desk(case: Case, mine: Collection[UUID]) -> UUID | None:
    """The desk of the reader at which it lies, where lines are written."""
    rows = desks.desks_of(case) if mine else []
    stages = {stage.stage for stage in case.service.all_stages()}
    return next(
        (row.id for row in rows if row.id in mine and row.left_at is None and row.stage in stages), None
    )
