"""What the documents list is what the code has: every code, and no other."""

import re
from pathlib import Path

import pytest
from django.db.models import TextChoices

from janasetu.cases import choices as cases
from janasetu.config.version import version
from janasetu.conversations.models import TalkState
from janasetu.documents.choices import FileState
from janasetu.messaging import choices as messaging

_CODE = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def _listed(checkout: Path, name: str) -> set[str]:
    """The codes in the first column of the section that names this enumeration."""
    sections = (checkout / "docs" / "reference" / "events.md").read_text(encoding="utf-8").split("\n## ")
    (section,) = [
        section for section in sections if f"choices.{name}`" in section or f"models.{name}`" in section
    ]
    return set(_CODE.findall(section))


@pytest.mark.parametrize(
    "choices",
    [
        cases.EventCode,
        cases.Status,
        cases.Lane,
        cases.MoveCode,
        cases.AttachmentRole,
        cases.Confidential,
        messaging.BatchState,
        messaging.InboundState,
        messaging.OutboundState,
        messaging.OutboundKind,
        FileState,
        TalkState,
    ],
)
def test_every_code_is_listed_and_no_other(checkout: Path, choices: type[TextChoices]) -> None:
    assert _listed(checkout, choices.__name__) == set(choices.values)


def test_the_version_is_the_first_heading_of_the_changelog(checkout: Path) -> None:
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"\n## {version()} - " in changelog
