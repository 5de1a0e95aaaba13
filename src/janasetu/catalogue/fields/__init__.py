"""Field kinds, one file each: the only validation of what people answer."""

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Point, Problem
from janasetu.catalogue.fields.choice import ChoiceKind
from janasetu.catalogue.fields.photo import PhotoKind
from janasetu.catalogue.fields.place import PlaceKind
from janasetu.catalogue.fields.text import TextKind

KINDS: dict[str, FieldKind] = {
    kind.code: kind for kind in (TextKind(), ChoiceKind(), PlaceKind(), PhotoKind())
}

__all__ = ["KINDS", "Answer", "FieldKind", "Given", "Point", "Problem"]
