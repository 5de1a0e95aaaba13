"""Files that could not be kept leave the cases they were given to: no count and no page knows of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction

from janasetu.cases import queries
from janasetu.cases.models import Case, CaseParty, FieldPhoto
from janasetu.documents.models import ReceivedFile


@transaction.atomic
def drop_files(files: Sequence[ReceivedFile]) -> None:
    """Take these files out of the answers and papers of the cases that were opened with them; nobody waits
    for their bytes any more as proof.
    """
    given = queries.from_citizens(files)
    held = list(given.values_list("body_id", "case_id"))
    cases = list(
        Case.objects.select_for_update()
        .filter(body_id__in={body_id for body_id, _ in held}, id__in=[case_id for _, case_id in held])
        .order_by("body_id", "id")
    )
    gone = {str(file.id) for file in files}
    for case in cases:
        case.fields = without_files(case.fields, gone)
    Case.objects.bulk_update(cases, ["fields"])
    _leave_withheld(cases, gone)
    given.delete()
    buckets = {file.bucket for file in files}
    FieldPhoto.objects.filter(file_bucket__in=buckets, file_id__in=[file.id for file in files]).delete()


def _leave_withheld(cases: Sequence[Case], gone: Collection[str]) -> None:
    """The same where who complains is hidden: their files stand with the party."""
    hidden = [case for case in cases if case.confidential]
    if not hidden:
        return
    parties = list(queries.parties({case.body_id for case in hidden}, [case.id for case in hidden]).values())
    for party in parties:
        party.withheld = without_files(party.withheld, gone)
    CaseParty.objects.bulk_update(parties, ["withheld"])


def without_files(answer: Any, gone: Collection[str]) -> Any:
    """The answer, or answers, without the files of these ids; None where nothing else was given."""
    if isinstance(answer, Mapping):
        return {name: without_files(value, gone) for name, value in answer.items()}
    if not isinstance(answer, list):
        return answer
    kept = [without_files(one, gone) for one in answer if not (isinstance(one, str) and one in gone)]
    return kept if len(kept) == len(answer) else kept or None
