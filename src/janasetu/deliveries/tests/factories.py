"""The doorstep for tests: an office with a clerk and two runners, papers on their way, words from rounds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.deliveries.actions import VisitOrder, Word, order_visits, plan_visits, set_out, take_word
from janasetu.deliveries.choices import OutcomeKind
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.rules import Slot
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.tests.factories import make_line
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=KOLKATA)  # a Tuesday
TOMORROW = Slot(datetime(2026, 11, 25, tzinfo=KOLKATA).date(), "morning")
ON_ROUND = datetime(2026, 11, 25, 11, 20, tzinfo=KOLKATA)
REF = "26100200014"
TITLE = {"bn": "বাসিন্দা সুপারিশপত্র", "en": "Residence recommendation"}
ADDRESS = "সুভাষপল্লী, মন্দিরের পাশের বাড়ি, ওয়ার্ড ৫"


@dataclass(frozen=True)
class Office:
    """A municipality that brings papers home."""

    body: LocalBody
    line: Line
    clerk: Officer
    runner: Officer
    other: Officer


def make_office(code: str = "falakata", *, number: int = 1002) -> Office:
    body = make_body(code, number=number)
    return Office(
        body=body,
        line=make_line(body.id, provider_id=f"20000000000{number}"),
        clerk=make_officer(body, "clerk"),
        runner=make_officer(body, "runner"),
        other=make_officer(body, "runner"),
    )


def order(office: Office, **changes: Any) -> VisitOrder:
    """A recommendation that goes home to somebody of ward 5."""
    case_id = uuid7()
    wanted = {
        "body_id": office.body.id,
        "case_id": case_id,
        "ref": REF,
        "source": f"paper:{case_id}",
        "title": TITLE,
        "address": ADDRESS,
        "ward": "5",
        "contact": make_contact(),
        "line_id": office.line.id,
    }
    return VisitOrder(**(wanted | changes))


def ordered(office: Office, **changes: Any) -> Visit:
    (visit,) = order_visits([order(office, **changes)], now=NOW)
    return visit


def planned(office: Office, *visits: Visit, runner: Officer | None = None) -> None:
    plan_visits(
        officer=office.clerk,
        visit_ids=[visit.id for visit in visits],
        runner_id=(runner or office.runner).id,
        slot=TOMORROW,
        now=NOW,
    )


def on_the_way(office: Office, **changes: Any) -> Visit:
    """A visit whose runner is on the way."""
    visit = ordered(office, **changes)
    planned(office, visit)
    set_out(officer=office.runner, day=TOMORROW.day, now=ON_ROUND - timedelta(hours=1))
    return Visit.objects.get(id=visit.id)


def code_of(visit: Visit) -> str:
    """The code that the citizen was told last."""
    texts = [row.text for row in told(contact_of(visit)) if row.source.startswith("visit:code:")]
    after = texts[-1].partition("সংকেত")[2]
    return next(word for word in after.replace(":", " ").replace("।", " ").split() if word.isdecimal())


def contact_of(visit: Visit) -> ContactKey:
    assert visit.contact_id is not None
    assert visit.contact_bucket is not None
    return ContactKey(visit.contact_bucket, visit.contact_id)


def told(contact: ContactKey) -> list[OutboundMessage]:
    """What a contact was told, oldest first."""
    rows = OutboundMessage.objects.filter(bucket=contact.bucket, contact_id=contact.id)
    return list(rows.order_by("id"))


def a_photo() -> ReceivedFile:
    return ReceivedFile.objects.create(
        id=uuid7(),
        bucket=7,
        state=FileState.STORED,
        kind="image",
        sha256="0" * 64,
        mime="image/jpeg",
        received_at=NOW,
    )


def word(
    officer: Officer, visit: Visit, *, mark: UUID | None = None, at: datetime = ON_ROUND, **said: Any
) -> Outcome:
    """What a runner tells; handed over where nothing else is said."""
    kind = said.pop("kind", OutcomeKind.HANDED)
    given = Word(mark=mark or uuid7(), visit_id=visit.id, kind=kind, told_at=at, **said)
    return take_word(officer=officer, word=given, now=max(at, ON_ROUND))
