"""The storm's books against the tables: what is right is clean, each wrong row is found as what it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body
from janasetu.cases.models import Case
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage
from storm.ledger import Ledger
from storm.reconcile import _NO_FAULT, Findings, reconcile

BEGUN = 1_795_000_000  # seconds since 1970
BUCKET = 7
RITA, SALIM = "910000000001", "910000000002"
CONTACTS = {RITA: UUID(int=1), SALIM: UUID(int=2)}
CARD = "4a2eaea68a:submit"
FILE = "100000000000001"
TEXT, PHOTO, SECOND_PHOTO, TAP, SECOND_TAP = range(1, 6)


@dataclass
class Aftermath:
    """What one storm left behind: the town's tables, and the ledgers, written when they are read."""

    body: LocalBody
    version: UUID
    folder: Path
    said: list[dict[str, Any]] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)
    provided: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[int, InboundMessage] = field(default_factory=dict)

    def says(self, number: int, *, opens: str = "", silent: bool = False, media: str = "") -> InboundMessage:
        """Rita says this in second `number`: it is in the ledger, acknowledged and stored."""
        wamid = f"wamid.in.{RITA}.{number}"
        entry = {"wamid": wamid, "contact": RITA, "number": number, "at": BEGUN + number}
        self.said.append({**entry, "opens": opens, "may_be_silent": silent})
        self.posted.append({"key": wamid, "status": 200, "at": BEGUN + number + 0.1})
        self.rows[number] = InboundMessage.objects.create(
            bucket=BUCKET,
            contact_id=CONTACTS[RITA],
            batch_id=UUID(int=1),
            provider_id=wamid,
            kind="image" if media else "text",
            said={"media": {"provider_id": media}} if media else {"text": "নমস্কার"},
            state="done",
            provider_at=second(number),
            received_at=second(number),
        )
        return self.rows[number]

    def answers(self, number: int, *, to: str = RITA, source: str = "") -> OutboundMessage:
        """The product answers it; the provider takes that two seconds later, and tells that it was read."""
        row = OutboundMessage.objects.create(
            bucket=BUCKET,
            contact_id=CONTACTS[to],
            line_id=UUID(int=1),
            source=source or f"in:{self.rows[number].id}:0",
            caused_by=self.rows[number].id,
            kind="text",
            text="নমস্কার",
            state="read",
            queued_at=second(number),
        )
        wamid = self.takes(row, at=number + 2, to=to)
        for status in ("read", "sent", "delivered"):
            self.posted.append({"key": f"{status}:{wamid}", "status": 200, "at": BEGUN + number + 3})
        return row

    def takes(self, row: OutboundMessage, *, at: float, to: str = RITA, withheld: bool = False) -> str:
        """The provider takes this message; the id that it gives it."""
        wamid = f"wamid.out.{len(self.provided)}"
        entry = {
            "opaque": f"{row.bucket}.{row.id}",
            "to": to,
            "wamid": wamid,
            "withheld": withheld,
            "told": True,
        }
        self.provided.append({**entry, "at": BEGUN + at})
        return wamid

    def opens(self, source: str, *, number: int) -> Case:
        return Case.objects.create(
            body=self.body,
            ref=f"26100200{Case.objects.count():04}",
            version_id=self.version,
            source=source,
            channel="whatsapp",
            opened_at=second(number),
            promise_due_at=second(number + 86_400),
        )

    def answer_to(self, number: int) -> OutboundMessage:
        return OutboundMessage.objects.get(bucket=BUCKET, caused_by=self.rows[number].id)

    def provided_to(self, number: int) -> dict[str, Any]:
        """What the provider noted of the answer to this."""
        (entry,) = [one for one in self.provided if one.get("opaque") == self.opaque(number)]
        return entry

    def opaque(self, number: int) -> str:
        """The name that the answer to this bears with the provider."""
        return f"{BUCKET}.{self.answer_to(number).id}"

    def untold(self, number: int) -> None:
        """The provider never told what became of the answer to this."""
        self.provided_to(number)["told"] = False
        wamid = self.provided_to(number)["wamid"]
        self.posted = [one for one in self.posted if not one["key"].endswith(f":{wamid}")]

    def findings(self) -> Findings:
        for name, entries in (("ledger", [*self.said, *self.posted]), ("outbound", self.provided)):
            ledger = Ledger(self.folder / f"{name}.jsonl")
            for entry in entries:
                ledger.write(**entry)
            ledger.close()
        connection.ensure_connection()
        return reconcile(connection.connection, self.folder)


def second(number: int) -> datetime:
    return datetime.fromtimestamp(BEGUN + number, UTC)


def faults(findings: Findings) -> dict[str, int]:
    """What was found of each fault, without those of which there was none."""
    return {name: found for name, found in vars(findings).items() if name not in _NO_FAULT and found}


@pytest.fixture
def aftermath(db: None, tmp_path: Path) -> Aftermath:
    """Rita wrote, sent two photos at once, handed in her card and tapped it again; all went well."""
    after = Aftermath(make_body(), publish(), tmp_path)
    after.says(TEXT)
    after.says(PHOTO, media=FILE)
    after.says(SECOND_PHOTO, silent=True)
    tapped = after.says(TAP, opens=CARD)
    after.says(SECOND_TAP, opens=CARD)
    for number in (TEXT, PHOTO, TAP, SECOND_TAP):
        after.answers(number)
    after.opens(f"in:{tapped.id}", number=TAP)
    ReceivedFile.objects.create(
        bucket=BUCKET, state="stored", kind="image", provider_id=FILE, received_at=second(PHOTO)
    )
    after.provided.append({"file": FILE, "whole": False})
    after.provided.append({"file": FILE, "whole": True})
    return after


# --- what is wrong ---


def _is_gone(after: Aftermath) -> None:
    after.rows[SECOND_PHOTO].delete()


def _is_gone_though_its_twin_was_taken(after: Aftermath) -> None:
    """Of two posts at one instant one was answered 200: that is an acknowledgement."""
    _is_gone(after)
    key = f"wamid.in.{RITA}.{SECOND_PHOTO}"
    after.posted.append({"key": key, "status": 503, "at": BEGUN + SECOND_PHOTO + 0.2})


def _is_there_twice(after: Aftermath) -> None:
    InboundMessage.objects.create(**_columns(after.rows[SECOND_PHOTO]) | {"id": uuid7()})


def _is_parked(after: Aftermath) -> None:
    InboundMessage.objects.filter(id=after.rows[SECOND_PHOTO].id).update(state="parked")


def _was_never_answered(after: Aftermath) -> None:
    """The row says that it was read, and the provider never had it."""
    after.provided.remove(after.provided_to(TEXT))


def _opened_nothing(after: Aftermath) -> None:
    Case.objects.filter(source=f"in:{after.rows[TAP].id}").update(source="past:1")


def _opened_by_both_taps(after: Aftermath) -> None:
    after.opens(f"in:{after.rows[SECOND_TAP].id}", number=SECOND_TAP)


def _tap_is_there_twice_and_opened_both_times(after: Aftermath) -> None:
    """One source opens one case by constraint: it takes a second row in the inbox to open another."""
    again = InboundMessage.objects.create(**_columns(after.rows[TAP]) | {"id": uuid7()})
    after.opens(f"in:{again.id}", number=TAP)


def _opened_by_a_greeting(after: Aftermath) -> None:
    after.opens(f"in:{after.rows[TEXT].id}", number=TEXT)


def _opened_by_what_is_not_there(after: Aftermath) -> None:
    after.opens(f"in:{uuid7()}", number=TEXT)


def _was_sent_again_at_once(after: Aftermath) -> None:
    """Nobody answered the sender; who asks again within a second has not waited for a status."""
    after.provided_to(SECOND_TAP)["withheld"] = True
    after.untold(SECOND_TAP)
    after.takes(after.answer_to(SECOND_TAP), at=SECOND_TAP + 3)


def _was_sent_again_though_it_was_told(after: Aftermath) -> None:
    after.takes(after.answer_to(SECOND_TAP), at=SECOND_TAP + 60)


def _was_sent_again_though_it_would_have_been_told(after: Aftermath) -> None:
    """The status was on its way for long, because the product was away."""
    after.untold(SECOND_TAP)
    after.provided_to(SECOND_TAP)["told"] = True
    after.takes(after.answer_to(SECOND_TAP), at=SECOND_TAP + 60)


def _was_answered_by_two_messages(after: Aftermath) -> None:
    after.answers(SECOND_TAP, source="test:again")


def _came_in_another_order(after: Aftermath) -> None:
    after.provided.sort(key=lambda one: one.get("wamid") == "wamid.out.0")


def _stands_below_what_was_told(after: Aftermath) -> None:
    OutboundMessage.objects.filter(id=after.answer_to(TEXT).id).update(state="sent")


def _stands_below_what_was_told_of_its_first_try(after: Aftermath) -> None:
    """It went out twice, under two ids of the provider: read under the one, sent under the other."""
    _was_sent_again_after_waiting(after)
    name = after.opaque(SECOND_TAP)
    first, again = (one["wamid"] for one in after.provided if one.get("opaque") == name)
    for status, wamid in (("read", first), ("sent", again)):
        after.posted.append({"key": f"{status}:{wamid}", "status": 200, "at": BEGUN + SECOND_TAP + 34})
    OutboundMessage.objects.filter(id=after.answer_to(SECOND_TAP).id).update(state="sent")


def _failed_though_it_arrived(after: Aftermath) -> None:
    OutboundMessage.objects.filter(id=after.answer_to(TEXT).id).update(state="failed")


def _counts_from_when_it_was_worked_on(after: Aftermath) -> None:
    Case.objects.filter(source=f"in:{after.rows[TAP].id}").update(opened_at=second(TAP + 3))


def _counts_from_a_second_nobody_told(after: Aftermath) -> None:
    """The inbox and the case agree, and the person tapped at another second."""
    InboundMessage.objects.filter(id=after.rows[TAP].id).update(provider_at=second(TAP + 3))
    _counts_from_when_it_was_worked_on(after)


def _is_half_a_file(after: Aftermath) -> None:
    after.provided.remove({"file": FILE, "whole": True})


def _is_refused_though_the_line_failed(after: Aftermath) -> None:
    _is_half_a_file(after)
    ReceivedFile.objects.update(state="refused")


def _batch_waits(_after: Aftermath) -> None:
    InboundBatch.objects.create(id=uuid7(), channel="whatsapp", body=b"{}", received_at=second(0))


def _message_waits(after: Aftermath) -> None:
    InboundMessage.objects.filter(id=after.rows[SECOND_PHOTO].id).update(state="new")


def _answer_waits(state: str) -> Callable[[Aftermath], None]:
    def plant(after: Aftermath) -> None:
        after.untold(TEXT)
        OutboundMessage.objects.filter(id=after.answer_to(TEXT).id).update(state=state)

    return plant


def _file_waits(_after: Aftermath) -> None:
    ReceivedFile.objects.update(state="wanted")


def _killed(after: Aftermath, *, deaths: int, tries: int, state: str = "parked") -> None:
    """The text killed everybody who worked on it."""
    InboundMessage.objects.filter(id=after.rows[TEXT].id).update(state=state, attempts=tries)
    after.said.append({"poison": f"wamid.in.{RITA}.{TEXT}", "deaths": deaths})


def _killed_one_more_than_two_machines_allow(after: Aftermath) -> None:
    _killed(after, deaths=7, tries=5)


def _killed_and_was_never_set_aside(after: Aftermath) -> None:
    _killed(after, deaths=5, tries=5, state="done")


def _was_set_aside_too_soon(after: Aftermath) -> None:
    _killed(after, deaths=4, tries=4)


def _killed_and_nobody_was_told(after: Aftermath) -> None:
    _killed(after, deaths=5, tries=5)
    _was_never_answered(after)


def _crowd(after: Aftermath, *, status: int, took: float) -> None:
    """Rita was one of a crowd, and had this answer after so many seconds."""
    key = f"wamid.in.{RITA}.{TEXT}"
    after.said.append({"crowd": RITA})
    after.posted = [one for one in after.posted if not one["key"].startswith("wamid.in.")] + [
        {"key": f"wamid.in.{RITA}.{number}", "status": 200, "at": BEGUN + number + 0.1, "took": 0.1}
        for number in range(1, 6)
    ]
    after.posted.append({"key": key, "status": status, "at": BEGUN + 9.0, "took": took})


def _crowd_waited(after: Aftermath) -> None:
    _crowd(after, status=200, took=1.1)


def _crowd_had_no_answer(after: Aftermath) -> None:
    _crowd(after, status=0, took=0.1)


def _columns(row: InboundMessage) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_is_gone, {"lost": 1}),
        (_is_gone_though_its_twin_was_taken, {"lost": 1}),
        (_is_there_twice, {"inbox_doubled": 1}),
        (_is_parked, {"replies_lost": 1}),
        (_was_never_answered, {"replies_lost": 1}),
        (_opened_nothing, {"cases_lost": 1}),
        (_opened_by_both_taps, {"cases_doubled": 1}),
        (_tap_is_there_twice_and_opened_both_times, {"inbox_doubled": 1, "cases_doubled": 1}),
        (_opened_by_a_greeting, {"cases_from_nowhere": 1}),
        (_opened_by_what_is_not_there, {"cases_from_nowhere": 1}),
        (_was_sent_again_at_once, {"replies_doubled": 1}),
        (_was_sent_again_though_it_was_told, {"replies_doubled": 1}),
        (_was_sent_again_though_it_would_have_been_told, {"replies_doubled": 1}),
        (_was_answered_by_two_messages, {"replies_doubled": 1}),
        (_came_in_another_order, {"order_violations": 1}),
        (_stands_below_what_was_told, {"status_downgrades": 1}),
        (_stands_below_what_was_told_of_its_first_try, {"status_downgrades": 1}),
        (_failed_though_it_arrived, {"status_downgrades": 1}),
        (_counts_from_when_it_was_worked_on, {"promises_wrong": 1}),
        (_counts_from_a_second_nobody_told, {"promises_wrong": 1}),
        (_is_half_a_file, {"files_wrong": 1}),
        (_is_refused_though_the_line_failed, {"files_wrong": 1}),
        (_batch_waits, {"stuck": 1}),
        (_message_waits, {"stuck": 1}),
        (_answer_waits("queued"), {"stuck": 1}),
        (_answer_waits("sending"), {"stuck": 1}),
        (_file_waits, {"stuck": 1}),
        (_killed_one_more_than_two_machines_allow, {"poison_wrong": 1}),
        (_killed_and_was_never_set_aside, {"poison_wrong": 1}),
        (_was_set_aside_too_soon, {"poison_wrong": 1}),
        (_killed_and_nobody_was_told, {"replies_lost": 1}),
        (_crowd_waited, {"crowd_late": 1}),
        (_crowd_had_no_answer, {"crowd_late": 1}),
    ],
)
def test_a_wrong_row_is_found_as_what_it_is(
    aftermath: Aftermath, plant: Callable[[Aftermath], None], found: dict[str, int]
) -> None:
    plant(aftermath)

    findings = aftermath.findings()

    assert faults(findings) == found
    assert sorted(findings.examples) == sorted(found)
    assert not findings.is_clean


# --- what is right, though it looks wrong ---


def _nothing(_after: Aftermath) -> None:
    """As it is."""


def _tap_was_never_acknowledged(after: Aftermath) -> None:
    """It was stored, and the answer to the provider was lost for good."""
    for number in (TAP, SECOND_TAP):
        after.posted.remove({"key": f"wamid.in.{RITA}.{number}", "status": 200, "at": BEGUN + number + 0.1})


def _first_tap_was_never_acknowledged(after: Aftermath) -> None:
    """The second one was, and has no case of its own."""
    after.posted.remove({"key": f"wamid.in.{RITA}.{TAP}", "status": 200, "at": BEGUN + TAP + 0.1})


def _what_was_refused_is_not_there(after: Aftermath) -> None:
    entry = {"wamid": "wamid.in.refused", "contact": RITA, "number": 9, "at": BEGUN + 9}
    after.said.append({**entry, "opens": "b:submit", "may_be_silent": False})
    after.posted.append({"key": "wamid.in.refused", "status": 503, "at": BEGUN + 9.1})


def _was_sent_again_after_waiting(after: Aftermath) -> None:
    """Whether the answer was withheld or the sender killed before it came: nobody told what became of it."""
    after.untold(SECOND_TAP)
    after.takes(after.answer_to(SECOND_TAP), at=SECOND_TAP + 33)


def _officer_is_still_to_be_told(after: Aftermath) -> None:
    """Salim said nothing: his telephone is told of every case, at the pace of one telephone."""
    notice = after.answers(SECOND_TAP, to=SALIM, source="notice:1")
    after.provided.pop()
    after.posted = after.posted[:-3]
    OutboundMessage.objects.filter(id=notice.id).update(state="queued", caused_by=None)


def _killed_five_and_was_set_aside(after: Aftermath) -> None:
    _killed(after, deaths=5, tries=5)


def _killed_one_of_the_other_machine_too(after: Aftermath) -> None:
    """It had begun before the fifth death was counted."""
    _killed(after, deaths=6, tries=5)


def _crowd_was_refused_at_once(after: Aftermath) -> None:
    _crowd(after, status=503, took=0.9)


def _crowd_came_again_when_it_was_over(after: Aftermath) -> None:
    """Into another fault."""
    _crowd(after, status=200, took=0.1)
    after.posted += [{"crowd_over": True}, {**after.posted[-1], "status": 0, "took": 6.0}]


@pytest.mark.parametrize(
    "plant",
    [
        _nothing,
        _officer_is_still_to_be_told,
        _killed_five_and_was_set_aside,
        _killed_one_of_the_other_machine_too,
        _crowd_was_refused_at_once,
        _crowd_came_again_when_it_was_over,
        _tap_was_never_acknowledged,
        _first_tap_was_never_acknowledged,
        _what_was_refused_is_not_there,
        _was_sent_again_after_waiting,
    ],
)
def test_what_nobody_did_wrong_is_clean(aftermath: Aftermath, plant: Callable[[Aftermath], None]) -> None:
    plant(aftermath)

    findings = aftermath.findings()

    assert faults(findings) == {}
    assert findings.is_clean


def test_what_others_are_told_is_no_answer(aftermath: Aftermath) -> None:
    """Salim, who stands beside, is told of the last tap and then of something older."""
    for number in (SECOND_TAP, SECOND_PHOTO):
        aftermath.answers(number, to=SALIM, source=f"notice:{number}")

    assert faults(aftermath.findings()) == {}


def test_what_came_is_counted(aftermath: Aftermath) -> None:
    aftermath.provided_to(TEXT)["withheld"] = True
    _was_sent_again_after_waiting(aftermath)

    findings = aftermath.findings()

    assert (findings.acknowledged, findings.replies, findings.unanswered_accepts) == (5, 4, 1)
    assert findings.doubled_in_doubt == 1


def test_how_many_posts_a_crowd_made_is_told(aftermath: Aftermath) -> None:
    _crowd(aftermath, status=200, took=0.1)

    findings = aftermath.findings()

    assert (findings.crowd, findings.is_clean) == (6, True)


def test_a_storm_in_which_nothing_was_acknowledged_is_not_clean(aftermath: Aftermath) -> None:
    aftermath.posted = [one for one in aftermath.posted if not one["key"].startswith("wamid.in.")]

    findings = aftermath.findings()

    assert (findings.acknowledged, faults(findings), findings.is_clean) == (0, {}, False)


def test_of_many_examples_five_are_shown() -> None:
    findings = Findings()

    findings.found("lost", range(4))
    findings.found("lost", range(4, 9))

    assert (findings.lost, findings.examples) == (9, {"lost": ["0", "1", "2", "3", "4"]})
