"""Cases whose complainant is hidden: a bribe in a town, and one in a panchayat, which the block has."""

from dataclasses import dataclass
from typing import Any

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_area, make_body, make_officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, order
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import make_line
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

NAME, PHONE = "রেহানা পারভিন", "919830077665"
WORDS = "বাড়ির নকশার জন্য টাকা চাইছে। আমি রেহানা পারভিন, ফোন ৯৮৩০০ ৭৭৬৬৫।"
WORDS_SHOWN = "বাড়ির নকশার জন্য টাকা চাইছে। আমি •••, ফোন ••••••।"
PLACE = {
    "text": "২ নং রামকৃষ্ণ লেন",
    "ward": "5",
    "landmark": "টিউবওয়েলের পাশে",
    "lat": 26.51734,
    "lon": 89.20231,
}
SHOWN_PLACE = {"text": "", "ward": "5", "landmark": None, "lat": None, "lon": None}


def answers(**changes: Any) -> dict[str, Any]:
    """What she tells of a bribe."""
    return {"category": "staff_conduct", "description": WORDS, "place": PLACE, "photo": None} | changes


def a_photo() -> ReceivedFile:
    return ReceivedFile.objects.create(id=uuid7(), bucket=3, state="stored", kind="image", received_at=NOW)


def hidden_case(
    town: Town, *, contact: ContactKey | None = None, photo: ReceivedFile | None = None, **changes: Any
) -> Case:
    """A bribe in the town, told on its line; with a photo where one is given."""
    fields = answers(photo=[str(photo.id)] if photo else None)
    files = [(photo.bucket, photo.id)] if photo else []
    more: dict[str, Any] = {"name": NAME, "phone": PHONE, "files": files} | changes
    asked = order(town, contact=contact or make_contact(PHONE), fields=fields, **more)
    (case,) = open_cases([asked], now=NOW)
    return Case.objects.get(id=case.id)


@dataclass(frozen=True)
class Panchayat:
    """A gram panchayat in a block in a district in the state, each with its officers."""

    body: LocalBody
    line: Line
    pradhan: Officer
    assistant: Officer
    bdo: Officer


def make_panchayat() -> Panchayat:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    district = make_area("bankura", "district", {"bn": "বাঁকুড়া", "en": "Bankura"}, state)
    block = make_area("chhatna-block", "block", {"bn": "ছাতনা", "en": "Chhatna"}, district)
    body = make_body(
        "panchayat",
        number=1004,
        kind="gram_panchayat",
        parent=block,
        name={"bn": "শালডাঙা গ্রাম পঞ্চায়েত", "en": "Shaldanga"},
    )
    line = make_line(body.id, provider_id="200000000001004")
    return Panchayat(
        body, line, make_officer(body, "pradhan"), make_officer(body, "ea"), make_officer(block, "bdo")
    )


def case_about(panchayat: Panchayat, *, contact: ContactKey | None = None, **changes: Any) -> Case:
    """A bribe in the panchayat."""
    asked = CaseOrder(
        body_id=panchayat.body.id,
        version_id=publish(),
        source=f"test:{uuid7()}",
        channel="whatsapp",
        fields=answers(),
        opened_at=NOW,
        contact=contact or make_contact(PHONE),
        line_id=panchayat.line.id,
        **{"name": NAME, "phone": PHONE} | changes,
    )
    (case,) = open_cases([asked], now=NOW)
    return Case.objects.get(id=case.id)
