"""PDF files for tests, good and bad: written out on the spot, object by object."""

import zlib
from collections.abc import Sequence

from janasetu.documents.tests import pictures

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DRAWING = b"BT /F1 18 Tf 20 150 Td (Trade licence) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def paper(
    *more: bytes,
    catalogue: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    trailer: bytes = b"",
    pages: int = 1,
) -> bytes:
    """A PDF of so many pages with one drawing; `more` are objects from number 6 on.

    The rest is what else stands in the catalogue, in the page and in its resources.
    """
    kids = b" ".join([b"3 0 R"] * pages)
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
            b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 200 200]>>" % (pages, kids),
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
            % (resources, page),
            stream(DRAWING),
            FONT,
            *more,
        ],
        trailer=trailer,
    )


def written(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    content, places = bytearray(HEADER), []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(content) + b"startxref\n%d\n%%%%EOF\n" % start


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


# --- what acts, leads elsewhere, or carries a file ---

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LAUNCH = b"<</S/Launch/F(cmd.exe)>>"
LINK = b"<</S/URI/URI(http://evil.example/)>>"


def link(action: bytes) -> bytes:
    """A page whose whole face is a link to this action."""
    return paper(b"<</Type/Annot/Subtype/Link/Rect[0 0 200 200]/A " + action + b">>", page=b"/Annots[6 0 R]")


def carrier() -> bytes:
    """A paper with a program inside, named in the catalogue and pinned to the page."""
    program = b"<</Type/Filespec/F(bill.exe)/UF(bill.exe)/EF<</F 7 0 R>>>>"
    pin = b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 6 0 R>>"
    return paper(
        program,
        stream(b"MZ a program", b"/Type/EmbeddedFile"),
        pin,
        catalogue=b"/Names<</EmbeddedFiles<</Names[(bill.exe) 6 0 R]>>>>/AF[6 0 R]",
        page=b"/Annots[8 0 R]/AF[6 0 R]",
    )


def dangers() -> dict[str, bytes]:
    """Papers that can be read, each with something that must not come out again."""
    return {
        "open action": paper(catalogue=b"/OpenAction " + SCRIPT),
        "catalogue action": paper(catalogue=b"/AA<</WC " + SCRIPT + b">>"),
        "named script": paper(catalogue=b"/Names<</JavaScript<</Names[(a) " + SCRIPT + b"]>>>>"),
        "page action": paper(page=b"/AA<</O " + SCRIPT + b">>/VP[<</Name(evil.example)>>]"),
        "link with a script": link(SCRIPT),
        "link that starts a program": link(LAUNCH),
        "link elsewhere": link(LINK),
        "form script": form(b"/AA<</K " + SCRIPT + b">>"),
        "dynamic form": form(b"", of_the_form=b"/XFA(<xdp>app.alert\\(1\\)</xdp>)"),
        "outline": paper(
            b"<</First 7 0 R/Last 7 0 R>>",
            b"<</Title(x)/Parent 6 0 R/A " + LINK + b">>",
            catalogue=b"/Outlines 6 0 R",
        ),
        "embedded file": carrier(),
        "film": paper(
            b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</Assets 7 0 R>>>>",
            stream(b"MZ a program"),
            page=b"/Annots[6 0 R]",
        ),
        "script beside a drawing": paper(
            stream(b"0 0 m", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/AA<</O " + SCRIPT + b">>"),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        "drawing from another file": paper(
            stream(
                b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/F(http://evil.example/)/FFilter/FlateDecode"
            ),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        "reference to another paper": paper(
            stream(b"0 0 m", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Ref<</F(evil.example.pdf)/Page 0>>"),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        "who made it": paper(
            stream(b"<x>SecretPacket</x>", b"/Type/Metadata/Subtype/XML"),
            b"<</Author(SecretName)>>",
            catalogue=b"/Metadata 6 0 R",
            page=b"/Metadata 6 0 R/PieceInfo<</X 7 0 R>>",
            trailer=b"/Info 7 0 R",
        ),
        "where it was photographed": with_photo(),
        "script after the end": paper() + b"<script>alert(1)</script>\n",
        "page behind": paper() + b"\n".ljust(1500) + b"<html><script>alert(1)</script></html>",
    }


# What of them must not stand in what comes out.
DANGEROUS = (
    *(b"JavaScript", b"app.alert", b"Launch", b"cmd.exe", b"evil.example", b"OpenAction", b"/AA", b"/Annots"),
    *(b"AcroForm", b"XFA", b"xdp", b"Outlines", b"EmbeddedFile", b"bill.exe", b"a program", b"RichMedia"),
    *(b"Secret", b"CameraMaker", b"<script", b"<html"),
)


def form(of_the_field: bytes, *, of_the_form: bytes = b"", looks: bool = True) -> bytes:
    """A form with one field that is filled in with Rahima; without looks a reader has to draw the field."""
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Rahima)/DA(/F1 12 Tf)/F 4/Rect[9 9 190 40]%s%s>>"
    shown = b"/AP<</N 7 0 R>>" if looks else b""
    drawn = stream(
        b"/Tx BMC BT /F1 12 Tf (Rahima) Tj ET EMC",
        b"/Type/XObject/Subtype/Form/BBox[0 0 180 30]/Resources<</Font<</F1 5 0 R>>>>",
    )
    return paper(
        field % (of_the_field, shown),
        drawn,
        catalogue=b"/AcroForm<</Fields[6 0 R]/NeedAppearances true/DR<</Font<</F1 5 0 R>>>>%s>>"
        % of_the_form,
        page=b"/Annots[6 0 R]",
    )


def signed() -> bytes:
    """A paper with a signature that stands in a field and on the page."""
    seal = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/V 7 0 R/F 4/Rect[9 9 90 40]>>"
    signature = (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 9 99 9]/Contents<00>>>"
    )
    return paper(seal, signature, catalogue=b"/AcroForm<</SigFlags 3/Fields[6 0 R]>>", page=b"/Annots[6 0 R]")


def with_photo() -> bytes:
    """A page with a photograph that tells where it was taken."""
    photo = stream(
        pictures.photo_of_a_place(),
        b"/Subtype/Image/Width 300/Height 200/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
    )
    return paper(photo, resources=b"/XObject<</A 6 0 R>>")


# --- what cannot be read, or would never end ---


def broken() -> dict[str, bytes]:
    """Files that begin like a PDF and are none that anybody can read."""
    whole = paper()
    return {
        "header": HEADER,
        "cut short": whole[: len(whole) * 2 // 3],
        "end mark only": HEADER + b"%%EOF",
        "words": b"%PDF-1.7 named paper.pdf",
        "page of the web": b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
        "no pages": written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]),
        "pages in a ring": written(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]
        ),
    }


def bombs() -> dict[str, bytes]:
    """Small files that would take a reader's memory, time or stack."""
    return {
        "seven hundred megabytes in one stream": paper(folded(700), resources=b"/XObject<</X 6 0 R>>"),
        "three hundred megabytes in three streams": paper(
            *[folded(100)] * 3, resources=b"/Pattern[6 0 R 7 0 R 8 0 R]"
        ),
        "nested deeply": paper(resources=b"/ColorSpace" + b"[" * 100_000 + b"]" * 100_000),
        "a chain of objects": chain(150_000),
        "a crowd of objects": crowd(101_000),
    }


def folded(megabytes: int) -> bytes:
    """A stream of so many megabytes of nothing, in a thousandth of it."""
    packer, nothing = zlib.compressobj(9), bytes(1024 * 1024)
    first, next_one = (packer.compress(nothing) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    check = 1
    for _ in range(megabytes):
        check = zlib.adler32(nothing, check)
    end = b"\x03\0" + check.to_bytes(4)
    return stream(first + next_one * (megabytes - 1) + end, b"/Filter/FlateDecode")


def chain(links: int) -> bytes:
    """Objects each of which leads to the next, and to nothing else."""
    return paper(*(b"[%d 0 R]" % (number + 7) for number in range(links)), resources=b"/ColorSpace 6 0 R")


def crowd(objects: int) -> bytes:
    """A page that reaches as many objects as fit into a file."""
    reached = b" ".join(b"%d 0 R" % (number + 6) for number in range(objects))
    return paper(*[b"[]"] * objects, resources=b"/ColorSpace[%s]" % reached)
