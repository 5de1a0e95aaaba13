"""What a post is called: its own name, unless the body gave it a title for a time."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from janasetu.bodies import posts
from janasetu.bodies.errors import PHRASES
from janasetu.bodies.models import LocalBody, Officer, Role, Title
from janasetu.lib.texts import LANGUAGES, in_language
from janasetu.lib.words import Lang


class Titles:
    """What posts of some bodies are called at any time: by a dated title, else as posts.yaml has it."""

    def __init__(self, dated: Collection[Title]) -> None:
        self._dated = dated

    def texts(self, body_id: UUID, role: str, *, at: datetime) -> Mapping[str, str]:
        """What the post was called at that instant, by language; its code where we do not know it."""
        for title in self._dated:
            if (title.body_id, title.role_id) == (body_id, role) and _rules(title, at):
                return dict(title.name)
        known = posts.posts().get(role)
        return known.name if known else {"bn": role}

    def name(self, body_id: UUID, role: str, lang: str, *, at: datetime) -> str:
        """The same in the reader's language."""
        return in_language(self.texts(body_id, role, at=at), lang)

    def of_officer(self, officer: Officer, *, at: datetime) -> Mapping[str, str]:
        """The title under which an officer acts and signs at that instant.

        Who acts for another post has its title as ভারপ্রাপ্ত. Who stands in its place by law, as an
        administrator does, keeps the title of their own.
        """
        role = officer.acting_for_id
        if role is None or _takes_its_place(officer.role_id, role):
            return self.texts(officer.body_id, officer.role_id, at=at)
        title = self.texts(officer.body_id, role, at=at)
        return {lang: _acting(title, lang) for lang in LANGUAGES if lang in title}


def titles(body_ids: Iterable[UUID], codes: Iterable[str]) -> Titles:
    """What these posts are called in these bodies; one query for any number."""
    dated = Title.objects.filter(body_id__in=set(body_ids), role_id__in=set(codes))
    return Titles(list(dated.order_by("-since", "id")))


def title_of(body: LocalBody, role: Role, at: datetime) -> Mapping[str, str]:
    """What that post of that body is called at that instant, by language."""
    return titles([body.id], [role.code]).texts(body.id, role.code, at=at)


def _rules(title: Title, at: datetime) -> bool:
    return title.since <= at and (title.until is None or at < title.until)


def _takes_its_place(own: str, other: str) -> bool:
    """Whether the one is no member of the board, and follows in the other's line."""
    return own in posts.line_of(other)[1:] and not posts.post(own).elected


def _acting(title: Mapping[str, str], lang: Lang) -> str:
    return PHRASES.say("acting_title", lang, title=title[lang])
