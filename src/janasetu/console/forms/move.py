"""What the forms of all moves have in common.

They read; the rules of `cases` judge. So a field is optional here even where its move needs it: the refusal
then comes in the rules' own words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from janasetu.bodies.models import Department, Officer
from janasetu.cases.actions import Outside
from janasetu.lib import bn
from janasetu.lib.text import clean, tame


@dataclass(frozen=True, slots=True)
class Wish:
    """A move as an officer asked for it. `seen`: the newest event they had before them."""

    move: str
    note: str
    photos: "Sequence[UploadedFile[bytes]]"
    to: Officer | None
    department: Department | None
    reason: str
    ready: str
    seen: UUID | None
    into: str = ""
    wards: Sequence[str] = ()
    expected_at: datetime | None = None
    alone: bool = False
    outside: Outside = field(default_factory=Outside)
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a move of this case may name now, and what the officer has typed for it before, by move.

    `why_ready`: why only ready-made texts may be sent. `others`: how many more people the case is the matter
    of, in words of the page; empty where there are none. `agencies`, `awaited`: to whom outside it may go,
    and whose answers have not come, each with its name. `subjects`: what else it may be about.
    """

    colleagues: Sequence[Officer] = ()
    departments: Sequence[Department] = ()
    ready: Sequence[tuple[str, str]] = ()
    why_ready: str = ""
    drafts: Mapping[str, str] | None = None
    since: UUID | None = None
    agencies: Sequence[tuple[str, str]] = ()
    awaited: Sequence[tuple[str, str]] = ()
    others: str = ""
    subjects: Sequence[tuple[str, str]] = ()


class MoveForm(forms.Form):
    """What all moves have in common. `since` carries the newest event of the case when the page was made."""

    move: ClassVar[str]
    title: ClassVar[Any]
    button: ClassVar[Any]
    done: ClassVar[Any]  # what the officer is told when it is carried out
    key: ClassVar[str]  # of the keyboard
    use_required_attribute = False
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, offers: Offers) -> None:
        typed = (offers.drafts or {}).get(self.move, "")
        super().__init__(
            data, files, auto_id=f"{self.move}_%s", initial={"since": offers.since, "note": typed}
        )
        self.offer(offers)

    def offer(self, offers: Offers) -> None:
        """Take in what a move may name; most name nothing."""

    def wish(self) -> Wish:
        """What is asked for. The form must be valid."""
        said = self.cleaned_data
        return Wish(
            move=self.move,
            note=tame(bn.normalise(clean(said.get("note", "")))).strip(),
            photos=said.get("photos", ()),
            to=self.officer_named(said),
            department=self.department_named(said),
            reason=said.get("reason", ""),
            ready=said.get("ready", ""),
            seen=_uuid(said["since"]),
            outside=self.outside_named(said),
            into=clean(said.get("into", "")),
            wards=wards_in(said.get("wards", "")),
            expected_at=said.get("expected_at"),
            alone=bool(said.get("alone")),
            subject=said.get("subject", ""),
        )

    def officer_named(self, said: dict[str, Any]) -> Officer | None:
        """The officer named in the form."""
        return None

    def department_named(self, said: dict[str, Any]) -> Department | None:
        """The department named in the form."""
        return None

    def outside_named(self, said: dict[str, Any]) -> Outside:
        """Whom outside the form names, or whose answer it is about."""
        return Outside()

    def refuse(self, sentence: str, *, field: str | None) -> None:
        """Say why the move is not made, beside the field it is about."""
        self.add_error(field if field in self.fields else None, sentence)

    def look_again(self, newest: UUID | None) -> None:
        """From here on the officer has seen all that happened up to this event."""
        said = {name: self.data[name] for name in self.data}  # the request's own is not to be written in
        self.data = said | {"since": str(newest)}

    @property
    def typed(self) -> str:
        """The words of a form that was sent, as far as they can be kept."""
        return storable(str(self.data.get("note", "")))

    @property
    def chosen_in_vain(self) -> bool:
        """Whether photos were chosen that must be chosen again: no browser keeps them."""
        return bool(self.errors and self.files)


def wards_in(written: str) -> list[str]:
    """The numbers of wards as they were typed, «৫, ৬» or "5 6", in Latin digits."""
    return list(dict.fromkeys(re.findall(r"[0-9]+[A-Z]?", bn.ascii_digits(clean(written)).upper())))


def storable(text: str) -> str:
    """The text without the one character that a database keeps nowhere."""
    return tame(text.replace("\x00", ""))


def _uuid(text: str) -> UUID | None:
    """The id, or None for what is none: who tampers only loses the guard against doubles."""
    try:
        return UUID(text)
    except ValueError:
        return None
