"""The questions of a definition as boxes of an operator's form: what to show for each kind, what was typed.

The name of a box is the path of its question, `heirs.0.name`; a question with several boxes adds its part,
`place:ward`. What is typed is judged by the field kinds alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core import signing
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from janasetu.catalogue.fields import KINDS, Given
from janasetu.catalogue.fields.base import DONE
from janasetu.catalogue.fields.slot import OFFERED
from janasetu.catalogue.fields.wording import say
from janasetu.catalogue.fields.yes_no import YES
from janasetu.catalogue.form import Slot
from janasetu.lib.text import clean
from janasetu.lib.words import Lang

FEW = 6  # options that are shown as buttons; more are looked for by typing
MOST_BOXES = 60  # values read of one name
_FILES = "janasetu.console.intake.file"
_LANDMARKS = "console:new_landmarks"
_Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Box:
    """One control. `shape`: line, lines, search, radio, ticks, select, files. `values`: the codes chosen;
    `list`: by what address a `search` looks; `free`: it may also stay as it is typed.

    `kept`: files that are here already, as sealed ids with their names.
    """

    name: str
    shape: str
    label: str = ""
    value: str = ""
    choices: _Choices = ()
    values: Sequence[str] = ()
    accept: str = ""
    kept: _Choices = ()
    list: str = "console:new_options"
    free: bool = False

    @property
    def id(self) -> str:
        return id_of(self.name)

    @property
    def code_name(self) -> str:
        """Where the code stands that was found by typing."""
        return f"{self.name}:code"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that came with an earlier try of this form: its bucket, id and kind."""

    bucket: int
    id: str
    media: str

    def sealed(self) -> str:
        return signing.dumps([self.bucket, self.id, self.media], salt=_FILES)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form brought, by the names of its boxes; made fit to be stored and shown again."""

    values: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, posted: "MultiValueDict[str, str]") -> "Said":
        return cls({name: [clean(one) for one in many[:MOST_BOXES]] for name, many in posted.lists()})

    def all(self, name: str) -> Sequence[str]:
        return self.values.get(name, ())

    def one(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def files(self, path: str) -> list[KeptFile]:
        """The files of a question that are here already; what nobody of us has sealed is none."""
        found = []
        for sealed in self.all(f"{path}:kept"):
            try:
                bucket, file_id, media = signing.loads(sealed, salt=_FILES)
            except signing.BadSignature:
                continue
            found.append(KeptFile(int(bucket), str(file_id), str(media)))
        return found

    def with_values(self, more: Mapping[str, Sequence[str]]) -> "Said":
        return Said({**self.values, **more})


def id_of(name: str) -> str:
    """The id of a box on the page."""
    return "q-" + name.replace(".", "-").replace(":", "--").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Face:
    """How one kind of field is asked on the form, and what its boxes bring."""

    boxes: Callable[[Slot, Said, Lang], list[Box]]
    given: Callable[[str, Said], list[Given]]


def boxes_of(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    """The boxes of a question with what was typed into them."""
    if slot.asks_for_more:
        asked = slot.field.label.in_(lang) if slot.field.label else ""
        return [Box(slot.path, "ticks", choices=[(YES, asked)], values=said.all(slot.path))]
    return FACES[slot.field.kind].boxes(slot, said, lang)


def given_by(slots: Sequence[Slot], said: Said) -> dict[str, list[Given]]:
    """What was given for each of these questions."""
    return {
        slot.path: FACES[slot.field.kind].given(slot.path, said) for slot in slots if not slot.asks_for_more
    }


# --- words ---


def _line(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    return [Box(slot.path, "line", value=said.one(slot.path))]


def _lines(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    return [Box(slot.path, "lines", value=said.one(slot.path))]


def _words(path: str, said: Said) -> list[Given]:
    return [Given(text=said.one(path))]


def _names(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    """A box for each script in which papers carry the name; one where one will do."""
    if slot.field.scripts == "one":
        return _line(slot, said, lang)
    latin = f"{slot.path}:latin"
    return [
        Box(slot.path, "line", _("In Bengali letters"), said.one(slot.path)),
        Box(latin, "line", _("In English letters, if known"), said.one(latin)),
    ]


def _names_given(path: str, said: Said) -> list[Given]:
    return [Given(text=said.one(path)), Given(text=said.one(f"{path}:latin"))]


# --- choices ---


def _offered(slot: Slot, lang: Lang) -> _Choices:
    return [(code, option.name.in_(lang)) for code, option in slot.field.options.items()]


def _pick(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    """Few options stand there to be picked; of many, one is found by typing."""
    choices = _offered(slot, lang)
    code = said.one(f"{slot.path}:code")
    if len(choices) <= FEW:
        return [Box(slot.path, "radio", choices=choices, values=[code])]
    name = dict(choices).get(code, said.one(slot.path))
    return [Box(slot.path, "search", value=name, values=[code])]


def _picked(path: str, said: Said) -> list[Given]:
    return [Given(code=said.one(f"{path}:code"), text=said.one(path))]


def _ticks(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    return [Box(slot.path, "ticks", choices=_offered(slot, lang), values=said.all(f"{slot.path}:code"))]


def _ticked(path: str, said: Said) -> list[Given]:
    codes = list(dict.fromkeys(said.all(f"{path}:code")))
    return [*(Given(code=code) for code in codes), Given(code=DONE)] if codes else []


def _yes_no(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    offers = KINDS[slot.field.kind].offers(slot.field)
    choices = [(offer.code, offer.title.get(lang) or offer.title["bn"]) for offer in offers]
    return [Box(slot.path, "radio", choices=choices, values=[said.one(f"{slot.path}:code")])]


# --- places, days, files ---


def _place(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    """The landmark that is picked of a list brings its ward with it."""
    ward, landmark = f"{slot.path}:ward", f"{slot.path}:landmark"
    return [
        Box(slot.path, "line", _("Address, in the caller’s words"), said.one(slot.path)),
        Box(landmark, "search", _("Landmark"), said.one(landmark), list=_LANDMARKS, free=True),
        Box(ward, "line", _("Ward"), said.one(ward)),
    ]


def _place_given(path: str, said: Said) -> list[Given]:
    """The parts that were told, the ward in its own box first; a landmark alone says where it is, too."""
    landmark = said.one(f"{path}:landmark")
    parts = {
        "ward": said.one(f"{path}:ward"),
        "text": said.one(path).strip() or landmark,
        "landmark": landmark,
    }
    return [Given(text=text, code=part) for part, text in parts.items() if text.strip()]


def _when(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    part = f"{slot.path}:part"
    choices = [("", _("Any time")), *((code, say(code, lang)) for code in OFFERED)]
    return [
        Box(slot.path, "line", _("Day"), said.one(slot.path)),
        Box(part, "select", _("Time of day"), choices=choices, values=[said.one(part)]),
    ]


def _when_given(path: str, said: Said) -> list[Given]:
    return [Given(text=said.one(path)), Given(code=said.one(f"{path}:part"))]


_ACCEPT = {"photo": "image/*", "document": "image/*,application/pdf", "voice": "audio/*"}


def _files(slot: Slot, said: Said, lang: Lang) -> list[Box]:
    kept = [(file.sealed(), _("File")) for file in said.files(slot.path)]
    return [Box(slot.path, "files", accept=_ACCEPT[slot.field.kind], kept=kept)]


def _files_given(path: str, said: Said) -> list[Given]:
    return [Given(files=(file.id,), media=file.media) for file in said.files(path)]


_LINE = Face(_line, _words)
_FILES_FACE = Face(_files, _files_given)
# How the operator's form asks, kind by kind.
FACES: Mapping[str, Face] = {
    "text": _LINE,
    "long_text": Face(_lines, _words),
    "choice": Face(_pick, _picked),
    "choices": Face(_ticks, _ticked),
    "yes_no": Face(_yes_no, _picked),
    "count": _LINE,
    "money": _LINE,
    "date": _LINE,
    "person_name": Face(_names, _names_given),
    "phone": _LINE,
    "place": Face(_place, _place_given),
    "photo": _FILES_FACE,
    "document": _FILES_FACE,
    "voice": _FILES_FACE,
    "slot": Face(_when, _when_given),
    "consent": Face(_yes_no, _picked),
}
