"""Run by limited.py: a PDF of ours on standard input, its first page as a JPEG for the screen."""

import sys

import pypdfium2

DOTS_AN_INCH = 110


def main() -> int:
    """0, and the picture is written; pdfium's error where it is no PDF."""
    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
    page.render(scale=DOTS_AN_INCH / 72).to_pil().convert("RGB").save(sys.stdout.buffer, "JPEG", quality=80)
    return 0


if __name__ == "__main__":
    sys.exit(main())
