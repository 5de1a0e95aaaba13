"""What the documents list is what the code has: every code, and no other."""

import re
from enum import StrEnum
from pathlib import Path

import pytest
from django.db.models import TextChoices

from janasetu.cases import choices as cases
from janasetu.config.version import version
from janasetu.conversations.models import TalkState
from janasetu.documents import choices as documents
from janasetu.documents.signing.policy import Reason
from janasetu.messaging import choices as messaging

_CODE = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def _listed(checkout: Path, name: str) -> set[str]:
    """The codes in the first column of the section that names this enumeration."""
    sections = (checkout / "docs" / "reference" / "events.md").read_text(encoding="utf-8").split("\n## ")
    (section,) = [
        section for section in sections if re.search(rf"(?:choices|models|policy)\.{name}`", section)
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
        documents.FileState,
        documents.PaperState,
        documents.Standing,
        documents.SigningState,
        documents.EntryKind,
        Reason,
        TalkState,
    ],
)
def test_every_code_is_listed_and_no_other(checkout: Path, choices: type[StrEnum | TextChoices]) -> None:
    assert _listed(checkout, choices.__name__) == {code.value for code in choices}


def test_the_version_is_the_first_heading_of_the_changelog(checkout: Path) -> None:
    changelog = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"\n## {version()} - " in changelog
