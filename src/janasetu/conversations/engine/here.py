"""Everything one turn looks at, in one value."""

from dataclasses import dataclass, replace
from functools import cached_property

from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.draft import Form
from janasetu.conversations.engine.effects import Heard, World
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.reading import understood
from janasetu.conversations.engine.session import Session
from janasetu.conversations.engine.words import act_of
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.messaging.values import Offered
from janasetu.understanding.values import Understood

MOST_HELD = 4000  # characters of words held back


@dataclass(frozen=True)
class Here:
    """The office, where the talk stands, what was said, and what has been asked of the world.

    `unplaced`: the words before these, where it was asked what they are about; this turn lets them go.
    """

    office: Office
    session: Session
    heard: Heard
    world: World
    unplaced: str = ""

    @property
    def lang(self) -> Lang:
        return self.heard.lang

    @property
    def understood(self) -> Understood | None:
        """What the words mean; None of a tap, of words that have one meaning everywhere, and where nobody can
        read them.
        """
        if self.office.reader is None or self._is_named():
            return None
        return understood(self.office.reader, self.heard.said, self.heard.today)

    def _is_named(self) -> bool:
        words = self.heard.said.text
        return act_of(words) is not None or bn.match_key(words) in self.office.services_named

    def at(self, session: Session) -> "Here":
        return replace(self, session=session)

    def in_office(self, office: Office, body_id: str) -> "Here":
        """With an office chosen just now: what is asked of the world is asked of that one."""
        return replace(self, office=office, world=replace(self.world, body_id=body_id))

    def hearing(self, words: str) -> "Here":
        """As if these words had been said now: for words held back until they could be taken in.

        They were no answer to what was offered since.
        """
        said = replace(self.heard.said, kind="text", text=words, choice="", spot=None, media=None)
        return replace(self, heard=replace(self.heard, said=said, offered=Offered(), file=""))

    def service(self) -> Service:
        """The definition of the draft in hand. LookupError when it is gone for good."""
        found = self.office.service(self.session.version)
        if found is None:
            raise LookupError(self.session.version)
        return found

    def form(self) -> Form:
        return self._form

    @cached_property
    def _form(self) -> Form:
        return Form(
            self.service(), self.session, self.heard, self.world, self.office.territory, self.office.reader
        )
