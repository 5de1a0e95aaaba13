"""Writes of papers signed by hand: a photo comes, is put aside, or an officer vouches for it."""

import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from janasetu.documents import gate, queries, store
from janasetu.documents.actions.papers import Finished, take_sealed
from janasetu.documents.choices import Born, InkPen, InkReading, PaperState
from janasetu.documents.errors import PaperClosedError
from janasetu.documents.ink import sheets
from janasetu.documents.ink.errors import InkError
from janasetu.documents.ink.matching import OtherPaperError, is_its_code, match
from janasetu.documents.ink.taking import Corners, Page, page_of, picture_of
from janasetu.documents.marking import statement_of
from janasetu.documents.models import InkPage, Paper

MOST_PAGES = 10
WAITING = (PaperState.DRAFTED, PaperState.PRINTED)


def take_photo(*, paper: Paper, photo: bytes, by: str, now: datetime, corners: Corners = ()) -> InkPage:
    """A photo of the signed paper becomes its next page; the same photo again is the same page.

    `corners`: of the paper, as the officer has shown them, in parts of the photo. FileRefusedError where the
    gate says no, InkError where there is no page in it or it is of another paper, PaperClosedError where the
    paper is not waited for. What is slow is done before anything is locked.
    """
    came = hashlib.sha256(photo + repr(corners).encode() if corners else photo).hexdigest()
    before = InkPage.objects.filter(body_id=paper.body_id, paper=paper, came_sha256=came).first()
    if before is not None and before.away_at is None:
        return before
    clean = gate.admit(photo, kind="image")
    page = page_of(photo, printed=_draft_of(paper), corners=corners)
    reading = _reading(page, paper)  # of another paper it does not matter how well it is seen
    if page.fault:
        raise page.fault
    kept = store.keep(settings.MEDIA_FOLDER, clean.content, small=clean.small)
    sha256 = store.keep(settings.MEDIA_FOLDER, page.content)
    with transaction.atomic():
        locked = _waiting(paper)
        pages = queries.ink_pages(locked)
        if len(pages) >= MOST_PAGES:
            raise InkError("ink_too_many_pages", most=str(MOST_PAGES))
        return InkPage.objects.update_or_create(
            body_id=locked.body_id,
            paper=locked,
            came_sha256=came,
            defaults={"away_at": None},
            create_defaults={
                "photo_sha256": kept,
                "sha256": sha256,
                "size": len(page.content),
                "reading": reading,
                "pen": InkPen(page.pen),
                "by": by,
                "at": now,
            },
        )[0]


def _reading(page: Page, paper: Paper) -> InkReading:
    """By what it is known that the page is of this paper. InkError where it is of another."""
    try:
        found = match(page.texts, paper.code, statement_of)
    except OtherPaperError as error:
        raise _other(error.code, paper) from error
    return InkReading.QR if found else InkReading.NONE


def _other(code: str, paper: Paper) -> InkError:
    """Names the other paper by its number, where it is one of this office."""
    other = queries.paper_of_code(paper.body_id, code)
    if other is None:
        return InkError("ink_other_code", code=code, ours=paper.number)
    return InkError("ink_other_paper", number=other.number, ours=paper.number)


@transaction.atomic
def put_aside(*, paper: Paper, page_id: UUID, now: datetime) -> None:
    """The page is not wanted; the photo stays on record. Once more changes nothing. PaperClosedError."""
    locked = _waiting(paper)
    pages = InkPage.objects.filter(body_id=locked.body_id, paper=locked, id=page_id, away_at=None)
    pages.update(away_at=now)


@transaction.atomic
def vouch(*, paper: Paper, page_id: UUID, typed: str, compared: bool, by: str) -> None:
    """An officer typed the code that is printed below the QR, and has compared the paper. InkError."""
    locked = _waiting(paper)
    if not is_its_code(typed, locked.code):
        raise InkError("ink_wrong_code")
    if not compared:
        raise InkError("ink_not_confirmed")
    pages = InkPage.objects.filter(body_id=locked.body_id, paper=locked, id=page_id, away_at=None)
    pages.filter(reading=InkReading.NONE).update(reading=InkReading.CODE, confirmed_by=by)


@transaction.atomic
def seal(*, paper: Paper, pages: list[UUID], now: datetime, signed: bool = False) -> Paper:
    """The pages become the paper that is handed out, as one PDF.

    `signed`: the officer says that pen and seal are on it, which is wanted where no ink of theirs is seen.

    `pages`: those that the officer has looked at, in their order; InkError where they are others by now, or
    none of them shows by its QR or its code that it is this paper. The bytes are on disk before any row says
    so. PaperClosedError.
    """
    locked = _waiting(paper)
    found = queries.ink_pages(locked)
    if not found:
        raise InkError("ink_no_pages")
    if [page.id for page in found] != pages:
        raise InkError("ink_pages_changed")
    if all(page.reading == InkReading.NONE for page in found):
        raise InkError("ink_code_needed")
    if queries.is_pen_missing(found) and not signed:
        raise InkError("ink_no_pen")
    InkPage.objects.filter(
        body_id=locked.body_id, paper=locked, id__in=pages, reading=InkReading.NONE
    ).update(reading=InkReading.BESIDE)
    content = sheets.as_pdf([_path(page.sha256).read_bytes() for page in found], title=locked.number)
    return take_sealed(paper=locked, finished=Finished(content), now=now)


def picture_of_draft(paper: Paper) -> Path | None:
    """Where the first page of the printed paper lies as a picture, made at the first call; None before it is
    pressed.
    """
    if not paper.draft_sha256:
        return None
    place = store.small_path_of(settings.MEDIA_FOLDER, paper.draft_sha256)
    if not place.exists():
        draft = _draft_of(paper)
        picture = picture_of(draft)
        if not picture:
            return None
        store.keep(settings.MEDIA_FOLDER, draft, small=picture)
    return place


def _draft_of(paper: Paper) -> bytes:
    return _path(paper.draft_sha256).read_bytes() if paper.draft_sha256 else b""


def _path(sha256: str) -> Path:
    return store.path_of(settings.MEDIA_FOLDER, sha256)


def _waiting(paper: Paper) -> Paper:
    """The paper, locked, while it waits for pen and seal. PaperClosedError."""
    locked = Paper.objects.select_for_update().get(body_id=paper.body_id, id=paper.id)
    if locked.born != Born.INK or locked.state not in WAITING:
        raise PaperClosedError("paper_not_for_ink")
    return locked
