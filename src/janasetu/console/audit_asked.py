"""What of a register is asked for, read from an address and written back into one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies import posts
from janasetu.bodies.models import LocalBody
from janasetu.cases.auditing import AuditAsk, Register
from janasetu.catalogue.fields import typed
from janasetu.console.audit import HANDS
from janasetu.lib import bn, reading, references
from janasetu.lib.sorting import sort_key
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

DAYS = ("since", "until")
_MOST = 60  # letters of a value


@dataclass(frozen=True, slots=True)
class Field:
    """A question about a register. `value`: what was typed or chosen; `wrong`: why it is not understood."""

    name: str
    label: str
    value: str
    wrong: str = ""
    options: list[tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and the questions as they were answered."""

    ask: AuditAsk
    fields: list[Field]
    page: int

    @property
    def is_misread(self) -> bool:
        """Whether something was typed that cannot be understood."""
        return any(field.wrong for field in self.fields)


def read(said: Mapping[str, str], *, body: LocalBody, lang: Lang, today: date) -> Asked:
    """What is asked for. What cannot be understood narrows nothing, and it is said why."""
    given = {name: said.get(name, "").replace("\x00", "").strip()[:_MOST] for name in ("ref", "by", *DAYS)}
    register: Register = "changes" if said.get("show") == "changes" else "looks"
    days = {name: reading.day(typed.short(given[name]), today=today, toward="past") for name in DAYS}
    known = {name: day for name, day in days.items() if isinstance(day, date)}
    ref = references.read(given["ref"]) if given["ref"] else ""
    hands = _hands(body, lang, register)
    by = given["by"] if given["by"] in dict(hands) else ""
    ask = AuditAsk(register, ref or "", by, known.get("since"), known.get("until"))
    fields = [
        Field("ref", _("Number of the case"), _number(given["ref"], ref), _wrong_number(given["ref"], ref)),
        Field("by", _("By whom"), by, options=hands),
        *(_day(name, given[name], known.get(name), lang) for name in DAYS),
    ]
    number = said.get("page", "")
    return Asked(ask, fields, int(number) if number.isdecimal() and len(number) < 6 else 1)


def read_line(line: str, *, body: LocalBody, lang: Lang, today: date) -> AuditAsk:
    """The same from the part of an address behind its question mark."""
    return read(dict(parse_qsl(line[: 20 * _MOST])), body=body, lang=lang, today=today).ask


def line_of(ask: AuditAsk, *, page: int = 1) -> str:
    """What stands behind the question mark."""
    said = {
        "show": ask.register,
        "ref": ask.ref,
        "by": ask.by,
        "since": ask.since.isoformat() if ask.since else "",
        "until": ask.until.isoformat() if ask.until else "",
        "page": str(page) if page > 1 else "",
    }
    return urlencode({name: value for name, value in said.items() if value})


def address(ask: AuditAsk, *, page: int = 1) -> str:
    """Where this register stands."""
    return f"{reverse('console:audit')}?{line_of(ask, page=page)}"


def beside(ask: AuditAsk, register: Register) -> str:
    """Where the other register stands, for the same case and days; hands that it does not know are left."""
    return address(replace(ask, register=register, by=ask.by if "@" in ask.by else ""))


def _hands(body: LocalBody, lang: Lang, register: Register) -> list[tuple[str, str]]:
    """Whose acts can be asked for: the posts of such a body, and of what happened who is in none."""
    held = [
        (f"{code}@{body.code}", in_language(posts.post(code).name, lang)) for code in posts.held_in(body.kind)
    ]
    others = [(hand, str(words)) for hand, words in HANDS.items()] if register == "changes" else []
    return [*others, *sorted(held, key=lambda one: sort_key(one[1]))]


def _number(given: str, ref: str | None) -> str:
    return references.grouped(ref) if ref else given


def _wrong_number(given: str, ref: str | None) -> str:
    return _("This is no number of a case.") if given and not ref else ""


def _day(name: str, given: str, day: date | None, lang: Lang) -> Field:
    label = {"since": _("From"), "until": _("Until")}[name]
    if day is None:
        wrong = _("This is no date. Write it such as 15/8/2026.") if given else ""
        return Field(name, label, given, wrong)
    figures = f"{day:%d-%m-%Y}"
    return Field(name, label, bn.digits(figures) if lang == "bn" else figures)
