"""The operator's form: callers, visitors and letters become cases, each once, with their receipt."""

import datetime as dt
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Ward
from janasetu.bodies.tests.factories import make_landmark
from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.console.callers import caller_known
from janasetu.console.forms.questions import KeptFile
from janasetu.console.subjects import offered_to_register, subjects
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_picture, a_town, an_officer
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.tests.html_pages import Page
from janasetu.lib.texts import LANGUAGES
from janasetu.messaging.models import Line, OutboundMessage, Window
from janasetu.messaging.tests.factories import arrival, take_in
from janasetu.people import actions as people
from janasetu.people.models import ConsentEntry, Contact, Person
from janasetu.people.tests.factories import make_contact

NONCE = "0123456789abcdef0123456789abcdef"
MOBILE = "9830012345"
HOSTILE = {"long": "x" * 10_000, "nul": "\x00", "sql": "' OR 1=1 --", "turned": "\u202eabc", "html": "<b>"}
BOXES = ("_channel", "_lang", "_way", "_service", "_slip", "_pick", "category:code", "place:ward")
SERVICES = sorted(path.parent.name for path in BUNDLED.glob("*/service.yaml"))

pytestmark = pytest.mark.django_db


def visitor_of(body: LocalBody, role: str) -> Visitor:
    visitor = Visitor()
    visitor.force_login(an_officer(body, role).user)
    return visitor


@pytest.fixture
def operator(town: LocalBody) -> Visitor:
    return visitor_of(town, "operator")


def version_of(code: str) -> str:
    if not ServiceVersion.objects.filter(code=code).exists():
        catalogue.publish([read(BUNDLED / code / "service.yaml")], now=NOW)
    return str(ServiceVersion.objects.get(code=code, current=True).id)


def told(**changes: Any) -> dict[str, Any]:
    """A caller tells of a lamp in ward 11."""
    return {
        "_channel": "phone",
        "_phone": MOBILE,
        "_name": "রহিমা খাতুন",
        "_lang": "bn",
        "_way": "whatsapp",
        "_nonce": NONCE,
        "_service": version_of("complaint"),
        "_register": "1",
        "category:code": "streetlight_out",
        "description": "তিন রাত ধরে আলো জ্বলছে না",
        "place": "সুভাষপল্লী মোড়",
        "place:ward": "১১",
        "place:landmark": "কালীবাড়ি",
        **changes,
    }


def page_of(answer: HttpResponse) -> Page:
    assert answer.status_code == 200
    return Page(answer.content.decode())


def registered(operator: Visitor, **changes: Any) -> Case:
    answer = operator.post("/console/new/", told(**changes))
    assert answer.status_code == 302, page_of(answer).text
    return Case.objects.get(ref=answer.headers["Location"].split("/")[-2])


def refused(operator: Visitor, **changes: Any) -> Page:
    before = Case.objects.count()
    page = page_of(operator.post("/console/new/", told(**changes)))
    assert Case.objects.count() == before
    return page


def offered_ways(operator: Visitor) -> list[str]:
    """By what a receipt can go, as the form offers it."""
    form = operator.get("/console/new/").content.decode()
    return re.findall(r'name="_way" id="\w+" value="(\w*)"', form)


# --- A case like any other ---


def test_what_a_caller_tells_becomes_a_case_like_any_other(operator: Visitor) -> None:
    case = registered(operator)

    party = CaseParty.objects.get()
    assert (case.channel, case.category, case.ward, case.source) == (
        "phone",
        "streetlight_out",
        "11",
        f"desk:{NONCE}",
    )
    assert case.fields == {
        "category": "streetlight_out",
        "description": "তিন রাত ধরে আলো জ্বলছে না",
        "place": {"text": "সুভাষপল্লী মোড়", "ward": "11", "landmark": "কালীবাড়ি", "lat": None, "lon": None},
        "photo": None,
    }
    assert (party.name, party.phone, party.lang) == ("রহিমা খাতুন", "919830012345", "bn")
    assert list(case.events.values_list("code", "by")) == [("opened", "operator@falakata")]


def test_the_story_of_the_case_says_who_typed_it_in(operator: Visitor) -> None:
    case = registered(operator)

    page = page_of(operator.get(f"/console/cases/{case.ref}/"))

    assert "টেলিফোন অপারেটর নথিভুক্ত করেছেন" in page.text


def test_a_form_that_is_sent_twice_opens_one_case(operator: Visitor) -> None:
    first, second = registered(operator), registered(operator, description="অন্য কথা")

    assert first == second
    assert OutboundMessage.objects.count() == 1
    assert second.fields["description"] == "তিন রাত ধরে আলো জ্বলছে না"


def test_a_form_of_no_name_is_one_of_its_own(operator: Visitor) -> None:
    nameless = ("", "", "x" * 32, "x" * 32, "0" * 5000, "0" * 5000, "' OR 1=1", "' OR 1=1")

    assert len({registered(operator, _nonce=nonce).ref for nonce in nameless}) == len(nameless)


def test_a_letter_keeps_its_own_number_and_date(operator: Visitor) -> None:
    case = registered(operator, _channel="letter", _letter_number="১২/জল/২৬", _letter_date="১৫/১১/২০২৬")

    assert (case.channel, case.outside_ref) == ("letter", "১২/জল/২৬, 15.11.2026")
    page = page_of(operator.get(f"/console/registered/{case.ref}/"))
    assert "চিঠির নম্বর ও তারিখ ১২/জল/২৬, 15.11.2026" in page.text


def test_a_callers_case_has_no_letter(operator: Visitor) -> None:
    assert registered(operator, _letter_number="12").outside_ref == ""


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("৩১/২/২০২৬", "এটি কোনো তারিখ নয়। ১৫/৮/২০২৬ এভাবে লিখুন।"),
        ("কিছু একটা", "এটি কোনো তারিখ নয়। ১৫/৮/২০২৬ এভাবে লিখুন।"),
        ("২৫/১১/২০২৬", "চিঠির তারিখ আজকের পরের হতে পারে না।"),
        ("9" * 10_000, "এটি কোনো তারিখ নয়। ১৫/৮/২০২৬ এভাবে লিখুন।"),
    ],
)
def test_a_letter_of_a_day_that_cannot_be_is_refused(operator: Visitor, day: str, sentence: str) -> None:
    page = refused(operator, _channel="letter", _letter_date=day)

    assert sentence in page.links
    assert page.fields["_letter_date"] == day


# --- What is wrong is said, and nothing typed is lost ---


def test_what_is_missing_is_named_and_everything_typed_stays(operator: Visitor) -> None:
    page = refused(operator, description=" ", place="", **{"place:landmark": "", "place:ward": "১১"})

    assert page.links["বিবরণ: এটা না জানলে এগোতে পারব না। উত্তরটা জানান।"] == "#q-description"
    kept = {name: page.fields[name] for name in ("_phone", "_name", "place:ward", "_nonce")}
    assert kept == {"_phone": MOBILE, "_name": "রহিমা খাতুন", "place:ward": "১১", "_nonce": NONCE}
    assert page.fields["category"] == "রাস্তার আলো জ্বলছে না"


@pytest.fixture
def eighteen_wards(town: LocalBody) -> None:
    Ward.objects.bulk_create(
        Ward(body=town, number=str(number), since=dt.date(2020, 1, 1)) for number in range(1, 19)
    )


@pytest.mark.usefixtures("eighteen_wards")
def test_a_ward_that_the_body_does_not_have_is_said_and_stays(operator: Visitor) -> None:
    page = refused(operator, **{"place:ward": "৯৯৯"})

    said = "জায়গা: ফালাকাটা পুরসভার ওয়ার্ড ১৮টি। ১ থেকে ১৮ পর্যন্ত একটি নম্বর লিখুন।"
    assert page.links[said] == "#q-place"
    assert (page.fields["place"], page.fields["place:ward"]) == ("সুভাষপল্লী মোড়", "৯৯৯")


@pytest.mark.usefixtures("eighteen_wards")
def test_the_ward_in_its_own_box_stands_whatever_the_caller_said(operator: Visitor) -> None:
    assert registered(operator, place="১১১ নং ওয়ার্ড, মোড়", **{"place:ward": "১৮"}).ward == "18"


@pytest.mark.parametrize("number", ["12345", "98300123456789", "+1 202 555 0100", "রহিমা"])
def test_a_number_that_is_none_is_said_and_stays(operator: Visitor, number: str) -> None:
    page = refused(operator, _phone=number)

    assert page.fields["_phone"] == number
    assert "কিছু ঠিক করা দরকার" in page.text


def test_no_message_goes_to_a_telephone_on_a_wall(operator: Visitor) -> None:
    page = refused(operator, _phone="033 2286 1000")
    assert "এটি মোবাইল নম্বর নয়। «শুধু কাগজে» বেছে নিন।" in page.text

    assert registered(operator, _phone="033 2286 1000", _way="").parties.get().phone == "913322861000"


def test_without_a_subject_nothing_is_registered(operator: Visitor) -> None:
    page = refused(operator, _service="", **{"category:code": ""})

    assert "আগে কী নিয়ে, বেছে নিন।" in page.text
    assert page.fields["_name"] == "রহিমা খাতুন"


@pytest.mark.parametrize("words", ["জ" * 10_000, "আ\u0981" * 9000, "a\u0301" * 10_000])
def test_words_without_end_are_refused_and_stay(operator: Visitor, words: str) -> None:
    page = refused(operator, description=words)
    assert "#q-description" in page.links.values()
    assert len(page.fields["description"]) > 5000

    assert "নামটি বড় হয়ে গেছে। ১২০টির বেশি অক্ষর ধরে না।" in refused(operator, _name=words).text


def test_markup_and_hidden_marks_are_letters_like_any_other(operator: Visitor) -> None:
    case = registered(
        operator,
        _name="<b>রহিমা</b>",
        description="আলো\x00 নেই \u202e<b>উল্টো</b>",
        _letter_number="\x00",
    )

    assert case.fields["description"] == "আলো নেই <b>উল্টো</b>"
    answer = Client()
    answer.cookies = operator.cookies
    assert b"&lt;b&gt;" in answer.get(f"/console/registered/{case.ref}/").content


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_value_of_any_box_breaks_the_form(town: LocalBody, value: str) -> None:
    """Each box by itself where a case is registered; for the parts of the page, which write nothing, all of
    them at once, and all but those without which a part is empty (box by box: tests/proofs/boxes.py).
    """
    browser = Client()
    browser.force_login(an_officer(town, "operator").user)

    for name in BOXES:
        said = told(**{name: value, "_nonce": ""})
        assert browser.post("/console/new/", said).status_code in (200, 302), name
    whole = told()
    for spared in ((), ("_service", "_pick"), ("_service", "_pick", "category:code")):
        said = whole | dict.fromkeys(BOXES, value) | {name: whole.get(name, "") for name in spared}
        assert browser.post("/console/new/questions", said).status_code == 200
        assert browser.post("/console/new/similar", said).status_code == 200


# --- The receipt ---


def test_the_receipt_says_the_number_who_and_by_when(operator: Visitor) -> None:
    case = registered(operator)

    page = page_of(operator.get(f"/console/registered/{case.ref}/"))

    assert case.grouped_ref in page.text
    assert "কে দেখবেন আলো, নিয়ন্ত্রক আধিকারিক" in page.text
    assert "কবের মধ্যে ২৭ নভেম্বর ২০২৬, সকাল ১০টা" in page.text
    assert "পাঠানোর অপেক্ষায় +91 98••• ••345" in page.text


def test_the_receipt_calls_a_pin_the_location_sent(operator: Visitor) -> None:
    case = registered(operator)
    pin = {"text": "", "ward": "8", "landmark": None, "lat": 26.5205, "lon": 89.2035}
    Case.objects.filter(id=case.id).update(fields={**case.fields, "place": pin})

    page = page_of(operator.get(f"/console/registered/{case.ref}/"))

    assert "পাঠানো লোকেশন, ওয়ার্ড ৮" in page.text
    assert "26.52" not in page.text


def test_the_receipt_goes_by_whatsapp_with_its_template_to_who_has_never_written(operator: Visitor) -> None:
    registered(operator)

    message, window = OutboundMessage.objects.get(), Window.objects.get()
    assert message.template["name"].startswith("case_opened_")
    assert (window.address, window.last_inbound_at, window.line_id) == ("919830012345", None, message.line_id)


def test_who_has_written_before_is_the_same_contact(operator: Visitor) -> None:
    known = make_contact("919830012345")

    registered(operator)

    assert CaseParty.objects.get().contact_id == known.id


def test_the_receipt_speaks_the_callers_language(operator: Visitor) -> None:
    case = registered(operator, _lang="en")

    assert Contact.objects.get().lang == "en"
    assert OutboundMessage.objects.get().text.startswith("Your complaint is registered.")
    assert b"Your number" in operator.get(f"/console/registered/{case.ref}/").content


def test_whoever_has_written_from_the_number_keeps_their_own_language(
    operator: Visitor, town: LocalBody
) -> None:
    take_in(arrival("hello", sender="919830012345", line=f"line-{town.code}"), now=NOW)
    people.remember_languages({make_contact("919830012345"): "hi"})

    registered(operator, _lang="en")

    assert Contact.objects.get().lang == "hi"
    assert OutboundMessage.objects.get().text.startswith("आपकी शिकायत दर्ज हो गई है।")


def test_a_text_message_goes_under_the_header_of_the_body(operator: Visitor, town: LocalBody) -> None:
    line = Line.objects.create(channel="sms", provider_id="JS-FALAKATA", display="JS", body_id=town.id)

    registered(operator, _way="sms")

    assert OutboundMessage.objects.get().line_id == line.id


def test_a_receipt_goes_by_the_lines_that_the_body_has(operator: Visitor, town: LocalBody) -> None:
    assert offered_ways(operator) == ["whatsapp", ""]

    Line.objects.create(channel="sms", provider_id="JS-FALAKATA", display="JS", body_id=town.id)
    assert offered_ways(operator) == ["whatsapp", "sms", ""]

    Line.objects.filter(channel="whatsapp").update(active=False)
    assert offered_ways(operator) == ["sms", ""]


def test_a_body_without_a_gateway_says_so(operator: Visitor) -> None:
    page = refused(operator, _way="sms")

    assert "এই অফিস থেকে এভাবে রসিদ পাঠানো যায় না। অন্য উপায় বেছে নিন।" in page.text


@pytest.mark.parametrize("changes", [{"_way": ""}, {"_phone": ""}])
def test_who_wants_paper_gets_no_message(operator: Visitor, changes: dict[str, str]) -> None:
    case = registered(operator, **changes)

    assert OutboundMessage.objects.count() == 0
    assert Contact.objects.count() == 0
    assert "শুধু কাগজে" in page_of(operator.get(f"/console/registered/{case.ref}/")).text


def test_who_wants_no_messages_gets_none_and_the_operator_is_told(operator: Visitor) -> None:
    Contact.objects.filter(id=make_contact("919830012345").id).update(stopped_at=NOW)

    case = registered(operator)

    assert OutboundMessage.objects.count() == 0
    page = page_of(operator.get(f"/console/registered/{case.ref}/"))
    assert "পাঠানো হয়নি: নাগরিক বার্তা পেতে চান না" in page.text


def test_another_bodys_receipt_is_not_there(operator: Visitor) -> None:
    stranger = visitor_of(a_town("basirhat", 1003), "operator")

    assert stranger.get(f"/console/registered/{registered(operator).ref}/").status_code == 404


# --- Looking for it ---


@pytest.mark.parametrize("words", ["রাস্তার আলো", "rastar alo", "street light", "রাস্তার আল", "রাস্তা আলো"])
def test_three_spellings_find_one_subject(town: LocalBody, words: str) -> None:
    found = subjects(offered_to_register(town), words, "bn")

    assert (found[0].name, found[0].beside) == ("রাস্তার আলো জ্বলছে না", "অভিযোগ")


@pytest.mark.parametrize("words", ["জল আসছে না", "জল আসছেনা", "জল আসছেন", "joll aschena"])
def test_words_are_found_however_they_are_spaced(town: LocalBody, words: str) -> None:
    found = subjects(offered_to_register(town), words, "bn")

    assert found[0].name == "জল আসছে না"


def test_a_few_letters_are_not_put_together_over_words(town: LocalBody) -> None:
    assert "জল আসছে না" not in [one.name for one in subjects(offered_to_register(town), "লআ", "bn")]


def test_what_nobody_calls_so_is_said(operator: Visitor) -> None:
    answer = operator.get("/console/new/subjects", {"_subject": "ক্যাঙারু"})

    assert "এই নামে কিছু নেই। অন্য কথায় লিখে দেখুন।" in answer.content.decode()


def test_a_long_list_is_looked_through_by_typing(operator: Visitor) -> None:
    asked = {"_service": version_of("complaint"), "_path": "category", "category": "nordoma"}

    answer = operator.get("/console/new/options", asked)

    assert 'data-value="drain_blocked"' in answer.content.decode().split("</li>")[0]


@pytest.mark.parametrize("asked", [{}, {"_path": "nothing"}, {"_service": "x", "_path": "category"}])
def test_a_list_of_no_question_is_not_there(operator: Visitor, asked: dict[str, str]) -> None:
    asked = {"_service": version_of("complaint"), **asked}

    assert operator.get("/console/new/options", asked).status_code == 404


def test_a_landmark_that_is_typed_half_says_its_ward(operator: Visitor, town: LocalBody) -> None:
    make_landmark(town, "কালীবাড়ি", ward="11")
    here = {"_service": version_of("complaint"), "_path": "place:landmark"}

    found, none = (
        operator.get("/console/new/landmarks", here | {"place:landmark": typed}).content.decode()
        for typed in ("kaliba", "rasbihari")
    )

    assert 'data-name="কালীবাড়ি" data-ward="১১"' in found
    assert "<li" not in none  # what is no landmark of ours may be one


def test_a_picked_subject_brings_its_questions(operator: Visitor) -> None:
    picked = {"_pick": f"{version_of('complaint')}:pole_wire", "_phone": MOBILE}

    page = page_of(operator.post("/console/new/", picked))

    assert page.fields["category"] == "বিপজ্জনক খুঁটি বা তার"
    assert "বিপদের বিষয়, আগে এই নম্বরগুলি দিন।" in page.text
    assert "জরুরি সাহায্য 112" in page.text
    assert page.fields["_phone"] == MOBILE


def test_a_subject_is_found_and_picked_without_a_script(operator: Visitor) -> None:
    page = operator.post("/console/new/", {"_subject": "rastar alo", "_pick": "", "_phone": MOBILE})
    code = f"{version_of('complaint')}:streetlight_out"
    assert f'name="_pick" value="{code}"' in page.content.decode()

    picked = page_of(operator.post("/console/new/", {"_subject": "rastar alo", "_pick": ["", code]}))

    assert picked.fields["category"] == "রাস্তার আলো জ্বলছে না"


def test_a_service_that_this_body_does_not_offer_cannot_be_picked(operator: Visitor) -> None:
    version = version_of("commissioner-appointment")  # of corporations

    assert "আগে কী নিয়ে, বেছে নিন।" in refused(operator, _service=version).text


# --- Every kind of question ---


def test_every_service_can_be_asked_on_the_form(operator: Visitor, town: LocalBody) -> None:
    catalogue.publish([read(BUNDLED / code / "service.yaml") for code in SERVICES], now=NOW)
    offered = offered_to_register(town)

    for code in SERVICES:
        version = version_of(code)
        page = page_of(operator.post("/console/new/", {"_pick": f"{version}:", "_register": "1"}))
        if service := offered.get(UUID(version)):
            assert service.name.bn in page.text
    assert len(offered) > 5


def test_the_operator_reads_out_questions_made_for_speaking(operator: Visitor) -> None:
    asked = {"_service": version_of("complaint"), "_channel": "phone", "_lang": "bn"}

    page = operator.post("/console/new/questions", asked).content.decode()

    assert re.findall(r'<small class="ask" lang="bn">(.*?)</small>', page) == [
        "সমস্যাটা কী নিয়ে?",
        "কী হয়েছে, একটু খুলে বলুন।",
        "কোন ওয়ার্ডে, কাছাকাছি চেনা জায়গা কী?",
        "সঙ্গে কোনো ছবি আছে?",
    ]


def test_a_question_without_words_for_speaking_is_only_named(operator: Visitor) -> None:
    asked = {"_service": version_of("building-permission"), "_channel": "phone", "_lang": "bn"}

    page = operator.post("/console/new/questions", asked).content.decode()

    assert "<legend>জমির দলিল</legend>" in page
    assert "জমির দলিল পাঠান" not in page


@pytest.mark.parametrize("code", SERVICES)
def test_nothing_of_a_chat_is_read_out_to_a_caller(code: str) -> None:
    chat = re.compile("লোকেশন|পাঠান|বেছে নিন|লিখুন|লিখে|[Ss]end|[Cc]hoose|लोकेशन|भेजिए|चुनिए|लिखिए")
    service = read(BUNDLED / code / "service.yaml").service

    asked = [field for field in service.fields() if field.kind != "consent"]  # that is read word for word
    told = [KINDS[field.kind].read_out(field, lang) for field in asked for lang in LANGUAGES]

    assert [words for words in told if chat.search(words)] == []


def test_a_question_comes_with_the_answer_it_depends_on(operator: Visitor) -> None:
    asked = {"_service": version_of("guest-house"), "_channel": "counter", "_lang": "bn"}

    without = operator.post("/console/new/questions", asked).content.decode()
    official = operator.post("/console/new/questions", {**asked, "purpose:code": "official"}).content.decode()

    assert 'name="official_letter"' not in without
    assert 'name="official_letter"' in official
    assert 'id="q-purpose-block-bn" data-steers' in without


def test_what_is_asked_several_times_grows_with_its_answers(operator: Visitor) -> None:
    asked = {"_service": version_of("guest-house"), "_channel": "phone", "_lang": "bn"}

    def names(**more: str) -> list[str]:
        html = operator.post("/console/new/questions", {**asked, **more}).content.decode()
        return [f"guests.{n}.name" for n in range(4) if f'name="guests.{n}.name"' in html]

    assert names() == ["guests.0.name"]
    assert names(**{"guests.1.more": "yes"}) == ["guests.0.name", "guests.1.name"]
    assert names(**{"guests.2.name": "রাম"}) == ["guests.0.name", "guests.1.name", "guests.2.name"]
    assert len(names(**{"guests.99999999999999999999.name": "রাম"})) == 4


def test_a_guest_house_is_booked_by_telephone(operator: Visitor) -> None:
    case = registered(
        operator,
        _service=version_of("guest-house"),
        arrival="২৬/১১/২০২৬",
        nights="দুই",
        rooms="1",
        **{
            "guests.0.name": "রহিমা খাতুন",
            "guests.0.age": "৪১",
            "guests.1.name": "সেলিম শেখ",
            "guests.1.age": "12",
            "purpose:code": "travel",
            "phone": MOBILE,
            "consent:code": "yes",
        },
    )

    assert case.fields["arrival"] == "2026-11-26"
    assert [guest["name"] for guest in case.fields["guests"]] == ["রহিমা খাতুন", "সেলিম শেখ"]
    consent = ConsentEntry.objects.get()
    assert (consent.purpose, consent.given) == ("guest-house:consent", True)


def test_whose_own_matter_it_is_need_not_say_the_name_twice(operator: Visitor) -> None:
    version = version_of("residence-recommendation")
    asked = {"_service": version, "_channel": "counter", "_lang": "bn", "_name": "রহিমা খাতুন", "_register": "1"}

    page = page_of(operator.post("/console/new/", asked))

    assert "আবেদনকারী: " not in " ".join(page.links)


# --- Files ---


def a_photo(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", content or a_picture(), "image/jpeg")


def test_a_visitors_photo_comes_with_the_case(operator: Visitor) -> None:
    case = registered(operator, photo=a_photo())

    attachment = case.attachments.get()
    assert case.fields["photo"] == [str(attachment.file_id)]


def test_a_photo_stays_when_something_else_is_wrong(operator: Visitor) -> None:
    page = refused(operator, description="", photo=a_photo())

    case = registered(operator, **{"photo:kept": page.fields["photo:kept"]})

    assert case.attachments.count() == 1


def test_what_is_no_photo_is_refused_beside_its_question(operator: Visitor) -> None:
    page = refused(operator, photo=a_photo(b"MZ\x90 not a photo"))

    assert "#q-photo" in page.links.values()


def test_a_file_that_nobody_of_us_has_sealed_is_none(operator: Visitor) -> None:
    forged = KeptFile(1, str(uuid7()), "image").sealed()[:-1] + "x"

    assert registered(operator, **{"photo:kept": forged}).attachments.count() == 0


# --- Whoever rings again ---


def test_who_rings_again_is_known_by_the_number(operator: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    answer = operator.get("/console/new/caller", {"_phone": "৯৮৩০০ ১২৩৪৫"}).content.decode()

    assert case.grouped_ref in answer
    assert 'data-fill="caller_name" value="রহিমা খাতুন"' in answer


def test_another_body_knows_nothing_of_the_number(operator: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    stranger = visitor_of(a_town("basirhat", 1003), "operator")

    assert "known" not in stranger.get("/console/new/caller", {"_phone": MOBILE}).content.decode()


def test_a_number_that_has_changed_hands_is_nobodys(operator: Visitor, town: LocalBody) -> None:
    a_complaint(town)
    Contact.objects.update(epoch=2)

    assert "known" not in operator.get("/console/new/caller", {"_phone": MOBILE}).content.decode()


@pytest.mark.parametrize("number", ["", "12", "9" * 10_000, "\x00", "98300"])
def test_half_a_number_is_nobodys(operator: Visitor, town: LocalBody, number: str) -> None:
    a_complaint(town)

    assert "known" not in operator.get("/console/new/caller", {"_phone": number}).content.decode()


def test_what_is_known_takes_as_many_queries_for_one_case_as_for_three(town: LocalBody) -> None:
    officer = an_officer(town, "operator")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            caller_known(officer, MOBILE, lang="bn", now=NOW)
        return len(asked)

    a_complaint(town)
    one = queries()
    a_complaint(town)
    a_complaint(town)

    assert one == queries() == 2


def test_open_cases_like_it_are_shown_while_it_is_typed(operator: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)
    a_complaint(a_town("basirhat", 1003))

    def shown(**changes: str) -> tuple[bool, int]:
        answer = operator.post("/console/new/similar", told(**changes)).content.decode()
        return case.grouped_ref in answer, answer.count('class="number"')

    assert shown() == shown(**{"place:ward": "", "place": "সুভাষপল্লী"}) == (True, 1)
    assert shown(**{"place:ward": "12"}) == shown(**{"category:code": "garbage_dump"}) == (False, 0)


# --- Persons and consents ---


def test_whom_a_matter_concerns_is_kept_with_the_contact(operator: Visitor) -> None:
    case = registered(
        operator,
        _service=version_of("vaccination-slot"),
        date_of_birth="১/১/১৯৮০",
        phone=MOBILE,
        slot="কাল",
        **{"vaccine:code": "bite", "dose:code": "first", "slot:part": "morning"},
    )

    assert case.fields["person"] == {"bn": "রহিমা খাতুন", "en": None}
    assert (case.fields["slot"]["day"], case.fields["slot"]["part"]) == ("2026-11-25", "morning")
    assert CaseParty.objects.get().person_id == Person.objects.get().id


# --- Who may ---


@pytest.mark.parametrize("role", ["payroll", "auditor"])
def test_who_sits_elsewhere_registers_nothing(town: LocalBody, role: str) -> None:
    visitor = visitor_of(town, role)

    assert visitor.get("/console/new/").status_code == 403
    assert visitor.post("/console/new/", told()).status_code == 403
    assert visitor.get("/console/slips/").status_code == 403
    assert b"new-link" not in visitor.get("/console/").content
    assert Case.objects.count() == 0


@pytest.mark.parametrize("role", ["operator", "clerk", "officer", "secretary", "chairman"])
def test_who_sits_at_the_counter_registers(town: LocalBody, role: str) -> None:
    visitor = visitor_of(town, role)

    assert registered(visitor).events.get().by == f"{role}@falakata"
    assert b"new-link" in visitor.get("/console/").content


def test_a_body_without_cases_has_no_such_form(town: LocalBody) -> None:
    visitor = visitor_of(town, "clerk")
    LocalBody.objects.filter(id=town.id).update(number=None, served=False)

    assert visitor.get("/console/new/").status_code == 403
    assert visitor.post("/console/slips/", {"count": "8"}).status_code == 403


def test_who_has_left_office_registers_nothing(town: LocalBody) -> None:
    visitor = Visitor()
    visitor.force_login(an_officer(town, "clerk", until=NOW - timedelta(hours=1)).user)

    assert visitor.post("/console/new/", told()).status_code in (401, 403)
    assert Case.objects.count() == 0


def test_after_the_session_has_ended_what_was_typed_is_kept(stranger: Visitor, town: LocalBody) -> None:
    answer = stranger.post("/console/new/", told())

    assert answer.status_code == 401
    assert Case.objects.count() == 0
    assert Page(answer.content.decode()).fields["kept"]


def test_no_person_is_made_for_a_complaint(operator: Visitor) -> None:
    registered(operator)

    assert (Person.objects.count(), ConsentEntry.objects.count()) == (0, 0)


# --- A phone that somebody else reads, a complaint of which nobody is to know ---


@pytest.mark.parametrize(("chosen", "hour"), [("14", (dt.time(14), dt.time(15))), ("never", (None, None))])
def test_that_somebody_else_reads_the_phone_is_kept_with_the_hour(
    operator: Visitor, chosen: str, hour: tuple[dt.time | None, dt.time | None]
) -> None:
    case = registered(operator, _quiet=chosen)

    contact = Contact.objects.get(id=CaseParty.objects.get(case=case).contact_id)
    assert (contact.quiet_since, contact.call_from, contact.call_until) == (NOW, *hour)
    assert OutboundMessage.objects.get().text.startswith(f"আপনার নম্বর {case.grouped_ref}।")


def test_an_hour_that_is_not_offered_is_refused(operator: Visitor) -> None:
    assert refused(operator, _quiet="3").text.count("এই ফোন অন্য কেউ দেখে") >= 1


def test_a_bribe_is_registered_without_a_name_on_its_receipt(operator: Visitor) -> None:
    case = registered(operator, **{"category:code": "staff_conduct"})

    page = page_of(operator.get(f"/console/registered/{case.ref}/"))
    assert case.confidential == "complainant"
    assert case.grouped_ref in page.text
    assert "রহিমা" not in page.text
    assert "সুভাষপল্লী" not in page.text


def test_a_bribe_of_the_office_itself_is_refused_and_it_is_said_where_to_go(
    operator: Visitor, town: LocalBody
) -> None:
    LocalBody.objects.filter(id=town.id).update(kind="gram_panchayat")

    page = refused(operator, **{"category:code": "staff_conduct"})

    assert "এই অভিযোগ এই অফিসকে নিয়ে, তাই এখান থেকে লেখা যায় না।" in page.text


# --- The same matter as another's ---


def test_a_case_like_it_may_be_joined_and_its_people_are_counted(operator: Visitor) -> None:
    case = registered(operator)
    Case.objects.filter(id=case.id).update(supporters=2)

    answer = operator.post("/console/new/similar", told(_nonce="0" * 32))

    assert "৩ জন" in page_of(answer).text
    assert f'name="_joins" value="{case.ref}"' in answer.content.decode()


def test_the_choice_stays_when_the_list_is_made_anew(operator: Visitor) -> None:
    case = registered(operator)

    answer = operator.post("/console/new/similar", told(_nonce="0" * 32, _joins=case.ref))

    assert f'value="{case.ref}" checked' in answer.content.decode()


def test_what_is_one_persons_own_matter_is_shown_and_not_joined(operator: Visitor) -> None:
    registered(operator, **{"category:code": "tax_bill"})

    answer = operator.post("/console/new/similar", told(_nonce="0" * 32, **{"category:code": "tax_bill"}))

    assert "করের বিল ভুল" in page_of(answer).text
    assert 'name="_joins" value="2' not in answer.content.decode()


def test_a_caller_with_the_same_matter_gets_a_number_and_a_receipt_of_their_own(operator: Visitor) -> None:
    case = registered(operator)
    other = {"_nonce": "0" * 32, "_phone": "9000000088", "_name": "সেলিম শেখ", "_joins": case.ref}

    answer = operator.post("/console/new/", told(**other))

    party = CaseParty.objects.get(role="supporter")
    assert (party.case, Case.objects.count()) == (case, 1)
    assert answer.headers["Location"] == f"/console/registered/{party.ref}/"
    receipt = page_of(operator.get(answer.headers["Location"])).text
    assert grouped(party.ref) in receipt
    assert "সেলিম শেখ" in receipt
    assert "রহিমা" not in receipt
    assert case.grouped_ref not in receipt


def test_the_same_form_sent_twice_joins_once(operator: Visitor) -> None:
    case = registered(operator)
    other = told(_nonce="0" * 32, _phone="9000000088", _joins=case.ref)

    first, second = (operator.post("/console/new/", other).headers["Location"] for _ in range(2))

    assert first == second
    case.refresh_from_db()
    assert case.supporters == 1


def test_a_caller_who_has_it_already_is_given_the_number_they_have(operator: Visitor) -> None:
    case = registered(operator)
    other = told(_nonce="0" * 32, _phone="9000000088", _joins=case.ref)
    first = operator.post("/console/new/", other).headers["Location"]

    again = operator.post("/console/new/", other | {"_nonce": "1" * 32}).headers["Location"]

    assert again == first
    assert CaseParty.objects.filter(role="supporter").count() == 1
