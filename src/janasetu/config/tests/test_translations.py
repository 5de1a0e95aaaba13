"""The gettext catalogues: built when they are older, and whole."""

import gettext
import os
from pathlib import Path

import pytest

from janasetu.config import translations
from janasetu.config.translations import compile_catalogues, problems

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product of one module and one template, and nothing translated yet."""
    (tmp_path / "locale" / "bn" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "views.py").write_text('from x import gettext as _\nname = _("Hello %(name)s")\n')
    (tmp_path / "templates" / "page.html").write_text('{% translate "Good day" %}')
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)
    monkeypatch.setattr(translations, "LOCALES", tmp_path / "locale")
    return tmp_path


def write(package: Path, entries: str) -> Path:
    path = package / "locale" / "bn" / "LC_MESSAGES" / "django.po"
    path.write_text(HEADER + entries, encoding="utf-8")
    return path


WHOLE = 'msgid "Hello %(name)s"\nmsgstr "নমস্কার %(name)s"\n\nmsgid "Good day"\nmsgstr "শুভ দিন"\n\n'


def test_our_own_catalogue_is_whole() -> None:
    assert problems() == []


def test_a_whole_catalogue_has_no_problem(package: Path) -> None:
    write(package, WHOLE)

    assert problems() == []


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (WHOLE.replace("শুভ দিন", ""), "'Good day' has no translation"),
        (
            WHOLE.partition('msgid "Good')[0],
            "templates/page.html:1 says 'Good day', which has no translation",
        ),
        (WHOLE.replace("নমস্কার %(name)s", "নমস্কার %(nam)s"), "'Hello %(name)s' has other placeholders"),
        (WHOLE.replace("নমস্কার %(name)s", "নমস্কার"), "'Hello %(name)s' has other placeholders"),
        (WHOLE.replace('msgid "Good', '#, fuzzy\nmsgid "Good'), "'Good day' is fuzzy"),
        (WHOLE + 'msgid "Bye"\nmsgstr "বিদায়"\n', "'Bye' is said nowhere: remove it"),
        (WHOLE + '#~ msgid "Bye"\n#~ msgstr "বিদায়"\n', "'Bye' is obsolete: remove it"),
        (
            WHOLE + '# Django\nmsgid "Bye"\nmsgstr "বিদায়"\n',
            "'Bye' is marked as Django's, but Django does not",
        ),
    ],
)
def test_what_a_translator_has_to_do_is_told(package: Path, entries: str, problem: str) -> None:
    write(package, entries)

    (told,) = problems()

    assert told.startswith(f"locale/bn/LC_MESSAGES/django.po: {problem}")


def test_a_sentence_of_djangos_own_may_be_added(package: Path) -> None:
    write(package, WHOLE + '# Django\nmsgid "This field is required."\nmsgstr "এটি লেখা দরকার।"\n')

    assert problems() == []


def test_a_missing_binary_is_built(package: Path) -> None:
    write(package, WHOLE)

    compile_catalogues(package / "locale")

    assert gettext.translation("django", package / "locale", ["bn"]).gettext("Good day") == "শুভ দিন"


def test_a_fresh_binary_is_left_alone_and_an_old_one_built_again(package: Path) -> None:
    source = write(package, WHOLE)
    compile_catalogues(package / "locale")
    binary = source.with_suffix(".mo")
    built = binary.stat().st_ino

    compile_catalogues(package / "locale")
    assert binary.stat().st_ino == built

    os.utime(source, (binary.stat().st_mtime + 5,) * 2)
    compile_catalogues(package / "locale")
    assert binary.stat().st_ino != built


def test_nothing_half_built_stays_behind(package: Path) -> None:
    source = write(package, WHOLE)
    compile_catalogues(package / "locale")

    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_checkout_that_cannot_be_written_is_left_as_it_is(package: Path) -> None:
    source = write(package, WHOLE)
    source.parent.chmod(0o555)

    compile_catalogues(package / "locale")

    assert not source.with_suffix(".mo").exists()
