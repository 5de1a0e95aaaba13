"""What a case may turn out to be about: another subject of its service, where nobody is hidden."""

from typing import Any

from janasetu.cases.models import Case


def with_subject(case: Case, subject: str) -> dict[str, Any]:
    """The answers of the case as they are where it is about this subject of its service."""
    return {**case.fields, case.service.titled_by or "": subject}


def why_not(case: Case, subject: str) -> str:
    """Why the case may not turn out to be about this: the key of a sentence; empty where it may.

    Who was promised secrecy keeps it, and what was told openly is not hidden any more.
    """
    if subject not in case.service.subjects or subject == case.category:
        return "subject_which"
    if case.confidential or case.service.hidden_in(case.body.kind, with_subject(case, subject)):
        return "subject_hidden"
    return "subject_of_many" if case.is_incident or case.supporters else ""
