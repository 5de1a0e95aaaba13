"""`janasetu understand`: free text on standard input to one JSON line each. No database is asked."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from janasetu.catalogue.loader import shelf
from janasetu.catalogue.schema import Service
from janasetu.catalogue.schema.parts import BodyKindCode
from janasetu.config import data_folder, definitions, learning
from janasetu.config.data_folder import DataFolder
from janasetu.config.errors import FrontDoorError
from janasetu.conversations.readers import urgent_of
from janasetu.lib import clock
from janasetu.understanding.model import Model, name_of
from janasetu.understanding.phrases import EMERGENCY, FINER, REPORT
from janasetu.understanding.reader import Reader
from janasetu.understanding.values import Understood

_OF_DEMO = "kmc"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    told = f"whose departments; default: {_OF_DEMO}, of the demo"
    parser.add_argument("--body", metavar="CODE", default=_OF_DEMO, help=told)


def run(options: argparse.Namespace) -> int:
    """Answer line for line, each at once."""
    kind = _kind_of(options.body)
    data = data_folder.prepare(data_folder.choose()).path
    services = [one.service for one in shelf(*definitions.folders(data)).definitions]
    departments = _departments(services, kind)
    reader = Reader(_model(data), urgent_of(services))
    for line in sys.stdin.buffer:
        text = line.rstrip(b"\r\n").decode(errors="replace")  # every answer can be read, whatever was sent
        told = _told(text, reader.read(text, today=clock.now().date()), departments)
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _model(data: Path) -> Model:
    """What is in use here, where it knows the bank as it is now; else it is trained first."""
    known, models = learning.bank(data), DataFolder(data).models
    used = learning.in_use(models)
    if used is not None and used.about.bank == name_of(known):
        return used
    return learning.up_to_date(models, known, say=lambda told: print(told, file=sys.stderr, flush=True))


def _kind_of(code: str) -> str:
    """The kind of a demo town; a kind may be named itself."""
    from janasetu.demo.towns import towns

    kinds: dict[str, str] = {kind: kind for kind in get_args(BodyKindCode)}
    kinds |= {town.code: town.kind for town in towns()}
    if code not in kinds:
        raise FrontDoorError(f"there is no body {code!r} in the demo, and no such kind: {', '.join(kinds)}.")
    return kinds[code]


def _departments(services: Iterable[Service], kind: str) -> dict[str, str]:
    """Which department of such a body does the work of each label."""
    found: dict[str, str] = {}
    for service in services:
        if kind not in service.offered_by:
            continue
        for code, fields in _matters(service):
            department = service.department_in(kind, fields)
            if department:
                found.setdefault(code, department)
    return found


def _matters(service: Service) -> Iterator[tuple[str, dict[str, str]]]:
    """Each label that a service is for, with the answer that says so."""
    if service.reached_intent != REPORT:
        yield service.reached_intent, {}
    for code in service.subjects if service.reached_intent == REPORT else ():
        yield code, {service.titled_by or "": code}


def _told(text: str, understood: Understood, departments: Mapping[str, str]) -> dict[str, Any]:
    """The line as scripts know it (contracts)."""
    is_emergency = understood.danger == "now"
    return {
        "text": text,
        "lang": understood.language,
        "reply_lang": understood.reply,
        "intent": EMERGENCY if is_emergency else understood.intent,
        "category": understood.subject or None,
        "department": departments.get(understood.subject or understood.intent),
        "top3": [[label, round(chance, 4)] for label, chance in _outward(understood.top).items()],
        "decision": understood.decision,
        "ward": understood.facts.ward or None,
        "ref": understood.facts.reference or None,
        "emergency": bool(understood.danger),
        "urgent": understood.urgent,
        "second": understood.second or None,
    }


def _outward(top: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The likeliest labels as everybody outside knows them, those of one intent together."""
    told: dict[str, float] = {}
    for label, chance in top:
        intent = FINER.get(label, label)
        told[intent] = told.get(intent, 0) + chance
    return told
