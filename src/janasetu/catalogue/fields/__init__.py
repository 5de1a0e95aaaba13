"""Field kinds, one file each: the only validation of what people answer."""

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Lies, Offer, Point, Problem
from janasetu.catalogue.fields.choice import ChoiceKind
from janasetu.catalogue.fields.choices import ChoicesKind
from janasetu.catalogue.fields.consent import ConsentKind
from janasetu.catalogue.fields.count import CountKind
from janasetu.catalogue.fields.date import DateKind
from janasetu.catalogue.fields.document import DocumentKind
from janasetu.catalogue.fields.long_text import LongTextKind
from janasetu.catalogue.fields.money import MoneyKind
from janasetu.catalogue.fields.person_name import PersonNameKind
from janasetu.catalogue.fields.phone import PhoneKind
from janasetu.catalogue.fields.photo import PhotoKind
from janasetu.catalogue.fields.place import PlaceKind
from janasetu.catalogue.fields.slot import SlotKind
from janasetu.catalogue.fields.text import TextKind
from janasetu.catalogue.fields.voice import VoiceKind
from janasetu.catalogue.fields.yes_no import YesNoKind

KINDS: dict[str, FieldKind] = {
    kind.code: kind
    for kind in (
        TextKind(),
        LongTextKind(),
        ChoiceKind(),
        ChoicesKind(),
        YesNoKind(),
        CountKind(),
        MoneyKind(),
        DateKind(),
        PersonNameKind(),
        PhoneKind(),
        PlaceKind(),
        PhotoKind(),
        DocumentKind(),
        VoiceKind(),
        SlotKind(),
        ConsentKind(),
    )
}

__all__ = ["KINDS", "Answer", "FieldKind", "Given", "Lies", "Offer", "Point", "Problem"]
