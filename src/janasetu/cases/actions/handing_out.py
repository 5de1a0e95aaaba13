"""An issued paper goes to whom it is for: at once by every way that is open, and again when they ask."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from janasetu.cases import queries
from janasetu.cases.actions.hearing import CitizenWord, heard, is_theirs, too_late
from janasetu.cases.choices import Status
from janasetu.cases.doorstep import visit_for
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.deliveries.actions import order_visits
from janasetu.documents import queries as documents
from janasetu.documents.models import Paper
from janasetu.messaging import outbox
from janasetu.messaging.values import About, Enclosed, Message, Outgoing

_IN_CHAT, _PROVEN = "chat", "A2"


@dataclass(frozen=True, slots=True)
class Issued:
    """A case that ended in its paper, and what happened with it."""

    case: Case
    paper: Paper
    event: CaseEvent


def hand_out(issued: Sequence[Issued], *, now: datetime) -> None:
    """Tell these applicants that their papers are there, and send each by the ways its definition has. Whose
    paper comes to the door and not by the chat hears that in one message.

    Statements do not grow with their number; none for none. In the transaction of its caller.
    """
    if not issued:
        return
    parties = queries.parties({one.case.body_id for one in issued}, [one.case.id for one in issued])
    going_home = [
        visit
        for one in issued
        if (visit := visit_for(one.case, one.paper.id, parties.get(one.case.id))) is not None
    ]
    told_of_home = {visit.case_id for visit in going_home if visit.contact}
    tell(
        [_notice(one) for one in issued if _goes_by_chat(one.case) or one.case.id not in told_of_home],
        parties,
        now=now,
    )
    order_visits(going_home, now=now)


def _notice(one: Issued) -> Notice:
    source, values = f"event:{one.event.id}", {"number": one.paper.number}
    if not _goes_by_chat(one.case):
        return Notice(one.case, "issued_to_collect", source, values)
    return Notice(one.case, "issued", source, values, photo=enclosed_paper(one.paper))


def enclosed_paper(paper: Paper) -> Enclosed:
    """The very bytes of the paper as they go with a message, named after its number."""
    is_picture = paper.mime.startswith("image/")
    name = paper.number.replace("/", "-") + ("" if is_picture else ".pdf")
    return Enclosed(paper.sha256, "image" if is_picture else "document", paper.mime, name)


def _goes_by_chat(case: Case) -> bool:
    """Whether the paper itself may be sent: not where the definition wants who fetches it proven."""
    return _IN_CHAT in case.service.deliver and case.service.assurance.fetch != _PROVEN


# --- once more ---


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWish(CitizenWord):
    """Somebody asks in the chat for the paper of their case."""


def send_papers(wishes: Sequence[PaperWish], *, now: datetime) -> None:
    """Send each its paper, as often as it is asked for, to the very contact, in its epoch, whose case it is;
    to all others the same words whether there is one or not. Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    theirs = {
        wish.source: case
        for wish in wishes
        if (case := found.cases.get(wish.ref))
        and case.status == Status.ISSUED
        and is_theirs(wish, found.parties.get(wish.ref))
        and _goes_by_chat(case)
    }
    papers = documents.issued_papers({(case.body_id, case.id) for case in theirs.values()})
    sent = [
        _sent(wish, theirs[wish.source], papers[theirs[wish.source].id])
        if wish.source in theirs and theirs[wish.source].id in papers
        else too_late(wish)
        for wish in wishes
    ]
    outbox.queue(sent, now=now)


def _sent(wish: PaperWish, case: Case, paper: Paper) -> Outgoing:
    text = PHRASES.say("paper_again", wish.lang, ref=case.grouped_ref, title=case.title_in(wish.lang))
    message = replace(Message(text), file=enclosed_paper(paper))
    about = About(case.body_id, case.id, missed=False)
    return Outgoing(wish.contact, wish.line_id, message, wish.source, wish.caused_by, about=about)
