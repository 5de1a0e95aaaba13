"""Papers are pressed: what the file is, what it says, what is refused."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pikepdf
import pytest

from janasetu.documents.papers import layout, wording
from janasetu.documents.papers.errors import LayoutError, LetterError, PagesError
from janasetu.documents.papers.layout import Layout
from janasetu.documents.papers.press import Pressed, press
from janasetu.documents.snapshots import canonical
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.paper_samples import MADE_AT, Sample
from janasetu.documents.tests.reading_papers import attached, by_pdfium

SAMPLES = paper_samples.samples()
SHEET = '#import "/parts.typ": *\n#show: sheet\n'
SMALL = Layout("small.typ", f"{SHEET}#letterhead()\n#title-block()\n#fields()")


def pressed(sample: Sample) -> Pressed:
    return press(sample.layout, sample.snapshot, made_at=MADE_AT, mark_svg=sample.mark)


def noc(**changes: Any) -> dict[str, Any]:
    return paper_samples.trade_noc() | changes


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_a_paper_is_fit_for_archives_and_for_everybody_and_carries_its_data(sample: Sample) -> None:
    made = pressed(sample)

    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pdf.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("bn-IN", True)
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.check_pdf_syntax() == []
        assert "/OutputIntents" in pdf.Root
        assert str(pdf.Root.AF[0].AFRelationship) == "/Source"
        assert sample.snapshot["title"]["bn"] in about["dc:title"]
    assert attached(made.pdf) == canonical(sample.snapshot)
    assert len(made.pdf) < 100_000


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_what_may_have_one_page_has_one(sample: Sample) -> None:
    assert (pressed(sample).pages == 1) is (sample.name != "note-sheet")


def test_the_same_data_are_the_same_bytes_in_another_process_too() -> None:
    program = (
        "import hashlib\n"
        "from janasetu.documents.tests.test_papers import SAMPLES, pressed\n"
        "print(hashlib.sha256(pressed(SAMPLES[2]).pdf).hexdigest())"
    )
    hashes = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=_env()).stdout
        for _ in range(2)
    }

    assert len(hashes) == 1
    assert pressed(SAMPLES[2]) == pressed(SAMPLES[2])
    later = press(SAMPLES[2].layout, SAMPLES[2].snapshot, made_at=MADE_AT + timedelta(seconds=1))
    assert later.pdf != press(SAMPLES[2].layout, SAMPLES[2].snapshot, made_at=MADE_AT).pdf


def test_the_time_of_the_file_is_the_time_it_is_told_whatever_its_zone() -> None:
    kolkata, utc = (press(SMALL, noc(), made_at=when).pdf for when in (MADE_AT, MADE_AT.astimezone(UTC)))

    assert kolkata == utc
    with pikepdf.open(io.BytesIO(utc)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261123050000")
    with pytest.raises(ValueError, match="time zone"):
        press(SMALL, noc(), made_at=datetime(2026, 11, 23))  # noqa: DTZ001 - that is the point


def test_a_paper_that_would_run_over_takes_smaller_letters() -> None:
    birth = layout.of_service([paper_samples.BUNDLED], "birth-certificate", "copy.typ")

    usual = press(birth, paper_samples.birth(), made_at=MADE_AT, mark_svg=paper_samples.MARK)
    long = press(birth, paper_samples.record(0), made_at=MADE_AT, mark_svg=paper_samples.MARK)

    assert (usual.pages, usual.scale) == (1, 1.0)
    assert (long.pages, long.scale < 1.0) == (1, True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_names_of_the_longest_kind_stay_on_one_page_of_every_paper(sample: Sample) -> None:
    name = paper_samples.record(0)["person"]
    rows = [row | {"value": name} if at < 2 else row for at, row in enumerate(sample.snapshot["rows"])]
    people = {
        who: sample.snapshot[who] | {"name": name}
        for who in ("signatory", "recommended_by")
        if sample.snapshot.get(who)
    }

    made = press(
        sample.layout, sample.snapshot | people | {"rows": rows}, made_at=MADE_AT, mark_svg=sample.mark
    )

    assert len(name["bn"]) == 120
    assert made.pages == 1 or sample.layout.pages == "many"


def test_what_does_not_fit_in_the_smallest_letters_is_refused_and_a_letter_goes_on() -> None:
    row = paper_samples.row("story", ("কথা", "Story"), "একটি অনেক লম্বা কথা। " * 400)

    with pytest.raises(PagesError, match=r"trade-noc/noc\.typ") as refused:
        press(SAMPLES[2].layout, noc(rows=[row]), made_at=MADE_AT)

    assert refused.value.sentence("bn") == "সব লেখা এক পাতায় ধরছে না। কিছু লেখা ছোট করুন।"
    many = Layout("many.typ", SMALL.source, pages="many")
    assert press(many, noc(rows=[row]), made_at=MADE_AT).pages > 1


@pytest.mark.parametrize("letter", ["漢", "😀", "क", "Ω", "\ue000", "\u202e", "\ufeff", "\x07", "\u200b"])
def test_a_letter_that_cannot_be_printed_names_its_field(letter: str) -> None:
    rows = [
        paper_samples.row("applicant", ("আবেদনকারী", "Applicant"), "রহিমা"),
        paper_samples.row("trade_name", ("ব্যবসার নাম", "Business name"), f"দোকান {letter} ঘর"),
    ]

    with pytest.raises(LetterError) as refused:
        press(SMALL, noc(rows=rows), made_at=MADE_AT)

    assert (refused.value.field, refused.value.letter) == ("rows.trade_name.value.bn", letter)
    assert refused.value.sentence("bn").startswith("«ব্যবসার নাম» ঘরে «")


def test_a_letter_outside_the_answers_is_named_by_its_place() -> None:
    body = noc()["body"]

    with pytest.raises(LetterError) as refused:
        press(SMALL, noc(body=body | {"name": {"bn": "গ্রাম 漢", "en": "Village"}}), made_at=MADE_AT)

    assert (
        refused.value.sentence("en")
        == "«body.name.bn» has «漢» in it, which cannot be printed. Please change it."
    )


def test_joiners_and_new_lines_are_no_fault() -> None:
    rows = [paper_samples.row("home", ("ঠিকানা", "Address"), "১২ উদ্‌যাপন সরণি\nর‍্যালি রোড")]

    assert "উদ্‌যাপন" in by_pdfium(press(SMALL, noc(rows=rows), made_at=MADE_AT).pdf)


@pytest.mark.parametrize(
    "typed", ["#panic(1)", "$x^2$", "]#[", "<b>মোটা</b>", "*মোটা* _বাঁকা_", "= শিরোনাম", "// কিছু না", '"\\' + 'n"']
)
def test_what_people_type_is_printed_as_they_typed_it(typed: str) -> None:
    rows = [paper_samples.row("trade_name", ("নাম", "Name"), typed)]

    read = by_pdfium(press(SMALL, noc(rows=rows), made_at=MADE_AT).pdf)

    assert typed.replace(" ", "") in read.replace(" ", "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f'{SHEET}#read("/../../../../../etc/passwd")', r"would escape the project root \(3:6\)$"),
        (f'{SHEET}#read("../press.py")', r"would escape the project root \(3:6\)$"),
        ('#import "@preview/cetz:0.3.0"', "bad.typ: @preview/cetz:0.3.0: packages come from the network"),
        (f"{SHEET}#paper.nothing", r'bad.typ: dictionary does not contain key "nothing" \(3:7\)$'),
        (f'{SHEET}#image("/parts.typ")', r"unknown image format \(3:1\)$"),
        ("= No sheet", r"missing document title \(no place told\)$"),
    ],
)
def test_a_layout_sees_its_parts_and_the_snapshot_and_no_other_file(source: str, said: str) -> None:
    with pytest.raises(LayoutError, match=said) as refused:
        press(Layout("own/bad.typ", source), noc(), made_at=MADE_AT)

    assert refused.value.sentence("en") == "The layout «own/bad.typ» is at fault, so the paper was not made."


def test_a_specimen_cannot_be_taken_for_a_paper_that_holds() -> None:
    held, trial = (by_pdfium(press(SMALL, noc(specimen=one), made_at=MADE_AT).pdf) for one in (False, True))

    assert "SPECIMEN" not in held
    assert "নমুনা" in trial
    assert "SPECIMEN. Printed for a trial, of no effect." in trial


def test_signed_by_hand_there_is_room_for_pen_and_seal_and_no_word_of_a_digital_signature() -> None:
    by_name = {sample.name: by_pdfium(pressed(sample).pdf) for sample in SAMPLES}

    assert "ডিজিটাল স্বাক্ষর" in by_name["trade-noc"]
    assert "সই ও সিল" not in by_name["trade-noc"]
    assert "ডিজিটাল স্বাক্ষর" not in by_name["trade-noc-ink"]
    assert "সই ও সিল" in by_name["trade-noc-ink"]


def test_who_signs_in_the_place_of_another_stands_there_with_the_order() -> None:
    text = by_pdfium(pressed(SAMPLES[1]).pdf)

    assert "Order 118/BM of 1 August 2026" in text
    assert "সুপারিশ করেছেন" in text


def test_a_poster_need_not_be_fit_for_archives() -> None:
    made = press(Layout("small.typ", SMALL.source, kind="poster"), noc(), made_at=MADE_AT, attach=False)

    with pikepdf.open(io.BytesIO(made.pdf)) as pdf, pdf.open_metadata() as about:
        assert (about.get("pdfaid:part"), about["pdfuaid:part"]) == (None, "1")
        assert not pdf.attachments


def test_bars_are_drawn_with_their_words() -> None:
    drawn = '#bars((((bn: "জল", en: "Water"), 12, "১২"), ("আলো", 3, "৩")), alt: "অভিযোগ, বিষয় ধরে")'

    text = by_pdfium(press(Layout("bars.typ", f"{SMALL.source}\n{drawn}"), noc(), made_at=MADE_AT).pdf)

    assert "জল" in text
    assert "১২" in text


def test_threads_press_side_by_side_and_nobody_gets_the_paper_of_another() -> None:
    def made(number: int) -> bytes:
        return press(SMALL, noc(title={"bn": f"কাগজ {number}", "en": ""}), made_at=MADE_AT).pdf

    with ThreadPoolExecutor(4) as threads:
        papers = list(threads.map(made, range(24)))
    texts = [by_pdfium(paper) for paper in papers]  # one after the other: pdfium knows no threads

    assert [f"কাগজ {number}" in text for number, text in enumerate(texts)] == [True] * 24


def test_a_press_loads_neither_numpy_nor_django() -> None:
    program = (
        "import sys\n"
        "from janasetu.documents.papers.press import press\n"
        "from janasetu.documents.papers.layout import ours\n"
        "print('typst' in sys.modules)\n"
        "from janasetu.documents.tests.test_papers import SMALL, noc, MADE_AT\n"
        "press(SMALL, noc(), made_at=MADE_AT)\n"
        "print('typst' in sys.modules, 'numpy' in sys.modules, 'django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env=_env(), text=True
    )

    assert done.stdout.split() == ["False", "True", "False", "False"]


def test_a_layout_is_known_by_its_text_and_by_its_parts() -> None:
    one = layout.ours("receipt")

    assert one.name == "layouts/receipt.typ"
    assert len(one.sha256) == 64
    assert one.sha256 == layout.ours("receipt").sha256
    assert one.sha256 != layout.ours("letter").sha256
    assert (layout.ours("letter").pages, layout.ours("receipt").pages) == ("many", "one")
    assert layout.of_service([paper_samples.BUNDLED], "pay-slip", "") == layout.ours("plain")
    with pytest.raises(FileNotFoundError):
        layout.of_service([paper_samples.BUNDLED], "trade-noc", "other.typ")


def test_a_layout_is_found_again_by_the_name_that_a_paper_keeps() -> None:
    folders = [paper_samples.BUNDLED]

    for sample in SAMPLES:
        assert layout.named(folders, sample.layout.name) == sample.layout
    with pytest.raises(ValueError, match="no name of a layout"):
        layout.named(folders, "../../etc/passwd")


def test_days_and_codes_are_told_in_words_and_what_only_looks_like_a_day_is_not() -> None:
    told = wording.told(
        {
            "issued": "2026-06-05",
            "notes": [{"at": "2026-06-05T14:30:00+05:30"}],
            "code": "10027KQ4M9XT3A",
            "case": "26100200016",
        }
    )

    assert told["days"]["2026-06-05"] == {"bn": "৫ জুন ২০২৬", "en": "5 June 2026"}
    assert told["days"]["2026-06-05T14:30:00+05:30"]["bn"] == "৫ জুন ২০২৬, দুপুর আড়াইটে"
    assert (told["code"], told["case"]) == ("100-27KQ-4M9X-T3A", "26-1002-0001-6")
    assert wording.told({"a": "2026-02-30", "b": "2026-06-05T1", "c": "2026-06-05T14:30"})["days"] == {}
    assert wording.told({"case": "outside/7"})["case"] == "outside/7"
    pages = [wording.told({"verify": base})["verify"] for base in ("https://a.example/", "a.example", "")]
    assert pages == ["a.example/verify", "a.example/verify", ""]


def _env() -> dict[str, str]:
    import os

    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
