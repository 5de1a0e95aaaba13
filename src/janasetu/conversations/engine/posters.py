"""The poster by which somebody comes: the code in their words, the ward that is known by it, for how long."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from janasetu.conversations.engine.effects import OfCase, PosterCalled, PosterLine, Say, Scanned, Turn
from janasetu.conversations.engine.here import MOST_HELD, Here
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import phrase, with_postscript, with_remark
from janasetu.conversations.engine.session import Session
from janasetu.lib.numerals import numerals
from janasetu.lib.wards import ward_in, ward_meant
from janasetu.posters import codes, links

STAYS = timedelta(days=1)  # who scans it on another day has come anew, and may stand elsewhere


@dataclass(frozen=True, slots=True)
class Came:
    """By which poster somebody came: its code, the words that they wrote beside what the scan had ready, and
    the ward where those tell another one.
    """

    poster: PosterLine
    code: str
    words: str
    told: str

    def ward(self, office: Office) -> str:
        """The ward that is known by it: what was told, where the office has that ward."""
        return self.told if self.told and office.territory.has_ward(self.told) else self.poster.ward


def came(here: Here) -> Came | None:
    """The poster whose code stands in these words; None where none does, or this line does not lead there."""
    said = here.heard.said.text[:MOST_HELD]
    found = codes.find(said) if here.heard.said.kind == "text" else None
    poster = here.world.know(PosterCalled(found.code)) if found else None
    if found is None or poster is None or not _leads(here, poster):
        return None
    left = links.beside(said, found.start, found.end, links.words(poster.name, poster.ward))
    told = ward_in(left) or ""
    is_ward_alone = told and (ward_meant(left) or left == links.words(poster.name, told))
    return Came(poster, found.code, "" if is_ward_alone else left, told)


def _leads(here: Here, poster: PosterLine) -> bool:
    """Whether this line reaches the office of the poster: its own does, and that of many offices."""
    return here.office.is_area or here.office.on_area_line or poster.office == here.office.body


def remembered(here: Here, by: Came, office: Office) -> Session:
    """The session with the poster, and the ward that is known by it in its office."""
    ward = by.ward(office)
    return replace(
        here.session, poster=by.code, poster_office=office.body, poster_ward=ward, poster_at=here.heard.at
    )


def forgotten(session: Session, office: Office, at: datetime) -> Session:
    """The session without a poster of another office, or one that was scanned too long ago; a form that is
    begun goes on by it.
    """
    if session.poster_at is None:
        return session
    is_elsewhere = not office.is_area and office.body != session.poster_office
    is_old = at - session.poster_at > STAYS and not session.in_form
    return without(session) if is_elsewhere or is_old else session


def without(session: Session) -> Session:
    return replace(session, poster="", poster_office="", poster_ward="", poster_at=None)


def scanned(here: Here, by: Came) -> tuple[Scanned, ...]:
    """That the poster opened a chat; nothing where the code was said in this talk shortly before."""
    before = here.session.poster_at if by.code == here.session.poster else None
    is_new = before is None or here.heard.at - before > STAYS
    return (Scanned(by.poster.body_id, by.poster.id),) if is_new else ()


def ward_known(session: Session, here: Here) -> Say | None:
    """Of which ward it is taken, and what to do where it is another; None where none is known."""
    ward = session.poster_ward
    return phrase("ward_by_poster", here.lang, ward=numerals(ward, here.lang)) if ward else None


def with_ward(decided: Turn, known: Say | None, *, after: bool = False) -> Turn:
    """The turn with the ward told first, or `after` what is said; not where a case answers for itself."""
    says = any(isinstance(one, Say) for one in decided.effects)
    if known is None or not says or any(isinstance(one, OfCase) for one in decided.effects):
        return decided
    return with_postscript(decided, known) if after else with_remark(decided, known)
