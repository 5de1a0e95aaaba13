"""Reads for whoever checks a paper: how it stands, and which hold no more. Nothing more than it shows."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from janasetu.bodies.models import LocalBody
from janasetu.documents.choices import PaperState, Standing
from janasetu.documents.marks import codes
from janasetu.documents.models import Paper
from janasetu.lib.text import graphemes

FINGERPRINT_BYTES = 6  # of a code in the list: nobody reads codes from it, and one in a billion is wrong
_BY_A_LATER_ONE = "system"  # who ended it, where a later paper did
_ISSUED = (PaperState.SIGNED, PaperState.SEALED, PaperState.FILED)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the code alone tells of a paper. `initials`, `title`, `issuer`: in Bengali and English.

    `replaced_by`: the number of the paper that took its place, empty where none has. `sha256`: of the file
    that was handed out, to tell whether somebody holds that very file.
    """

    code: str
    type: str
    number: str
    title: Mapping[str, str]
    issuer: Mapping[str, str]
    issuer_code: str
    initials: Mapping[str, str]
    standing: Standing
    standing_at: datetime | None
    issued_at: datetime | None
    valid_until: date | None
    sha256: str
    specimen: bool
    replaced_by: str = ""

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < today


def checked(code: str) -> Checked | None:
    """The issued paper with this code; None where there is none. Two queries."""
    body = LocalBody.objects.filter(number=codes.body_number_of(code)).first()
    if body is None:
        return None
    paper = Paper.objects.filter(body=body, code=code, state__in=_ISSUED).first()
    return None if paper is None else _told(paper, body)


def withdrawn() -> dict[str, str]:
    """The papers that hold no more: by standing, the fingerprints of their codes, one after the other.

    So that a telephone that was here once knows them without a network; one query.
    """
    bodies = LocalBody.objects.values("id")
    rows = Paper.objects.filter(body__in=bodies, state__in=_ISSUED).exclude(standing=Standing.VALID)
    found: dict[str, list[str]] = {}
    for code, standing in rows.order_by("code").values_list("code", "standing"):
        found.setdefault(standing, []).append(fingerprint(code))
    return {standing: "".join(prints) for standing, prints in sorted(found.items())}


def fingerprint(code: str) -> str:
    """By which a code is found in the list, in eight letters."""
    return base64.urlsafe_b64encode(sha256(code.encode()).digest()[:FINGERPRINT_BYTES]).decode()


def initials(name: str) -> str:
    """The first letter of each word of a name, as it is written: «র. খা.»."""
    return " ".join(f"{next(graphemes(word))}." for word in name.split())


def _later_number(paper: Paper) -> str:
    """The number of the paper that took its place, where one did; an officer's own reason is no number."""
    is_replaced = paper.standing == Standing.SUPERSEDED and paper.standing_by == _BY_A_LATER_ONE
    return paper.standing_reason if is_replaced else ""


def _told(paper: Paper, body: LocalBody) -> Checked:
    person: Mapping[str, str] = paper.snapshot.get("person") or {}
    return Checked(
        code=paper.code,
        type=paper.type,
        number=paper.number,
        title=paper.snapshot.get("title") or {},
        issuer=body.name,
        issuer_code=body.code,
        initials={lang: initials(name) for lang, name in person.items()},
        standing=Standing(paper.standing),
        standing_at=paper.standing_at,
        issued_at=paper.issued_at,
        valid_until=paper.valid_until,
        sha256=paper.sha256,
        specimen=bool(paper.snapshot.get("specimen")),
        replaced_by=_later_number(paper),
    )
