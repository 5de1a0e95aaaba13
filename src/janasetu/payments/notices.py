"""What a citizen is told of money: how much and how to pay it, that it came, that nothing is to be paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings

from janasetu.bodies.models import LocalBody
from janasetu.documents import store
from janasetu.lib import amounts, bn
from janasetu.lib.references import grouped
from janasetu.lib.text import units
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.messaging.capabilities import Capabilities
from janasetu.messaging.queries import abilities
from janasetu.messaging.templates import Template, filled, in_every_language, template_of
from janasetu.messaging.values import About, Enclosed, Message, Outgoing
from janasetu.payments import links, qr, upi
from janasetu.payments.fees import Line
from janasetu.payments.models import Demand
from janasetu.payments.sentences import PHRASES
from janasetu.people import queries as people
from janasetu.people.models import Contact
from janasetu.people.values import ContactKey

_PREFIX = "fee"
_QUIET = "told_quietly"  # on a phone that somebody else reads
_TOLD = (
    *("told_due", "told_due_by_upi", "told_changed", "told_changed_by_upi", "told_nothing"),
    *("told_paid", "told_waived", "told_refunded", "told_goes_back", "told_stays"),
    *("told_reminder", "told_receipt", _QUIET),
)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who is told of a fee: a contact, as it was when the case was opened, and the line to it."""

    contact: ContactKey
    line_id: UUID
    lang: str = "bn"
    epoch: int = 1


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell of the money of a case. `source` makes it once; `link`: by which it can be paid;
    `file`: what goes with it instead.
    """

    body_id: UUID
    case_id: UUID
    ref: str
    payer: Payer
    key: str
    source: str
    amount: Decimal = Decimal(0)
    lines: Sequence[Line] = ()
    link: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    file: Enclosed | None = None


def payer_of(demand: Demand) -> Payer | None:
    """Who is told of a demand; None where nobody can be."""
    if demand.contact_bucket is None or demand.contact_id is None or demand.line_id is None:
        return None
    contact = ContactKey(demand.contact_bucket, demand.contact_id)
    return Payer(contact, demand.line_id, demand.lang, demand.contact_epoch)


def news_of(demand: Demand, key: str, *, source: str, link: str = "", **values: str) -> list[News]:
    """The news of a demand; none where nobody can be told."""
    payer = payer_of(demand)
    if payer is None:
        return []
    return [
        News(
            demand.body_id,
            demand.case_id,
            demand.ref,
            payer,
            key,
            source=f"demand:{demand.id}:{source}",
            amount=demand.amount,
            lines=demand.fees,
            link=link,
            values=values,
        )
    ]


def with_file(news: News, file: Enclosed) -> News:
    """The same news with this file."""
    return replace(news, file=file)


def payment_link(demand: Demand, body: LocalBody) -> str:
    """The UPI link of a demand; empty where the office has no account in UPI, or a wrong one on record."""
    address = body.facts.get("upi", "")
    if not isinstance(address, str) or not upi.is_address(address):
        return ""
    return upi.link(
        address=address,
        name=body.name_in("en"),
        amount=demand.amount,
        note=demand.grouped_ref,
        reference=demand.payment_reference,
    )


def page_address(demand: Demand, body: LocalBody) -> str:
    """Where the web shows the demand."""
    token = links.token(body.number or 0, demand.id, key=settings.PAYMENT_SECRET)
    return f"{settings.PUBLIC_ADDRESS}/pay/{token}/"


def to_pay(amount: Decimal, lang: Lang) -> str:
    """What any message about a case says of money: exactly how much, or that nothing is to be paid."""
    return (
        PHRASES.say("to_pay", lang, amount=amounts.rupees(amount, lang)) if amount else nothing_to_pay(lang)
    )


def nothing_now(lang: Lang) -> str:
    """«এখন কোনো টাকা লাগবে না।»"""
    return PHRASES.say("nothing_now", lang)


def nothing_to_pay(lang: Lang) -> str:
    """«কোনো টাকা লাগবে না।»"""
    return PHRASES.say("nothing_to_pay", lang)


def owed_words(demands: Sequence[Demand], bodies: Mapping[UUID, LocalBody], lang: Lang) -> str:
    """What is due now, as part of another message: how much, for what, and how it is paid."""
    return "\n".join(_owed(one, bodies[one.body_id], lang) for one in demands)


def _owed(demand: Demand, body: LocalBody, lang: Lang) -> str:
    key = "owed_by_upi" if payment_link(demand, body) else "owed"
    lines = "\n".join(line_in_words(line, lang) for line in demand.fees)
    amount, page = amounts.rupees(demand.amount, lang), page_address(demand, body)
    return PHRASES.say(key, lang, amount=amount, lines=lines, page=page)


def owed_in_brief(demands: Sequence[Demand], lang: Lang) -> str:
    """What is due now in one line, with the page on which it is paid; several demands one after the other."""
    return " · ".join(
        PHRASES.say(
            "owed_in_brief",
            lang,
            amount=amounts.rupees(one.amount, lang),
            page=page_address(one, one.body),
        )
        for one in demands
    )


def later_words(later: Sequence[tuple[Line, str]], lang: Lang) -> str:
    """What will fall due, each with the name of its stage; empty: when the paper is handed out."""
    said = [
        PHRASES.say(
            "later_before" if stage else "later_on_delivery", lang, fee=line_in_words(line, lang), stage=stage
        )
        for line, stage in later
    ]
    return PHRASES.say("later", lang, fees="\n".join(said)) if said else ""


def picture(demand: Demand, body: LocalBody) -> Enclosed | None:
    """The UPI link of a demand as a QR to send along; None where there is none."""
    link = payment_link(demand, body)
    return _picture(link, demand.ref) if link else None


def line_in_words(line: Line, lang: Lang) -> str:
    """One fee of a demand, with what it was multiplied by: «ঘরভাড়া: ₹৪,৮০০ (₹৮০০ × ৩ × ২)»."""
    told = f"{name_of(line, lang)}: {amounts.rupees(line.amount, lang)}"
    return f"{told} ({times})" if (times := times_of(line, lang)) else told


def name_of(line: Line, lang: Lang) -> str:
    """What one fee is for."""
    return line.name.get(lang) or line.name.get("bn") or PHRASES.say("fee", lang)


def times_of(line: Line, lang: Lang) -> str:
    """What it was multiplied by: «₹৮০০ × ৩ × ২»; empty where by nothing."""
    if not line.counts:
        return ""
    factors = [amounts.rupees(line.each, lang), *(bn.number(count, lang) for count in line.counts.values())]
    return " × ".join(factors)


def tell(news: Sequence[News], *, now: datetime) -> None:
    """Queue these to whoever owes or paid; nobody whose phone may have changed hands since.

    Two queries, and one more where something is to be paid.
    """
    if not news:
        return
    contacts = people.contacts({one.payer.contact for one in news})
    told = [one for one in news if _in_the_same_hands(one.payer, contacts)]
    can = abilities({one.payer.line_id for one in told if one.link or one.file})
    outbox.queue(
        [_outgoing(one, contacts.get(one.payer.contact), can.get(one.payer.line_id)) for one in told], now=now
    )


def declared() -> list[Template]:
    """Every such sentence as the template that a provider is asked to approve."""
    return [template for key in _TOLD for template in in_every_language(PHRASES, key, prefix=_PREFIX)]


def _in_the_same_hands(payer: Payer, contacts: Mapping[ContactKey, Contact]) -> bool:
    return payer.contact not in contacts or contacts[payer.contact].epoch == payer.epoch


def _outgoing(news: News, contact: Contact | None, can: Capabilities | None) -> Outgoing:
    lang = as_lang(contact.lang if contact else news.payer.lang)
    is_quiet = contact is not None and contact.quiet is not None
    key, values = (_QUIET if is_quiet else news.key), _values(news, lang)
    text = PHRASES.say(key, lang, **values)
    template = template_of(PHRASES, key, lang, prefix=_PREFIX)
    shows = (news.link or news.file) and not is_quiet and can and can.photos and units(text) <= can.caption
    return Outgoing(
        contact=news.payer.contact,
        line_id=news.payer.line_id,
        message=Message(text, file=_file(news) if shows else None),
        source=news.source,
        template=filled(template, PHRASES.fillings(key, lang, **values)),
        about=About(news.body_id, news.case_id),
    )


def _values(news: News, lang: Lang) -> dict[str, Any]:
    return {
        "ref": grouped(news.ref),
        "amount": amounts.rupees(news.amount, lang),
        "lines": "\n".join(line_in_words(line, lang) for line in news.lines),
        "link": news.link,
        **news.values,
    }


def _file(news: News) -> Enclosed:
    return news.file or _picture(news.link, news.ref)


def _picture(link: str, ref: str) -> Enclosed:
    """The link as a QR, which a payment app opens from the phone's own pictures."""
    kept = store.keep(settings.MEDIA_FOLDER, qr.png(link))
    return Enclosed(kept, "image", "image/png", grouped(ref))
