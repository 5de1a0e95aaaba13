"""An issued paper goes to whom it is for: at once by every way that is open, and again when they ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.cases import fetching, proving, queries
from janasetu.cases.actions import paying
from janasetu.cases.actions.hearing import CitizenWord, heard, too_late, unheard
from janasetu.cases.actions.linking import LinkOrder, make_links
from janasetu.cases.actions.paying import Owed
from janasetu.cases.choices import Status
from janasetu.cases.doorstep import visit_for
from janasetu.cases.fetching import Asking
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.notices import PHRASES, Notice, answers_to, tell
from janasetu.cases.proving import Asker, Level
from janasetu.deliveries.actions import order_visits
from janasetu.documents import queries as documents
from janasetu.documents.models import Paper
from janasetu.lib import clock
from janasetu.messaging import outbox
from janasetu.messaging.queries import abilities
from janasetu.messaging.values import About, Enclosed, Message, Outgoing
from janasetu.people.values import ContactKey

_TO_COLLECT = "issued_to_collect"


@dataclass(frozen=True, slots=True)
class Issued:
    """A case that ended in its paper; `source`: by which its news goes out once."""

    case: Case
    paper: Paper
    source: str


def hand_out(issued: Sequence[Issued], *, now: datetime) -> None:
    """Tell these applicants that their papers are there, and send each by the ways its definition has, as far
    as it is known who they are. Whose paper comes to the door and not by the chat hears that in one message.

    Statements do not grow with their number; none for none. In the transaction of its caller.
    """
    if not issued:
        return
    parties = queries.parties({one.case.body_id for one in issued}, [one.case.id for one in issued])
    owed = paying.fall_due_on_delivery([one.case for one in issued], parties, now=now)
    notices = _notices([one for one in issued if not owed.falls_due_for(one.case)], parties, now=now)
    notices += [_fee_notice(one, owed) for one in issued if owed.falls_due_for(one.case)]
    going_home = [
        visit
        for one in issued
        if (visit := visit_for(one.case, one.paper.id, parties.get(one.case.id))) is not None
    ]
    told_of_home = {visit.case_id for visit in going_home if visit.contact}
    told = [one for one in notices if one.key != _TO_COLLECT or one.case.id not in told_of_home]
    tell(told, parties, now=now)
    order_visits(going_home, now=now)


def hand_out_paid(cases: Sequence[Case], *, now: datetime) -> None:
    """Send the papers of these, whose fee was due with it and is settled now. Nothing for none."""
    issued = [case for case in cases if case.status == Status.ISSUED]
    unpaid = paying.held_back(issued)
    paid = [case for case in issued if case.id not in unpaid]
    if not paid:
        return
    papers = documents.issued_papers({(case.body_id, case.id) for case in paid})
    known = [
        Issued(case, papers[case.id], f"paid:{papers[case.id].id}")
        for case in paid
        if case.id in papers and fetching.goes_by_chat(case)
    ]
    parties = queries.parties({one.case.body_id for one in known}, [one.case.id for one in known])
    tell(_notices(known, parties, now=now), parties, now=now)


def _fee_notice(one: Issued, owed: Owed) -> Notice:
    """That it is there, and what is to be paid before it goes out."""
    values: dict[str, Any] = {"number": one.paper.number, **paying.due_values(one.case, owed)}
    return Notice(one.case, "issued_fee", one.source, values, photo=owed.picture(one.case))


def _notices(issued: Sequence[Issued], parties: Mapping[UUID, CaseParty], *, now: datetime) -> list[Notice]:
    """What each is told: with the paper, a link to it, or what there is to do for it."""
    levels = _levels(issued, parties, now=now)
    orders = list(_links(issued, parties, levels))
    links = dict(zip((one.case.id for one in orders), make_links(orders, wall=clock.wall()), strict=True))
    return [_notice(one, levels, links) for one in issued]


def _levels(
    issued: Sequence[Issued], parties: Mapping[UUID, CaseParty], *, now: datetime
) -> Mapping[UUID, Level]:
    """How sure the office is of who has the phone of each case, by the case; of no phone nothing."""
    asking = [
        Asking(one.case, party.contact_id, party.contact_epoch, party)
        for one in issued
        if (party := parties.get(one.case.id)) and party.contact_id
    ]
    known = fetching.askers(asking) if asking else []
    found = {one.case.id: proving.level_of(asker, now=now) for one, asker in zip(asking, known, strict=True)}
    return {case_id: level for case_id, level in found.items() if level is not None}


def _links(
    issued: Sequence[Issued], parties: Mapping[UUID, CaseParty], levels: Mapping[UUID, Level]
) -> Iterator[LinkOrder]:
    """Where the file itself does not go through, a link is said: to the phone of whose case it is, and who
    opens it types the secret where the definition wants more than the phone.
    """
    for one in issued:
        party, wanted = parties.get(one.case.id), fetching.wanted_for(one.case)
        may_go = fetching.goes_by_chat(one.case) and (
            wanted < Level.PROOF or levels.get(one.case.id) == Level.PROOF
        )
        if party and party.contact_bucket is not None and party.contact_id and may_go:
            key = ContactKey(party.contact_bucket, party.contact_id)
            asks = wanted > Level.PHONE
            yield LinkOrder(one.case, one.paper, key, party.contact_epoch, asks_secret=asks)


def _notice(one: Issued, levels: Mapping[UUID, Level], links: Mapping[UUID, str]) -> Notice:
    """With the paper itself to who needs no more; else what there is to do for it."""
    source, wanted = one.source, fetching.wanted_for(one.case)
    values = {"number": one.paper.number, "link": links.get(one.case.id, "")}
    is_sure = levels.get(one.case.id, Level.PHONE) >= wanted
    if not fetching.goes_by_chat(one.case) or (wanted == Level.PROOF and not is_sure):
        return Notice(one.case, _TO_COLLECT, source, values)
    if not is_sure:
        return Notice(one.case, "issued_for_secret", source, values)
    return Notice(one.case, "issued", source, values, photo=enclosed_paper(one.paper))


def enclosed_paper(paper: Paper) -> Enclosed:
    """The very bytes of the paper as they go with a message, named after its number."""
    is_picture = paper.mime.startswith("image/")
    name = paper.number.replace("/", "-") + ("" if is_picture else ".pdf")
    return Enclosed(paper.sha256, "image" if is_picture else "document", paper.mime, name)


# --- once more ---


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish(CitizenWord):
    """Somebody asks in the chat for the paper of their case."""


def send_papers(wishes: Sequence[PaperWish], *, now: datetime) -> None:
    """Send each its paper, as often as it is asked for, where it is known as well as the definition wants who
    asks: by the phone, the secret, or a proof. Whose case it is hears what is lacking; to all others go the
    same words whether there is a paper or not. Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    asked = {
        wish.source: Asking(case, wish.contact.id, wish.epoch, found.parties.get(wish.ref))
        for wish in wishes
        if (case := found.cases.get(wish.ref)) and fetching.has_paper(case) and fetching.goes_by_chat(case)
    }
    unpaid = paying.held_back([one.case for one in asked.values()])
    asked = {source: one for source, one in asked.items() if one.case.id not in unpaid}
    known = dict(zip(asked, fetching.askers(list(asked.values())), strict=True)) if asked else {}
    papers = documents.issued_papers({(one.case.body_id, one.case.id) for one in asked.values()})
    answers = [_answered(wish, asked.get(wish.source), known, papers, now=now) for wish in wishes]
    links = _links_for([one for one in answers if isinstance(one, _Granted)])
    outbox.queue([_sent(one, links) if isinstance(one, _Granted) else one for one in answers], now=now)


@dataclass(frozen=True, slots=True)
class _Granted:
    """A wish that is granted: with its paper."""

    wish: PaperWish
    case: Case
    paper: Paper


def _answered(
    wish: PaperWish,
    asking: Asking | None,
    known: Mapping[str, Asker],
    papers: Mapping[UUID, Paper],
    *,
    now: datetime,
) -> _Granted | Outgoing:
    """The paper, or why not."""
    paper = papers.get(asking.case.id) if asking else None
    level = proving.level_of(known[wish.source], now=now) if asking else None
    if asking is None or paper is None or level is None:
        return too_late(wish)
    wanted = fetching.wanted_for(asking.case)
    if level >= wanted:
        return _Granted(wish, asking.case, paper)
    return unheard(wish, "paper_needs_proof" if wanted == Level.PROOF else "paper_needs_secret")


def _links_for(granted: Sequence[_Granted]) -> Mapping[str, str]:
    """Addresses for those on whose line no file travels, by their source."""
    able = abilities({one.wish.line_id for one in granted}) if granted else {}
    without = [one for one in granted if not (one.wish.line_id in able and able[one.wish.line_id].photos)]
    orders = [LinkOrder(one.case, one.paper, one.wish.contact, one.wish.epoch) for one in without]
    links = make_links(orders, wall=clock.wall()) if orders else []
    return {one.wish.source: link for one, link in zip(without, links, strict=True)}


def _sent(one: _Granted, links: Mapping[str, str]) -> Outgoing:
    wish, case, link = one.wish, one.case, links.get(one.wish.source, "")
    key = "paper_by_link" if link else "paper_again"
    text = PHRASES.say(key, wish.lang, ref=case.grouped_ref, title=case.title_in(wish.lang), link=link)
    message = Message(text, answers_to("paper_again", case, wish.lang))
    message = message if link else replace(message, file=enclosed_paper(one.paper))
    about = About(case.body_id, case.id, missed=False)
    return Outgoing(wish.contact, wish.line_id, message, wish.source, wish.caused_by, about=about)
