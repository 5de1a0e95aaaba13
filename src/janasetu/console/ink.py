"""A paper signed by hand as its own page shows it: printed, photographed, compared, sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from janasetu.bodies.queries import titles
from janasetu.cases.models import Case
from janasetu.documents.choices import Born, InkPen, InkReading, PaperState
from janasetu.documents.marks.codes import grouped
from janasetu.documents.models import InkPage, Paper
from janasetu.documents.queries import ink_pages, is_pen_missing, papers_of_case
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_OF_INK = (PaperState.DRAFTED, PaperState.PRINTED, PaperState.SEALED)


@dataclass(frozen=True, slots=True)
class PageShown:
    """A photographed page. `unread`: neither its QR nor its code is known; `vouched`: who typed the code;
    `unsigned`: no ink is seen where it is signed and sealed.
    """

    id: UUID
    number: str
    url: str
    photo: str
    at: str
    by: str
    matches: bool
    unread: bool
    vouched: str
    unsigned: bool


@dataclass(frozen=True, slots=True)
class InkShown:
    """The paper and its pages. `pressed`: its PDF can be opened; `known`: a page shows that it is this paper;
    `unsigned`: no ink is seen on any where it is signed; `sealed`: it is done, and its file opens at `file`.
    """

    ref: str
    shown_ref: str
    title: str
    number: str
    code: str
    pressed: bool
    printed: bool
    sealed: bool
    known: bool
    unsigned: bool
    pages: Sequence[PageShown]
    picture: str
    pdf: str
    file: str


def ink_paper(case: Case) -> Paper | None:
    """The newest paper of this case that is signed by hand and was not drawn back; None without one."""
    papers = papers_of_case(case.body_id, case.id)
    found = [paper for paper in papers if paper.born == Born.INK and paper.state in _OF_INK]
    return found[-1] if found else None


def ink_shown(case: Case, paper: Paper, *, lang: Lang, now: datetime) -> InkShown:
    """All that the page says of it; two queries."""
    pages = ink_pages(paper)
    shown = _pages(case, pages, lang, now)
    return InkShown(
        ref=case.ref,
        shown_ref=case.grouped_ref,
        title=case.title_in(lang),
        number=paper.number,
        code=grouped(paper.code),
        pressed=bool(paper.draft_sha256),
        printed=paper.state != PaperState.DRAFTED,
        sealed=paper.state == PaperState.SEALED,
        known=any(not page.unread for page in shown),
        unsigned=is_pen_missing(pages),
        pages=shown,
        picture=reverse("console:ink_picture", args=[case.ref]),
        pdf=reverse("console:ink_paper", args=[case.ref]),
        file=reverse("console:ink_sealed", args=[case.ref]),
    )


def _pages(case: Case, pages: Sequence[InkPage], lang: Lang, now: datetime) -> list[PageShown]:
    posts = {post.partition("@")[0] for page in pages for post in (page.by, page.confirmed_by) if post}
    named = titles([case.body_id], posts)

    def who(post: str) -> str:
        return named.name(case.body_id, post.partition("@")[0], lang, at=now) if post else ""

    return [
        PageShown(
            id=page.id,
            number=bn.number(number, lang),
            url=reverse("console:ink_page", args=[case.ref, page.id]),
            photo=reverse("console:ink_page", args=[case.ref, page.id]) + "?as=photo",
            at=bn.moment(page.at, lang, now),
            by=who(page.by),
            matches=page.reading == InkReading.QR,
            unread=page.reading == InkReading.NONE,
            vouched=who(page.confirmed_by),
            unsigned=page.pen == InkPen.MISSING,
        )
        for number, page in enumerate(pages, start=1)
    ]


def title_of(paper: Paper, lang: Lang) -> str:
    """What the paper calls itself."""
    return in_language(paper.snapshot.get("title") or {}, lang)
