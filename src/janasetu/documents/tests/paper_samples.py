"""Papers as offices make them out, invented: what the golden pictures, the proof and the benchmark press."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from janasetu.catalogue.loader import BUNDLED
from janasetu.documents.papers import layout
from janasetu.documents.papers.layout import Layout, ours
from janasetu.lib.clock import KOLKATA

HERE = Path(__file__).parent
MADE_AT = datetime(2026, 11, 23, 10, 30, tzinfo=KOLKATA)
MARK = (HERE / "papers_data" / "mark.svg").read_text(encoding="utf-8")
SHORT_MARK = (HERE / "papers_data" / "short-mark.svg").read_text(encoding="utf-8")

_EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><circle cx="18" cy="18" r="16" fill="none" '
    'stroke="#0f5132" stroke-width="2"/><path d="M18 8c6 4 6 10 0 14-6-4-6-10 0-14zM18 12v15M8 25q5-4 10 0t10'
    ' 0" fill="none" stroke="#0f5132" stroke-width="2"/></svg>'
)
_TOWN = {
    "code": "basirhat",
    "kind": "municipality",
    "name": {"bn": "বসিরহাট পৌরসভা", "en": "Basirhat Municipality"},
    "address": {"bn": "ইটিন্ডা রোড, বসিরহাট, উত্তর ২৪ পরগনা", "en": "Itinda Road, Basirhat, North 24 Parganas"},
    "colour": "#0f5132",
    "emblem": _EMBLEM,
}
_PANCHAYAT = {
    "code": "panchayat",
    "kind": "gram_panchayat",
    "name": {"bn": "শ্রীকৃষ্ণপুর গ্রাম পঞ্চায়েত", "en": "Shrikrishnapur Gram Panchayat"},
    "address": {"bn": "ব্লক হাড়োয়া, উত্তর ২৪ পরগনা", "en": "Block Haroa, North 24 Parganas"},
    "colour": "#7a3b00",
    "emblem": "",
}
_CORPORATION = {
    "code": "kmc",
    "kind": "corporation",
    "name": {"bn": "কল্পনগর পৌরনিগম", "en": "Kalpanagar Municipal Corporation"},
    "address": {"bn": "৫ নম্বর পৌরভবন রোড, কল্পনগর", "en": "5 Pourabhavan Road, Kalpanagar"},
    "colour": "#1f3a5f",
    "emblem": _EMBLEM.replace("#0f5132", "#1f3a5f"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper to be pressed: its name, its layout, its snapshot and its mark."""

    name: str
    layout: Layout
    snapshot: Mapping[str, Any]
    mark: str = field(default=MARK)


def row(name: str, label: tuple[str, str], value: str | tuple[str, str]) -> dict[str, Any]:
    """A row of the field table."""
    said = value if isinstance(value, tuple) else (value, value)
    return {"name": name, "label": _said(*label), "value": _said(*said)}


def samples() -> list[Sample]:
    """Every layout that we ship, each at least once."""
    return [
        Sample("plain", ours("plain"), birth() | {"conditions": [_said("একটি শর্ত।", "One condition.")]}),
        Sample("residence", of_service("residence-recommendation", "recommendation"), _residence()),
        Sample("trade-noc", of_service("trade-noc", "noc"), trade_noc()),
        Sample(
            "trade-noc-ink", of_service("trade-noc", "noc"), trade_noc() | {"ink": True, "specimen": False}
        ),
        Sample("birth", of_service("birth-certificate", "copy"), birth()),
        Sample("death", of_service("death-certificate", "copy"), _death()),
        Sample("building", of_service("building-permission", "permit"), _building()),
        Sample(
            "village-building", of_service("building-permission-panchayat", "permit"), _village_building()
        ),
        Sample("not-found", of_service("birth-certificate", "not-found"), _not_found()),
        Sample("receipt", ours("receipt"), _receipt(), SHORT_MARK),
        Sample("form-1", ours("form-1"), _form_1(), SHORT_MARK),
        Sample("form-2", ours("form-2"), _form_2(), SHORT_MARK),
        Sample("note-sheet", ours("note-sheet"), _note_sheet(), ""),
        Sample("letter", ours("letter"), _letter(), SHORT_MARK),
        Sample("character", of_service("character-recommendation", "character"), _character()),
        Sample("same-person", of_service("same-person-recommendation", "same-person"), _same_person()),
        Sample("income-ink", of_service("income-recommendation", "income"), _income() | {"ink": True}),
    ]


def of_service(code: str, document: str) -> Layout:
    return layout.of_service([BUNDLED], code, f"{document}.typ")


def _death() -> dict[str, Any]:
    """A copy of an entry of the register of deaths, as an old book has it: no English, titles in names."""
    return _paper(
        _CORPORATION,
        "certificate",
        ("মৃত্যু শংসাপত্রের কপি", "Copy of a death certificate"),
        number="KMC/CERTIFICATE/2026-27/0127",
        case="26100200024",
        person=_said("মোঃ সৈয়দ আহম্মদ বক্স", "মোঃ সৈয়দ আহম্মদ বক্স"),
        rows=[
            row("name", ("মৃতের নাম", "Name of the deceased"), "মোঃ সৈয়দ আহম্মদ বক্স"),
            row("sex", ("লিঙ্গ", "Sex"), ("পুরুষ", "Male")),
            row("date", ("মৃত্যুর তারিখ", "Date of death"), ("১২ ফেব্রুয়ারি ১৯৬৯", "12 February 1969")),
            row("place", ("মৃত্যুর স্থান", "Place of death"), "দক্ষিণপাড়া, কল্পনগর"),
            row("father", ("পিতার নাম", "Father’s name"), "শেখ জ্যোতিরিন্দ্রনাথ বক্স"),
            row("spouse", ("স্বামী বা স্ত্রীর নাম", "Husband’s or wife’s name"), "মোসাম্মৎ রোকেয়া বেওয়া"),
            row("number", ("নিবন্ধন নম্বর", "Registration number"), "৩৭/১৯৬৯"),
            row("registered_on", ("নিবন্ধনের তারিখ", "Date of registration"), ("১ মার্চ ১৯৬৯", "1 March 1969")),
        ],
        fee=_said("₹৫০ (পঞ্চাশ টাকা মাত্র)", "₹50"),
        signatory=_who(
            ("জন্ম-মৃত্যু নিবন্ধক", "Registrar of Births and Deaths"), ("ডাঃ ঋত্বিকা সেনশর্মা", "Dr Ritwika Sensharma")
        ),
    )


def _not_found() -> dict[str, Any]:
    """That a birth is in no register: whom the record room looked for, and where."""
    return _paper(
        _TOWN,
        "certificate",
        ("জন্ম নিবন্ধন না থাকার শংসাপত্র", "Certificate that a birth is not registered"),
        number="BM/NAB/2026-27/0009",
        case="26100300043",
        person=_said("জ্যোৎস্না বিশ্বাস", "Jyotsna Biswas"),
        rows=[
            row("person", ("নাম", "Name"), ("জ্যোৎস্না বিশ্বাস", "Jyotsna Biswas")),
            row("date_of_birth", ("জন্ম তারিখ", "Date of birth"), ("২ জুলাই ১৯৬১", "2 July 1961")),
            row("mother", ("মায়ের নাম", "Mother"), "ক্ষীরোদাসুন্দরী বিশ্বাস"),
            row("father", ("বাবার নাম", "Father"), ("দ্বিজেন্দ্রনাথ বিশ্বাস", "Dwijendranath Biswas")),
            row("searched_years", ("যে সব বছর দেখা হয়েছে", "Years searched"), ("১৯৬০–১৯৬২", "1960–1962")),
            row("searched", ("যে বই দেখা হয়েছে", "Records searched"), "১৯৬০-৬২, বই ১-৬, পাতা ১-২১২"),
            row("searched_on", ("খোঁজার তারিখ", "Searched on"), ("১৯ নভেম্বর ২০২৬", "19 November 2026")),
            row("searched_for", ("যাঁর আবেদনে", "At the request of"), "জ্যোৎস্না বিশ্বাস"),
        ],
        signatory=_who(
            ("জন্ম-মৃত্যু নিবন্ধক", "Registrar of Births and Deaths"), ("ডাঃ ঋত্বিকা সেনশর্মা", "Dr Ritwika Sensharma")
        ),
    )


def birth() -> dict[str, Any]:
    """A copy of an entry of the register of births: conjuncts, joiners, rupees and both scripts."""
    return _paper(
        _CORPORATION,
        "certificate",
        ("জন্ম শংসাপত্রের কপি", "Copy of a birth certificate"),
        number="KMC/BR/2026/0004127",
        case="26100200016",
        person=_said("লক্ষ্মীপ্রিয়া বন্দ্যোপাধ্যায়", "Lakshmipriya Bandyopadhyay"),
        rows=[
            row("registration_number", ("নিবন্ধন নম্বর", "Registration number"), "2019/004127"),
            row("person", ("নাম", "Name"), ("লক্ষ্মীপ্রিয়া বন্দ্যোপাধ্যায়", "Lakshmipriya Bandyopadhyay")),
            row("sex", ("লিঙ্গ", "Sex"), ("স্ত্রী", "Female")),
            row("date_of_birth", ("জন্ম তারিখ", "Date of birth"), ("৮ ফেব্রুয়ারি ২০১৯", "8 February 2019")),
            row(
                "place",
                ("জন্মস্থান", "Place of birth"),
                ("জেলা হাসপাতাল, মাতৃমঙ্গল বিভাগ", "District Hospital, Maternity"),
            ),
            row("mother", ("মায়ের নাম", "Mother"), ("অনিন্দিতা বন্দ্যোপাধ্যায়", "Anindita Bandyopadhyay")),
            row("father", ("বাবার নাম", "Father"), ("কার্তিকেয় বন্দ্যোপাধ্যায়", "Kartikeya Bandyopadhyay")),
            row(
                "home",
                ("স্থায়ী ঠিকানা", "Permanent address"),
                ("১২/৩ উদ্‌যাপন সরণি, কল্পনগর", "12/3 Udjapan Sarani, Kalpanagar"),
            ),
            row(
                "entered", ("নিবন্ধনের তারিখ", "Date of registration"), ("১৪ ফেব্রুয়ারি ২০১৯", "14 February 2019")
            ),
            row(
                "remarks",
                ("মন্তব্য", "Remarks"),
                ("র‍্যালি রোড উপকেন্দ্রে জানানো", "Reported at the Rally Road sub-centre"),
            ),
        ],
        fee=_said("₹৫০ (পঞ্চাশ টাকা মাত্র)", "₹50"),
        signatory=_who(
            ("জন্ম-মৃত্যু নিবন্ধক", "Registrar of Births and Deaths"), ("ডাঃ ঋত্বিকা সেনশর্মা", "Dr Ritwika Sensharma")
        ),
    )


def trade_noc() -> dict[str, Any]:
    """A panchayat's no-objection, a specimen."""
    return _paper(
        _PANCHAYAT,
        "noc",
        ("ব্যবসার অনাপত্তিপত্র", "Trade no-objection certificate"),
        number="SKGP/NOC/2026-27/0031",
        valid_until="2027-03-31",
        case="26100400017",
        rows=[
            row("applicant", ("আবেদনকারী", "Applicant"), ("মহঃ রহমান মোল্লা", "Md Rahaman Molla")),
            row("trade_name", ("ব্যবসার নাম", "Business name"), ("মোল্লা ভ্যারাইটি স্টোর্স", "Molla Variety Stores")),
            row("trade", ("কীসের ব্যবসা", "Kind of business"), ("মুদি ও মনিহারি", "Grocery and stationery")),
            row("premises", ("জায়গা", "Place"), ("সংসদ ৪, বাজারপাড়া", "Sansad 4, Bazarpara")),
            row("plot", ("দাগ-খতিয়ান", "Plot"), "RS 412/1, LR 1187"),
            row("workers", ("কর্মী", "Workers"), ("৩ জন", "3")),
        ],
        conditions=[
            _said("রাস্তা বা নিকাশি আটকে মাল রাখা যাবে না।", "Goods must not block the road or the drain."),
            _said("অর্থবর্ষ শেষ হওয়ার আগে নবীকরণ করতে হবে।", "To be renewed before the financial year ends."),
        ],
        fee=_said("₹২০০ (দুশো টাকা মাত্র), রসিদ নং SKGP/R/0112", "₹200, receipt SKGP/R/0112"),
        signatory=_who(("প্রধান", "Pradhan"), ("শ্রাবণী মণ্ডল", "Shrabani Mandal")),
        specimen=True,
    )


def _residence() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "recommendation",
        ("বাসিন্দা সুপারিশপত্র", "Residence recommendation"),
        number="BM/W5/2026/0212",
        valid_until="2027-05-22",
        case="26100300019",
        rows=[
            row("person", ("নাম", "Name"), ("সৌম্যদীপ্ত চট্টোপাধ্যায়", "Soumyadipta Chattopadhyay")),
            row("guardian", ("আত্মীয়ের নাম", "Relative's name"), "সুভাষ চট্টোপাধ্যায়"),
            row(
                "home",
                ("বাড়ির ঠিকানা", "Home address"),
                ("ওয়ার্ড ৫, মার্টিন বার্ন রোড, ১৭/২", "Ward 5, 17/2 Martin Burn Road"),
            ),
            row("years", ("কত বছর ধরে", "Years there"), ("২৩", "23")),
            row("needed_for", ("কোন কাজে", "Needed for"), ("ব্যাঙ্কের কাজ", "Bank")),
        ],
        fee=_said("কোনো টাকা লাগেনি", "No fee"),
        recommended_by=_COORDINATOR,
        signatory=_CHAIRMAN,
    )


def _character() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "recommendation",
        ("চারিত্রিক সুপারিশপত্র", "Character recommendation"),
        number="BM/W5/2026/0213",
        valid_until="2027-05-22",
        case="26100300043",
        rows=[
            row("person", ("নাম", "Name"), ("সঞ্জয় বাউরি", "Sanjay Bauri")),
            row("guardian", ("আত্মীয়ের নাম", "Relative's name"), "হারাধন বাউরি"),
            row("home", ("বাড়ির ঠিকানা", "Home address"), ("ওয়ার্ড ৫, কালীতলা", "Ward 5, Kalitala")),
            row("years", ("কত বছর আছেন", "Years here"), ("২৬", "26")),
            row("needed_for", ("কোন কাজে", "Needed for"), ("চাকরির কাজে", "Job")),
        ],
        fee=_said("কোনো টাকা লাগেনি", "No fee"),
        recommended_by=_COORDINATOR,
        signatory=_CHAIRMAN,
    )


def _same_person() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "recommendation",
        ("একই ব্যক্তির সুপারিশপত্র", "Same-person recommendation"),
        number="BM/W5/2026/0214",
        case="26100300050",
        rows=[
            row("person", ("ঠিক নাম", "Right name"), ("মহঃ রহমান মোল্লা", "Md Rahaman Molla")),
            row("right_in", ("ঠিক নাম যেখানে", "Right name in"), ("ভোটার কার্ড", "Voter card")),
            row("written", ("অন্য বানান", "Other spelling"), "Mohammad Rahman Mollah"),
            row("written_in", ("অন্য বানান যেখানে", "Other spelling in"), ("ব্যাঙ্কের বই", "Bank book")),
            row("third", ("আরও এক বানান", "Third spelling"), "রেশন কার্ডে মোঃ রহমান"),
            row("guardian", ("আত্মীয়ের নাম", "Relative's name"), "আব্দুল মোল্লা"),
            row("home", ("বাড়ির ঠিকানা", "Home address"), ("ওয়ার্ড ৫, মসজিদপাড়া", "Ward 5, Masjidpara")),
            row("needed_for", ("কোন কাজে", "Needed for"), ("ব্যাঙ্কের কাজ", "Bank")),
        ],
        fee=_said("কোনো টাকা লাগেনি", "No fee"),
        recommended_by=_COORDINATOR,
        signatory=_CHAIRMAN,
    )


def _income() -> dict[str, Any]:
    """A panchayat's, signed by hand."""
    return _paper(
        _PANCHAYAT,
        "recommendation",
        ("আয়ের সুপারিশপত্র", "Income recommendation"),
        number="SKGP/REC/2026-27/0018",
        valid_until="2027-05-22",
        case="26100400033",
        rows=[
            row("person", ("উপার্জনকারী", "Earner"), ("শেফালি বাউরি", "Shefali Bauri")),
            row("guardian", ("আত্মীয়ের নাম", "Relative's name"), "নিমাই বাউরি"),
            row("home", ("বাড়ির ঠিকানা", "Home address"), ("সংসদ ৪, কুলডিহি", "Sansad 4, Kuldihi")),
            row("work", ("পেশা", "Work"), ("দিনমজুরি", "Daily labour")),
            row("members", ("পরিবারে ক'জন", "Family members"), ("৪", "4")),
            row("income", ("বছরের আয়", "Yearly income"), ("₹৯৬,০০০", "₹96,000")),
            row("needed_for", ("কোন কাজে", "Needed for"), ("বৃত্তি (স্কলারশিপ)", "Scholarship")),
        ],
        fee=_said("কোনো টাকা লাগেনি", "No fee"),
        recommended_by=_who(("সদস্য, সংসদ ৪", "Member, sansad 4"), ("লক্ষ্মী মুর্মু", "Lakshmi Murmu")),
        signatory=_who(("প্রধান", "Pradhan"), ("শ্রাবণী মণ্ডল", "Shrabani Mandal")),
    )


def _village_building() -> dict[str, Any]:
    return _paper(
        _PANCHAYAT,
        "permit",
        ("বাড়ি তৈরির অনুমতি", "Building permission"),
        number="SKGP/BP/2026-27/0007",
        valid_until="2029-11-22",
        case="26100400041",
        rows=[
            row("applicant", ("মালিকের নাম", "Owner"), ("গণেশ মুর্মু", "Ganesh Murmu")),
            row("premises", ("জমির জায়গা", "Site"), ("সংসদ ৩, বাঁধপাড়া", "Sansad 3, Bandhpara")),
            row("plot", ("মৌজা ও দাগ", "Mouza and plot"), "Shaldanga, J.L. 47, Khatian 218, Dag 412"),
            row("work", ("কাজের ধরন", "Kind of work"), ("নতুন বাড়ি", "New building")),
            row("use", ("ব্যবহার", "Use"), ("থাকার জন্য", "Living")),
            row("storeys", ("মোট তলা", "Storeys"), ("১", "1")),
            row("floor_area", ("মেঝে (বর্গফুট)", "Floor (sq ft)"), ("৬০০", "600")),
            row("road_width", ("রাস্তা (ফুট)", "Road (feet)"), ("৮", "8")),
        ],
        conditions=[
            _said(
                "ভিত শেষ হলে নির্মাণ সহায়ককে জানাতে হবে।", "Tell the works assistant when the foundation is done."
            ),
            _said(
                "রাস্তা বা নিকাশি আটকে ইট-বালি রাখা যাবে না।",
                "Building material must not block the road or the drain.",
            ),
        ],
        fee=_said("₹৩০০ (তিনশো টাকা মাত্র)", "₹300"),
        signatory=_who(("প্রধান", "Pradhan"), ("শ্রাবণী মণ্ডল", "Shrabani Mandal")),
    )


def _building() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "permit",
        ("বাড়ি তৈরির অনুমতিপত্র", "Building permit"),
        number="BM/BP/2026-27/0088",
        valid_until="2029-11-22",
        case="26100300035",
        rows=[
            row("owner", ("মালিক", "Owner"), ("ক্ষিতীশচন্দ্র দত্ত ও অন্যান্য", "Kshitishchandra Dutta and others")),
            row("premises", ("জমির জায়গা", "Site"), ("ওয়ার্ড ১১, স্টেশন রোড", "Ward 11, Station Road")),
            row("holding", ("হোল্ডিং নম্বর", "Holding number"), "H-11/0452"),
            row("work", ("কাজের ধরন", "Kind of work"), ("নতুন বাড়ি", "New building")),
            row("storeys", ("মোট তলা", "Storeys"), ("৪", "4")),
            row("floor_area", ("মেঝে", "Floor area"), ("৪,৩২০ বর্গফুট", "4,320 sq ft")),
            row("designer", ("নকশাকার", "Designer"), "LBS 217"),
            row(
                "plan_sha256",
                ("অনুমোদিত নকশার হ্যাশ", "SHA-256 of the sanctioned plan"),
                "9f2c 41d0 77ab 03e5 c1b8 6a90 2f7e 558d 0c34 e9a1 7b62 f0d3 8845 1ea7 c9bb 2d06",
            ),
        ],
        conditions=[
            _said(
                "পাশের জমি থেকে অন্তত ৪ ফুট ছেড়ে কাজ করতে হবে।",
                "At least 4 feet to be left to the neighbouring plots.",
            ),
            _said("বৃষ্টির জল ধরার ব্যবস্থা রাখতে হবে।", "Rain water is to be harvested."),
            _said("ভিত শেষ হলে পরিদর্শনের জন্য জানাতে হবে।", "Tell the office when the foundation is done."),
        ],
        fee=_said("₹১০,৫০০ (দশ হাজার পাঁচশো টাকা মাত্র)", "₹10,500"),
        recommended_by=_who(("নির্বাহী বাস্তুকার", "Executive Engineer"), ("তন্ময় গুহ", "Tanmay Guha")),
        signatory=_who(("চেয়ারম্যান", "Chairman"), ("অরুণাভ সরকার", "Arunabha Sarkar")),
    )


def _receipt() -> dict[str, Any]:
    return _paper(
        _PANCHAYAT,
        "receipt",
        ("ফি জমার রসিদ", "Receipt for a fee"),
        number="SKGP/R/2026-27/0112",
        case="26100400017",
        rows=[row("payer", ("যিনি দিলেন", "Received from"), ("মহঃ রহমান মোল্লা", "Md Rahaman Molla"))],
        money={
            "lines": [{"label": _said("ছোট ব্যবসার ফি", "Small business"), "amount": _said("₹২০০", "₹200")}],
            "total": _said("₹২০০", "₹200"),
            "words": _said("দুশো টাকা মাত্র", "Rupees two hundred only"),
            "mode": _said("নগদ", "Cash"),
            "reference": "",
        },
        signatory=_who(("ক্যাশিয়ার", "Cashier"), ("বিপ্লব দাস", "Biplab Das")),
    )


def _form_1() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "receipt",
        ("আবেদনের প্রাপ্তিস্বীকার (ফর্ম ১)", "Acknowledgement of an application (Form 1)"),
        number="BM/F1/2026/1904",
        case="26100300019",
        rows=[
            row("applicant", ("আবেদনকারী", "Applicant"), ("সৌম্যদীপ্ত চট্টোপাধ্যায়", "Soumyadipta Chattopadhyay")),
            row("service", ("পরিষেবা", "Service"), ("বাড়ি তৈরির অনুমতি", "Building permission")),
            row(
                "received",
                ("জমা পড়েছে", "Received"),
                ("২৩ নভেম্বর ২০২৬, রাত ১টা ১০ মিনিট", "23 November 2026, 1:10 am"),
            ),
        ],
        papers=[
            _said("জমির দলিল", "Deed"),
            _said("পর্চা", "Record of rights"),
            _said("বাড়ির নকশা", "Building plan"),
        ],
        officer=_who(("নির্বাহী আধিকারিক", "Executive Officer"), ("সুদেষ্ণা পাল", "Sudeshna Pal")),
        due="2026-12-23",
        appeal=_who(("অ্যাপিলেট আধিকারিক", "Appellate officer"), ("মনোজ আগরওয়াল", "Manoj Agarwal")),
        review=_who(("পর্যালোচনাকারী আধিকারিক", "Reviewing officer"), ("নন্দিনী রায়চৌধুরী", "Nandini Roychowdhury")),
        fee=_said("₹৫০০", "₹500"),
    )


def _form_2() -> dict[str, Any]:
    promise = (("অফিসের প্রতিশ্রুতি", "The office's own promise"), ("২৭ দিন", "27 days"), "2026-12-20")
    law = (("আইনের সময়সীমা", "The limit in law"), ("৩০ দিন", "30 days"), "2026-12-23")
    late = {"2026-12-20": _said("১৪ দিন", "14 days"), "2026-12-23": _said("১১ দিন", "11 days")}
    return _paper(
        _TOWN,
        "receipt",
        ("আপিল (ফর্ম ২)", "Appeal (Form 2)"),
        number="26-1003-0012-4",
        case="26100300019",
        person=_said("সৌম্যদীপ্ত চট্টোপাধ্যায়", "Soumyadipta Chattopadhyay"),
        rows=[
            row("appellant", ("আপিলকারী", "Appellant"), ("সৌম্যদীপ্ত চট্টোপাধ্যায়", "Soumyadipta Chattopadhyay")),
            row("application", ("আবেদন নং", "Application no."), "26-1003-0001-9"),
            row("service", ("পরিষেবা", "Service"), ("বাড়ি তৈরির অনুমতি", "Building permission")),
        ],
        to=_who(("অ্যাপিলেট আধিকারিক", "Appellate officer"), ("মনোজ আগরওয়াল", "Manoj Agarwal")),
        officer=_who(("নির্বাহী আধিকারিক", "Executive Officer"), ("সুদেষ্ণা পাল", "Sudeshna Pal")),
        clocks=[
            {"label": _said(*label), "within": _said(*within), "due": due, "late": late[due]}
            for label, within, due in (promise, law)
        ],
        grounds=_said(
            "আইনে বাঁধা সময়ের মধ্যে কাজটি হয়নি।", "The service was not given within the time that the law allows."
        ),
        way=[
            {"when": f"2026-{day}T11:05:00+05:30", "text": _said(*text)}
            for day, text in (
                ("11-23", ("আবেদন জমা পড়েছে", "The application was received")),
                (
                    "11-25",
                    (
                        "কাগজ পরীক্ষা: শেষ। এর পরে গেছে: জমি দেখা, নিকাশি, কর নির্ধারণ",
                        "Scrutiny: done. From there to: Site, Drainage, Assessment",
                    ),
                ),
                ("12-24", ("আইনে বাঁধা সময় পেরিয়ে গেছে", "The time that the law allows has passed")),
            )
        ],
    )


def _note_sheet() -> dict[str, Any]:
    clerk = _who(("করণিক, বিল্ডিং দপ্তর", "Clerk, Building"), ("অনির্বাণ রায়", "Anirban Ray"))
    engineer = _who(("নির্বাহী বাস্তুকার", "Executive Engineer"), ("তন্ময় গুহ", "Tanmay Guha"))
    return _paper(
        _TOWN,
        "letter",
        ("নথির টীকাপত্র", "Note sheet"),
        number="BM/BP/26-1003-0003-5",
        case="26100300035",
        rows=[
            row(
                "subject",
                ("বিষয়", "Subject"),
                ("বাড়ি তৈরির অনুমতি, হোল্ডিং H-11/0452", "Building permission, holding H-11/0452"),
            )
        ],
        notes=[
            {
                "n": 1 + at,
                "at": f"2026-11-{at + 2:02}T11:05:00+05:30",
                "by": clerk if at % 2 == 0 else engineer,
                "text": "দলিল ও পর্চা মিলিয়ে দেখা হল। মিউটেশনের কাগজে নামের বানান আলাদা, আবেদনকারীকে জানানো হয়েছে।"
                if at % 2 == 0
                else "সরেজমিনে দেখলাম। পূর্ব দিকে ৪ ফুট ছাড় আছে। নিকাশির মত পেলে অনুমোদনের জন্য পেশ করা যেতে পারে।",
                "words": "দাগ নম্বর ২১৪, খতিয়ান ১১৭।" if at == 2 else "",
                "papers": [{"n": 1, "name": _said("জমির দলিল", "Deed")}] if at == 0 else [],
            }
            for at in range(9)
        ],
        papers=[
            {
                "n": 1 + at,
                "name": _said(*name),
                "who": _said("আবেদনকারী", "the applicant") if at < 3 else engineer["title"],
                "at": f"2026-11-{at + 2:02}T11:05:00+05:30",
                "state": _said(*state),
            }
            for at, (name, state) in enumerate(
                [
                    (("জমির দলিল", "Deed"), ("ঠিক আছে", "good")),
                    (
                        ("নকশা", "Plan"),
                        ("বদলে নতুন এসেছে: পড়া যাচ্ছে না", "replaced by another: It cannot be read"),
                    ),
                    (("নকশা", "Plan"), ("ঠিক আছে", "good")),
                    (("চিঠি: দমকল দপ্তর · BM/L/2026/0731", "Letter: Fire service · BM/L/2026/0731"), ("", "")),
                ]
            )
        ],
        movements=[
            {
                "stage": _said("কাগজ পরীক্ষা", "Scrutiny") if at % 2 == 0 else _said("সরেজমিন", "Inspection"),
                "whose": clerk["title"] if at % 2 == 0 else engineer["title"],
                "came": f"2026-11-{at + 2:02}T11:05:00+05:30",
                "left": f"2026-11-{at + 3:02}T16:40:00+05:30" if at < 5 else "",
                "act": _said("পরের টেবিলে গেল", "Passed on") if at < 5 else _said("", ""),
            }
            for at in range(6)
        ],
        printed={"at": "2026-11-23T10:30:00+05:30", "by": engineer["title"]},
        signatory=engineer,
    )


def _letter() -> dict[str, Any]:
    return _paper(
        _TOWN,
        "letter",
        ("দমকল দপ্তরের মতামত চেয়ে চিঠি", "Letter asking for the fire service's opinion"),
        number="BM/L/2026/0731",
        case="26100300035",
        to=[
            _said("স্টেশন অফিসার", "The Station Officer"),
            _said(
                "পশ্চিমবঙ্গ অগ্নিনির্বাপণ ও জরুরি পরিষেবা, বসিরহাট",
                "West Bengal Fire and Emergency Services, Basirhat",
            ),
        ],
        subject=_said("বহুতল নির্মাণে মতামত", "Opinion on a building of several storeys"),
        reference=_said("আবেদন 26-1003-0003-5", "Application 26-1003-0003-5"),
        paragraphs=[
            _said(
                "সঙ্গের নকশা মতো ১১ নম্বর ওয়ার্ডের স্টেশন রোডে একটি পাঁচতলা বাড়ির আবেদন আমরা পেয়েছি। "
                "আগুন থেকে নিরাপত্তার দিকটি দেখে আপনার মতামত দশটি কাজের দিনের মধ্যে জানালে বাধিত হব।",
                "We have received an application for a building of five storeys on Station Road, ward 11, "
                "as in the plan enclosed. Kindly let us have your opinion on its fire "
                "safety within ten working days.",
            ),
            _said(
                "উত্তর দেওয়ার সময় উপরের স্মারক নম্বরটি লিখবেন।",
                "Please quote the memo number above in your reply.",
            ),
        ],
        enclosures=[_said("বাড়ির নকশা (পিডিএফ)", "Building plan (PDF)"), _said("জায়গার মানচিত্র", "Site map")],
        copies=[_said("আবেদনকারী", "The applicant")],
        signatory=_who(("নির্বাহী আধিকারিক", "Executive Officer"), ("সুদেষ্ণা পাল", "Sudeshna Pal")),
    )


# --- records by the thousand ---

_SYLLABLES = (
    "ক্ষ জ্ঞ শ্রী ন্দ্র ত্ত্ব ষ্ণ ন্ধ্যা ঙ্ক্ষা র্ত্য স্ত্রী প্র ব্দ ল্ল ম্ব হ্ন ক্র দ্ধ ঞ্জ চ্ছ র‍্যা দ্‌যা "
    "কি নু শো রৈ ডু মৌ হৃ গো টে বি সা রা মা দে বী না থ লা ক ম ল ন র ত স য় ড় ঢ়"
)
_ENDINGS = "ং ঃ ঁ"
_LATIN = "Lakshmipriya Chattopadhyay Rahaman Mollah Kshitish Purnachandra Sen Das Khatun Bibi Mondal"
_LONGEST = 120  # letters of a name


def record(number: int) -> dict[str, Any]:
    """One of any number of birth records: names of up to 120 letters, addresses of up to four lines, any
    conjuncts; the same for the same number.
    """
    dice = Random(number)
    longest = number % 4 == 0
    names = {
        name: (_name(dice, longest=longest), _latin_name(dice, longest=longest))
        for name in ("person", "mother", "father")
    }
    home = ", ".join(_name(dice, longest=False)[:60] for _ in range(4 if longest else dice.randint(1, 4)))
    made = birth()
    values = names | {
        "home": (home, f"{_latin_name(dice, longest=False)} Road, {_latin_name(dice, longest=False)}")
    }
    rows = [
        one | {"value": _said(*values[one["name"]])} if one["name"] in values else one for one in made["rows"]
    ]
    return made | {"rows": rows, "person": _said(*names["person"]), "number": f"KMC/BR/2026/{number:07}"}


def _name(dice: Random, *, longest: bool) -> str:
    words, length = [], _LONGEST if longest else dice.randint(4, 60)
    while sum(map(len, words)) + len(words) < length:
        base = [dice.choice(_SYLLABLES.split()) for _ in range(dice.randint(2, 6))]
        words.append("".join(base) + (dice.choice(_ENDINGS.split()) if dice.random() < 0.2 else ""))
    return " ".join(words)[:length].rstrip("্ \u200c\u200d")


def _latin_name(dice: Random, *, longest: bool) -> str:
    words: list[str] = []
    length = _LONGEST if longest else dice.randint(4, 50)
    while sum(map(len, words)) + len(words) < length:
        words.append(dice.choice(_LATIN.split()))
    return " ".join(words)[:length].strip()


def _paper(body: Mapping[str, Any], kind: str, title: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "v": 1,
        "body": body,
        "type": kind,
        "title": _said(*title),
        "number": "",
        "code": "10027KQ4M9XT3A",
        "issued": "2026-11-23",
        "valid_until": None,
        "case": "",
        "person": None,
        "rows": [],
        "conditions": [],
        "fee": None,
        "recommended_by": None,
        "verify": "https://janasetu.example",
        "specimen": False,
    } | more


def _who(title: tuple[str, str], name: tuple[str, str]) -> dict[str, Any]:
    return {"title": _said(*title), "name": _said(*name), "acting": None, "order": None}


def _said(in_bengali: str, in_english: str) -> dict[str, str]:
    return {"bn": in_bengali, "en": in_english}


_CHAIRMAN = _who(("চেয়ারম্যান", "Chairman"), ("অরুণাভ সরকার", "Arunabha Sarkar"))
_COORDINATOR = _who(("কো-অর্ডিনেটর, ওয়ার্ড ৫", "Co-ordinator, ward 5"), ("নমিতা ঘোষ", "Namita Ghosh")) | {
    "acting": _said("ওয়ার্ড ৫-এর কাউন্সিলরের পদ শূন্য থাকায়", "The seat of councillor of ward 5 being vacant"),
    "order": _said("আদেশ নং 118/BM, তাং ১ আগস্ট ২০২৬", "Order 118/BM of 1 August 2026"),
}
