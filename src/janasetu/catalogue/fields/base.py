"""What every field kind is: reads what a person gave, says what is wrong with it, shows it again."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84, and what the sender's map calls the spot."""

    lat: float
    lon: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave for one field, from any face: words, a chosen code, a point, files by id."""

    text: str = ""
    code: str = ""
    point: Point | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer cannot be taken: a key of `phrases.yaml` beside this package, and its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


# An answer is what the case keeps: JSON values only.
Answer = Any


class FieldKind(ABC):
    """One kind of question. `words`: a person may answer it in free words."""

    code: str
    words = False

    @abstractmethod
    def read(self, field: "Field", given: Given, *, earlier: Answer = None) -> Answer | Problem:
        """The answer to keep, or the problem to tell. `earlier` is what was kept before, if anything."""

    @abstractmethod
    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """The answer in words, on one line."""
