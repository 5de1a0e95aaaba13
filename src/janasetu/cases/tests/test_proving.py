"""Who gets a paper: the phone, the secret, a proof; by chat, again and by a link. Nobody below the level."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import paper_links
from janasetu.cases.actions import (
    CodeAsk,
    DeadLinkError,
    PaperFile,
    PaperWish,
    WrongSecretError,
    fetch_paper,
    file_paper,
    make_link,
    note_proof,
    send_papers,
    tell_by_code,
)
from janasetu.cases.choices import ProofKind, Status
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case, CaseParty, PaperLink, Proof
from janasetu.cases.proving import LINK_HOLDS, PROOF_HOLDS, SECRET_HOLDS, Asker, Level, level_of, may_have
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import SHOP, Office, a_file, a_panchayat, apply_for, move
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]
_sources = count(1)
WALL = NOW
SEEN = ProofKind.IDENTITY_PAPER


# --- the rule ---


@pytest.mark.parametrize(
    ("asker", "level"),
    [
        (Asker(), None),
        (Asker(proof_at=NOW), None),  # of somebody, on another phone
        (Asker(is_theirs=True), Level.PHONE),
        (Asker(is_theirs=True, was_told=True), Level.SECRET),
        (Asker(was_told=True), None),
        (Asker(secret_at=NOW), Level.SECRET),
        (Asker(secret_at=NOW - SECRET_HOLDS), None),
        (Asker(is_theirs=True, secret_at=NOW - SECRET_HOLDS), Level.PHONE),
        (Asker(is_theirs=True, proof_at=NOW), Level.PROOF),
        (Asker(is_theirs=True, proof_at=NOW - PROOF_HOLDS), Level.PHONE),
        (Asker(is_theirs=True, was_told=True, proof_at=NOW + timedelta(1)), Level.SECRET),
    ],
)
def test_how_sure_the_office_is(asker: Asker, level: Level | None) -> None:
    assert level_of(asker, now=NOW) == level
    assert [may_have(asker, wanted, now=NOW) for wanted in Level] == [
        level is not None and level >= wanted for wanted in Level
    ]


@pytest.mark.parametrize("letters", ["", "x", "é" * 24, "A" * 25, "A" * 20, "a b" * 8])
def test_letters_that_are_no_token(letters: str) -> None:
    with pytest.raises(paper_links.NotALinkError):
        paper_links.body_number_of(letters)


def test_a_token_names_its_office_and_is_another_each_time() -> None:
    tokens = {paper_links.new_token(1004) for _ in range(50)}

    assert len(tokens) == 50
    assert {paper_links.body_number_of(token) for token in tokens} == {1004}


# --- a case whose paper is there ---


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def office_that_wants(level: str) -> Office:
    """Whose trade NOCs want this level of who fetches them."""
    return a_panchayat(born="state_portal", assurance=level)


def issued(office: Office, contact: ContactKey | None, *, channel: str = "whatsapp") -> Case:
    """A trade NOC that the state's portal made."""
    case = apply_for(office, SHOP, contact=contact)
    Case.objects.filter(id=case.id).update(channel=channel)
    move(office, case, "scrutiny", "accept")
    move(office, case, "site", "report")
    move(office, case, "approval", "approve")
    file_paper(
        officer=office.officers["sahayak"], ref=case.ref, order=PaperFile(a_file(b"%PDF-1"), "১২"), now=NOW
    )
    return Case.objects.get(id=case.id)


def asks(office: Office, case: Case, contact: ContactKey, *, epoch: int = 1, now=NOW) -> OutboundMessage:
    """What somebody gets who presses «again»."""
    source = f"wish:{next(_sources)}"
    wish = PaperWish(
        ref=case.ref, contact=contact, epoch=epoch, line_id=office.line.id, lang="bn", source=source
    )
    send_papers([wish], now=now)
    return OutboundMessage.objects.get(source=source)


def types_code(office: Office, case: Case, contact: ContactKey, *, epoch: int = 1) -> OutboundMessage:
    """What somebody gets who writes number and code."""
    source = f"code:{next(_sources)}"
    ask = CodeAsk(case.ref, code_of(case.ref), contact, office.line.id, "bn", source, uuid7(), epoch)
    tell_by_code([ask], now=NOW, wall=WALL)
    return OutboundMessage.objects.get(source=source)


def sahayak(office: Office):
    return office.officers["sahayak"]


def files_sent() -> int:
    return OutboundMessage.objects.exclude(file=None).count()


def all_told(contact: ContactKey) -> str:
    """The news of the paper, and beside it of who brings it home."""
    return "\n".join(told(contact))


def token_in(address: str) -> str:
    return address.rpartition("/paper/")[2]


# --- in the chat ---


def test_who_brought_it_by_their_own_phone_has_the_secret_and_gets_it_again(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    case = issued(office, rahima)

    assert asks(office, case, rahima).file["sha256"] == Paper.objects.get(case_id=case.id).sha256


def test_whose_case_was_taken_at_the_counter_is_asked_for_the_secret_once(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    case = issued(office, rahima, channel="counter")

    assert "এখানে পেতে আবেদনের নম্বর আর রসিদের ৬ সংখ্যার সংকেত" in all_told(rahima)
    assert "রসিদের ৬ সংখ্যার সংকেত লাগবে" in asks(office, case, rahima).text
    assert files_sent() == 0
    answer = types_code(office, case, rahima)
    assert [one["id"] for one in answer.choices] == [f"case:{case.ref}:paper"]
    assert asks(office, case, rahima).file


def test_the_secret_opens_it_on_another_phone_for_a_day(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    case = issued(office, rahima)
    borrowed = make_contact()

    types_code(office, case, borrowed)

    assert asks(office, case, borrowed).file
    assert asks(office, case, borrowed, now=NOW + SECRET_HOLDS).file is None
    assert asks(office, case, borrowed, epoch=2).file is None


@pytest.mark.parametrize("level", ["A0", "A1", "A2"])
def test_a_stranger_gets_no_file_and_the_words_of_no_paper_at_all(rahima: ContactKey, level: str) -> None:
    office = office_that_wants(level)
    case, stranger = issued(office, rahima), make_contact()
    nothing = apply_for(office, SHOP, contact=rahima)
    before = files_sent()

    words = [asks(office, one, stranger).text.replace(one.grouped_ref, "") for one in (case, nothing)]

    assert words[0] == words[1]
    assert files_sent() == before


@pytest.mark.parametrize("level", ["A0", "A1", "A2"])
def test_a_recycled_number_sees_nothing_of_its_former_owner(rahima: ContactKey, level: str) -> None:
    office = office_that_wants(level)
    case = issued(office, rahima)
    note_proof(officer=sahayak(office), ref=case.ref, kind=SEEN, now=NOW)
    before = files_sent()
    Contact.objects.filter(id=rahima.id).update(epoch=2)

    assert asks(office, case, rahima, epoch=2).file is None
    assert files_sent() == before


def test_what_wants_a_proof_goes_nowhere_before_an_officer_has_seen_one(rahima: ContactKey) -> None:
    office = office_that_wants("A2")
    case = issued(office, rahima)

    assert "কাগজ তৈরি" in all_told(rahima)
    assert types_code(office, case, rahima).choices == []
    assert "একবার পরিচয়পত্র দেখাতে হবে" in asks(office, case, rahima).text
    assert (files_sent(), PaperLink.objects.count()) == (0, 0)
    with pytest.raises(RefusedError, match="proof_needed"):
        make_link(officer=sahayak(office), ref=case.ref, now=NOW, wall=WALL)

    note_proof(officer=sahayak(office), ref=case.ref, kind=SEEN, now=NOW)

    assert "৩০ দিন কাগজটি এখানেই নিতে পারবেন" in told(rahima)[-1]
    assert asks(office, case, rahima).file
    assert asks(office, case, rahima, now=NOW + PROOF_HOLDS).file is None
    assert events(case)[-1] == ("proof_noted", "sahayak@panchayat")


def test_a_proof_is_for_a_phone_that_has_changed_hands_only_where_they_say_so(rahima: ContactKey) -> None:
    office = office_that_wants("A2")
    case = issued(office, rahima)
    Contact.objects.filter(id=rahima.id).update(epoch=2)
    before = len(told(rahima))

    note_proof(officer=sahayak(office), ref=case.ref, kind=SEEN, now=NOW)
    assert asks(office, case, rahima, epoch=2).file is None
    note_proof(officer=sahayak(office), ref=case.ref, kind=SEEN, still_theirs=True, now=NOW)
    assert asks(office, case, rahima, epoch=2).file

    assert len(told(rahima)) == before + 3  # two answers and, of the second proof, the news
    assert CaseParty.objects.get(case=case).contact_epoch == 1


def test_who_neither_works_on_it_nor_stands_at_a_counter_notes_no_proof(rahima: ContactKey) -> None:
    office = office_that_wants("A2")
    case = issued(office, rahima)

    with pytest.raises(RefusedError, match="proof_not_yours"):
        note_proof(officer=make_officer(office.body, "auditor"), ref=case.ref, kind=SEEN, now=NOW)
    with pytest.raises(RefusedError, match="proof_kind_needed"):
        note_proof(officer=sahayak(office), ref=case.ref, kind=ProofKind.CODE, now=NOW)
    note_proof(
        officer=make_officer(office.body, "runner"), ref=case.ref, kind=ProofKind.HANDOVER_CODE, now=NOW
    )

    assert Proof.objects.count() == 1


def test_a_proof_is_never_changed(rahima: ContactKey) -> None:
    office = office_that_wants("A2")
    note_proof(officer=sahayak(office), ref=issued(office, rahima).ref, kind=SEEN, now=NOW)

    with pytest.raises(ProgrammingError, match="is refused"), transaction.atomic():
        Proof.objects.update(kind=ProofKind.KNOWN)


def test_many_wishes_cost_as_many_statements_as_one(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    cases = [issued(office, rahima) for _ in range(3)]

    def cost(asked: list[Case]) -> int:
        wishes = [
            PaperWish(
                ref=one.ref,
                contact=rahima,
                epoch=1,
                line_id=office.line.id,
                lang="bn",
                source=f"wish:{next(_sources)}",
            )
            for one in asked
        ]
        with CaptureQueriesContext(connection) as asking:
            send_papers(wishes, now=NOW)
        return len(asking)

    cost(cases[:1])
    assert cost(cases[:1]) == cost(cases)


# --- by a link ---


def on_a_line_that_only_sends(office: Office) -> None:
    Line.objects.filter(id=office.line.id).update(channel="sms")


def test_where_no_file_travels_a_link_goes_which_asks_for_the_secret(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    on_a_line_that_only_sends(office)
    case = issued(office, rahima)
    token = token_in(all_told(rahima).split("নামান: ")[1].split()[0])
    others = issued(office, rahima)

    for wrong in ("", code_of(others.ref)):
        with pytest.raises(WrongSecretError):
            fetch_paper(token=token, secret=wrong, now=NOW, wall=WALL)
    paper = fetch_paper(token=token, secret=code_of(case.ref), now=NOW, wall=WALL)

    assert paper.case_id == case.id
    assert events(case)[-1] == ("paper_fetched", "citizen")
    assert not PaperLink.objects.filter(token_sha256=token).exists()


def test_guessing_at_a_link_waits(rahima: ContactKey) -> None:
    office = office_that_wants("A1")
    case = issued(office, None, channel="counter")
    token = token_in(make_link(officer=sahayak(office), ref=case.ref, now=NOW, wall=WALL))

    for _ in range(5):
        with pytest.raises(WrongSecretError):
            fetch_paper(token=token, secret="000000x", now=NOW, wall=WALL)
    with pytest.raises(TooManyTriesError):
        fetch_paper(token=token, secret=code_of(case.ref), now=NOW, wall=WALL)


def test_a_link_dies_after_five_times_and_after_a_day(rahima: ContactKey) -> None:
    office = office_that_wants("A0")
    case = issued(office, rahima)
    few, late = (
        token_in(make_link(officer=sahayak(office), ref=case.ref, now=NOW, wall=WALL)) for _ in range(2)
    )

    for _ in range(5):
        assert fetch_paper(token=few, now=NOW, wall=WALL).case_id == case.id
    for token, wall in ((few, WALL), (late, WALL + LINK_HOLDS), (few[:-4] + "AAAA", WALL), ("x", WALL)):
        with pytest.raises(DeadLinkError):
            fetch_paper(token=token, now=NOW, wall=wall)


def test_a_link_dies_with_the_paper_and_with_the_number(rahima: ContactKey) -> None:
    office = office_that_wants("A0")
    on_a_line_that_only_sends(office)
    case = issued(office, rahima)
    sent = token_in(all_told(rahima).split("নামান: ")[1].split()[0])
    made = token_in(make_link(officer=sahayak(office), ref=case.ref, now=NOW, wall=WALL))

    Contact.objects.filter(id=rahima.id).update(epoch=2)
    with pytest.raises(DeadLinkError):
        fetch_paper(token=sent, now=NOW, wall=WALL)
    Paper.objects.filter(case_id=case.id).update(standing="revoked")
    with pytest.raises(DeadLinkError):
        fetch_paper(token=made, now=NOW, wall=WALL)


def test_no_link_is_made_where_there_is_no_paper_or_it_may_not_go(rahima: ContactKey) -> None:
    office = office_that_wants("A0")
    waiting = apply_for(office, SHOP, contact=rahima)
    case = issued(office, rahima)

    with pytest.raises(RefusedError, match="link_no_paper"):
        make_link(officer=sahayak(office), ref=waiting.ref, now=NOW, wall=WALL)
    with pytest.raises(RefusedError, match="proof_not_yours"):
        make_link(officer=make_officer(office.body, "auditor"), ref=case.ref, now=NOW, wall=WALL)
    assert Case.objects.get(id=waiting.id).status != Status.ISSUED
