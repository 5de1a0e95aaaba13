"""Format 1 of a service definition: all that a service.yaml may say, as checked values."""

from janasetu.catalogue.schema.asking import Field, Group, Option, Repeat
from janasetu.catalogue.schema.parts import ALWAYS, BUTTON, OPEN_DAYS, QUESTION, ROW, Span, Texts, Words
from janasetu.catalogue.schema.service import KINDS_OF_SERVICE, Service
from janasetu.catalogue.schema.stages import Move, Stage
from janasetu.catalogue.schema.terms import (
    Alarm,
    Alike,
    Confirm,
    Dated,
    EmergencyNumber,
    Fee,
    FirstAction,
    KnownIncident,
    Limits,
    Output,
    Promise,
    Statutory,
    Topic,
)

__all__ = [
    "ALWAYS",
    "BUTTON",
    "KINDS_OF_SERVICE",
    "OPEN_DAYS",
    "QUESTION",
    "ROW",
    "Alarm",
    "Alike",
    "Confirm",
    "Dated",
    "EmergencyNumber",
    "Fee",
    "Field",
    "FirstAction",
    "Group",
    "KnownIncident",
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
