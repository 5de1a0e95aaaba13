"""The paper in which an application ends, as the page of its case shows it: its state, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import authority
from janasetu.cases import paperwork, records
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.documents import queries as papers
from janasetu.documents.choices import Born, PaperState, SigningState, Standing
from janasetu.documents.errors import why_not_signed
from janasetu.documents.models import Approval, Paper, SigningOrder
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_ENDED = {Standing.SUPERSEDED, Standing.CANCELLED, Standing.REVOKED}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who wants the paper: by which post, when, and whether in their own name."""

    title: str
    at: str
    signs: bool


@dataclass(frozen=True, slots=True)
class PaperMade:
    """All that the page says of it. `file`: where it is read, empty before it is pressed; `lacks`: how many
    more must want it; `why`: why it was not signed, or holds no more. What the reader may do: `signs`,
    `releases`, `returns` it, `makes` the one that is missing, `ends` one that holds.
    """

    number: str = ""
    state: str = ""
    tone: str = "plain"
    file: str = ""
    wanted: Sequence[Wanted] = ()
    lacks: str = ""
    why: str = ""
    signs: bool = False
    releases: bool = False
    returns: bool = False
    makes: bool = False
    ends: bool = False

    @property
    def acts(self) -> bool:
        return self.signs or self.releases or self.returns or self.makes or self.ends


def paper_of(
    case: Case, reader: Officer, *, awaited: bool, works: bool, lang: Lang, now: datetime
) -> PaperMade | None:
    """The newest paper of a case; None where there is none and none is waited for. At most four queries.

    `awaited`: whether the case waits for it; `works`: whether the reader has a hand in the case.
    """
    made = papers.papers_of_case(case.body_id, case.id)
    paper = made[-1] if made else None
    output = records.output_of(case)
    born = Born(output.from_) if output else None
    if paper is None:
        missing = awaited and born not in (None, Born.STATE_PORTAL)
        return PaperMade(state=_said("missing", lang), tone="bad", makes=works) if missing else None
    order = papers.order_of(paper)
    given = papers.approvals(order) if order else []
    waits = awaited and order is not None and order.state == SigningState.WAITING
    is_hand = works or not authority(reader.tenure).isdisjoint(paperwork.signing_roles(case))
    holds = paper.is_issued and paper.standing == Standing.VALID
    return PaperMade(
        number=paper.number,
        state=_said(_state(paper, order), lang),
        tone=_tone(paper),
        file=reverse("console:case_paper", args=[case.ref]) if paper.sha256 or paper.draft_sha256 else "",
        wanted=[_wanted(one, lang, now) for one in given],
        lacks=bn.number(order.needed - len(given), lang) if order and waits else "",
        why=_why(paper, order, lang),
        signs=waits and _signs(case, reader, given, now=now),
        releases=waits and order is not None and _releases(order, reader, given),
        returns=awaited and is_hand and paper.state in papers.UNDER_WAY,
        makes=awaited and works and paper.state == PaperState.REFUSED,
        ends=holds and paperwork.may_sign(reader, case, now=now),
    )


def _signs(case: Case, reader: Officer, given: Sequence[Approval], *, now: datetime) -> bool:
    """Whether nobody has signed yet and the reader may."""
    new = all(one.user_id != reader.user_id for one in given)
    return new and not any(one.signs for one in given) and paperwork.may_sign(reader, case, now=now)


def _releases(order: SigningOrder, reader: Officer, given: Sequence[Approval]) -> bool:
    """Whether one more must want it beside who signs, and the reader is of those who may."""
    others = sum(not one.signs for one in given)
    new = all(one.user_id != reader.user_id for one in given)
    held = authority(reader.tenure) & {*order.seconds, *order.roles}
    return new and others < order.needed - 1 and bool(held)


def _state(paper: Paper, order: SigningOrder | None) -> str:
    """The key of the word for how far it is."""
    if paper.is_issued and paper.standing != Standing.VALID:
        return paper.standing
    if paper.state == PaperState.DRAFTED and order is not None and not paper.draft_sha256:
        return "pressing"
    return paper.state


def _said(state: str, lang: Lang) -> str:
    return PHRASES.say(f"paper_is_{state}", lang)


def _tone(paper: Paper) -> str:
    if paper.state == PaperState.REFUSED or Standing(paper.standing) in _ENDED:
        return "bad"
    return "ok" if paper.is_issued else "info"


def _why(paper: Paper, order: SigningOrder | None, lang: Lang) -> str:
    if paper.standing != Standing.VALID:
        return paper.standing_reason
    return why_not_signed(order.note, lang) if order and order.note else ""


def _wanted(one: Approval, lang: Lang, now: datetime) -> Wanted:
    return Wanted(in_language(one.title, lang), bn.moment(one.at, lang, now), one.signs)
