"""The way of an application through the office, as the page of its case shows it: desks, papers, moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, titles
from janasetu.bodies.rules import authority
from janasetu.cases import desks, records
from janasetu.cases.choices import BroughtState, Status
from janasetu.cases.doorstep import is_visited
from janasetu.cases.models import Case, CaseDesk, CasePaper
from janasetu.cases.notices import PHRASES
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.agencies import Known
from janasetu.catalogue.schema import Stage
from janasetu.catalogue.schema.stages import APPLICANT, END, ISSUE
from janasetu.console.due import Due, due_at_desk, resting_desk
from janasetu.deliveries.models import Visit
from janasetu.deliveries.queries import being_fetched
from janasetu.deliveries.sentences import slot_words
from janasetu.documents.choices import Born
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DeskShown:
    """A visit to a desk. `due`: of one where it lies now; `spent`, `lost`: how long it lay there, and how
    much of that beyond its time; `how`: by what it was over; `nudges`: its officer may be asked why; `empty`:
    nobody has its post.
    """

    id: UUID
    stage: str
    whose: str
    came: str
    spent: str
    lost: str
    due: Due | None
    due_at: str
    how: str
    nudged: str
    nudges: bool
    mine: bool
    approved: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper of the application: all files of one question, none where it never came, and how it stands.
    `fetched`: when somebody goes to the door for it; `may_fetch`: somebody can. `verdict`, `reason`, `words`:
    what its boxes hold, as it was judged or as it was typed last.
    """

    question: str
    name: str
    files: Sequence[tuple[str, str]]
    state: str
    why: str
    judged: str
    fetched: str = ""
    may_fetch: bool = False
    verdict: str = ""
    reason: str = ""
    words: str = ""

    @property
    def is_judged(self) -> bool:
        return self.state in (BroughtState.ACCEPTED, BroughtState.REFUSED)

    @property
    def tone(self) -> str:
        return _TONES.get(self.state, "plain")


@dataclass(frozen=True, slots=True)
class MoveShown:
    """What the reader may decide at a desk. `leads`: where it goes then, in words; `signs`: they put their
    name to it, and a one-time code is asked for; `fills`: the desk whose form is filled in with it.
    """

    desk: UUID
    stage: str
    code: str
    name: str
    leads: str
    tone: str
    signs: bool
    asks_papers: bool
    fills: Stage | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """What the page says of it. `ahead`: the stages that are still to come. `makes_paper`: its paper is
    waited for; `makes`: the reader files it; `inks`: they print it, and send its photo; `ends`: they may
    write down that the applicant takes it back.
    """

    been: Sequence[DeskShown]
    now: Sequence[DeskShown]
    ahead: Sequence[str]
    papers: Sequence[PaperShown]
    moves: Sequence[MoveShown]
    judges: bool
    makes: bool
    inks: bool
    makes_paper: bool
    ends: bool
    reasons: Sequence[tuple[str, str]]

    @property
    def lost(self) -> bool:
        """Whether any desk has had it beyond its time."""
        return any(one.lost for one in (*self.been, *self.now))


def way_of(case: Case, reader: Officer, *, lang: Lang, now: datetime) -> Way | None:
    """All that the page says of it; None of a case that goes to no desks. A constant number of queries."""
    if not case.is_staged:
        return None
    rows, papers = desks.desks_of(case), desks.papers_of(case)
    lying = [row for row in rows if row.left_at is None]
    fetched = being_fetched(case.body_id, case.id) if case.is_open else {}
    mine = desks.workable(reader, rows, case, now=now) if case.is_open else set()
    works = not case.roles_of(reader).isdisjoint(case.hands)
    shown = list(_desks(case, rows, mine, works=works, lang=lang, now=now))
    makes = any(row.stage == ISSUE and (row.id in mine or works) for row in lying)
    return Way(
        been=[one for row, one in zip(rows, shown, strict=True) if row.left_at is not None],
        now=[one for row, one in zip(rows, shown, strict=True) if row.left_at is None],
        ahead=[desks.stage_name(case.service, one, lang) for one in desks.ahead_of(case, rows)]
        if case.is_open
        else [],
        papers=list(_papers(case, papers, fetched, lang=lang, now=now)),
        moves=[move for row in lying if row.id in mine for move in _moves(case, rows, row, lang)],
        judges=any(row.id in mine and row.stage != ISSUE for row in lying),
        makes=case.is_open and makes and _is_born(case, Born.STATE_PORTAL),
        inks=case.is_open and makes and _is_born(case, Born.INK),
        makes_paper=case.is_open and any(row.stage == ISSUE for row in lying),
        ends=works and desks.may_be_withdrawn(case),
        reasons=[(code, desks.why_words(code, lang)) for code in desks.PAPER_REASONS],
    )


def _is_born(case: Case, born: Born) -> bool:
    """Whether its paper comes into the world so."""
    output = records.output_of(case)
    return output is not None and Born(output.from_) == born


# --- desks ---


def _desks(
    case: Case, rows: Sequence[CaseDesk], mine: set[UUID], *, works: bool, lang: Lang, now: datetime
) -> Iterator[DeskShown]:
    spent = desks.spent_at(rows, case, now=now)
    posts = {row.role for row in rows} | {row.left_by.partition("@")[0] for row in rows}
    holding = {role for row in rows if row.officer for role in authority(row.officer.tenure)}
    named = titles([case.body_id], (posts | holding) - {""})
    outside = catalogue.agencies_of([case.body_id])[case.body_id] if any(row.agency for row in rows) else {}
    rests = case.status == Status.WAITING_CITIZEN
    empty = {row.id for row in desks.empty_among(rows, now=now)} if case.is_open else set()
    for row in rows:
        late = not rests and row.left_at is None and row.due_at is not None and row.due_at < now
        lies = spent[row.id]
        yield DeskShown(
            id=row.id,
            stage=desks.stage_name(case.service, row.stage, lang),
            whose=_whose(row, named, outside, lang, now),
            came=bn.moment(row.came_at, lang, now),
            spent=bn.age(lies.spent, lang) if lies.spent >= _MINUTE else "",
            lost=bn.age(lies.lost, lang) if lies.lost >= _MINUTE else "",
            due=_due(row, rests=rests, lang=lang, now=now),
            due_at=bn.moment(row.due_at, lang, now) if row.due_at and not rests else "",
            how=_how(case, row, named, lang),
            nudged=bn.moment(row.nudged_at, lang, now) if row.nudged_at else "",
            nudges=late and works and row.id not in mine and row.id not in empty,
            mine=row.id in mine,
            approved=bn.number(len(row.approved_by), lang) if row.approved_by else "",
            empty=row.id in empty,
        )


def _due(row: CaseDesk, *, rests: bool, lang: Lang, now: datetime) -> Due | None:
    """By when it is to be done at a desk where it lies; None of one that it left, or without a time."""
    if row.left_at is not None or row.due_at is None:
        return None
    return resting_desk() if rests else due_at_desk(row.due_at, lang=lang, now=now)


def _whose(row: CaseDesk, named: Titles, outside: Known, lang: Lang, now: datetime) -> str:
    """Whose desk it is, by name; of an office outside its own."""
    if row.agency:
        return outside[row.agency].name.in_(lang) if row.agency in outside else row.agency
    if row.officer is None:
        return named.name(row.body_id, row.role, lang, at=row.came_at)
    title = in_language(named.of_officer(row.officer, at=row.left_at or now), lang)
    return f"{row.officer.name_in(lang)} · {title}"


def _how(case: Case, row: CaseDesk, named: Titles, lang: Lang) -> str:
    """By what the visit was over, and who decided it."""
    if row.left_at is None:
        return ""
    by = row.left_by.partition("@")[0]
    who = named.name(row.body_id, by, lang, at=row.left_at) if "@" in row.left_by else ""
    return " · ".join(filter(None, (desks.done_name(case.service, row.stage, row.outcome, lang), who)))


# --- papers ---


def _papers(
    case: Case,
    papers: Sequence[CasePaper],
    fetched: Mapping[str, Visit],
    *,
    lang: Lang,
    now: datetime,
) -> Iterator[PaperShown]:
    """Each that counts or never came, a question once, as the form has them; what was replaced is in the
    history.
    """
    places, visited = desks.paper_questions(case), is_visited(case)
    standing: dict[str, list[CasePaper]] = {}
    for one in papers:
        if one.state != BroughtState.REPLACED:
            standing.setdefault(one.question, []).append(one)
    lacking = desks.papers_lacking(case) if case.is_open else []
    for question in sorted({*standing, *lacking}, key=lambda one: places.get(one, len(places))):
        files = standing.get(question, [])
        going = fetched.get(question)
        may_fetch = visited and going is None and case.is_open
        when = slot_words(going.slot, lang, now) if going else ""
        if not files:
            name = desks.paper_name(case, question, lang)
            yield PaperShown(question, name, (), "", "", "", when, may_fetch)
            continue
        last = files[-1]
        yield PaperShown(
            question=question,
            name=desks.paper_name(case, question, lang),
            files=[
                (reverse("console:file", args=[case.ref, one.file_id]), bn.number(number, lang))
                for number, one in enumerate(files, start=1)
            ],
            state=last.state,
            why=desks.why_words(last.why, lang),
            judged=bn.moment(last.judged_at, lang, now) if last.judged_at else "",
            fetched=when,
            may_fetch=may_fetch and last.state != BroughtState.ACCEPTED,
            verdict=_VERDICTS.get(last.state, ""),
            reason=last.why if last.why in desks.PAPER_REASONS else "",
            words="" if last.why in desks.PAPER_REASONS else last.why,
        )


_TONES: Mapping[str, str] = {BroughtState.ACCEPTED: "ok", BroughtState.REFUSED: "bad"}
_VERDICTS: Mapping[str, str] = {BroughtState.ACCEPTED: "good", BroughtState.REFUSED: "not_good"}


def as_typed(way: Way, said: Mapping[str, str]) -> Way:
    """The same with the checklist as it was sent, where it was refused: nothing typed is lost."""
    papers = [
        replace(
            one,
            verdict=said.get(f"paper:{one.question}", one.verdict),
            reason=said.get(f"why:{one.question}", one.reason),
            words=said.get(f"words:{one.question}", one.words),
        )
        for one in way.papers
    ]
    return replace(way, papers=papers)


# --- moves ---


def _moves(case: Case, rows: Sequence[CaseDesk], row: CaseDesk, lang: Lang) -> Iterator[MoveShown]:
    if row.stage == ISSUE:
        return
    way, stage = desks.way_of(case, rows), desks.stage_in(case.service, row.stage)
    several = sum(one.left_at is None for one in rows) > 1
    for code, move in way.moves_at(row.visit).items():
        if "no_entry" in move.needs and not records.is_missing(case):
            continue  # before the record room has looked there is nothing to say
        yield MoveShown(
            desk=row.id,
            stage=desks.stage_name(case.service, row.stage, lang) if several else "",
            code=code,
            name=desks.move_name(case.service, row.stage, code, lang),
            leads=_leads(case, move.to, lang) if code in (stage.moves if stage else {}) else "",
            tone=_MOVE_TONES.get(move.to, "main"),
            signs=way.signs(row.visit, code),
            asks_papers=move.to == APPLICANT,
            fills=stage if way.fills_in(row.visit, code) else None,
        )


_MOVE_TONES: Mapping[str, str] = {ISSUE: "good", END: "bad", APPLICANT: ""}


def _leads(case: Case, target: str, lang: Lang) -> str:
    if target in (END, APPLICANT):
        return PHRASES.say(f"stage_to_{target}", lang)
    return desks.stage_name(case.service, target, lang)
