"""The letter to an office outside with which a case goes there: what it says, and where it is on its way."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from janasetu.bodies.models import Officer
from janasetu.cases import desks
from janasetu.cases.choices import BroughtState
from janasetu.cases.models import Case, Referral
from janasetu.cases.notices import PHRASES, matter_place
from janasetu.cases.paperwork import PRINTED, Said, letterhead, prefix, titled
from janasetu.documents.actions import PaperOrder
from janasetu.documents.choices import Born
from janasetu.documents.models import Paper
from janasetu.lib import bn, clock
from janasetu.lib.references import grouped
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

TYPE = "letter"
LAYOUT = "layouts/letter.typ"


def order_of(case: Case, referral: Referral, *, by: Officer, now: datetime) -> PaperOrder:
    """The letter as it is drafted now: signed by hand, numbered without a gap in the year's letters.

    It names no case of its own: the referral knows it, and the paper of the case is the one it ends in.
    """
    year = clock.local(now).year
    return PaperOrder(
        body=case.body,
        service=case.service.code,
        type=TYPE,
        born=Born.INK,
        series=f"{TYPE}-{year}",
        number=f"{prefix(case.body)}/L/{year}/{{serial:04}}",
        says=says(case, referral, by=by, now=now),
        layout=LAYOUT,
    )


def letters_of(case: Case, referrals: Sequence[Referral]) -> dict[UUID, Paper]:
    """The letters of these referrals of the case, by the referral; no query where no letter is written."""
    wanted = {one.letter_id: one.id for one in referrals if one.letter_id}
    if not wanted:
        return {}
    return {wanted[paper.id]: paper for paper in Paper.objects.filter(body_id=case.body_id, id__in=wanted)}


def says(case: Case, referral: Referral, *, by: Officer, now: datetime) -> dict[str, Any]:
    """All that stands in it. No citizen is named: that is the office's to say, in what it asks."""
    return {
        "body": {"address": {"bn": "", "en": ""}, **letterhead(case.body)},
        "title": _phrase("letter_title"),
        "case": case.ref,
        "person": None,
        "rows": [],
        "to": [_by_language(referral.name)],
        "subject": {lang: case.title_in(lang) for lang in PRINTED},
        "reference": _phrase("letter_reference", ref=grouped(case.ref)),
        "paragraphs": list(_paragraphs(case, referral)),
        "enclosures": list(_enclosures(case)),
        "copies": [],
        "signatory": titled(by, now=now).printed(),
        "recommended_by": None,
        "verify": settings.PUBLIC_ADDRESS,
    }


def _paragraphs(case: Case, referral: Referral) -> Iterator[Said]:
    """What it is about and where, what is asked, until when, and by which number they answer."""
    place = matter_place(case)
    key = "letter_about_there" if place else "letter_about"
    yield {
        lang: PHRASES.say(key, lang, subject=case.title_in(lang), place=place, **_opened(case, lang))
        for lang in PRINTED
    }
    if referral.why:
        yield {"bn": referral.why, "en": ""}
    else:
        yield _phrase("letter_asks")
    yield {
        lang: PHRASES.say("letter_until", lang, day=bn.date(clock.local(referral.due_at).date(), lang))
        for lang in PRINTED
    }


def _opened(case: Case, lang: Lang) -> dict[str, str]:
    return {"day": bn.date(clock.local(case.opened_at).date(), lang)}


def _enclosures(case: Case) -> Iterator[Said]:
    """The papers that were found good, each once."""
    given = (
        [one for one in desks.papers_of(case) if one.state == BroughtState.ACCEPTED] if case.is_staged else []
    )
    for question in dict.fromkeys(one.question for one in given):
        yield {lang: desks.paper_name(case, question, lang) for lang in PRINTED}


def _by_language(said: dict[str, str]) -> Said:
    return {lang: in_language(said, lang) for lang in PRINTED}


def _phrase(key: str, **values: str) -> Said:
    return {lang: PHRASES.say(key, lang, **values) for lang in PRINTED}
