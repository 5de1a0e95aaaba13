"""What proves that work was done: photos of it, and not those with which the complaint itself came."""

from collections.abc import Sequence

from janasetu.cases.choices import FROM_CITIZENS
from janasetu.cases.models import Case, CaseAttachment
from janasetu.cases.rules import RefusedError
from janasetu.documents import queries as documents
from janasetu.documents.models import ReceivedFile


def require_new(case: Case, photos: Sequence[ReceivedFile]) -> None:
    """RefusedError where one of these photos is the citizen's own; two queries, none without a photo."""
    shown = {photo.sha256 for photo in photos if photo.sha256}
    if shown and shown & _given(case):
        raise RefusedError("evidence_is_theirs")


def _given(case: Case) -> set[str]:
    """The hashes of what the citizen gave, as far as it is here."""
    rows = CaseAttachment.objects.filter(body_id=case.body_id, case_id=case.id, role__in=FROM_CITIZENS)
    files = documents.files(rows.values_list("file_bucket", "file_id"))
    return {file.sha256 for file in files.values() if file.sha256}
