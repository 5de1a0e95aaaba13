"""What a ward recommends and the head of the board signs, with the officers of the demo's towns."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from janasetu.bodies.models import LocalBody, Officer, Ward
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import CaseOrder, StageOrder, decide, finish_signed, open_cases, release_paper
from janasetu.cases.actions.arriving import find_officers
from janasetu.cases.models import Case, CaseDesk
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.loader import BUNDLED
from janasetu.documents.models import Paper
from janasetu.documents.pressing import Presser
from janasetu.documents.signing import specimens
from janasetu.documents.signing.places import KeyPlaces
from janasetu.documents.signing.signer import SignerAtWork
from janasetu.lib import clock

pytestmark = pytest.mark.usefixtures("towns_seeded")
RECOMMENDATIONS = (
    "residence-recommendation",
    "character-recommendation",
    "same-person-recommendation",
    "income-recommendation",
)
NAME = {"bn": "ঝর্না কর্মকার", "en": "Jharna Karmakar"}
_sources = count(1)


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_FOLDER, settings.SIGNING_KEYS = tmp_path / "media", KeyPlaces(tmp_path / "keys")


def applied(town: str, code: str, ward: str) -> Case:
    """Somebody of this ward applies there."""
    body = LocalBody.objects.get(code=town)
    offered = catalogue.offered_by_bodies([body])[body.id]
    version = next(version for version, service in offered.items() if service.code == code)
    now = clock.now()
    home = {"text": f"ওয়ার্ড {ward}", "ward": ward, "landmark": None, "lat": None, "lon": None}
    order = CaseOrder(
        body_id=body.id,
        version_id=version,
        source=f"recommendation:{next(_sources)}",
        channel="whatsapp",
        fields={"person": NAME, "home": home, "years": 22},
        opened_at=now,
        contact=None,
        line_id=None,
        name="ঝর্না কর্মকার",
        files=[],
    )
    (case,) = open_cases([order], now=now)
    return case


def lying(case: Case) -> CaseDesk:
    return CaseDesk.objects.select_related("officer__role").get(case=case, left_at__isnull=True)


def passed(case: Case, code: str) -> str:
    """The desk's own officer makes this move; the login that did."""
    desk = lying(case)
    assert desk.officer
    decide(
        officer=desk.officer,
        ref=case.ref,
        order=StageOrder(desk.id, code, note="দেখা হয়েছে"),
        now=clock.now(),
    )
    return str(desk.officer.role_id)


def way(case: Case) -> list[str]:
    """Through enquiry, recommendation and signature: whose desk each was."""
    return [passed(case, code) for code in ("accept", "approve", "approve")]


@pytest.mark.parametrize(
    ("town", "ward", "whose"),
    [
        ("basirhat", "5", ["clerk", "coordinator", "chairman"]),
        ("basirhat", "4", ["clerk", "councillor", "chairman"]),
        ("kmc", "82", ["clerk", "councillor", "mayor"]),
        ("panchayat", "3", ["clerk", "member", "pradhan"]),
    ],
)
def test_the_ward_recommends_and_the_head_signs(town: str, ward: str, whose: list[str]) -> None:
    for code in RECOMMENDATIONS:
        assert way(applied(town, code, ward)) == whose, code


def test_a_paper_of_a_ward_without_a_councillor_names_its_coordinator_with_the_order(tmp_path: Path) -> None:
    specimens.ensure(tmp_path / "keys", wall=clock.wall())
    case = applied("basirhat", "residence-recommendation", "5")
    way(case)

    release_paper(officer=Officer.objects.get(user__username="clerk@basirhat"), ref=case.ref, now=clock.now())
    SignerAtWork(django_settings.SIGNING_KEYS, press=Presser([BUNDLED], django_settings.MARKS_FOLDER)).step()
    assert finish_signed(now=clock.now()) == 1

    paper = Paper.objects.get(case_id=case.id)
    said = paper.snapshot
    assert paper.state == "signed"
    assert said["recommended_by"]["name"]["bn"] == "শঙ্কর কয়াল"
    assert "NAMUNA/W5/2022" in said["recommended_by"]["order"]["bn"]
    assert said["signatory"] | {"order": None} == {
        "title": {"bn": "পুরপ্রধান", "en": "Chairman"},
        "name": {"bn": "দীপালি গায়েন", "en": "Dipali Gayen"},
        "acting": None,
        "order": None,
    }
    assert [row["name"] for row in said["rows"]] == ["person", "home", "years"]


def test_in_a_ward_where_nobody_recommends_yet_it_waits_for_who_is_appointed() -> None:
    case = applied("basirhat", "residence-recommendation", "6")
    passed(case, "accept")
    assert lying(case).officer is None

    appointed = make_officer(case.body, "councillor")
    appointed.ward = Ward.objects.get(body=case.body, number="6")
    appointed.save(update_fields=["ward"])
    find_officers(now=clock.now())

    assert passed(case, "approve") == "councillor"
