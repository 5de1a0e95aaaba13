"""Which pages there are, in which states they are looked at, and which addresses have no page at all."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from playwright.sync_api import Page

from janasetu.bodies.actions import enter_absence, name_deputy, set_up_code_app
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_ward
from janasetu.bodies.tests.maps import draw, row_of_squares
from janasetu.cases.actions import (
    CaseOrder,
    CorrectionWish,
    LostCall,
    MoveOrder,
    Outside,
    Told,
    accept_phrase,
    appeal_by_code,
    ask_call_backs,
    ask_records,
    call_desks_to_voices,
    choose_entry,
    correct_by_link,
    escalate_overdue,
    make_link,
    make_move,
    note_lost_call,
    reveal_number,
    seal_paper,
    tell_law_passed,
)
from janasetu.cases.actions.amending import Taken, open_taken
from janasetu.cases.codes import code_of
from janasetu.cases.models import CallBack, CannedReply, Case, CaseDesk, Unmasking
from janasetu.cases.tests.offices import Office, definition_of, desk
from janasetu.cases.tests.test_inking import pressed, to_be_signed
from janasetu.cases.tests.test_records import BORN
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.tests.factories import publish
from janasetu.console.stepup import note_step_up
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_call_back,
    a_complaint,
    a_file,
    a_talk,
    a_voice_note,
    an_application,
    an_officer,
)
from janasetu.console.tests.test_costs import ended, said
from janasetu.console.tests.test_fees import owed
from janasetu.console.tests.test_learning import a_misread, put_right
from janasetu.deliveries.actions import VisitOrder, order_visits, plan_visits, wait_at_office
from janasetu.deliveries.rules import Slot
from janasetu.documents.choices import FileState, InkPen, InkReading, Standing
from janasetu.documents.marks.codes import new_code
from janasetu.documents.tests import issued_papers as papers
from janasetu.documents.tests.ink_pages import a_page
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.payments.actions import open_checkout, take_cash
from janasetu.payments.actions.companies import order_for
from janasetu.payments.queries import token_of
from janasetu.posters.actions import count_scans, hang
from janasetu.posters.models import Poster
from janasetu.registers.actions import (
    MarginOrder,
    SearchOrder,
    ask_record_room,
    note_not_found,
    write_margin,
)
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.queries import paper_rows
from janasetu.registers.tests.factories import as_csv, entered, sent
from pages.looking import Scene

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
LONG = 26  # cases: one more than a page of the list has

_PART = "a part of a page, looked at in that page"
_SENT = "takes what a form sends and leads to another page; opened, it is the page of a refused method"
_FILE = "the bytes of a file"
NO_PAGES = {
    **dict.fromkeys(
        (
            *("console:inbox_list", "console:calls_list", "console:talks_list", "console:talks_waiting"),
            *("console:voices_list", "console:voices_waiting"),
            *(
                "console:case_live",
                "console:talk_live",
                "console:case_canned",
                "demo:shown_clock",
                "demo:xray",
            ),
            *("console:new_questions", "console:new_subjects", "console:new_options", "console:new_caller"),
            "console:new_similar",
            "console:new_landmarks",
        ),
        _PART,
    ),
    **dict.fromkeys(
        (
            *("console:inbox_assign", "console:logout", "console:post", "console:no_passkey"),
            *(
                "console:case_call",
                "console:case_split",
                "console:case_desk",
                "console:case_entry",
                "console:case_records",
                "console:case_papers",
                "console:case_issue",
                "console:case_withdraw",
                "console:case_paper_act",
                *("console:ink_print", "console:ink_aside", "console:ink_send"),
                "console:case_fetch",
                "console:case_site",
                "console:case_nudge",
                "console:case_letter_act",
                "console:talk_call",
                "console:talk_ready",
                "console:case_draft",
                "console:talk_back",
                "console:call_number",
                "console:unmasking_agree",
            ),
            "console:alarm_heard",
            *("console:fee_upi", "console:fee_relief", "console:cash_close", "console:relief_agree"),
            *("console:visit_act", "round:out", "round:word"),
            "console:case_proof",
            *("console:relief_refuse", "console:stray_return", "portal:fee_answer"),
            *("demo:enter", "demo:move_clock", "portal:language"),
        ),
        _SENT,
    ),
    "console:file": _FILE,
    "console:case_rights_paper": _FILE,
    "console:case_paper": _FILE,
    "console:costs_file": _FILE,
    "console:posters_file": _FILE,
    "console:case_notes_file": _FILE,
    "console:case_letter": _FILE,
    "console:cash_file": _FILE,
    **dict.fromkeys(("console:papers_print", "console:papers_file"), _FILE),
    **dict.fromkeys(
        ("console:ink_paper", "console:ink_picture", "console:ink_page", "console:ink_sealed"), _FILE
    ),
    "console:register_faults": _FILE,
    "console:register_scan": _FILE,
    "console:learning_file": _FILE,
    "console:audit_file": _FILE,
    "console:report_file": _FILE,
    "console:report_list_file": _FILE,
    "console:talk_file": _FILE,
    "demo:clock": "JSON for scripts",
    "portal:metrics": "text for Prometheus",
    "portal:paper_with_a_slash": "portal:paper, addressed otherwise",
    **dict.fromkeys(("portal:keys", "portal:withdrawn"), "JSON for scripts"),
    "portal:worker": "a script that the browser keeps",
    "round:worker": "a script that the browser keeps",
    "round:key": "JSON for the script of the round",
}


# --- What somebody does ---


def press(selector: str) -> Callable[[Page], None]:
    """A press of what opens something in the page."""
    return lambda page: page.locator(selector).first.click()


def sends(selector: str) -> Callable[[Page], None]:
    """A press of a button that brings another page."""

    def doing(page: Page) -> None:
        with page.expect_navigation():
            page.locator(selector).first.click()

    return doing


def sends_to(address: str, **fields: str) -> Callable[[Page], None]:
    """A form of elsewhere, sent from the page that is open with its token unless one is given."""

    def doing(page: Page) -> None:
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        with page.expect_navigation():
            page.evaluate(_SEND, [address, {"csrfmiddlewaretoken": token, **fields}])

    return doing


_SEND = """([action, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  const field = ([name, value]) => Object.assign(document.createElement("input"), { name, value });
  form.append(...Object.entries(fields).map(field));
  document.body.append(form);
  form.submit();
}"""


def finds_nothing(page: Page) -> None:
    """Looks for a subject that is none."""
    page.locator("#subject").press_sequentially("কখগঘঙ")
    page.locator("#subject-list .none").wait_for()


def finds(page: Page) -> None:
    """Types what leads to several subjects."""
    page.locator("#subject").press_sequentially("জল")
    page.locator("#subject-list [role=option]").first.wait_for()


def chooses_all(page: Page) -> None:
    """Ticks every row, and goes down to where they are given away."""
    for box in page.locator(".pick label").all():
        box.click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")


def opens_the_canned(page: Page) -> None:
    """Looks through the replies that the office sends often."""
    page.locator("[popovertarget=canned]").first.click()
    page.locator("#canned-found li").first.wait_for()


def opens_the_keys(page: Page) -> None:
    """Asks which keys there are."""
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()


# --- The scenes ---


def for_everybody() -> list[Scene]:
    """What is seen without a login."""
    login = reverse("console:login")
    return [
        Scene("portal:front", reverse("portal:front")),
        Scene("portal:status", reverse("portal:status")),
        Scene("portal:verify", reverse("portal:verify")),
        Scene("portal:verify mistyped", f"{reverse('portal:verify')}?code={'0ZA-3G92-' * 6}"),
        Scene("portal:verify no file", reverse("portal:verify"), sends("#file .btn")),
        Scene("portal:paper unknown", reverse("portal:paper", args=["0ZA3G9230VQVST"])),
        Scene("portal:matter", reverse("portal:matter")),
        Scene("portal:matter refused", reverse("portal:matter"), sends("main .btn.main")),
        Scene("portal:matter_of", reverse("portal:matter_of", args=["26100200014"])),
        Scene("portal:api", reverse("portal:api")),
        Scene("styleguide", reverse("styleguide")),
        *(Scene(f"styleguide in {lang}", reverse("styleguide", args=[lang])) for lang in ("bn", "en", "hi")),
        Scene("console:login", login),
        Scene("console:login refused", login, sends("main .btn.main")),
        Scene(
            "console:canned ended", login, sends_to(reverse("console:canned"), title="জল", text="জল আসবে।")
        ),
        Scene("broken 400", "/broken/400/"),
        Scene("broken 403", "/broken/403/"),
        Scene("broken 404", "/broken/404/"),
        Scene("broken 405", reverse("console:logout")),
        Scene("broken 500", "/broken/500/"),
        Scene("broken form", login, sends_to(login, csrfmiddlewaretoken="x" * 32)),
    ]


def at_the_desk(town: LocalBody) -> list[Scene]:
    """What an officer sees, with a little of everything on the desk."""
    case = a_complaint(town, files=[a_file(), a_file(FileState.WANTED), a_file(FileState.LOST)])
    unheard = a_complaint(town, heard_at=NOW - timedelta(hours=30))
    unreached = a_complaint(town, reachable=False)
    talk = a_talk(town, "জল" * 200, "র্ক্ট্রূঁ নেই", name="রহিমা" * 9, at=NOW)
    CannedReply.objects.create(body=town, title="মিস্ত্রি যাবেন", text="{ref} নিয়ে মিস্ত্রি যাবেন। " * 9)
    inbox, page = reverse("console:inbox"), reverse("console:case", args=[case.ref])
    return [
        Scene("console:inbox", inbox),
        Scene("console:inbox searched", f"{inbox}?q=কোথাও-নেই"),
        Scene("console:inbox narrowed", f"{inbox}?department=m_lighting&ward=11&since=2026-11-01"),
        Scene("console:inbox misread", f"{inbox}?since=৩১-০২-২০২৬&until=কোনো-দিন"),
        Scene("console:inbox empty", f"{inbox}?show=overdue"),
        Scene("console:inbox chosen", inbox, chooses_all),
        Scene("console:inbox keys", inbox, opens_the_keys),
        Scene("console:case", page),
        Scene("console:case refused", page, resolves_without_a_photo),
        Scene("console:case rejected", page, press("[data-key=x] summary")),
        Scene("console:case why", page, press(".why summary")),
        Scene("console:case canned", page, opens_the_canned),
        Scene("console:case photo", page, press("[data-large]")),
        Scene("console:case late", reverse("console:case", args=[unheard.ref])),
        Scene("console:case unreached", reverse("console:case", args=[unreached.ref])),
        Scene("console:case_number", page, sends_to(reverse("console:case_number", args=[case.ref]))),
        Scene("console:talks", reverse("console:talks")),
        Scene("console:talk", reverse("console:talk", args=[talk.id])),
        Scene("console:talk refused", reverse("console:talk", args=[talk.id]), sends("#reply .btn.main")),
        *_applications(town),
        *_appeals(town),
        *_calls(town),
        *_offices_outside(town),
        *_alarms(town),
        *_voices(town),
        *_of_many(town),
        Scene("console:canned", reverse("console:canned")),
        Scene("console:canned refused", reverse("console:canned"), sends("main .btn.main")),
        *_late(town),
        *_desk_of_the_operator(town, case.ref),
        *_map_of_the_wards(town),
        *_papers(),
        *_doors(town, case),
    ]


def _doors(town: LocalBody, case: Case) -> list[Scene]:
    """A paper in the round of the officer, one at the counter, and one that waits, with a long address."""
    addresses = ("সুভাষপল্লী" * 30, "হাটখোলা", "মন্দিরের পাশে")
    orders = [_visit_order(town, case, number, address) for number, address in enumerate(addresses)]
    planned, kept, _ = order_visits(orders, now=NOW - timedelta(days=1))
    officer = Officer.objects.get(body=town, role_id="officer")
    today = Slot(clock.local(NOW).date(), "morning")
    plan_visits(officer=officer, visit_ids=[planned.id], runner_id=officer.id, slot=today, now=NOW)
    wait_at_office(officer=officer, visit_id=kept.id, now=NOW)
    page = reverse("console:deliveries")
    return [
        Scene("console:deliveries", page),
        Scene("console:deliveries_plan refused", page, sends("#plan .btn.main")),
        Scene("round:round", reverse("round:round")),
        Scene("round:round open", reverse("round:round"), press("[data-stop] summary")),
    ]


def _visit_order(town: LocalBody, case: Case, number: int, address: str) -> VisitOrder:
    return VisitOrder(
        body_id=town.id,
        case_id=case.id,
        ref=case.ref,
        source=f"scene:{number}",
        title={"bn": "বাসিন্দা সুপারিশপত্র", "en": "Residence recommendation"},
        address=address,
        ward="11",
        lat=26.5172,
        lon=89.2023,
    )


def _papers() -> list[Scene]:
    """A paper that is checked: a long name in its QR, and in the register revoked."""
    body = papers.a_body()
    papers.a_paper(body, standing=Standing.REVOKED, standing_at=NOW, specimen=True)
    snapshot = papers.a_snapshot()
    snapshot["person"] = {"bn": "লক্ষ্মীপ্রিয়া " * 9, "en": "Lakshmipriya " * 9}
    return [
        Scene("portal:paper", reverse("portal:paper", args=[papers.CODE])),
        Scene("portal:paper_scanned", "/V/" + papers.its_address(snapshot).partition("/V/")[2], sees_the_qr),
    ]


def sees_the_qr(page: Page) -> None:
    """Waits for what the browser says of the QR."""
    page.locator("[data-said]:visible").first.wait_for()


def _map_of_the_wards(town: LocalBody) -> list[Scene]:
    """Wards by their borders, and those without one as tiles."""
    page = reverse("console:map")
    for number in range(1, 19):
        make_ward(town, str(number))
    draw(town, row_of_squares(*map(str, range(1, 8))), source="Sample of the tests, CC0")
    for number in (1, 2, 2, 9):
        late = a_complaint(town)
        Case.objects.filter(id=late.id).update(ward=str(number), promise_due_at=NOW - timedelta(hours=2))
    return [Scene("console:map", page), Scene("console:map overdue", f"{page}?show=overdue")]


def _late(town: LocalBody) -> list[Scene]:
    """A case whose time ran out with its officer, who is asked why."""
    case = a_complaint(town, opened_at=NOW - timedelta(hours=80))
    escalate_overdue(now=NOW)
    page = reverse("console:case", args=[case.ref])
    explain = sends_to(reverse("console:case_explain", args=[case.ref]), words=" ")
    return [
        Scene("console:case unexplained", page),
        Scene("console:case_explain", page, explain),
        Scene("console:explanations", reverse("console:explanations")),
    ]


def of_the_staff(town: LocalBody) -> list[Scene]:
    """Who is away and who stands in, as who heads the office sees and enters it."""
    operator, away = an_officer(town, "operator"), an_officer(town, "payroll")
    week: dict[str, Any] = {"since": NOW, "until": NOW + timedelta(days=7), "kind": "training"}
    enter_absence(officer=away, deputy=operator, by="secretary@falakata", now=NOW, **week)
    name_deputy(body_id=town.id, role="officer", officer=operator, since=NOW, by="command", now=NOW)
    page = reverse("console:staff")
    return [
        Scene("console:staff", page),
        Scene("console:staff refused", page, sends("main .btn.main")),
        *_of_the_learning(town),
    ]


def _of_the_learning(town: LocalBody) -> list[Scene]:
    """Words that were taken for something else, one of them accepted, and what is confused."""
    chairman = Officer.objects.filter(body=town, role_id="chairman").first() or an_officer(town, "chairman")
    clerk = Officer.objects.filter(body=town, role_id="clerk").first() or an_officer(town, "clerk")
    waiting = [put_right(chairman, a_misread(town, words)) for words in ("কলে জল নেই " * 9, "জলে গন্ধ")]
    last = put_right(
        chairman, a_misread(town, "পরীক্ষাপুরের কল থেকে ঘোলা জল পড়ছে", decision="choose"), "water_dirty"
    )
    accept_phrase(officer=clerk, phrase_id=last.id, text=last.text, label="water_dirty", now=NOW)
    page, confused = reverse("console:learning"), reverse("console:confusions")
    pair = urlencode({"was": "streetlight_out", "is": "water_no_supply"})
    return [
        Scene("console:learning", page),
        Scene("console:learning refused", page, sends_to(page, id=str(waiting[0].id), text="•••")),
        Scene("console:confusions", confused),
        Scene("console:confusions empty", f"{confused}?period=lastyear"),
        Scene("console:confused_cases", f"{reverse('console:confused_cases')}?{pair}"),
    ]


def resolves_without_a_photo(page: Page) -> None:
    """Says that the work is done, and shows no photo of it."""
    page.locator("[data-key=e] summary").click()
    sends("#resolve .btn.good")(page)


def _alarms(town: LocalBody) -> list[Scene]:
    """Something that an officer made an emergency, and nobody has answered."""
    case = a_complaint(town)
    officer = Officer.objects.get(body=town, role_id="officer")
    make_move(officer=officer, ref=case.ref, order=MoveOrder("alarm", note="ছেঁড়া তারে শক লেগেছে"), now=NOW)
    return [
        Scene("console:alarms", reverse("console:alarms")),
        Scene("console:case rings", reverse("console:case", args=[case.ref])),
    ]


def _voices(town: LocalBody) -> list[Scene]:
    """Voices that nobody has heard, one of them too long; and one that is being written down."""
    waiting = [a_voice_note(town, opened_at=NOW - timedelta(minutes=minutes)) for minutes in (9, 4)]
    call_desks_to_voices(now=NOW + timedelta(minutes=2))
    page = reverse("console:voice", args=[waiting[0].ref])
    return [
        Scene("console:voices", reverse("console:voices")),
        Scene("console:voice", page),
        Scene("console:voice refused", page, sends("[data-register]")),
    ]


def _offices_outside(town: LocalBody) -> list[Scene]:
    """A case that waits for two answers, one of them late; and a form for a third."""
    case = a_complaint(town, opened_at=NOW - timedelta(days=9))
    officer = Officer.objects.get(body=town, role_id="officer")
    for agency, days in (("power_company", 8), ("police", 1)):
        order = MoveOrder(
            "refer_outside", note="খুঁটি বদল", outside=Outside(agency=agency, number="১৪/বি/২০২৬")
        )
        make_move(officer=officer, ref=case.ref, order=order, now=NOW - timedelta(days=days))
    page = reverse("console:case", args=[case.ref])
    return [
        Scene("console:case outside", page),
        Scene("console:case answered", page, press("[data-key=w] summary")),
        Scene("console:case sends outside", page, press("[data-key=b] summary")),
        Scene("console:referrals", reverse("console:referrals")),
    ]


def _applications(town: LocalBody) -> list[Scene]:
    """An application at its first desk, with papers, and its note sheet."""
    deed, plan = a_file(), a_file()
    case = an_application(town, {"deed": [str(deed.id)], "plan": [str(plan.id)], "storeys": 6}, [deed, plan])
    page = reverse("console:case", args=[case.ref])
    return [
        Scene("console:case application", page),
        Scene("console:case at a desk", page, press("#at-desk summary")),
        Scene("console:case_notes", reverse("console:case_notes", args=[case.ref])),
    ]


def _appeals(town: LocalBody) -> list[Scene]:
    """What is past its time in law, and an appeal before the officer who looks."""
    late, case = (an_application(town, {"storeys": 2}, []) for _ in range(2))
    Case.objects.filter(id__in=[late.id, case.id]).update(statutory_due_at=NOW - timedelta(days=3))
    catalogue.publish([read(BUNDLED / "rtps-appeal" / "service.yaml")], now=NOW)
    tell_law_passed(now=NOW)
    made = appeal_by_code(ref=case.ref, code=code_of(case.ref), source="scene", now=NOW)
    assert made
    officer = Officer.objects.get(body=town, role_id="officer")
    Case.objects.filter(id=made.id).update(officer=officer)
    page = reverse("console:case", args=[made.ref])
    decide = reverse("console:case_appeal", args=[made.ref])
    return [
        Scene("console:rights", reverse("console:rights")),
        Scene("console:case appeal", page),
        Scene(
            "console:case_appeal refused", page, sends_to(decide, decision="allow", reason="দিন", by_day="")
        ),
    ]


def _of_many(town: LocalBody) -> list[Scene]:
    """What several people have: who joined, what is like it, what is known."""
    first, other, _ = (a_complaint(town, category="mosquito") for _ in range(3))
    known = a_complaint(town, category="water_no_supply")
    officer = Officer.objects.filter(body=town, role_id="officer").first()
    assert officer
    make_move(officer=officer, ref=other.ref, now=NOW, order=MoveOrder("merge", into=first.ref))
    make_move(officer=officer, ref=known.ref, now=NOW, order=MoveOrder("declare"))
    page = reverse("console:case", args=[first.ref])
    return [
        Scene("console:incidents", reverse("console:incidents")),
        Scene("console:incidents refused", reverse("console:incidents"), sends(".move .btn.main")),
        Scene("console:case shared", page),
        Scene("console:case merging", page, press("[data-key=m] summary")),
        Scene("console:case merged", reverse("console:case", args=[other.ref])),
        Scene("console:case known", reverse("console:case", args=[known.ref])),
    ]


def _calls(town: LocalBody) -> list[Scene]:
    ask_call_backs([a_call_back(town, asked_at=NOW - timedelta(hours=1))])
    address = reverse("console:call", args=[CallBack.objects.get(reason="rang").id])
    return [
        Scene("console:calls", reverse("console:calls")),
        Scene("console:call", address),
        Scene("console:call refused", address, sends(".move .btn.main")),
    ]


def _shift(town: LocalBody) -> list[Scene]:
    """A day with a call that broke off, as the desk of it reads it."""
    operator = Officer.objects.get(body=town, role_id="officer")
    told = LostCall("+919830012345", "রহিমা খাতুন", "bn", "0" * 32, {"_phone": ["9830012345"]})
    call = note_lost_call(officer=operator, lost=told, now=NOW)
    shift = reverse("console:shift")
    return [
        Scene("console:shift", shift),
        Scene("console:shift lost", f"{shift}?show=lost&hour=10"),
        Scene("console:shift empty", f"{shift}?day=2026-01-01"),
        Scene("console:call lost", reverse("console:call", args=[call.id])),
    ]


def _desk_of_the_operator(town: LocalBody, ref: str) -> list[Scene]:
    new, slips = reverse("console:new"), reverse("console:slips")
    version = ServiceVersion.objects.get(code="complaint", current=True).id
    caller = {"_channel": "phone", "_lang": "bn", "_phone": PHONE}
    return [
        Scene("console:new", new),
        Scene("console:new finding", new, finds),
        Scene("console:new missing", new, finds_nothing),
        Scene("console:new letter", f"{new}?by=letter"),
        Scene("console:new chosen", new, sends_to(new, _pick=f"{version}:pole_wire", **caller)),
        Scene("console:new refused", new, sends_to(new, _service=str(version), _register="1", _phone="12")),
        Scene("console:registered", reverse("console:registered", args=[ref])),
        Scene("console:slips", slips),
        Scene("console:slips refused", slips, sends_to(slips, count="900")),
        Scene("console:slip_sheet", slips, sends_to(slips, count="8")),
        Scene("console:new lost", new, sends_to(new, _lost="1", _phone="12")),
        *_shift(town),
    ]


def behind_a_code(officer: Officer) -> list[Scene]:
    """A second factor and what it guards; the app of the officer is set up, and a code was given."""
    set_up_code_app(user=officer.user, secret=SECRET)
    app, password = reverse("console:code_app"), reverse("console:password")
    confirm = reverse("console:confirm")
    return [
        Scene("console:password", password),
        Scene("console:password refused", password, sends("main .btn.main")),
        Scene("console:confirm", confirm),
        Scene("console:confirm refused", f"{confirm}?{urlencode({'next': app})}", sends("main .btn.main")),
        Scene("console:code_app", app),
        Scene("console:recovery_codes", app, sends("main button.btn")),
        Scene("console:new_code_app", reverse("console:new_code_app")),
        Scene("console:new_passkey", reverse("console:new_passkey")),
        Scene("console:export", reverse("console:export")),
    ]


def of_the_costs(town: LocalBody) -> list[Scene]:
    """What messages cost the office, as who answers for it sees that."""
    said(town, ended(a_complaint(town)), times=7, category="service", billable=True)
    said(town, ended(a_complaint(town)), parts=4)
    return [Scene("console:costs", reverse("console:costs")), *_of_the_reports(town)]


def _of_the_reports(town: LocalBody) -> list[Scene]:
    """Figures, and the list behind one of them."""
    page, behind = reverse("console:reports"), reverse("console:report_list")
    for number in range(1, 19):
        make_ward(town, str(number))
    draw(town, row_of_squares(*map(str, range(1, 8))), source="Sample of the tests, CC0")
    for hours in (1, 2, 90):
        late = a_complaint(town, opened_at=NOW - timedelta(hours=hours))
        Case.objects.filter(id=late.id).update(ward="2", stars=4, rated_at=NOW)
    return [
        Scene("console:reports", page, press("details.card > summary")),
        Scene("console:reports wards", f"{page}?by=ward"),
        Scene("console:reports misread", f"{page}?period=days&first=কোনো-দিন"),
        Scene("console:report_spots", reverse("console:report_spots")),
        Scene("console:report_list", f"{behind}?figure=received&ward=2"),
        Scene("console:report_list empty", f"{behind}?figure=rated&period=lastyear"),
    ]


def of_the_money(town: LocalBody, cashier: Officer) -> list[Scene]:
    """Fees that are due, paid, refused, let go and come for nothing, the receipt, and the book of the day."""
    town.facts = {"upi": "falakata.namuna@specimen"}
    town.save()
    case = an_application(town, {"storeys": 1}, [])
    due, paid = owed(case), owed(case, "before approval")
    receipt = take_cash(
        officer=cashier, demand_id=paid.id, amount=paid.amount, seen=paid.amount, once=uuid7(), now=NOW
    )
    checkout = open_checkout(body_id=town.id, demand_id=due.id, company="sample", now=NOW)
    page, cash = reverse("console:case", args=[case.ref]), reverse("console:cash")
    fee = reverse("console:fee_cash", args=[case.ref, due.id])
    return [
        Scene("console:case fees", page),
        Scene("console:fee_cash refused", page, sends_to(fee, amount="৫০০০", seen=str(due.amount))),
        Scene("console:receipt", reverse("console:receipt", args=[receipt.id])),
        Scene("console:cash", cash),
        Scene("console:cash empty", f"{cash}?day=2026-01-01"),
        Scene("portal:fee", reverse("portal:fee", args=[token_of(due)])),
        Scene("portal:fee paid", reverse("portal:fee", args=[token_of(paid)])),
        Scene("demo:pay", reverse("demo:pay", args=[order_for(checkout).code])),
    ]


def of_the_ink(office: Office) -> list[Scene]:
    """A paper signed by hand: being made, photographed with one page that cannot be read, and filed; and the
    register of the day.
    """
    (new, _), (half, paper), (done, sealed) = [to_be_signed(office) for _ in range(3)]
    pressed(paper)
    a_page(paper, at=NOW, pen=InkPen.MISSING)
    unread = a_page(paper, at=NOW, shade=235, reading=InkReading.NONE, pen=InkPen.MISSING)
    page = a_page(sealed, at=NOW, shade=225)
    seal_paper(officer=office.officers["sahayak"], ref=done.ref, photos=[page.id], now=NOW)
    vouch, shelf = reverse("console:ink_vouch", args=[half.ref]), reverse("console:papers")
    return [
        Scene("console:case ink", reverse("console:case", args=[new.ref])),
        Scene("console:ink being made", reverse("console:ink", args=[new.ref])),
        Scene("console:ink", reverse("console:ink", args=[half.ref])),
        Scene(
            "console:ink_vouch refused",
            reverse("console:ink", args=[half.ref]),
            sends_to(vouch, page=str(unread.id), code="0ZBK AMQE"),
        ),
        Scene("console:ink filed", reverse("console:ink", args=[done.ref])),
        *of_a_correction(office, done),
        Scene("console:papers", shelf),
        Scene("console:papers empty", f"{shelf}?day=2026-01-01"),
    ]


def of_a_correction(office: Office, done: Case) -> list[Scene]:
    """Something is wrong in a paper: said on the page of its link, put right at the desk."""
    publish(definition_of("paper-correction"))
    sahayak = office.officers["sahayak"]
    token = make_link(officer=sahayak, ref=done.ref, now=NOW, wall=clock.wall()).rpartition("/")[2]
    told = Told("applicant", "রহিমা বেগম খাতুন", "office")
    case = correct_by_link(token=token, secret=code_of(done.ref), told=told, now=NOW, wall=clock.wall())
    page, web = reverse("console:case", args=[case.ref]), reverse("portal:paper_link", args=[token])
    lines = reverse("console:case_lines", args=[case.ref])
    return [
        Scene("console:case correction", page),
        Scene("console:case_lines refused", page, sends_to(lines, desk=str(desk(case, "checking").id))),
        Scene("portal:paper_link wrong", web, press("details summary")),
    ]


def of_a_paper_handed_out(town: LocalBody) -> list[Scene]:
    """A paper that is there, and a link to it: made at the desk, opened, with a wrong code, and dead."""
    case = an_application(town, {"storeys": 1}, [])
    Case.objects.filter(id=case.id).update(status="issued", ended_at=NOW)
    papers.a_paper(town, case_id=case.id)
    page, link = reverse("console:case", args=[case.ref]), reverse("console:case_link", args=[case.ref])
    secretary = Officer.objects.get(body=town, role_id="secretary")
    made = make_link(officer=secretary, ref=case.ref, now=NOW, wall=clock.wall())
    web = reverse("portal:paper_link", args=[made.rpartition("/")[2]])
    return [
        Scene("console:case handing", page, press("#handing summary")),
        Scene("console:case_link", page, sends_to(link)),
        Scene("portal:paper_link", web),
        Scene("portal:paper_link refused", web, sends("main .btn.main")),
        Scene("portal:paper_link dead", reverse("portal:paper_link", args=["A" * 24])),
    ]


def of_the_audit(town: LocalBody, officer: Officer) -> list[Scene]:
    """What the auditor reads: looks, and changes with and without what stood there."""
    case, page = a_complaint(town), reverse("console:audit")
    reveal_number(officer=officer, ref=case.ref, now=NOW)
    order = MoveOrder("hasten", note="প্রধান শিক্ষক নিজে এসে জানিয়েছেন। " * 6)
    make_move(officer=an_officer(town, "chairman"), ref=case.ref, order=order, now=NOW)
    case.parties.update(phone="919830099999")
    built = an_application(town, {"storeys": 1}, [])
    demand, clerk = owed(built), an_officer(town, "clerk")
    due = demand.amount
    take_cash(officer=clerk, demand_id=demand.id, amount=due, seen=due, once=demand.id, now=NOW)
    CaseDesk.objects.filter(case=built).update(
        outcome="accept", left_by=clerk.post, left_at=NOW, officer=clerk
    )
    return [
        Scene("console:audit", page),
        Scene("console:audit changes", f"{page}?show=changes"),
        Scene("console:audit misread", f"{page}?ref=বারো&since=কোনো-দিন"),
        Scene("console:audit empty", f"{page}?until=২০২০-০১-০১"),
    ]


def of_who_is_hidden(town: LocalBody) -> list[Scene]:
    """A case whose complainant is hidden, as who works on it sees it, and a page of who asks to see them."""
    case = a_complaint(town, category="staff_conduct", files=[a_file()])
    page, unmask = (reverse(f"console:{name}", args=[case.ref]) for name in ("case", "case_unmask"))
    seat = {"role_id": "clerk", "name": {"bn": "মিনা"}}
    colleague = Officer.objects.create(body=town, user=User.objects.create(username="mina"), **seat)
    Unmasking.objects.create(
        body=town, case=case, asked_by=colleague, reason="নোটিসে সাক্ষীর নাম লিখতে হবে। " * 9, asked_at=NOW
    )
    return [
        Scene("console:case hidden", page),
        Scene("console:case asking", page, press("#citizen summary")),
        Scene("console:case_unmask refused", page, sends_to(unmask, reason="দেখি")),
        Scene("console:unmaskings", reverse("console:unmaskings")),
    ]


def of_the_posters(town: LocalBody, head: Officer) -> list[Scene]:
    """Wards without a poster, one at a place with a long name, and a place that cannot be printed."""
    page = reverse("console:posters")
    make_ward(town, "5")
    hang(officer=head, ward="5", place="পুরনো বাস স্ট্যান্ডের পাশে শনিতলার মোড়", now=NOW)
    poster = Poster.objects.get()
    count_scans([(town.id, poster.id, 0)] * 12_345, day=clock.local(NOW).date())
    return [
        Scene("console:posters", page),
        Scene("console:posters refused", page, sends_to(page, act="place", ward="5", place="")),
    ]


def of_the_registers(town: LocalBody, registrar: Officer) -> list[Scene]:
    """Who is found in a register and who is not, a file with mistakes, and the record room."""
    (entry,) = entered(registrar, {"name_bn": "মহঃ রহমান", "father_bn": "আব্দুল করিম" * 9, "place": "বাড়ি"})
    wrong = ("২", "31/02/1987", "মিনতি", "", "")
    file = sent(registrar, as_csv(("৩", "০৪/০৩/১৯৮৭", "লক্ষ্মী দাস", "", ""), wrong))
    waiting, missed = (_looked_for(town, name) for name in ("পেম্বা লামা" * 9, "নিমা তামাং"))
    note_not_found(officer=registrar, search_id=missed.id, searched="বই ১-৬", now=NOW)
    page, room = reverse("console:registers"), reverse("console:record_room")
    search = reverse("console:record_search", args=[waiting.id])
    found = sends_to(page, kind="birth", name="Md Rahaman")
    (corrected,) = entered(registrar, {"number": "9/1991", "mother_bn": "সাবিনা বিবি"})[-1:]
    becomes = MarginOrder(corrected.id, {"name_bn": "রফিকুল " * 9 + "শেখ"}, case_ref="26100200017")
    write_margin(officer=registrar, order=becomes, now=NOW)
    return [
        Scene("console:registers", page),
        Scene("console:registers found", page, found),
        Scene("console:registers nobody", page, sends_to(page, kind="birth", name="পেম্বা")),
        Scene("console:registers refused", page, sends_to(page, kind="birth", when="গত বছর")),
        Scene("console:register_entry", reverse("console:register_entry", args=[entry.id])),
        Scene("console:register_entry corrected", reverse("console:register_entry", args=[corrected.id])),
        Scene("console:register_imports", reverse("console:register_imports")),
        Scene(
            "console:register_imports refused", reverse("console:register_imports"), sends("main .btn.main")
        ),
        Scene("console:register_import", reverse("console:register_import", args=[file.id])),
        Scene("console:record_room", room),
        Scene("console:record_room refused", room, sends("main .btn.main")),
        Scene("console:record_search", search),
        Scene("console:record_search refused", search, sends("main .btn.main")),
        Scene("console:record_search missed", reverse("console:record_search", args=[missed.id])),
        *_held_against_the_register(town, registrar, entry),
    ]


def _held_against_the_register(town: LocalBody, registrar: Officer, entry: RegisterEntry) -> list[Scene]:
    """Applications for a birth: whom they may mean, the entry that was chosen, the record room at work."""
    cases = [an_application(town, BORN, [], code="birth-certificate") for _ in range(3)]
    CaseDesk.objects.filter(case__in=cases).update(officer=registrar)
    found, chosen, looked_for = ((case, CaseDesk.objects.get(case=case).id) for case in cases)
    choose_entry(officer=registrar, ref=chosen[0].ref, desk=chosen[1], entry_id=entry.id, now=NOW)
    ask_records(officer=registrar, ref=looked_for[0].ref, desk=looked_for[1], now=NOW)
    return [
        Scene("console:case whom it may mean", reverse("console:case", args=[found[0].ref])),
        Scene("console:case entry", reverse("console:case", args=[chosen[0].ref])),
        Scene("console:case looked for", reverse("console:case", args=[looked_for[0].ref])),
        *_put_right_in_the_margin(chosen[0], registrar, entry),
    ]


def _put_right_in_the_margin(application: Case, registrar: Officer, entry: RegisterEntry) -> list[Scene]:
    """The copy of an entry that is wrong, at the desk that writes what the register should say."""
    Case.objects.filter(id=application.id).update(status="issued", ended_at=NOW)
    code = new_code(application.body.number or 0)
    paper = papers.a_paper(application.body, case_id=application.id, code=code, serial=77)
    paper.snapshot["rows"] = paper_rows(entry)
    paper.save(update_fields=["snapshot"])
    version, said = publish(definition_of("paper-correction")), {"line": "পিতার নাম", "should_be": "আব্দুল করিম"}
    order = CaseOrder(application.body_id, version, "wrong in a register", "web", said, NOW)
    taken = Taken(CorrectionWish(application.ref, order, "father"), paper, application)
    (case,) = open_taken([taken], now=NOW)
    CaseDesk.objects.filter(case=case).update(officer=registrar)
    page, lines = (reverse(name, args=[case.ref]) for name in ("console:case", "console:case_lines"))
    wrong = {"desk": str(desk(case, "checking").id), "fault": "office", "cell:father_bn": "Karim"}
    return [
        Scene("console:case margin", page),
        Scene("console:case_lines of a register", page, sends_to(lines, **wrong)),
    ]


def _looked_for(town: LocalBody, name: str) -> RecordSearch:
    order = SearchOrder("birth", name=name, year_from=1951, year_to=1955)
    return ask_record_room(body_id=town.id, order=order, officer=None, now=NOW)


def at_an_empty_desk() -> list[Scene]:
    """What an officer sees on the first morning."""
    names = ("console:inbox", "console:talks", "console:calls", "console:code_app", "console:map")
    return [
        *(Scene(f"{name} first", reverse(name)) for name in names),
        Scene("console:talks login", reverse("console:talks"), press(".who summary")),
    ]


def at_a_full_desk(town: LocalBody) -> list[Scene]:
    """A list of more than one page, and a case in the middle of it."""
    cases = [a_complaint(town, opened_at=NOW - timedelta(hours=hours)) for hours in range(LONG)]
    page = reverse("console:case", args=[cases[LONG // 2].ref])
    return [
        Scene("console:inbox long", reverse("console:inbox")),
        Scene("console:inbox second", f"{reverse('console:inbox')}?page=2"),
        Scene("console:case between", page),
    ]


def behind_the_door() -> list[Scene]:
    """What was typed before a login, after it."""
    typed = sends_to(reverse("console:canned"), title="জল", text="জল আসবে।")

    def doing(page: Page) -> None:
        typed(page)
        page.fill("#id_username", "officer@falakata")
        page.fill("#id_password", "demo-1234")
        sends("main .btn.main")(page)
        page.context.clear_cookies(name="janasetu_session")

    return [Scene("console:login sending", reverse("console:login"), doing)]


def after_the_term() -> list[Scene]:
    """What whoever was in office finds."""
    return [Scene("console:inbox ended", reverse("console:inbox"))]


def of_the_demo() -> list[Scene]:
    """The page with the telephone and the desk."""
    page = reverse("demo:page")
    return [
        Scene("demo:page", page),
        Scene("demo:page everybody", page, press(".roles .hints summary")),
        Scene("demo:page hints", page, press(".lead > .hints summary")),
    ]


def step_up(session: SessionBase) -> None:
    """As if a code had been given in this session a moment ago."""
    request: Any = SimpleNamespace(session=session)
    note_step_up(request, clock.wall())
    session.save()
