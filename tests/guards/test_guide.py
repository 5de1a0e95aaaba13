"""Guard: the guide "add a service" is true: its file passes the linter, its transcript ends in its case."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from janasetu.catalogue.loader import read
from janasetu.conversations.tests.talking import Talk, office
from janasetu.conversations.tests.transcripts import acts, counted


@pytest.fixture
def blocks(checkout: Path) -> list[str]:
    guide = (checkout / "docs" / "how-to" / "add-a-service.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)


def test_the_guide_s_service_is_without_a_mistake_and_its_transcript_is_true(
    blocks: list[str], tmp_path: Path
) -> None:
    written, transcript = blocks
    folder = tmp_path / "dog-licence"
    folder.mkdir()
    (folder / "service.yaml").write_text(written, encoding="utf-8")
    service = read(folder / "service.yaml").service
    talk = Talk(office(service))

    for step in YAML(typ="safe").load(transcript):
        if "citizen" in step:
            acts(talk, step["citizen"])
        if "ask" in step.get("office", {}):
            assert talk.session.step == step["office"]["ask"]
        if "case" in step:
            assert [counted(service, kept) for kept in talk.opened] == [step["case"]]
    assert len(talk.opened) == 1
