"""What a definition may say, as checked values: spans, days, texts, and what a service knows of itself."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.schema import (
    Fee,
    Field,
    Group,
    Limits,
    Option,
    Output,
    Service,
    Span,
    Stage,
    Texts,
    Words,
)
from janasetu.catalogue.schema.asking import day_written
from janasetu.catalogue.schema.parts import BUTTON, Day
from janasetu.catalogue.schema.terms import on
from janasetu.catalogue.tests.factories import choice, complaint, question, service
from janasetu.catalogue.tests.wrongs import GOOD
from janasetu.lib.text import units
from janasetu.lib.texts import LANGUAGES

NOC = read(GOOD / "trade-noc" / "service.yaml").service
STREET = read(GOOD / "street" / "service.yaml").service
ABOUT = read(GOOD / "about" / "service.yaml").service
SUMMER = dt.date(2026, 6, 15)


def refusal(make: Any, *given: Any, **changes: Any) -> str:
    with pytest.raises(ValidationError) as error:
        make(*given, **changes)
    return str(error.value.errors()[0]["msg"])


def named(**titles: str) -> dict[str, Any]:
    return {code: {"name": {"bn": title, "en": code}} for code, title in titles.items()}


# --- spans and days ---


@pytest.mark.parametrize(
    ("written", "span", "said"),
    [
        ("48 hours", Span(48, "hours"), "48 hours"),
        ("1 hour", Span(1, "hours"), "1 hours"),
        ("7 working days", Span(7, "working days"), "7 working days"),
        ("1 working day", Span(1, "working days"), "1 working days"),
        ("9999 minutes", Span(9999, "minutes"), "9999 minutes"),
        (Span(2, "years"), Span(2, "years"), "2 years"),
    ],
)
def test_a_length_of_time_is_written_as_an_office_writes_it(written: object, span: Span, said: str) -> None:
    assert Span.read(written) == span
    assert str(span) == said
    assert Span.read(said) == span


@pytest.mark.parametrize(
    "written", ["0 days", "10000 days", "৪ days", "two days", "7days", "-1 days", "7 weeks", 7, None]
)
def test_any_other_length_of_time_is_refused(written: object) -> None:
    assert refusal(Option.model_validate, {"bn": "ক", "en": "A", "promise": written}) != ""
    assert refusal(Option.model_validate, {"name": {"bn": "ক", "en": "A"}, "promise": written or "x"}) == (
        "write a length of time as `48 hours` or `7 working days`"
    )


@pytest.mark.parametrize("written", ["2026-04-01", dt.date(2026, 4, 1)])
def test_a_day_is_year_month_and_day(written: object) -> None:
    assert TypeAdapter(Day).validate_python(written) == dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    "written", [20260401, 0, "20260401", "2026-4-1", "2026-02-30", "1775001600", "today", True]
)
def test_a_number_is_no_day(written: object) -> None:
    assert refusal(TypeAdapter(Day).validate_python, written) == "write a day as 2026-04-01"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("today", SUMMER),
        ("today + 30 days", dt.date(2026, 7, 15)),
        ("today - 1 day", dt.date(2026, 6, 14)),
        ("today - 120 years", dt.date(1906, 6, 15)),
        ("today + 8 months", dt.date(2027, 2, 15)),
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("today + 9999 years", None),
        ("today - 9999 days", dt.date(1999, 1, 29)),
        ("today + 9999 months", dt.date(2859, 9, 15)),
        ("today + 48 hours", None),
        ("today + soon", None),
        ("tomorrow + 1 day", None),
        ("tomorrow", None),
    ],
)
def test_a_bound_of_a_day_is_counted_from_today(written: str, day: dt.date | None) -> None:
    assert day_written(written, SUMMER) == day


@pytest.mark.parametrize(
    ("written", "today", "day"),
    [
        ("today + 1 month", dt.date(2026, 1, 31), dt.date(2026, 2, 28)),
        ("today + 1 month", dt.date(2028, 1, 31), dt.date(2028, 2, 29)),
        ("today + 1 month", dt.date(2026, 3, 31), dt.date(2026, 4, 30)),
        ("today - 12 months", dt.date(2028, 2, 29), dt.date(2027, 2, 28)),
    ],
)
def test_a_day_that_the_month_does_not_have_is_its_last(written: str, today: dt.date, day: dt.date) -> None:
    assert day_written(written, today) == day


@pytest.mark.parametrize("date", [28, 29, 30, 31])
def test_a_day_at_the_end_of_a_month_is_that_day_in_a_month_as_long(date: int) -> None:
    """Who is born on the 31st is eighteen on the 31st, and not three days later."""
    today = dt.date(2026, 1, date)

    assert day_written("today - 18 years", today) == dt.date(2008, 1, date)
    assert day_written("today + 2 months", today) == dt.date(2026, 3, date)


# --- texts and words ---


def test_a_text_falls_back_on_bengali() -> None:
    text = Texts(bn="জল", en="Water")

    assert [text.in_("bn"), text.in_("en"), text.in_("hi")] == ["জল", "Water", "জল"]
    assert list(text.all()) == ["জল", "Water"]


def test_letters_that_normalising_makes_longer_are_counted_so() -> None:
    typed = "বাড়ি ভাড়ার নোটিশ ঘড়"  # ড় may be one code point or two; the longer form counts

    assert refusal(question, "text", short={"bn": typed, "en": "Notice"}) == "bn is 22 units long; 20 fit"


def test_words_may_be_a_list_or_by_language() -> None:
    assert Words.model_validate(["জল", "jol"]).all() == ("জল", "jol")
    assert Words.model_validate(
        {"bn": ["জল"], "bn-Latn": ["jol"], "en": ["water"], "hi": ["पानी"]}
    ).all() == (
        "জল",
        "jol",
        "water",
        "पानी",
    )


def test_an_option_may_be_written_as_its_name_alone() -> None:
    bare = Option.model_validate({"bn": "একার", "en": "Sole"})

    assert bare == Option.model_validate({"name": {"bn": "একার", "en": "Sole"}})
    assert bare.words_to_match() == {"একার", "sole"}


def test_a_button_says_the_short_name_of_an_option_where_it_has_one() -> None:
    named_twice = Option(
        name=Texts(bn="ভাঙা রাস্তা বা ফুটপাত", en="Damaged road or footpath"), short=Texts(bn="ভাঙা রাস্তা", en="Road")
    )
    named_once = Option(name=Texts(bn="মশা বা ডেঙ্গু", en="Mosquitoes"))

    assert [named_twice.title_in("bn"), named_once.title_in("bn")] == ["ভাঙা রাস্তা", "মশা বা ডেঙ্গু"]


def test_every_subject_of_a_complaint_fits_a_button() -> None:
    category = read(BUNDLED / "complaint" / "service.yaml").service.ask[0]
    assert isinstance(category, Field)

    titles = [option.title_in(lang) for option in category.options.values() for lang in LANGUAGES]

    assert [title for title in titles if units(title) > BUTTON] == []


def test_yes_is_not_true() -> None:
    assert refusal(question, "text", required="yes") == "Input should be a valid boolean"
    assert refusal(question, "text", required=1) == "Input should be a valid boolean"


# --- questions ---


def test_the_questions_of_groups_are_questions_too() -> None:
    assert [field.field for field in NOC.fields()] == [
        *("applicant", "ownership", "deed", "trades", "workers", "since", "rented"),
        *("name", "phone", "licence", "premises", "photo"),
    ]
    assert NOC.field("workers").least == Decimal(1)
    assert NOC.field("shop.licence").kind == "text"
    with pytest.raises(KeyError):
        NOC.field("licence")


def test_a_question_and_a_group_know_when_they_are_asked() -> None:
    deed, group = NOC.field("deed").condition(), NOC.ask[7].condition()

    assert deed is not None
    assert deed.holds({"ownership": "partnership"})
    assert group is not None
    assert not group.holds({"ownership": "partnership", "workers": 1})
    assert NOC.field("applicant").condition() is None
    assert NOC.ask[8].condition() is None


def test_a_question_may_be_made_of_a_question() -> None:
    """Services made in code take fields and groups as they are."""
    group = Group(group="g", label=Texts(bn="ক", en="A"), short=Texts(bn="ক", en="A"), ask=(choice(),))
    made = service(question("text"), ask=[question("text"), group])

    assert [type(one) for one in made.ask] == [Field, Group]
    assert [field.kind for field in made.papers()] == []
    assert [field.field for field in NOC.papers()] == ["deed"]


# --- who, what, when ---


@pytest.mark.parametrize(
    ("kind", "given", "intent", "group", "opens"),
    [
        ("complaint", {}, "complaint", "complaints", True),
        ("application", {"code": "trade-noc"}, "svc_trade_noc", "papers", True),
        ("application", {"intent": "svc_trade"}, "svc_trade", "papers", True),
        ("thanks", {"group": "voices"}, "thanks", "voices", True),
        ("information", {}, "information", "information", False),
    ],
)
def test_a_service_knows_its_group_and_its_intent(
    kind: str, given: dict[str, str], intent: str, group: str, opens: bool
) -> None:
    made = service(choice(), kind=kind, **{"intent": None} | given)

    assert (made.reached_intent, made.menu_group, made.opens_cases) == (intent, group, opens)


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ({}, True),
        ({"kind": "thanks"}, False),
        ({"closes": "by_office"}, False),
        ({"kind": "thanks", "closes": "by_citizen"}, True),
    ],
)
def test_a_complaint_is_closed_by_the_citizen_unless_it_says_else(given: dict[str, str], asks: bool) -> None:
    assert service(choice(), **given).asks_the_citizen is asks


def test_a_service_answers_to_its_names_and_words() -> None:
    assert STREET.words_to_match() == {
        *("রাস্তার অসুবিধা", "street trouble", "রাস্তা", "street", "রাস্তার কথা", "rasta"),
    }
    assert ABOUT.topics["hours"].words_to_match() == {"অফিসের সময়", "office hours", "কখন খোলা", "when open"}


def test_a_service_says_in_which_languages_it_has_no_name() -> None:
    assert STREET.missing_languages(("bn", "en", "hi")) == ("hi",)


def test_an_option_decides_when_its_clocks_run_and_old_versions_are_read() -> None:
    matter = {"matter": "wire"}
    calm = STREET.model_copy(update={"calendar": "open days"})

    assert (STREET.calendar_of(matter), calm.calendar_of(matter)) == ("always", "open days")
    assert (
        Option.model_validate({"name": {"bn": "ক", "en": "A"}, "calendar": "office"}).calendar == "open days"
    )


def test_the_first_action_of_the_day_holds() -> None:
    within = ({"within": "1 day"}, {"within": "4 hours", "from": "2026-04-01", "source": "resolution"})
    limits = Limits.model_validate({"promise": {"within": "72 hours"}, "first_action": within})
    service = STREET.model_copy(update={"limits": limits})

    found = [service.first_action_on(dt.date(2026, month, 1)) for month in (3, 4)]

    assert [(str(one.within), one.source) for one in found if one] == [
        ("1 days", ""),
        ("4 hours", "resolution"),
    ]
    assert STREET.first_action_on(SUMMER) is None
    assert ABOUT.first_action_on(SUMMER) is None


def test_the_chosen_option_decides_title_department_and_promise() -> None:
    fields = {"matter": "light"}

    assert STREET.category(fields) == "light"
    assert STREET.title(fields, "bn") == "আলো জ্বলছে না"
    assert STREET.department_in("corporation", fields) == "lighting"
    assert STREET.department_in("municipality", fields) == "m_lighting"
    assert STREET.department_in("block", fields) is None
    assert STREET.promise_on(SUMMER, fields) == Span(48, "hours")
    assert STREET.promise_on(SUMMER, {"matter": "hole"}) == Span(72, "hours")
    assert (STREET.category({}), STREET.title({}, "en"), STREET.option({})) == ("", "Street trouble", None)


def test_without_title_by_the_first_choice_that_decides_something_titles_the_case() -> None:
    decided = choice(2, field="which", options={"a": {"name": _t("ক"), "department": "works"}, "b": _t("খ")})

    assert service(choice(), decided, title_by=None).titled_by == "which"
    assert service(choice(), title_by=None).titled_by is None
    assert service(choice(), title_by=None).title({"topic": "o1"}, "bn") == "নমুনা"


def test_a_case_may_be_called_by_an_answer_in_words() -> None:
    made = service(question("text"), title_by="text")

    assert made.title({"text": "ভাঙা রাস্তা"}, "bn") == "ভাঙা রাস্তা"
    assert (made.title({}, "en"), made.category({"text": "ভাঙা রাস্তা"})) == ("নমুনা", "")


def test_a_department_may_be_the_services_own() -> None:
    one = service(choice(), department="works")
    several = service(choice(), department={"municipality": "m_works"})

    assert (one.department_in("block", {}), several.department_in("municipality", {})) == ("works", "m_works")
    assert several.department_in("block", {"topic": "o1"}) is None
    assert service(choice()).department_in("block", {}) is None


def test_what_is_hidden_may_differ_by_option_and_by_kind_of_body() -> None:
    options: dict[str, Any] = named(light="আলো", wire="তার", hole="গর্ত")
    options["wire"]["confidential"] = {"municipality": "about_office"}
    options["hole"]["confidential"] = True
    matter = Field.model_validate({"field": "matter", "kind": "choice", "options": options})
    street = STREET.model_copy(update={"ask": (matter,), "confidential": {"corporation": True}})

    def hidden(matter: str, kind: str) -> object:
        return street.hidden_in(kind, {"matter": matter})

    assert [hidden("wire", "municipality"), hidden("wire", "corporation")] == ["about_office", True]
    assert [hidden("hole", "municipality"), hidden("light", "municipality")] == [True, False]
    assert [street.hidden_in("corporation"), street.hidden_in("block")] == [True, False]


def test_levels_may_be_those_of_one_kind_of_body() -> None:
    assert STREET.levels_in("municipality") == ("officer", "chairman")
    assert STREET.levels_in("block") == ()
    assert NOC.levels_in("gram_panchayat") == ("pradhan", "bdo")


def test_a_service_counts_on_every_role_that_it_names() -> None:
    assert set(NOC.roles()) == {"sahayak", "nirman_sahayak", "pradhan", "bdo", "sdo", "dm"}
    assert set(STREET.roles()) == {"officer", "commissioner", "chairman"}
    assert set(ABOUT.roles()) == set()


# --- terms ---


def test_of_dated_terms_the_latest_that_has_begun_holds() -> None:
    old, new = Fee(amount=1), Fee.model_validate({"amount": 2, "from": "2026-04-01"})

    assert on((new, old), dt.date(2026, 3, 31)) == old
    assert on((new, old), dt.date(2026, 4, 1)) == new
    assert on((new,), dt.date(2026, 3, 31)) is None


def test_fees_are_told_apart_by_name_time_and_condition() -> None:
    fees = [
        {"name": _t("কপি"), "amount": 10, "from": "2026-01-01"},
        {"name": _t("কপি"), "amount": 20, "from": "2026-04-01"},
        {"name": _t("ডাক"), "amount": 50, "from": "2026-01-01", "due": "on delivery"},
        {"name": _t("ডাক"), "amount": 60, "from": "2027-01-01", "due": "on delivery"},
        {"name": _t("পরে"), "amount": 70, "from": "2027-01-01"},
    ]

    assert [fee.amount for fee in service(choice(), fee=fees).fees_on(SUMMER)] == [20, 50]
    assert [fee.amount for fee in NOC.fees_on(SUMMER)] == [200, 500]
    assert [fee.amount for fee in service(choice(), fee=[{"amount": 1}]).fees_on(SUMMER)] == [1]


def test_the_law_holds_where_it_is_named() -> None:
    statutory = NOC.statutory_on(SUMMER)

    assert statutory is not None
    assert (statutory.within, statutory.officer) == (Span(15, "working days"), "pradhan")
    assert STREET.statutory_on(SUMMER) is None
    assert (ABOUT.statutory_on(SUMMER), ABOUT.promise_on(SUMMER, {})) == (None, None)
    assert NOC.promise_on(dt.date(2025, 12, 31), {}) is None


def test_a_paper_may_have_one_signatory_or_several() -> None:
    given = {"type": "noc", "from": "here"}

    assert Output.model_validate(given | {"signed_by": "pradhan"}).signed_by == ("pradhan",)
    assert Output.model_validate(given | {"signed_by": ["pradhan", "mayor"]}).signed_by == (
        "pradhan",
        "mayor",
    )


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ({}, "a topic has one of `text`, `says` and `numbers`"),
        (
            {"says": "hours", "text": {"bn": "ক", "en": "A"}},
            "a topic has one of `text`, `says` and `numbers`",
        ),
    ],
)
def test_a_topic_tells_one_thing(topic: dict[str, Any], said: str) -> None:
    assert refusal(service, choice(), topics={"a": {"name": _t("ক"), **topic}}) == said


# --- stages ---


def test_a_stage_leads_where_its_moves_and_what_comes_after_lead() -> None:
    scrutiny, inspection, approval = NOC.stages

    assert list(scrutiny.leads_to()) == ["inspection", "applicant", "end"]
    assert list(inspection.leads_to()) == ["approval"]
    assert [desk.stage for desk in inspection.desks()] == ["site", "fire"]
    assert [desk.stage for desk in approval.desks()] == ["approval"]
    assert [stage.stage for stage in NOC.all_stages()] == [
        "scrutiny",
        "inspection",
        "site",
        "fire",
        "approval",
    ]


def test_a_desk_may_be_anothers_in_each_kind_of_body() -> None:
    stage = Stage.model_validate({"stage": "a", "role": {"municipality": "chairman"}})

    assert (stage.role_in("municipality"), stage.role_in("block")) == ("chairman", None)
    assert NOC.stages[0].role_in("gram_panchayat") == "sahayak"


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ({}, "a stage has one of `role`, `desk` and `together`"),
        (
            {"role": "clerk", "desk": "external", "agency": "fire"},
            "a stage has one of `role`, `desk` and `together`",
        ),
        ({"desk": "external"}, "an outside desk names its `agency`"),
    ],
)
def test_a_stage_has_one_shape(stage: dict[str, Any], said: str) -> None:
    assert refusal(Stage.model_validate, {"stage": "a", **stage}) == said


# --- whole definitions ---


def test_the_complaint_of_the_product_decides_by_its_category() -> None:
    asked: Service = complaint().service

    assert asked.title({"category": "streetlight_out"}, "bn") == "রাস্তার আলো জ্বলছে না"
    assert asked.title({"category": "streetlight_out"}, "en") == "Street light out"


def test_a_definition_is_the_same_after_it_was_written_out() -> None:
    for one in (NOC, STREET, ABOUT):
        assert Service.model_validate_json(one.model_dump_json(by_alias=True)) == one


def _t(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}
