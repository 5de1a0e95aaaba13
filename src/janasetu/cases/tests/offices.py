"""Offices that take applications, for tests: a panchayat gives trade NOCs, a town permits buildings."""

import hashlib
import json
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.cases.actions import CaseOrder, StageOrder, decide, note_payments, open_cases
from janasetu.cases.choices import BroughtState
from janasetu.cases.desks import stage_in
from janasetu.cases.models import Case, CaseDesk, CasePaper
from janasetu.catalogue.form import slots, unfolded
from janasetu.catalogue.loader import BUNDLED, Definition, read
from janasetu.catalogue.overrides import merged
from janasetu.catalogue.schema import Field, Service
from janasetu.catalogue.tests.factories import publish
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, make_line
from janasetu.payments.choices import DemandState
from janasetu.payments.fees import ON_DELIVERY
from janasetu.payments.models import Demand
from janasetu.people.values import ContactKey

_sources = count(1)
SHOP: Mapping[str, Any] = {
    "applicant": {"bn": "রহিমা খাতুন", "en": None},
    "trade_name": "রহিমা স্টোর",
    "trade": "grocery",
    "ownership": "sole",
    "workers": 2,
    "flammable": False,
    "premises": {"text": "হাটখোলা", "ward": "5", "landmark": None, "lat": None, "lon": None},
}
HOUSE: Mapping[str, Any] = {
    "use": "living",
    "storeys": 2,
    "premises": {"text": "সুভাষপল্লী", "ward": "11", "landmark": None, "lat": None, "lon": None},
}
HOME: Mapping[str, Any] = {
    "person": {"bn": "রহিমা খাতুন", "en": None},
    "years": 22,
    "home": {"text": "সুভাষপল্লী", "ward": "11", "landmark": None, "lat": None, "lon": None},
}


@dataclass(frozen=True)
class Office:
    """A body with a service, its line, and one officer a desk, by role."""

    body: LocalBody
    line: Line
    version: UUID
    officers: Mapping[str, Officer]


@cache
def definition_of(code: str) -> Definition:
    return read(BUNDLED / code / "service.yaml")


def a_panchayat(*, born: str = "", assurance: str = "") -> Office:
    """Gives trade NOCs: papers before its sahayak, the place seen by another, and the pradhan approves.

    `born`: where their papers are, `assurance`: how sure the office must be, if otherwise than in the
    definition.
    """
    changes = _born(born)
    changes |= {"assurance": {"ask": assurance, "fetch": assurance}} if assurance else {}
    roles = ("sahayak", "nirman_sahayak", "pradhan")
    return _office("panchayat", 1004, "gram_panchayat", "trade-noc", roles, changes)


def a_building_town(*, born: str = "") -> Office:
    """Permits buildings: scrutiny, three desks side by side, an engineer, and two approvals."""
    posts = (
        "officer",
        "inspector",
        "drainage",
        "assessment",
        "executive_engineer",
        "approver",
        "approver2",
        "chairman",
    )
    return _office("falakata", 1002, "municipality", "building-permission", posts, _born(born))


def a_recommending_town() -> Office:
    """A clerk enquires, the ward's councillor recommends, the chairman signs."""
    posts = ("clerk", "councillor", "chairman")
    return _office("falakata", 1002, "municipality", "residence-recommendation", posts)


def _born(where: str) -> dict[str, Any]:
    """The terms of papers that are born there."""
    return {"output": {"from": where}} if where else {}


def a_birth_office() -> Office:
    """Gives copies of births: a clerk looks in the register, the registrar approves."""
    posts = ("clerk", "registrar")
    return _office("falakata", 1002, "municipality", "birth-certificate", posts)


def a_death_office(*, born: str = "") -> Office:
    """Gives copies of deaths, likewise; `born`: where, if otherwise than in the definition."""
    posts = ("clerk", "registrar")
    return _office("falakata", 1002, "municipality", "death-certificate", posts, _born(born))


def _office(
    code: str,
    number: int,
    kind: str,
    service: str,
    roles: Sequence[str],
    changes: Mapping[str, Any] | None = None,
) -> Office:
    body = make_body(code, number=number, kind=kind)
    version = publish(_changed(definition_of(service), changes) if changes else definition_of(service))
    return Office(
        body=body,
        line=make_line(body.id, provider_id=f"30000000000{number}"),
        version=version,
        officers={role: make_officer(body, role) for role in roles},
    )


def apply_for(
    office: Office,
    answers: Mapping[str, Any],
    *,
    contact: ContactKey | None = None,
    files: Sequence[ReceivedFile] = (),
    at: datetime = NOW,
) -> Case:
    """Somebody applies, with these answers and files."""
    order = CaseOrder(
        body_id=office.body.id,
        version_id=office.version,
        source=f"office:{next(_sources)}",
        channel="whatsapp",
        fields=dict(answers),
        opened_at=at,
        contact=contact,
        line_id=office.line.id if contact else None,
        name="রহিমা খাতুন",
        files=[(file.bucket, file.id) for file in files],
    )
    (case,) = open_cases([order], now=at)
    return case


def _changed(definition: Definition, changes: Mapping[str, Any]) -> Definition:
    """The same definition with these terms."""
    content = json.dumps(merged(json.loads(definition.content), changes))
    return Definition(
        Service.model_validate_json(content), content, hashlib.sha256(content.encode()).hexdigest()
    )


def a_file(content: bytes) -> ReceivedFile:
    """A PDF that somebody files unchanged, with its bytes."""
    return a_paper(sha256=store.keep(settings.MEDIA_FOLDER, content))


def a_paper(kind: str = "document", *, sha256: str = "ab" * 32) -> ReceivedFile:
    """A paper as the gate leaves it."""
    return ReceivedFile.objects.create(
        id=uuid7(),
        bucket=3,
        state=FileState.STORED,
        kind=kind,
        sha256=sha256,
        mime="application/pdf" if kind == "document" else "image/jpeg",
        received_at=NOW,
    )


def desk(case: Case, stage: str) -> CaseDesk:
    """Where it lies now, at this stage."""
    return CaseDesk.objects.get(case=case, stage=stage, left_at__isnull=True)


def lies_at(case: Case) -> list[str]:
    """The stages at which it lies, the first first."""
    rows = CaseDesk.objects.filter(case=case, left_at__isnull=True)
    return list(rows.order_by("came_at", "id").values_list("stage", flat=True))


def settle(case: Case, *, now: datetime = NOW) -> None:
    """Nothing of its fees holds the case up any more."""
    owed = Demand.objects.filter(case_id=case.id, state=DemandState.DUE).exclude(due=ON_DELIVERY)
    if owed.update(state=DemandState.WAIVED, ended_at=now) and owed.model.objects.filter(
        case_id=case.id, pauses=True
    ):
        note_payments(now=now)


def filled_in(case: Case, stage: str) -> dict[str, Any]:
    """Something true in every box of what this desk writes down."""
    form = stage_in(case.service, stage)
    answers: dict[str, Any] = {}
    if form:
        for slot in slots(form, ChainMap(answers, unfolded(case.service, case.fields))):
            answers[slot.path] = _SOME[slot.field.kind](slot.field) if slot.field.required else None
    return answers


_SOME: Mapping[str, Callable[[Field], Any]] = {
    "yes_no": lambda field: True,
    "count": lambda field: int(field.least or 1),
    "choice": lambda field: next(iter(field.options)),
    "text": lambda field: "দেখা হয়েছে",
    "long_text": lambda field: {"text": "দেখা হয়েছে", "voice": []},
    "photo": lambda field: [str(a_paper("image").id)],
    "date": lambda field: "2026-11-20",
}


def look_at_papers(case: Case) -> None:
    """Every paper of it that counts is good."""
    CasePaper.objects.filter(case=case, state=BroughtState.GIVEN).update(state=BroughtState.ACCEPTED)


def move(
    office: Office, case: Case, stage: str, code: str, *, by: str = "", note: str = "দেখা হয়েছে", **more: Any
) -> Case:
    """A move at a desk, by whose desk it is or the role that is named; what it costs is settled before."""
    if not more.pop("owes", False):
        settle(case, now=more.get("now", NOW))
    lying = desk(case, stage)
    now = more.pop("now", NOW)
    officer = more.pop("officer", None) or office.officers[by or lying.role]
    more.setdefault("answers", filled_in(case, stage))
    return decide(officer=officer, ref=case.ref, order=StageOrder(lying.id, code, note=note, **more), now=now)
