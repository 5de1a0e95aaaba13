"""What goes to a citizen by text message (SMS) is short: it is sent, and paid for, in parts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from janasetu.cases.codes import code_of
from janasetu.cases.desks import PAPER_REASONS, stage_name, why_words
from janasetu.cases.notices import PHRASES, READY, asks, declared
from janasetu.cases.paper_links import new_token
from janasetu.cases.rules import REJECT_REASONS
from janasetu.cases.tests.factories import Town, make_town, open_case, told
from janasetu.catalogue.agencies import known
from janasetu.catalogue.fields.wording import short_of
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import bundled
from janasetu.lib import bn
from janasetu.lib.amounts import rupees
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.lib.phrases import LANGS
from janasetu.lib.text import units
from janasetu.lib.words import Lang
from janasetu.messaging.models import Line
from janasetu.payments import links
from janasetu.payments.sentences import PHRASES as MONEY
from janasetu.people.tests.factories import make_contact

# Alone, and each of several that are read as one: 3GPP TS 23.040.
SEPTETS, SEPTETS_JOINED = 160, 153  # where all is of the plain alphabet (GSM 03.38)
UNITS, UNITS_JOINED = 70, 67  # of UTF-16, where any letter is not: Bengali and Hindi always
_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
MOST_PARTS = 2
# With what an officer wrote in fifty letters. These must also say why, and what to do in place of an answer.
LONGER = {
    "paper_ended": 3,  # rare, and whose paper it is must know why
    "asked_one_way": 4,
    "rejected_one_way": 4,
    "resolve_claimed_one_way": 3,
    "unmasked_one_way": 3,
    "opened_referred_one_way": 4,
    "referred_outside_one_way": 3,  # and how somebody else is reached
    "subject_corrected_one_way": 3,
    "voice_heard_one_way": 3,
    "papers_asked_one_way": 4,
    "stage_rejected_one_way": 3,
    "stage_rejected_appeal_one_way": 3,
    "stage_passed": 3,
    "stage_passed_unfound": 5,
    "issued": 3,
    "issued_to_collect": 3,
    # With the amount, and the page on which it is paid.
    "opened_application_one_way": 4,
    "opened_booking_one_way": 4,
    "opened_closed_one_way": 4,
    "stage_passed_fee_one_way": 3,
    "stage_approved_fee_one_way": 3,
    "issued_fee_one_way": 3,
    "issued_for_secret_one_way": 3,
}
OFFICERS_ALONE = frozenset(
    {
        *(
            "charge",
            "gone_assigned",
            "gone_referred",
            "gone_subject_corrected",
            "gone_reopened",
            "gone_escalated",
        ),
        *("duty_handed_over", "duty_covered", "duty_given_back", "duty_reminder", "duty_explain"),
        *("answer_missing", "alarm", "appeal_came", "appeal_sent_back", "desk_came", "desk_nudged"),
        "desk_withdrawn",
        *("desk_vacant", "desk_records_found", "desk_records_missed", "desk_paid"),
    }
)
# Said in answer to what was written, or only where it can be answered.
ON_TWO_WAYS = frozenset(
    {"opened_unheard", "asked_again", "rated", "rated_low", "remarked", "paper_next", "papers_in"}
)

SERVICES = [one.service for one in bundled() if one.service.opens_cases]
REF = "26-1002-123456-4"  # of a body with a lakh of cases in a year
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)
DEPARTMENT = {"bn": "স্বাস্থ্য (ভেক্টর কন্ট্রোল)", "en": "Sewerage and Drainage", "hi": "स्वास्थ्य (मच्छर नियंत्रण)"}
OFFICER = {"bn": "সমষ্টি উন্নয়ন আধিকারিক", "en": "Registrar of births and deaths", "hi": "पंजीकरण अधिकारी"}
WHERE = {"bn": "ওয়ার্ড ১৪৪", "en": "Ward 144", "hi": "वार्ड 144"}
PAGE = f"https://janasetu.example/pay/{links.token(9999, uuid7(), key=b'k')}/"
FEES: dict[Lang, str] = {
    lang: MONEY.say("owed_in_brief", lang, amount=rupees(Decimal(12500), lang), page=PAGE) for lang in LANGS
}
NOTE = {
    "bn": "মিস্ত্রি কাল সকালে যাবেন, বাড়িতে কেউ একজন থাকবেন",
    "en": "The worker comes tomorrow morning, please be at home",
    "hi": "मिस्त्री कल सुबह आएँगे, कृपया घर पर रहिए",
}


def parts(text: str) -> int:
    if set(text) <= _PLAIN:
        return _parts(len(text), SEPTETS, SEPTETS_JOINED)
    return _parts(units(text), UNITS, UNITS_JOINED)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)


def on_a_line_that_only_sends() -> list[str]:
    """The sentences that citizens get there: the shorter where there are two."""
    keys = {one.name.removeprefix("case_").rpartition("_")[0] for one in declared()} - OFFICERS_ALONE
    keys -= ON_TWO_WAYS
    shorter = {key for key in keys if f"{key}_one_way" in keys}
    questions = {f"ready_{ready}" for ready in READY if asks(ready)}
    return sorted(keys - shorter - questions)


def titles(service: Service, lang: Lang) -> Iterator[str]:
    """What its cases are called."""
    yield service.name.in_(lang)
    if service.titled_by:
        yield from (option.name.in_(lang) for option in service.field(service.titled_by).options.values())


def stages(lang: Lang) -> Iterator[str]:
    """What the desks of applications are called."""
    for service in SERVICES:
        yield from (stage_name(service, one.stage, lang) for one in service.all_stages())


def papers(lang: Lang) -> Iterator[str]:
    """Every paper that an application can ask for, and the longest that may be wrong with it."""
    why = max((why_words(reason, lang) for reason in PAPER_REASONS), key=len)
    asked = (field for service in SERVICES for field in service.papers())
    yield from (f"• {short_of(field, lang)}: {why}" for field in asked)


def longest(key: str, lang: Lang) -> str:
    """The sentence with the longest that it is said of."""
    year = [NOW + timedelta(days=days, hours=8, minutes=59) for days in range(365)]
    values = {
        "ref": REF,
        "appeal_until": max((bn.date(day.date(), lang) for day in year), key=len),
        "until": max((bn.lasting_moment(day, lang, NOW, weekday=False) for day in year), key=len),
        "starts": max((bn.lasting_moment(day, lang, NOW, weekday=False) for day in year), key=len),
        "begins": max((bn.lasting_moment(day, lang, NOW) for day in year), key=len),
        "last": max((bn.date(day.date(), lang) for day in year), key=len),
        "due": max((bn.lasting_moment(day, lang, NOW) for day in year), key=len),
        "department": DEPARTMENT[lang],
        "officer": OFFICER[lang],
        "second": OFFICER[lang],
        "code": "482913",
        "note": NOTE[lang],
        "where": WHERE[lang],
        "outside": max((one.name.in_(lang) for one in known().values()), key=len),
        "contact": max((one.contact(lang) for one in known().values()), key=len),
        "number": REF,
        "words": NOTE[lang],
        "phone": "919830012345",
        "numbers": "112",
        "place": WHERE[lang],
        "who": OFFICER[lang],
        "stage": max(stages(lang), key=len),
        "link": f"https://janasetu.wb.gov.in/paper/{new_token(1002)}",
        "papers": "\n".join(sorted(papers(lang), key=len)[-2:]),
        "fees_brief": FEES[lang],
        "reason": max((PHRASES.say(f"reject_{reason}", lang) for reason in REJECT_REASONS), key=len),
    }
    said = [
        PHRASES.say(key, lang, **values, matter=PHRASES.say(f"matter_{service.kind}", lang), title=title)
        for service in SERVICES
        for title in titles(service, lang)
    ]
    return max(said, key=len)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", on_a_line_that_only_sends())
def test_a_text_message_has_no_more_parts_than_it_may(key: str, lang: Lang) -> None:
    text = longest(key, lang)

    assert parts(text) <= LONGER.get(key, MOST_PARTS), (units(text), text)


def test_none_is_called_longer_that_is_not() -> None:
    assert {key: max(parts(longest(key, lang)) for lang in LANGS) for key in LONGER} == LONGER


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 307, 3),
        ("ক" * 70, 1),
        ("ক" * 71, 2),
        ("ক" * 134, 2),
        ("ক" * 135, 3),
        ("citizen’s" + "a" * 62, 2),  # one such sign, and none is of the plain alphabet
    ],
)
def test_parts_are_counted_as_they_are_paid(text: str, count: int) -> None:
    assert parts(text) == count


# --- The receipt ---


@pytest.fixture
def one_way(db: None) -> Town:
    """A town whose line only sends."""
    town = make_town()
    Line.objects.filter(id=town.line.id).update(channel="sms")
    return town


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "bn",
            "অভিযোগ {ref} জমা পড়েছে, সংকেত {code}\nসময়সীমা: ২৪ নভেম্বর, দুপুর ১২টা\nখোঁজ নিতে নম্বরটি বলবেন।",
        ),
        (
            "en",
            (
                "Your complaint {ref} is registered.\nDue: 24 November, 12 noon\nSecret code: {code}\n"
                "To ask how it stands, please give this number at the office."
            ),
        ),
    ],
)
def test_the_receipt_by_text_message_has_the_number_the_day_and_how_to_ask(
    one_way: Town, lang: str, words: str
) -> None:
    case = open_case(one_way, contact=(rita := make_contact(lang=lang)))

    assert told(rita) == [words.format(ref=case.grouped_ref, code=code_of(case.ref))]


def test_where_people_write_back_the_receipt_is_the_whole_one(db: None) -> None:
    case = open_case(make_town(), contact=(rita := make_contact()))

    assert told(rita)[0].splitlines()[:2] == ["আপনার অভিযোগ জমা পড়েছে।", f"নম্বর: {case.grouped_ref}"]
