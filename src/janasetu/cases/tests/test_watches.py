"""What of casework waits for us: it must come to an end, whatever becomes of it."""

import pytest

from janasetu.cases.actions import drop_files
from janasetu.cases.models import FieldPhoto
from janasetu.cases.tests.factories import NOW, evidence, make_town, open_case
from janasetu.lib.ids import uuid7

pytestmark = pytest.mark.django_db


def test_a_photo_from_the_field_that_cannot_be_kept_is_waited_for_no_longer() -> None:
    town = make_town()
    case = open_case(town)
    lost, other = evidence("wanted"), evidence("wanted")
    for file in (lost, other):
        FieldPhoto.objects.create(
            body_id=case.body_id,
            case=case,
            officer=town.officer,
            file_bucket=file.bucket,
            file_id=file.id,
            contact_bucket=1,
            contact_id=uuid7(),
            line_id=town.line.id,
            at=NOW,
        )

    drop_files([lost])

    assert [photo.file_id for photo in FieldPhoto.objects.all()] == [other.id]
