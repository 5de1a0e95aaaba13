"""Guard: the guides are true: a service ends in its case, a directory and a year of holidays are imported."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from janasetu.bodies.actions import Imported, import_directory, import_holidays
from janasetu.bodies.actions.mapping import MapOrder, MapTaken, import_landmarks, import_wards
from janasetu.bodies.directory_file import DirectoryFaultsError
from janasetu.bodies.holiday_file import HolidayFaultsError
from janasetu.bodies.landmarks import Meant, landmarks_meant
from janasetu.bodies.tests.factories import make_body, make_ward
from janasetu.bodies.ward_file import MapFaultsError
from janasetu.catalogue.loader import read
from janasetu.catalogue.tests.factories import PUBLISHED_AT
from janasetu.conversations.tests.talking import Talk, office
from janasetu.conversations.tests.transcripts import acts, counted
from janasetu.lib import clock


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


@pytest.mark.django_db
def test_the_guide_s_directory_is_imported_and_its_wrong_rows_are_told_as_it_says(checkout: Path) -> None:
    guide = (checkout / "docs" / "how-to" / "import-a-directory.md").read_text(encoding="utf-8")
    good, wrong = (csv.encode() for csv in re.findall(r"```csv\n(.*?)```", guide, re.DOTALL))

    assert import_directory(good) == Imported(new=5, changed=0, same=0)
    assert import_directory(good) == Imported(new=0, changed=0, same=5)
    with pytest.raises(DirectoryFaultsError) as refused:
        import_directory(wrong)

    told = [fault.sentence(lang) for fault in refused.value.faults for lang in ("bn", "en")]
    assert re.findall(r"^    (?:সারি|Row) .*$", guide, re.MULTILINE) == [f"    {line}" for line in told]
    assert f"{len(refused.value.faults)} faults; nothing is written." in guide


@pytest.mark.django_db
def test_the_guide_s_holidays_are_imported_and_its_wrong_rows_are_told_as_it_says(checkout: Path) -> None:
    guide = (checkout / "docs" / "how-to" / "calendar.md").read_text(encoding="utf-8")
    good, wrong = (csv.encode() for csv in re.findall(r"```csv\n(.*?)```", guide, re.DOTALL))
    body = make_body()

    assert import_holidays(good, body_id=body.id, now=PUBLISHED_AT) == Imported(new=2, changed=0, same=0)
    with pytest.raises(HolidayFaultsError) as refused:
        import_holidays(wrong, body_id=body.id, now=PUBLISHED_AT)

    told = [fault.sentence(lang) for fault in refused.value.faults for lang in ("bn", "en")]
    assert re.findall(r"^    (?:সারি|Row) .*$", guide, re.MULTILINE) == [f"    {line}" for line in told]
    assert f"{len(refused.value.faults)} faults; nothing is written." in guide


@pytest.mark.django_db
def test_the_guide_s_map_is_brought_in_and_its_wrong_rows_are_told_as_it_says(checkout: Path) -> None:
    guide = (checkout / "docs" / "how-to" / "wards.md").read_text(encoding="utf-8")
    good, wrong = (written.encode() for written in re.findall(r"```json\n(.*?)```", guide, re.DOTALL))
    (landmarks,) = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)
    town, now = make_body(), clock.now()
    for number in ("1", "2"):
        make_ward(town, number)

    assert import_wards(order=MapOrder(town.id, good), now=now) == MapTaken(wards=2)
    with pytest.raises(MapFaultsError) as refused:
        import_wards(order=MapOrder(town.id, wrong), now=now)
    import_landmarks(order=MapOrder(town.id, landmarks.encode()), now=now)

    told = [fault.sentence(lang) for fault in refused.value.faults for lang in ("bn", "en")]
    assert re.findall(r"^    (?:সারি|Row) .*$", guide, re.MULTILINE) == [f"    {line}" for line in told]
    assert f"{len(refused.value.faults)} faults; nothing is written." in guide
    assert landmarks_meant([(town.id, "college morer kache")]) == [
        Meant({"bn": "কলেজ মোড়", "en": "College More"}, "1")
    ]
