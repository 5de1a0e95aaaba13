"""Papers to be checked."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from janasetu.bodies.models import LocalBody
from janasetu.documents.choices import Born, PaperState, Standing
from janasetu.documents.marking import mark_keys
from janasetu.documents.marks import codes
from janasetu.documents.marks.stated import address_of
from janasetu.documents.models import Paper
from janasetu.documents.snapshots import digest
from janasetu.lib.clock import KOLKATA

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
CODE = codes.new_code(1003, draw=lambda _: 987_654_321_012)


def a_body(number: int = 1003) -> LocalBody:
    names = {"bn": "বসিরহাট পুরসভা", "en": "Basirhat Municipality"}
    return LocalBody.objects.create(code=f"basirhat-{number}", number=number, kind="municipality", name=names)


def a_snapshot(
    *, code: str = CODE, until: date | None = date(2027, 5, 23), specimen: bool = False
) -> dict[str, Any]:
    return {
        "v": 1,
        "body": {"code": "basirhat-1003", "name": {"bn": "বসিরহাট পুরসভা", "en": "Basirhat Municipality"}},
        "type": "recommendation",
        "title": {"bn": "বসবাসের সুপারিশপত্র", "en": "Recommendation of residence"},
        "number": "BSH/RES/2026-27/0042",
        "code": code,
        "issued": "2026-11-23",
        "valid_until": until.isoformat() if until else None,
        "person": {"bn": "রহিমা খাতুন", "en": "Rahima Khatun"},
        "verify": "http://localhost:8000",
        "specimen": specimen,
    }


def a_paper(
    body: LocalBody,
    *,
    code: str = CODE,
    serial: int = 42,
    case_id: UUID | None = None,
    state: PaperState = PaperState.SIGNED,
    standing: Standing = Standing.VALID,
    standing_at: datetime | None = None,
    until: date | None = date(2027, 5, 23),
    sha256: str = "",
    specimen: bool = False,
) -> Paper:
    snapshot = a_snapshot(code=code, until=until, specimen=specimen)
    return Paper.objects.create(
        body=body,
        service="residence-recommendation",
        type="recommendation",
        series="res-2026-27",
        serial=serial,
        number=snapshot["number"],
        case_id=case_id,
        code=code,
        born=Born.HERE,
        snapshot=snapshot,
        snapshot_sha256=digest(snapshot),
        made_at=NOW,
        issued_at=NOW,
        state=state,
        standing=standing,
        standing_at=standing_at,
        valid_until=until,
        sha256=sha256,
    )


def its_address(snapshot: dict[str, Any]) -> str:
    """What the QR of the paper says."""
    return address_of(snapshot, mark_keys().own)
