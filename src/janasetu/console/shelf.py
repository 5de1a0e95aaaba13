"""The papers that an office issued on a day, as the page, the sheet for the shelf and the file show them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.documents.choices import Born, PaperState, Standing
from janasetu.documents.models import Paper
from janasetu.documents.queries import ISSUED, issued_between, numbered_between
from janasetu.lib import bn, clock
from janasetu.lib.phrases import Phrases
from janasetu.lib.references import grouped
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging.queries import files_sent

PHRASES = Phrases.load(Path(__file__).with_name("shelf.yaml"))
PRINTED: tuple[Lang, ...] = ("bn", "en")
Said = dict[str, str]
_NOT_VALID = (Standing.SUPERSEDED, Standing.CANCELLED, Standing.REVOKED)


@dataclass(frozen=True, slots=True)
class Line:
    """One paper: by language where a language says it. `out`: by which way it went; `standing`: of one that
    holds no more.
    """

    series: str
    serial: int | None
    number: str
    name: Said
    what: Said
    signed: Said
    out: Said
    standing: Said | None
    at: dt.datetime
    ref: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A serial between the first and the last of the day that was not issued on this day, and why."""

    series: str
    serial: int
    why: Said


@dataclass(frozen=True, slots=True)
class Register:
    """The papers of a body on a day. `spans`: from which serial to which, by series."""

    body: LocalBody
    day: dt.date
    lines: Sequence[Line]
    gaps: Sequence[Gap]
    spans: Mapping[str, tuple[int, int]]


def register_of(body: LocalBody, day: dt.date) -> Register:
    """All of it; four queries for any number of papers."""
    start = dt.datetime.combine(day, dt.time(), clock.KOLKATA)
    papers = issued_between(body.id, start, start + dt.timedelta(days=1))
    cases = {paper.case_id for paper in papers if paper.case_id}
    refs = dict(Case.objects.filter(body_id=body.id, id__in=cases).values_list("id", "ref"))
    sent = files_sent(body.id, cases)
    spans = _spans(papers)
    gaps = [_gap(paper) for paper in numbered_between(body.id, spans) if paper not in papers]
    return Register(body, day, [_line(paper, refs, sent) for paper in papers], gaps, spans)


def _spans(papers: Sequence[Paper]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for paper in papers:
        if paper.serial is not None:
            first, last = found.get(paper.series, (paper.serial, paper.serial))
            found[paper.series] = min(first, paper.serial), max(last, paper.serial)
    return found


def _line(paper: Paper, refs: Mapping[UUID, str], sent: AbstractSet[tuple[UUID, str]]) -> Line:
    assert paper.issued_at
    says, case_id = paper.snapshot, paper.case_id
    by_chat = case_id is not None and (case_id, paper.sha256) in sent
    return Line(
        series=paper.series,
        serial=paper.serial,
        number=paper.number,
        name=_both(says.get("person")),
        what=_both(says.get("title")),
        signed=_signed(paper),
        out=said("shelf_chat" if by_chat else "shelf_counter"),
        standing=said(f"shelf_{paper.standing}") if paper.standing in _NOT_VALID else None,
        at=paper.issued_at,
        ref=refs.get(case_id, "") if case_id else "",
    )


def _signed(paper: Paper) -> Said:
    """The title and the name of who signed it, by hand or here; of the state's portal, that it did."""
    signatory = paper.snapshot.get("signatory") or {}
    if paper.born == Born.STATE_PORTAL or not signatory:
        return said("shelf_portal")
    title, name = _both(signatory.get("title")), _both(signatory.get("name"))
    by_hand = said("shelf_by_hand") if paper.born == Born.INK else {}
    return {
        lang: ", ".join(filter(None, (name.get(lang), title.get(lang), by_hand.get(lang))))
        for lang in PRINTED
    }


def _gap(paper: Paper) -> Gap:
    assert paper.serial
    if paper.state not in ISSUED or paper.issued_at is None:
        drawn_back = paper.state == PaperState.REFUSED
        return Gap(paper.series, paper.serial, said("shelf_drawn_back" if drawn_back else "shelf_under_way"))
    at = clock.local(paper.issued_at).date()
    return Gap(paper.series, paper.serial, said("shelf_other_day", lambda lang: {"day": bn.date(at, lang)}))


def said(key: str, values: Callable[[Lang], Mapping[str, str]] = lambda lang: {}) -> Said:
    """A sentence in the languages in which the sheet is printed."""
    return {lang: PHRASES.say(key, lang, **values(lang)) for lang in PRINTED}


def _both(text: Any) -> Said:
    text = text or {}
    return {lang: str(text.get(lang) or text.get("bn") or "") for lang in PRINTED}


# --- the page ---


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in words."""

    serial: str
    number: str
    name: str
    what: str
    signed: str
    out: str
    standing: str
    at: str
    ref: str
    url: str


def rows_of(register: Register, lang: Lang) -> list[Row]:
    """As the page shows them."""
    return [
        Row(
            serial=bn.number(line.serial, lang) if line.serial else "",
            number=line.number,
            name=in_language(line.name, lang),
            what=in_language(line.what, lang),
            signed=in_language(line.signed, lang),
            out=in_language(line.out, lang),
            standing=in_language(line.standing, lang) if line.standing else "",
            at=bn.time_of_day(clock.local(line.at), lang),
            ref=grouped(line.ref) if line.ref else "",
            url=reverse("console:case", args=[line.ref]) if line.ref else "",
        )
        for line in register.lines
    ]


@dataclass(frozen=True, slots=True)
class Serials:
    """From which serial to which of a series, and those in between that were not issued on this day."""

    series: str
    words: str
    missing: Sequence[str]


def serials_of(register: Register, lang: Lang) -> list[Serials]:
    """Of each series of the day."""
    return [
        Serials(series.upper(), span[lang], [one[lang] for one in missing])
        for series, span, missing in _serials(register)
    ]


def _serials(register: Register) -> Iterator[tuple[str, Said, list[Said]]]:
    for series, (first, last) in register.spans.items():
        key = "shelf_one" if first == last else "shelf_span"
        gaps = [gap for gap in register.gaps if gap.series == series]
        yield series, said(key, _span(first, last)), [said("shelf_gap", _missing(gap)) for gap in gaps]


def _serials_in_print(register: Register) -> Iterator[Said]:
    for series, span, missing in _serials(register):
        yield {lang: f"{series.upper()}: {span[lang]}" for lang in PRINTED}
        yield from missing


def _missing(gap: Gap) -> Callable[[Lang], Mapping[str, str]]:
    return lambda lang: {"number": bn.number(gap.serial, lang), "why": gap.why[lang]}


def _span(first: int, last: int) -> Callable[[Lang], Mapping[str, str]]:
    return lambda lang: {"first": bn.number(first, lang), "last": bn.number(last, lang)}


# --- the sheet and the file ---


def sheet_of(register: Register, officer: Officer, title: Said, *, now: dt.datetime) -> dict[str, Any]:
    """What the sheet for the shelf prints."""
    body, count = register.body, len(register.lines)
    return {
        "v": 1,
        "body": {
            "code": body.code,
            "kind": body.kind,
            "name": {lang: body.name_in(lang) for lang in PRINTED},
            **{key: body.facts[key] for key in ("address", "colour", "emblem") if body.facts.get(key)},
        },
        "title": {"bn": "প্রদত্ত কাগজের দৈনিক খাতা", "en": "Register of papers issued"},
        "day": register.day.isoformat(),
        "total": {lang: bn.number(count, lang) for lang in PRINTED},
        "entries": [
            {
                "serial": bn.number(line.serial, "bn") if line.serial else "",
                "number": line.number,
                "name": line.name,
                "what": line.what,
                "signed": line.signed,
                "out": line.out,
                "standing": line.standing,
            }
            for line in register.lines
        ],
        "gaps": list(_serials_in_print(register)),
        "made": {
            "who": {
                lang: f"{officer.name_in(lang)}, {title.get(lang) or title.get('bn', '')}" for lang in PRINTED
            },
            "at": now.replace(microsecond=0).isoformat(),
        },
    }


def columns() -> list[str]:
    """The headings of the file, in the language of the moment."""
    return [
        _("Series"),
        _("Serial"),
        _("Number of the paper"),
        _("In whose name"),
        _("What paper"),
        _("Signed by"),
        _("How it went out"),
        _("Standing"),
        _("Issued at"),
        _("Case"),
    ]


def file_lines(register: Register, lang: Lang) -> Iterator[Sequence[str]]:
    """The papers, one a line, in figures that a spreadsheet reads."""
    for line in register.lines:
        yield [
            line.series,
            str(line.serial or ""),
            line.number,
            in_language(line.name, lang),
            in_language(line.what, lang),
            in_language(line.signed, lang),
            in_language(line.out, lang),
            in_language(line.standing, lang) if line.standing else "",
            f"{clock.local(line.at):%Y-%m-%d %H:%M}",
            grouped(line.ref) if line.ref else "",
        ]
