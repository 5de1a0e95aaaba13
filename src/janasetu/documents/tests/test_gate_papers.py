"""The gate for papers: pages come out as they look, and nothing that acts, leads elsewhere or tells."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from janasetu.documents import gate
from janasetu.documents.resave import MOST_PAGES, plain_jpeg
from janasetu.documents.tests import papers, pictures
from janasetu.documents.tests.pictures import plain, saved

SOURCES = Path(gate.__file__).parents[2]
MOST_GROWTH = 50  # megabytes; a file and its copy are in it


def admitted(content: bytes) -> pikepdf.Pdf:
    """The paper that comes through the gate."""
    clean = gate.admit(content, kind="document")
    assert clean.mime == "application/pdf"
    return pikepdf.open(io.BytesIO(clean.content))


def refusal(content: bytes) -> str:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(content, kind="document")
    return error.value.reason


def unfolded(pdf: pikepdf.Pdf) -> bytes:
    """All that stands in the file, streams unfolded."""
    out = io.BytesIO()
    pdf.save(out, qdf=True, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def drawn(pdf: pikepdf.Pdf) -> bytes:
    """What the first page draws, and what its forms draw in it."""
    page = pdf.pages[0]
    looks = [look for look in page.resources.get("/XObject", {}).values() if look["/Subtype"] == "/Form"]
    page.contents_coalesce()
    return page.Contents.read_bytes() + b"".join(look.read_bytes() for look in looks)


@pytest.mark.parametrize("name", papers.dangers())
def test_a_paper_with_something_dangerous_comes_out_without_it(name: str) -> None:
    given = papers.dangers()[name]
    assert any(danger in given for danger in papers.DANGEROUS)

    clean = admitted(given)

    assert papers.DRAWING in drawn(clean)
    content = unfolded(clean)
    assert [danger for danger in papers.DANGEROUS if danger in content] == []
    assert set(clean.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Contents", "/Resources"}
    assert set(clean.Root.keys()) == {"/Type", "/Pages"}
    assert set(clean.trailer.keys()) <= {"/Root", "/Size", "/ID"}


def test_the_corpus_holds_every_danger() -> None:
    given = b"".join(papers.dangers().values())

    assert [danger for danger in papers.DANGEROUS if danger not in given] == []


@pytest.mark.parametrize("looks", [True, False], ids=["with looks", "without looks"])
def test_what_is_filled_into_a_form_stays_on_its_page(looks: bool) -> None:
    clean = admitted(papers.form(b"", looks=looks))

    assert b"(Rahima) Tj" in drawn(clean)
    assert "/Annots" not in clean.pages[0]


def test_the_looks_of_a_form_are_taken_as_they_are() -> None:
    """Made anew, Bengali letters would become question marks."""
    given = papers.form(b"").replace(b"/V(Rahima)", b"/V(Other1)")

    assert b"(Rahima) Tj" in drawn(admitted(given))


def test_a_list_of_annotations_with_holes_in_it_does_no_harm() -> None:
    given = papers.form(b"").replace(b"/Annots[6 0 R]", b"/Annots[null (x) 6 0 R]")

    assert b"(Rahima) Tj" in drawn(admitted(given))


def test_pages_keep_their_order_size_and_turn() -> None:
    given = pikepdf.new()
    for number in (1, 2, 3):
        given.add_blank_page(page_size=(100 * number, 300))
    given.pages[1].rotate(90, relative=False)
    out = io.BytesIO()
    given.save(out)

    clean = admitted(out.getvalue())

    assert [int(page.mediabox[2]) for page in clean.pages] == [100, 200, 300]
    assert [int(page.obj.get("/Rotate", 0)) for page in clean.pages] == [0, 90, 0]


def test_a_page_has_what_its_parent_told_of_all_pages() -> None:
    clean = admitted(papers.paper())

    assert [int(side) for side in clean.pages[0].mediabox] == [0, 0, 200, 200]


def test_a_photograph_in_a_page_stays_the_same_picture() -> None:
    clean = admitted(papers.with_photo())

    given, kept = pictures.photo_of_a_place(), clean.pages[0].resources["/XObject"]["/A"].read_raw_bytes()
    assert b"CameraMaker" in given
    assert kept[kept.index(b"\xff\xda") :] == given[given.index(b"\xff\xda") :]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\0", b"no JPEG at all"]
)
def test_what_is_no_jpeg_goes_through_as_it_is(content: bytes) -> None:
    assert plain_jpeg(content) == content


def test_a_jpeg_without_a_past_goes_through_as_it_is() -> None:
    assert plain_jpeg(saved(plain())) == saved(plain())


def test_a_paper_that_opens_without_a_password_comes_out_without_its_lock() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as given:
        given.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=4))

    clean = admitted(out.getvalue())

    assert not clean.is_encrypted
    assert papers.DRAWING in drawn(clean)


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_a_paper_behind_a_password_is_refused_and_it_is_said_why(strength: int) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(papers.paper())) as given:
        secret = pikepdf.Encryption(
            owner="owner", user="user", R=strength, aes=strength > 3, metadata=strength > 3
        )
        given.save(out, encryption=secret)

    assert refusal(out.getvalue()) == "paper_locked"


def test_two_hundred_pages_come_through_and_no_more() -> None:
    assert len(admitted(papers.paper(pages=MOST_PAGES)).pages) == MOST_PAGES
    assert refusal(papers.paper(pages=MOST_PAGES + 1)) == "paper_too_long"


@pytest.mark.parametrize("name", papers.broken())
def test_a_paper_that_cannot_be_read_is_refused(name: str) -> None:
    assert refusal(papers.broken()[name]) == "paper_unreadable"


def test_a_paper_whose_table_is_wrong_is_still_read() -> None:
    given = papers.paper().replace(b"startxref\n", b"startxref\n9")

    assert papers.DRAWING in drawn(admitted(given))


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"<html><script>alert(1)</script></html>\n" + papers.paper(),
        b"PK\x03\x04" + b"\0" * 60,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 60,
        b"{\\rtf1}",
        b"MZ" + b"\0" * 60,
        b"OggS" + b"\0" * 60,
        "আমার দলিল".encode(),
    ],
    ids=["svg", "html", "html-then-pdf", "zip", "word", "rtf", "exe", "ogg", "words"],
)
def test_what_is_no_paper_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert refusal(content) == "paper_not_taken"


def test_a_photo_of_an_iphone_as_a_file_is_refused_and_it_is_said_how_to_send_it() -> None:
    assert refusal(b"\0\0\0\x18ftypheic" + b"\0" * 60) == "photo_heic"


def test_that_a_paper_was_signed_is_told_and_the_copy_has_no_signature() -> None:
    clean = gate.admit(papers.signed(), kind="document")

    assert clean.was_signed
    assert b"ByteRange" not in unfolded(pikepdf.open(io.BytesIO(clean.content)))
    assert not gate.admit(papers.form(b""), kind="document").was_signed


def test_a_photo_that_comes_as_a_file_is_taken_as_a_photo() -> None:
    clean = gate.admit(pictures.photo_of_a_place(), kind="document")

    assert clean.mime == "image/jpeg"
    assert b"Secret" not in clean.content
    assert refusal(pictures.photo()[:-100]) == "paper_unreadable"


def test_a_paper_is_no_photo_and_no_voice() -> None:
    for kind, reason in (("image", "photo_not_taken"), ("audio", "voice_not_taken")):
        with pytest.raises(gate.FileRefusedError) as error:
            gate.admit(papers.paper(), kind=kind)
        assert error.value.reason == reason


def test_nothing_and_too_much_are_refused_unread() -> None:
    assert refusal(b"") == "file_empty"
    assert refusal(papers.paper().ljust(gate.MOST_BYTES + 1)) == "paper_too_large"


# --- what would take memory or time ---

_ADMIT = """
import json, re, sys
from pathlib import Path
from janasetu.documents import gate

def tried(path):
    try:
        return gate.admit(path.read_bytes(), kind=path.suffix[1:]).mime
    except gate.FileRefusedError as error:
        return error.reason

def megabytes():
    # getrusage would tell the most of whoever started us too
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024

before = megabytes()
found = {path.stem: tried(path) for path in sorted(Path(sys.argv[1]).iterdir())}
print(json.dumps({"found": found, "growth": megabytes() - before}))
"""


def test_a_bomb_is_refused_and_costs_the_process_that_holds_the_gate_next_to_nothing(tmp_path: Path) -> None:
    for name, content in papers.bombs().items():
        (tmp_path / f"{name}.document").write_bytes(content)
    (tmp_path / "a picture.image").write_bytes(pictures.bomb(20_000, 20_000))

    told = subprocess.run(
        [sys.executable, "-c", _ADMIT, tmp_path],
        env={"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        check=True,
        text=True,
    )

    outcome = json.loads(told.stdout)
    assert outcome["found"] == {
        "a picture": "photo_too_wide",
        **dict.fromkeys(papers.bombs(), "paper_unreadable"),
    }
    assert outcome["growth"] < MOST_GROWTH
