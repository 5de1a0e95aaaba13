"""What a citizen is told of money: how much and how to pay it, that it came, that nothing is to be paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    *("told_paid", "told_waived", "told_refunded", _QUIET),
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
    """One thing to tell of the money of a case. `source` makes it once; `link`: by which it can be paid."""

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


def nothing_to_pay(lang: Lang) -> str:
    """«কোনো টাকা লাগবে না।»"""
    return PHRASES.say("nothing_to_pay", lang)


def line_in_words(line: Line, lang: Lang) -> str:
    """One fee of a demand, with what it was multiplied by: «ঘরভাড়া: ₹৪,৮০০ (₹৮০০ × ৩ × ২)»."""
    name = line.name.get(lang) or line.name.get("bn") or PHRASES.say("fee", lang)
    told = f"{name}: {amounts.rupees(line.amount, lang)}"
    if not line.counts:
        return told
    factors = [amounts.rupees(line.each, lang), *(bn.number(count, lang) for count in line.counts.values())]
    return f"{told} ({' × '.join(factors)})"


def tell(news: Sequence[News], *, now: datetime) -> None:
    """Queue these to whoever owes or paid; nobody whose phone may have changed hands since.

    Two queries, and one more where something is to be paid.
    """
    if not news:
        return
    contacts = people.contacts({one.payer.contact for one in news})
    told = [one for one in news if _in_the_same_hands(one.payer, contacts)]
    can = abilities({one.payer.line_id for one in told if one.link})
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
    shows = news.link and not is_quiet and can and can.photos and units(text) <= can.caption
    return Outgoing(
        contact=news.payer.contact,
        line_id=news.payer.line_id,
        message=Message(text, file=_picture(news) if shows else None),
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


def _picture(news: News) -> Enclosed:
    """The link as a QR, which a payment app opens from the phone's own pictures."""
    kept = store.keep(settings.MEDIA_FOLDER, qr.png(news.link))
    return Enclosed(kept, "image", "image/png", grouped(news.ref))
