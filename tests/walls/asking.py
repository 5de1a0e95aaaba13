"""What can be asked at every address with the things of an office, and what came back."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus, urlencode, urlsplit

from django.contrib.auth.models import User
from django.test import Client

from janasetu.catalogue.models import ServiceVersion
from janasetu.console import doorbell, stepup
from janasetu.lib import clock, references
from walls.addresses import Door
from walls.offices import Office

Form = Mapping[str, Any]
Asked = Callable[[Office], Sequence[Form]]

_BELL = re.compile(r"/bell\?token=[\w:-]+")
MOVES = ("reply", "ask", "note", "refer", "correct", "resolve", "reject", "assign", "hasten")


def _moves(office: Office) -> list[Form]:
    words = {"note": "আসছি", "reason": "other", "department": office.department.id, "since": ""}
    words |= {"subject": "water_no_supply"}
    return [words | {"move": move, "to": office.officers["officer"].id} for move in MOVES]


def _intakes(office: Office) -> list[Form]:
    """What was typed of the same matter again, with a file of theirs in the place of one's own."""
    typed = {
        "_channel": "phone",
        "_lang": "bn",
        "_phone": office.marks["the citizen's number"],
        "_service": ServiceVersion.objects.get(code="complaint", current=True).id,
        "category:code": "streetlight_out",
        "description": office.marks["words"],
        "place": "মোড়",
        "photo:kept": office.file_id,
    }
    return [typed, typed | {"_register": "1"}]


# What a form that is sent to a door may hold, for the things of this office.
POSTED: Mapping[str, Asked] = {
    "portal:language": lambda office: [{"language": "en", "next": "/console/"}],
    "portal:verify": lambda office: [{"code": "0000 0000 0000 00"}, {"pdf": "%PDF-1.7"}],
    "portal:matter": lambda office: [{"number": office.ref, "code": "000000"}],
    "portal:matter_of": lambda office: [{"number": office.ref, "code": "000000"}],
    "portal:paper": lambda office: [{"pdf": "%PDF-1.7"}],
    "portal:paper_with_a_slash": lambda office: [{"pdf": "%PDF-1.7"}],
    "portal:paper_scanned": lambda office: [{"pdf": "%PDF-1.7"}],
    "portal:paper_link": lambda office: [{"secret": "123456"}],
    "portal:fee": lambda office: [{}],
    "portal:fee_answer": lambda office: [{"answer": "{}", "signature": "00"}],
    "console:inbox_assign": lambda office: [{"ref": office.ref, "to": office.officers["officer"].id}],
    "console:login": lambda office: [{"username": f"officer@{office.body.code}", "password": "demo-1234"}],
    "console:logout": lambda office: [{}],
    "console:confirm": lambda office: [{"code": "123456"}],
    "console:new_code_app": lambda office: [{"code": "123456", "password": "demo-1234"}],
    "console:recovery_codes": lambda office: [{}],
    "console:password": lambda office: [{"old_password": "demo-1234", "new_password1": "new-word-77"}],
    "console:new": _intakes,
    "console:new_questions": _intakes,
    "console:new_similar": _intakes,
    "console:slips": lambda office: [{"count": "8"}],
    "console:post": lambda office: [{"post": office.officers["officer"].id}],
    "console:case": _moves,
    "console:case_draft": lambda office: [{"move": "note", "text": "আসছি"}],
    "console:case_number": lambda office: [{}],
    "console:case_call": lambda office: [{}],
    "console:case_desk": lambda office: [{"desk": office.talk.id, "move": "accept", "note": "আসছি"}],
    "console:case_appeal": lambda office: [{"decision": "dismiss", "reason": "আসছি", "by_day": ""}],
    "console:case_lines": lambda office: [
        {"desk": office.talk.id, "fault": "office", "bn:applicant": "আসছি"}
    ],
    "console:case_entry": lambda office: [{"desk": office.talk.id, "entry": office.entry}],
    "console:case_records": lambda office: [{"desk": office.talk.id}],
    "console:case_papers": lambda office: [{"paper:deed": "good"}],
    "console:case_issue": lambda office: [{"number": "১২"}],
    "console:case_paper_act": lambda office: [{"act": "return", "note": "নামের বানান ভুল"}],
    "console:ink": lambda office: [{}],
    "console:ink_print": lambda office: [{}],
    "console:ink_aside": lambda office: [{"page": office.file_id}],
    "console:ink_vouch": lambda office: [{"page": office.file_id, "code": "0ZBKAMQE332BDA", "compared": "1"}],
    "console:ink_send": lambda office: [{"page": office.file_id}],
    "console:papers_print": lambda office: [{"day": "2026-11-24"}],
    "console:papers_file": lambda office: [{"day": "2026-11-24"}],
    "console:case_proof": lambda office: [{"kind": "identity_paper", "still_theirs": "on"}],
    "console:case_link": lambda office: [{}],
    "console:case_withdraw": lambda office: [{"note": "আসছি"}],
    "console:case_fetch": lambda office: [{"paper:deed": "good", "fetch": "deed"}],
    "console:case_nudge": lambda office: [{"desk": office.talk.id}],
    "console:case_explain": lambda office: [{"words": "তার আসেনি"}],
    "console:staff": lambda office: [
        {"act": "back", "id": office.officers["officer"].id},
        {"act": "leave", "officer": office.officers["officer"].id, "since": "1/1/2027", "until": "2/1/2027"},
    ],
    "console:registered": lambda office: [{}],
    "console:alarm_heard": lambda office: [{}],
    "console:voice": lambda office: [{"_again": "1"}, {"description": "x", "category:code": "mosquito"}],
    "console:case_split": lambda office: [{"number": office.ref}],
    "console:incidents": lambda office: [{"subject": "", "wards": "5", "words": "x"}],
    "console:case_unmask": lambda office: [{"reason": "নোটিসে নাম লিখতে হবে"}],
    "console:unmasking_agree": lambda office: [{}],
    "console:canned": lambda office: [
        {"id": office.reply.id, "title": "আমাদের", "text": "আসছি"},
        {"id": office.reply.id, "retire": "1"},
        {"note": "আসছি"},
    ],
    "console:learning": lambda office: [
        {"id": office.phrase, "text": "জল নেই", "label": "water_no_supply"},
        {"id": office.phrase, "refuse": "1"},
    ],
    "console:posters": lambda office: [
        {"act": "all"},
        {"act": "place", "ward": "5", "place": office.marks["words"]},
        {"act": "down", "id": office.poster},
    ],
    "console:case_letter_act": lambda office: [{}, {"gone": "1"}],
    "console:registers": lambda office: [{"kind": "birth", "name": office.marks["words"]}],
    "console:register_imports": lambda office: [{"kind": "birth"}],
    "console:register_import": lambda office: [{"take": "1"}, {"drop": "1"}],
    "console:record_room": lambda office: [{"kind": "birth", "name": "করিম"}],
    "console:record_search": lambda office: [{"missed": "1", "searched": "১"}, {"number": "১"}],
    "console:fee_cash": lambda office: [{"amount": "২০০", "seen": "200.00"}],
    "console:fee_upi": lambda office: [{"utr": "412356789012", "seen": "200.00"}],
    "console:fee_relief": lambda office: [{"reason": "বোর্ডের সিদ্ধান্ত অনুসারে"}],
    "console:cash_close": lambda office: [{"pieces_100": "৫", "note": "একটি নোট ছেঁড়া"}],
    "console:cash_file": lambda office: [{"day": "2026-11-24"}],
    "console:relief_agree": lambda office: [{"mode": "cash"}],
    "console:relief_refuse": lambda office: [{}],
    "console:stray_return": lambda office: [{"note": "ব্যাঙ্কে ফেরত পাঠানো হয়েছে"}],
    "console:deliveries_plan": lambda office: [
        {"visit": office.visit, "slot": "20261125-morning", "runner": office.officers["officer"].id}
    ],
    "console:visit_act": lambda office: [{"why": "অফিস বন্ধ থাকবে"}],
    "round:out": lambda office: [{}],
    "round:word": lambda office: [
        {"mark": office.call.id, "visit": office.visit, "kind": "failed", "reason": "absent"}
    ],
    "console:call": lambda office: [{"outcome": "spoken", "note": "আসছি"}],
    "console:call_number": lambda office: [{}],
    "console:talk": lambda office: [{"text": "আসছি", "nonce": office.talk.id}],
    "console:talk_back": lambda office: [{}],
    "console:talk_call": lambda office: [{}],
    "console:talk_ready": lambda office: [{}],
    "console:export": lambda office: [{"list": f"show=any&q={office.marks['words']}"}],
    "console:report_list_file": lambda office: [{"list": f"figure=received&body={office.body.code}"}],
    "console:audit_file": lambda office: [{"list": f"show={one}"} for one in ("looks", "changes")],
    "console:new_passkey": lambda office: [{"name": "ফোন", "passkey": "{}"}],
    "console:no_passkey": lambda office: [{"passkey_id": "1"}],
    "demo:enter": lambda office: [{"login": "nobody"}],  # of the demo's own, whoever presses may be anybody
    "demo:clock": lambda office: [{"advance": "3600"}],  # no JSON, so no order
    "demo:move_clock": lambda office: [{"step": ""}],
}
# What the address of a list may ask for.
SEARCHED: Mapping[str, Asked] = {
    name: lambda office: [
        {"show": "any", "officer": office.officers["officer"].id},
        {"q": office.ref},
        {"q": office.marks["words"]},
        {"q": office.marks["the citizen's number"]},
    ]
    for name in ("console:inbox", "console:inbox_list")
} | {
    "console:audit": lambda office: [
        {"show": "changes"},
        *(
            {"show": show, "ref": office.ref, "by": office.officers["officer"].post}
            for show in ("looks", "changes")
        ),
    ],
    "console:new_caller": lambda office: [{"_phone": office.marks["the citizen's number"]}],
}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    address: str
    form: Form

    def __str__(self) -> str:
        return f"{self.method} {self.address} {urlencode(self.form)}"

    @property
    def said(self) -> str:
        """All that the asker says, as a person would write it, and numbers as we say them back."""
        numbers = [one for one in map(str, self.form.values()) if references.read(one) == one]
        return " ".join([unquote_plus(str(self)), *map(references.grouped, numbers)])


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back to one request. `said`: all that the asker had said in it."""

    asked: Ask
    said: str
    status: int
    text: str
    raw: bytes

    def of(self, office: Office) -> list[str]:
        """What of this office stands in it that the asker had not said."""
        found = [what for what, mark in office.marks.items() if mark in self.text and mark not in self.said]
        if office.picture in self.raw:
            found.append("the bytes of the file")
        return [*found, "its bell"] if str(office.body.id) in self.bells else found

    @property
    def bells(self) -> set[str]:
        """The bodies whose bells the page may hear."""
        asked = [urlsplit(found).query.encode() for found in _BELL.findall(self.text)]
        heard = [doorbell._listener({"method": "GET", "query_string": query}) for query in asked]
        return {body for one in heard if one for body in one.bodies}


def asks(door: Door, office: Office) -> list[Ask]:
    """Every way to look behind the door with the things of this office; none where it has none."""
    if "ref" in door.parameters and not office.ref:
        return []
    address = door.of(office)
    searched = SEARCHED.get(door.name, lambda office: [])(office)
    posted = POSTED.get(door.name, lambda office: [{}])(office)
    gets = [Ask("get", address, form) for form in [{}, *searched]]
    return gets + [Ask("post", address, form) for form in posted]


def answer(client: Client, asked: Ask, *, follow: bool = False) -> Seen:
    """Everything that comes back, its headers too, in letters as a reader sees them."""
    form = {name: str(value) for name, value in asked.form.items()}
    came: Any = getattr(client, asked.method)(asked.address, form, follow=follow)
    raw = b"".join(came.streaming_content) if came.streaming else came.content
    told = f"{came.headers} {came.cookies} {raw.decode('utf-8', 'replace')}"
    return Seen(asked, asked.said, came.status_code, unquote_plus(html.unescape(told)), raw)


def at_the_desk(user: User) -> Client:
    """A browser with this login, which has just confirmed with a code."""
    client = Client(raise_request_exception=False)
    log_in(client, user)
    return client


def log_in(client: Client, user: User) -> None:
    client.force_login(user)
    session = client.session
    session[stepup._CONFIRMED] = clock.wall().timestamp()
    session.save()
