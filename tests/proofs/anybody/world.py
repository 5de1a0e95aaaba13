"""The world around a phone: offices with all that is shipped, an area, those who share the phone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from uuid import UUID

from janasetu.catalogue.schema import Field, Service, Texts
from janasetu.catalogue.tests.factories import bundled
from janasetu.conversations.engine.effects import OfficeLine, PersonLine
from janasetu.conversations.engine.office import Office
from janasetu.conversations.tests.talking import Directory
from janasetu.lib.words import Lang

LANGUAGES: tuple[Lang, ...] = ("bn", "en", "hi")
KINDS_OF_BODY = ("corporation", "municipality", "gram_panchayat")
NAMES: tuple[Mapping[str, str | None], ...] = (
    {"bn": "আবদুল রহমান"},
    {"en": "Fatema Bibi"},
    {"bn": "ইমরান", "en": "Imran"},
    {"bn": "সাবিনা খাতুন ইসলাম চৌধুরী বন্দ্যোপাধ্যায়", "en": None},
    {"hi": "सीता देवी"},
)
OFFICE_NAMES = {"bn": "নমুনা অফিস", "en": "Sample Office", "hi": "नमूना कार्यालय"}


def persons(count: int) -> tuple[PersonLine, ...]:
    """So many of those who share the phone; the first is its owner."""
    relations = ("self", "other", "other", "other", "other")
    return tuple(
        PersonLine(f"0000000{n}-0000-4000-8000-000000000000", NAMES[n], relations[n]) for n in range(count)
    )


# A definition with the kinds of question that no shipped one has; it does not speak Hindi.
ASSORTED = Service.model_validate(
    {
        "format": 1,
        "code": "assorted",
        "kind": "application",
        "offered_by": ["municipality"],
        "name": {"bn": "নানা রকম", "en": "Assorted"},
        "short": {"bn": "নানা রকম", "en": "Assorted"},
        "title_by": "about",
        "ask": [
            {
                "field": "about",
                "kind": "text",
                "label": {"bn": "বিষয়টি কী?", "en": "What is it about?"},
                "short": {"bn": "বিষয়", "en": "Subject"},
                "least": 5,
                "most": 60,
            },
            {
                "field": "days",
                "kind": "choices",
                "label": {"bn": "কোন কোন দিন?", "en": "On which days?"},
                "short": {"bn": "দিন", "en": "Days"},
                "options": {
                    f"d{n}": {"name": {"bn": f"{name} দিন", "en": f"Day {n}"}}
                    for n, name in enumerate(("প্রথম", "দ্বিতীয়", "তৃতীয়", "চতুর্থ"), start=1)
                },
                "least": 2,
                "most": 3,
            },
            {
                "field": "pictures",
                "kind": "photo",
                "label": {"bn": "দুটি ছবি পাঠান।", "en": "Send two photos."},
                "short": {"bn": "ছবি", "en": "Photos"},
                "least": 2,
                "most": 3,
            },
            {
                "field": "spoken",
                "kind": "voice",
                "required": False,
                "skip": {"bn": "বলব না", "en": "Leave it out"},
                "label": {"bn": "নিজের গলায় বলুন।", "en": "Tell it in your voice."},
                "short": {"bn": "কথা", "en": "Voice"},
            },
            {
                "field": "spent",
                "kind": "money",
                "label": {"bn": "কত খরচ হয়েছে?", "en": "How much was spent?"},
                "short": {"bn": "খরচ", "en": "Spent"},
            },
            {
                "field": "phones",
                "kind": "phone",
                "label": {"bn": "কোন ফোনে কথা বলব?", "en": "Which telephone?"},
                "short": {"bn": "ফোন", "en": "Telephone"},
                "repeat": {
                    "least": 1,
                    "most": 3,
                    "more": {"bn": "আর কোনো ফোন আছে?", "en": "Is there another one?"},
                },
            },
            {
                "field": "site",
                "kind": "place",
                "label": {"bn": "জায়গাটি কোথায়?", "en": "Where is it?"},
                "short": {"bn": "জায়গা", "en": "Place"},
                "needs": ["ward", "landmark", "pin"],
            },
        ],
    }
)


@cache
def services(kind: str) -> Mapping[str, Service]:
    """What a body of this kind offers, by version: all that is shipped, and the assorted one of towns."""
    shipped = [one.service for one in bundled()]
    every = {str(UUID(int=number)): one for number, one in enumerate([*shipped, ASSORTED], start=1)}
    return {version: one for version, one in every.items() if kind in one.offered_by}


@cache
def office(kind: str, *, body: str = "", on_area_line: bool = False) -> Office:
    """An office of this kind; those of an area have codes of their own."""
    return Office(
        body=body or kind,
        name=OFFICE_NAMES,
        languages=LANGUAGES,
        services=services(kind),
        kind=kind,
        on_area_line=on_area_line,
    )


@cache
def _lines() -> Mapping[str, OfficeLine]:
    """A district with a block, its panchayats, two of one name, a town; 22 other districts."""
    within = "বোলপুর, বীরভূম"
    lines = (
        OfficeLine("d1", "birbhum", "বীরভূম", kind="district"),
        OfficeLine("b1", "bolpur", "বোলপুর", kind="block"),
        OfficeLine("g1", "panchayat", "শালডাঙা", within=within, kind="gram_panchayat"),
        OfficeLine("g2", "panchayat2", "মাধবপুর", within=within, kind="gram_panchayat"),
        OfficeLine("g3", "panchayat3", "মাধবপুর", within="নানুর, বীরভূম", kind="gram_panchayat"),
        OfficeLine("g4", "gopalpur", "গোপালপুর", within=within, kind="gram_panchayat", served=False),
        OfficeLine("m1", "town", "নমুনানগর", within="বীরভূম", kind="municipality"),
        *(OfficeLine(f"x{n}", f"district-{n}", f"জেলা {n}", kind="district") for n in range(22)),
    )
    return {line.id: line for line in lines}


def area() -> Directory:
    """The offices of an area, those that answer among them; a new one for each phone."""
    served = {"g1": "panchayat", "g2": "panchayat2", "g3": "panchayat3"}
    offices = {one: office("gram_panchayat", body=code, on_area_line=True) for one, code in served.items()}
    offices["m1"] = office("municipality", body="town", on_area_line=True)
    parents = {"b1": "d1", "g1": "b1", "g2": "b1", "g3": "d1", "g4": "b1", "m1": "d1"}
    return Directory(dict(_lines()), parents, offices)


def bengali_of(lang: Lang) -> frozenset[str]:
    """The texts of definitions that do not speak this language: they stay in Bengali."""
    return _bengali_texts() if ASSORTED.missing_languages((lang,)) else frozenset()


@cache
def _bengali_texts() -> frozenset[str]:
    return frozenset(_texts_in(ASSORTED.model_dump()))


def _texts_in(part: object) -> Iterator[str]:
    """Every Bengali text of a part of a definition."""
    if isinstance(part, dict):
        if isinstance(text := part.get("bn"), str):
            yield text
        for inner in part.values():
            yield from _texts_in(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _texts_in(inner)


def line_names() -> set[str]:
    """Every name that the area's lists show."""
    return {part for line in _lines().values() for part in (line.name, line.within) if part}


# What the office writes of its own accord about a case, by the acts and titles that it offers.
OFFICE_WRITES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "a question": ("case", {"answer": "উত্তর দিই"}),
    "a claim": ("case", {"yes": "হ্যাঁ, হয়েছে", "no": "না, হয়নি"}),
    "a refusal": ("case", {"no": "আমি একমত নই"}),
    "a charge": ("field", {"seen": "দেখেছি", "coming": "রওনা হয়েছি", "done": "কাজ শেষ"}),
    "a photo wanted": ("field", {"later": "এখন নয়"}),
}

# --- definitions that change ---

CHANGES = ("asks more", "asks less", "renames", "withdraws")


def changed(serving: Office, code: str, how: str, number: int) -> Office:
    """The office after a new version of this service came in force; talks stay pinned to the old one."""
    version, service = serving.by_code(code) or ("", None)
    if service is None:
        return serving
    kept = {one: other for one, other in serving.services.items() if one != version}
    if how != "withdraws":
        kept[str(UUID(int=1000 + number))] = _edited(service, how, number)
    return replace(serving, services=kept, pinned={**serving.pinned, version: service})


def _edited(service: Service, how: str, number: int) -> Service:
    """The definition with one question more, one less, or with other codes for the options of its choices."""
    if how == "asks more":
        return service.model_copy(update={"ask": (_one_more(number), *service.ask)})
    if how == "asks less" and len(service.ask) > 1:
        return service.model_copy(update={"ask": service.ask[:-1]})
    return service.model_copy(update={"ask": tuple(map(_renamed, service.ask))})


def _one_more(number: int) -> Field:
    short = Texts(bn=f"আরও কিছু {number}", en=f"Also {number}", hi=f"और भी {number}")
    return ASSORTED.field("about").model_copy(update={"field": f"more_{number}", "short": short})


def _renamed(asked: object) -> object:
    options = getattr(asked, "options", None)
    if not options or getattr(asked, "when", None):
        return asked
    return asked.model_copy(update={"options": {f"{code}_new": one for code, one in options.items()}})  # type: ignore[attr-defined]  # a field
