"""The signer signs what the office wants by law, and refuses the rest, whatever stands in the database."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import ORDER, make_officer
from janasetu.catalogue.loader import BUNDLED
from janasetu.documents import queries, store
from janasetu.documents.actions import (
    Finished,
    Who,
    approve,
    cancel,
    draft_papers,
    file_paper,
    note_printed,
    order_signature,
    resume_signing,
    revoke,
    take_sealed,
    withdraw_order,
)
from janasetu.documents.choices import Born, EntryKind, PaperState, SigningState, Standing
from janasetu.documents.errors import PaperClosedError, Reason, RefusedError, why_not_signed
from janasetu.documents.models import Approval, Paper, SignerEntry, SigningOrder
from janasetu.documents.pressing import Presser
from janasetu.documents.signing import book, reading, seals, specimens
from janasetu.documents.signing.places import KeyFile, KeyPlaces
from janasetu.documents.signing.signer import SignerAtWork, finish
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.signed import (
    NOW,
    Office,
    make_acting,
    make_office,
    make_ordered,
    make_paper,
    make_signer,
    paper_order,
    says,
)
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.lib.phrases import LANGS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One test authority for the whole run."""
    folder = tmp_path_factory.mktemp("keys")
    specimens.ensure(folder, wall=clock.wall())
    return folder


@pytest.fixture(autouse=True)
def _here(key_folder: Path, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Files and keys of this test, and office time that stands still."""
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.SIGNING_KEYS = KeyPlaces(key_folder)
    with clock.fixed(NOW):
        yield


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def signer() -> SignerAtWork:
    return make_signer()


@contextmanager
def by_its_owner(table: str) -> Iterator[None]:
    """As somebody who owns the database may: the wall of a table is away for a while."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def file_of(paper: Paper, folder: Path) -> bytes:
    return store.path_of(folder / "media", paper.sha256).read_bytes()


def kinds(order: SigningOrder) -> list[str]:
    return [line.kind for line in book.lines_of(order.body_id, order.id)]


def refused(order: SigningOrder, signer: SignerAtWork) -> str:
    """Why the signer refused this order; its paper was not signed."""
    signer.step()
    order.refresh_from_db()
    paper = Paper.objects.get(id=order.paper_id)
    assert (order.state, paper.state, paper.sha256) == (SigningState.REFUSED, PaperState.REFUSED, "")
    assert kinds(order)[-1] == EntryKind.REFUSED
    return order.note


# --- what is signed ---


def test_what_two_officers_want_is_signed(office: Office, signer: SignerAtWork, tmp_path: Path) -> None:
    order = make_ordered(office)

    assert signer.step() == 1
    assert signer.step() == 0

    order.refresh_from_db()
    paper = Paper.objects.get(id=order.paper_id)
    assert (order.state, paper.state, paper.issued_at) == (SigningState.SIGNED, PaperState.SIGNED, NOW)
    assert kinds(order) == [EntryKind.BEGUN, EntryKind.SIGNED]
    pdf = file_of(paper, tmp_path)
    assert paper.size == len(pdf)
    assert hashlib.sha256(pdf).hexdigest() == paper.sha256
    assert pdf.startswith(store.path_of(tmp_path / "media", paper.draft_sha256).read_bytes())


def test_a_signed_paper_is_valid_for_who_trusts_the_authority(
    office: Office, signer: SignerAtWork, tmp_path: Path, key_folder: Path
) -> None:
    order = make_ordered(office)
    signer.step()
    pdf = file_of(Paper.objects.get(id=order.paper_id), tmp_path)
    trusted = reading.authorities([specimens.authority_of(key_folder)])

    told = reading.verdict(pdf, trusted=trusted)

    assert told == reading.Verdict(
        is_intact=True,
        is_whole=True,
        is_trusted=True,
        is_specimen=True,
        name="SPECIMEN - not an official signature (নমুনা)",
        signed_at=NOW,
    )
    stranger = reading.verdict(pdf, trusted=[])
    assert stranger is not None
    assert not stranger.is_genuine


def test_a_paper_says_specimen_while_the_test_authority_signs(office: Office) -> None:
    assert make_paper(office).snapshot["specimen"] is True


def test_serials_have_no_gap_and_each_series_its_own(office: Office) -> None:
    other = make_office("basirhat", 1003)
    orders = [paper_order(office), paper_order(other), paper_order(office), paper_order(office, series="noc")]

    with CaptureQueriesContext(
        connection,
    ) as one:
        papers = draft_papers(orders, now=NOW)

    assert [paper.number[-4:] for paper in papers] == ["0001", "0001", "0002", "0001"]
    assert [paper.body.code for paper in papers] == ["falakata", "basirhat", "falakata", "falakata"]
    with CaptureQueriesContext(connection) as more:
        draft_papers(orders * 3, now=NOW)
    assert len(more) == len(one)
    assert len({paper.code for paper in Paper.objects.all()}) == 16


def test_a_transaction_that_fails_leaves_no_gap(office: Office) -> None:
    make_paper(office)
    place = transaction.savepoint()
    make_paper(office)
    transaction.savepoint_rollback(place)

    assert make_paper(office).serial == 2


# --- what is refused before it comes to the signer ---


def test_one_officer_cannot_approve_twice(office: Office) -> None:
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW)
    approve(order=order, officer=office.chairman, now=NOW, signs=True)
    again = make_officer(office.body, "secretary", user=office.chairman.user)

    with pytest.raises(RefusedError) as error:
        approve(order=order, officer=again, now=NOW)

    assert error.value.reason == Reason.SAME_OFFICER
    order.refresh_from_db()
    assert order.state == SigningState.WAITING


def test_who_is_not_printed_cannot_sign(office: Office) -> None:
    administrator = make_acting(office.body, "administrator", ordered=True)
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW)

    with pytest.raises(RefusedError) as error:
        approve(order=order, officer=administrator, now=NOW, signs=True)

    assert error.value.reason == Reason.NO_SIGNATORY


def test_a_coordinator_signs_for_the_chairman_only_by_an_order(office: Office, signer: SignerAtWork) -> None:
    acting = make_acting(office.body, "coordinator", ordered=False)
    paper = make_paper(office, signatory=acting)
    order = order_signature(paper=paper, who=office.who, now=NOW)
    with pytest.raises(RefusedError) as error:
        approve(order=order, officer=acting, now=NOW, signs=True)
    assert error.value.reason == Reason.NO_ORDER
    Officer.objects.filter(id=acting.id).update(**ORDER)
    acting.refresh_from_db()

    approve(order=order, officer=office.secretary, now=NOW)
    approve(order=order, officer=acting, now=NOW, signs=True)
    signer.step()

    assert Paper.objects.get(id=paper.id).state == PaperState.SIGNED


def test_an_approval_of_another_ward_is_none(office: Office) -> None:
    order = order_signature(
        paper=make_paper(office), who=Who(["chairman"], ["coordinator"], ward="7"), now=NOW
    )

    with pytest.raises(RefusedError) as error:
        approve(order=order, officer=office.coordinator, now=NOW)

    assert error.value.reason == Reason.WRONG_AUTHORITY


# --- what the signer refuses, whatever stands in the database ---


def test_an_unapproved_paper_is_refused(office: Office, signer: SignerAtWork) -> None:
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW)
    approve(order=order, officer=office.chairman, now=NOW, signs=True)
    SigningOrder.objects.filter(id=order.id).update(state=SigningState.ORDERED)

    assert refused(order, signer) == Reason.UNAPPROVED


def test_a_needed_number_that_was_lowered_breaks_the_seals(office: Office, signer: SignerAtWork) -> None:
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW)
    approve(order=order, officer=office.chairman, now=NOW, signs=True)
    SigningOrder.objects.filter(id=order.id).update(state=SigningState.ORDERED, needed=1)

    assert refused(order, signer) == Reason.SEAL_BROKEN


def test_an_approval_of_another_order_is_refused(office: Office, signer: SignerAtWork) -> None:
    first = make_ordered(office)
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW)
    for one in Approval.objects.filter(order=first):
        one.id, one.order, one.nonce = uuid7(), order, f"{one.nonce[:-1]}x"
        one.save(force_insert=True)
    SigningOrder.objects.filter(id=order.id).update(state=SigningState.ORDERED)
    SigningOrder.objects.filter(id=first.id).update(state=SigningState.WITHDRAWN)

    assert refused(order, signer) == Reason.SEAL_BROKEN


def test_the_same_person_under_two_approvals_is_refused(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    one = Approval.objects.filter(order=order, signs=False).get()
    terms, other = queries.terms_of(order), office.chairman
    word = replace(queries.given_of(one).word, user=other.user_id)
    with by_its_owner("documents_approval"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_approval DROP CONSTRAINT approval_once_a_person")
        seal = seals.seal(settings.APPROVAL_KEY, terms, word)
        Approval.objects.filter(id=one.id).update(user=other.user_id, seal=seal)

    assert refused(order, signer) == Reason.SAME_OFFICER


@pytest.mark.parametrize(
    "change",
    [{"role": "mayor"}, {"at": NOW - timedelta(days=1)}, {"signs": True}, {"title": {"bn": "", "en": ""}}],
)
def test_an_approval_that_was_altered_is_refused(
    office: Office, signer: SignerAtWork, change: dict[str, Any]
) -> None:
    order = make_ordered(office)
    with by_its_owner("documents_approval"):
        Approval.objects.filter(order=order, signs=False).update(**change)

    assert refused(order, signer) == Reason.SEAL_BROKEN


def test_a_paper_that_says_something_else_now_is_refused(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    paper = Paper.objects.get(id=order.paper_id)
    Paper.objects.filter(id=paper.id).update(
        snapshot=paper.snapshot | {"person": {"bn": "অন্য", "en": "Other"}}
    )

    assert refused(order, signer) == Reason.PAPER_CHANGED


def test_a_draft_that_was_exchanged_is_refused(office: Office, signer: SignerAtWork, tmp_path: Path) -> None:
    order = make_ordered(office)
    paper = Paper.objects.get(id=order.paper_id)
    store.path_of(tmp_path / "media", paper.draft_sha256).write_bytes(b"%PDF-1.7 something else")

    assert refused(order, signer) == Reason.PAPER_CHANGED


def test_a_draft_that_the_officers_looked_at_is_the_one_that_is_signed(
    office: Office, signer: SignerAtWork
) -> None:
    order = order_signature(paper=make_paper(office), who=office.who, now=NOW, draft_seen=True)
    approve(order=order, officer=office.secretary, now=NOW)
    approve(order=order, officer=office.chairman, now=NOW, signs=True)
    Paper.objects.filter(id=order.paper_id).update(draft_sha256="0" * 64)

    assert refused(order, signer) == Reason.PAPER_CHANGED


def test_an_office_that_became_another_persons_is_refused(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    Officer.objects.filter(id=office.chairman.id).update(user=office.coordinator.user)

    assert refused(order, signer) == Reason.OFFICER_CHANGED


def test_a_post_that_may_not_sign_such_a_paper_is_refused(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    make_officer(office.body, "clerk")
    Officer.objects.filter(id=office.chairman.id).update(role="clerk")

    assert refused(order, signer) == Reason.WRONG_AUTHORITY


def test_a_vice_chairman_in_an_empty_seat_without_an_order_is_refused(
    office: Office, signer: SignerAtWork
) -> None:
    order = make_ordered(office)
    make_officer(office.body, "vice_chairman")
    Officer.objects.filter(id=office.chairman.id).update(role="vice_chairman")

    assert refused(order, signer) == Reason.NO_ORDER


def test_an_order_that_lost_its_date_is_none(office: Office, signer: SignerAtWork) -> None:
    acting = make_acting(office.body, "coordinator", ordered=True)
    order = order_signature(paper=make_paper(office, signatory=acting), who=office.who, now=NOW)
    approve(order=order, officer=office.secretary, now=NOW)
    approve(order=order, officer=acting, now=NOW, signs=True)
    Officer.objects.filter(id=acting.id).update(order_date=None)

    assert refused(order, signer) == Reason.NO_ORDER


def test_an_old_title_is_refused_after_midnight(office: Office, signer: SignerAtWork) -> None:
    midnight = NOW + timedelta(hours=12)
    Officer.objects.filter(id=office.chairman.id).update(until=midnight)
    before = midnight - timedelta(minutes=1)
    order = make_ordered(office, now=before)

    with clock.fixed(midnight):
        assert refused(order, signer) == Reason.TERM_ENDED


def test_a_paper_that_is_no_specimen_is_refused_by_a_test_key(
    office: Office, signer: SignerAtWork, key_folder: Path, settings: Settings
) -> None:
    """However the settings call the key: the certificate itself says what it is."""
    settings.SIGNING_KEYS = KeyPlaces(key_folder, general=KeyFile(specimens.file_of(key_folder)))
    order = make_ordered(office)
    assert Paper.objects.get(id=order.paper_id).snapshot["specimen"] is False

    assert refused(order, make_signer()) == Reason.SPECIMEN


def test_too_many_in_a_minute_stop_the_signer_until_somebody_looked(
    office: Office, key_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    signer = SignerAtWork(KeyPlaces(key_folder, per_minute=2))
    other = make_office("basirhat", 1003)
    orders = [make_ordered(office) for _ in range(4)]
    elsewhere = make_ordered(other)

    signer.step()
    signer.step()

    states = [SigningOrder.objects.get(id=order.id).state for order in [*orders, elsewhere]]
    assert states == ["signed", "signed", "ordered", "ordered", "signed"]
    assert [line.kind for line in SignerEntry.objects.filter(body=office.body).order_by("-number")[:1]] == [
        EntryKind.STOPPED
    ]
    assert book.stopped_bodies() == {office.body.id}
    with by_its_owner("documents_signerentry"):  # two minutes go by
        SignerEntry.objects.filter(kind=EntryKind.SIGNED).update(wall_at=clock.wall() - timedelta(minutes=2))
    assert signer.step() == 0
    resume_signing(
        body_id=office.body.id, by="commissioner@falakata", reason="a camp", now=NOW, wall=clock.wall()
    )
    signer.step()
    assert SigningOrder.objects.filter(body=office.body, state=SigningState.SIGNED).count() == 4


# --- killed at any instant ---


def test_killed_before_it_signed_it_signs_once(office: Office, tmp_path: Path) -> None:
    order = make_ordered(office)
    make_signer().begin(order, now=NOW, wall=clock.wall())  # and here it dies

    with clock.fixed(NOW + timedelta(minutes=3)):
        make_signer().step()

    assert kinds(order) == [EntryKind.BEGUN, EntryKind.SIGNED]
    assert Paper.objects.get(id=order.paper_id).issued_at == NOW


def test_killed_when_the_file_was_kept_it_makes_the_same_file(office: Office, tmp_path: Path) -> None:
    order = make_ordered(office)
    signer = make_signer()
    begun = signer.begin(order, now=NOW, wall=clock.wall())
    assert begun is not None
    kept = store.keep(tmp_path / "media", signer.made(begun))  # and here it dies

    with clock.fixed(NOW + timedelta(minutes=3)):
        make_signer().step()

    assert Paper.objects.get(id=order.paper_id).sha256 == kept


def test_killed_before_its_last_commit_it_has_written_nothing_of_it(office: Office) -> None:
    order = make_ordered(office)
    signer = make_signer()
    begun = signer.begin(order, now=NOW, wall=clock.wall())
    assert begun is not None
    try:
        with transaction.atomic():
            finish(begun, signer.made(begun), wall=clock.wall())
            raise KeyboardInterrupt  # and here it dies
    except KeyboardInterrupt:
        assert kinds(order) == [EntryKind.BEGUN]

    make_signer().step()

    assert kinds(order) == [EntryKind.BEGUN, EntryKind.SIGNED]


def test_an_order_that_is_put_back_is_not_signed_again(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    signer.step()
    signed = Paper.objects.get(id=order.paper_id).sha256
    SigningOrder.objects.filter(id=order.id).update(state=SigningState.ORDERED)
    Paper.objects.filter(id=order.paper_id).update(state=PaperState.ORDERED, sha256="")

    signer.step()

    paper = Paper.objects.get(id=order.paper_id)
    assert (paper.state, paper.sha256) == (PaperState.SIGNED, signed)
    assert kinds(order) == [EntryKind.BEGUN, EntryKind.SIGNED, EntryKind.REFUSED]


def test_an_order_withdrawn_while_it_was_signed_is_not_issued(office: Office, signer: SignerAtWork) -> None:
    order = make_ordered(office)
    begun = signer.begin(order, now=NOW, wall=clock.wall())
    assert begun is not None
    withdraw_order(order=order, now=NOW)

    assert finish(begun, signer.made(begun), wall=clock.wall()) is None

    assert Paper.objects.get(id=order.paper_id).state == PaperState.REFUSED
    with pytest.raises(PaperClosedError):
        withdraw_order(order=order, now=NOW)


def test_a_key_that_cannot_be_used_leaves_the_order_waiting(office: Office, tmp_path: Path) -> None:
    order = make_ordered(office)

    assert SignerAtWork(KeyPlaces(tmp_path, general=KeyFile(tmp_path / "none.p12"))).step() == 0

    order.refresh_from_db()
    assert order.state == SigningState.ORDERED
    make_signer().step()
    order.refresh_from_db()
    assert order.state == SigningState.SIGNED


# --- the book ---


def test_the_book_shows_which_line_was_altered(office: Office, signer: SignerAtWork) -> None:
    make_ordered(office)
    make_ordered(office)
    signer.step()
    assert book.first_fault(office.body.id) is None

    with by_its_owner("documents_signerentry"):
        SignerEntry.objects.filter(number=2).update(sha256="0" * 64)

    assert book.first_fault(office.body.id) == 2


@pytest.mark.parametrize("table", ["documents_signerentry", "documents_approval"])
def test_the_database_lets_nobody_change_what_was_said(
    office: Office, signer: SignerAtWork, table: str
) -> None:
    make_ordered(office)
    signer.step()

    with (
        pytest.raises(DatabaseError, match="is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names only


# --- afterwards ---


def test_a_new_paper_supersedes_the_old_one_when_it_is_signed(office: Office, signer: SignerAtWork) -> None:
    first = make_ordered(office)
    signer.step()
    old = Paper.objects.get(id=first.paper_id)
    second = make_ordered(office, supersedes=old)
    old.refresh_from_db()
    assert old.standing == Standing.VALID

    signer.step()

    old.refresh_from_db()
    number = Paper.objects.get(id=second.paper_id).number
    assert (old.standing, old.standing_at, old.standing_reason) == (Standing.SUPERSEDED, NOW, number)


def test_a_paper_ends_once_and_with_a_reason(office: Office, signer: SignerAtWork) -> None:
    paper = Paper.objects.get(id=make_ordered(office).paper_id)
    with pytest.raises(PaperClosedError):
        revoke(paper=paper, by="secretary@falakata", reason="moved away", now=NOW)
    signer.step()
    with pytest.raises(PaperClosedError):
        revoke(paper=paper, by="secretary@falakata", reason=" ", now=NOW)

    revoke(paper=paper, by="secretary@falakata", reason="moved away", now=NOW)

    paper.refresh_from_db()
    assert (paper.standing, paper.standing_by) == (Standing.REVOKED, "secretary@falakata")
    with pytest.raises(PaperClosedError):
        cancel(paper=paper, by="secretary@falakata", reason="again", now=NOW)


def test_a_portals_file_is_kept_as_it_came_and_once(office: Office, tmp_path: Path) -> None:
    case = uuid7()
    order = paper_order(office, born=Born.STATE_PORTAL, number="BR/2026/77", case_id=case, draft=b"")

    paper = file_paper(order, Finished(b"%PDF-1.4 theirs"), now=NOW)

    assert file_paper(order, Finished(b"%PDF-1.4 theirs"), now=NOW).id == paper.id
    assert (paper.state, paper.number, paper.serial) == (PaperState.FILED, "BR/2026/77", None)
    assert file_of(paper, tmp_path) == b"%PDF-1.4 theirs"


def test_an_ink_paper_comes_back_once(office: Office, tmp_path: Path) -> None:
    paper = make_paper(office, born=Born.INK)
    assert paper.snapshot["specimen"] is False
    note_printed(paper=paper)

    sealed = take_sealed(paper=paper, finished=Finished(b"\xff\xd8\xffphoto", "image/jpeg"), now=NOW)

    assert (sealed.state, sealed.mime, file_of(sealed, tmp_path)) == (
        "sealed",
        "image/jpeg",
        b"\xff\xd8\xffphoto",
    )
    with pytest.raises(PaperClosedError):
        take_sealed(paper=paper, finished=Finished(b"another"), now=NOW)
    with pytest.raises(PaperClosedError):
        order_signature(paper=sealed, who=office.who, now=NOW)


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_sentence(reason: Reason) -> None:
    said = {why_not_signed(reason.value, lang) for lang in LANGS}

    assert len(said) == len(LANGS)


# --- pressed by the signer's own process ---


def test_a_paper_without_a_draft_is_pressed_and_then_signed(
    office: Office, key_folder: Path, tmp_path: Path
) -> None:
    layout = paper_samples.of_service("residence-recommendation", "recommendation")
    words = paper_samples.trade_noc() | says(office.chairman)
    order = make_ordered(office, draft=b"", says=words, layout=layout.name, layout_sha256=layout.sha256)
    presses = SignerAtWork(KeyPlaces(key_folder), press=Presser([BUNDLED], tmp_path / "keys"))

    assert presses.step() == 2

    paper = Paper.objects.get(id=order.paper_id)
    assert paper.state == PaperState.SIGNED
    draft = store.path_of(tmp_path / "media", paper.draft_sha256).read_bytes()
    assert file_of(paper, tmp_path).startswith(draft)


@pytest.mark.parametrize(
    "change",
    [{"layout": "residence-recommendation/none.typ"}, {"layout_sha256": "0" * 64}],
)
def test_a_paper_that_cannot_be_pressed_is_refused_with_its_order(
    office: Office, key_folder: Path, tmp_path: Path, change: dict[str, str]
) -> None:
    order = make_ordered(
        office, draft=b"", **{"layout": "residence-recommendation/recommendation.typ"} | change
    )

    SignerAtWork(KeyPlaces(key_folder), press=Presser([BUNDLED], tmp_path / "keys")).step()

    order.refresh_from_db()
    assert (order.state, order.note) == (SigningState.REFUSED, Reason.NO_DRAFT)
    assert Paper.objects.get(id=order.paper_id).state == PaperState.REFUSED
