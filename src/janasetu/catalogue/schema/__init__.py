"""Format 1 of a service definition: all that a service.yaml may say, as checked values."""

from janasetu.catalogue.schema.asking import Field, Group, Option, Repeat
from janasetu.catalogue.schema.parts import BUTTON, QUESTION, ROW, Span, Texts, Words
from janasetu.catalogue.schema.service import KINDS_OF_SERVICE, Service
from janasetu.catalogue.schema.stages import Move, Stage
from janasetu.catalogue.schema.terms import (
    Confirm,
    EmergencyNumber,
    Fee,
    Limits,
    Output,
    Promise,
    Statutory,
    Topic,
)

__all__ = [
    "BUTTON",
    "KINDS_OF_SERVICE",
    "QUESTION",
    "ROW",
    "Confirm",
    "EmergencyNumber",
    "Fee",
    "Field",
    "Group",
    "Limits",
    "Move",
    "Option",
    "Output",
    "Promise",
    "Repeat",
    "Service",
    "Span",
    "Stage",
    "Statutory",
    "Texts",
    "Topic",
    "Words",
]
