"""Reads of corrections: which papers may be corrected and what stands on them, and what the new one says."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from janasetu.cases import fetching, queries, records
from janasetu.cases.choices import OPEN, PartyRole, Status
from janasetu.cases.models import Case, CaseParty, Correction
from janasetu.cases.proving import may_have
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Field, Service
from janasetu.documents import queries as documents
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.registers import entries
from janasetu.registers import queries as registers
from janasetu.registers.models import RegisterEntry
from janasetu.registers.register_file import column_name

Said = dict[str, str]  # bn, en
_LANGS: tuple[Lang, Lang] = ("bn", "en")
MOST_SAID = 400  # characters of what a line is to say
MOST_PAPERS = 9  # of one person that are told apart in a talk
KEPT = ("title", "person", "conditions", "recommended_by")  # what a new paper says as the first did


def correction_of(case: Case) -> Correction | None:
    """What a correction is of; None of every other case. One query, none for those."""
    if case.corrects_version is None:
        return None
    rows = Correction.objects.select_related("paper", "application__body")
    return rows.get(body_id=case.body_id, case_id=case.id)


def origins(cases: Collection[Case]) -> dict[UUID, Case]:
    """Of each of these the case for which its paper was first given, which mostly is itself. One query, none
    where none of them is a correction.
    """
    corrections = [case for case in cases if case.corrects_version is not None]
    found = {case.id: case for case in cases}
    if corrections:
        rows = Correction.objects.filter(
            body_id__in={case.body_id for case in corrections}, case_id__in=[case.id for case in corrections]
        ).select_related("application__body")
        found |= {row.case_id: row.application for row in rows}
    return found


def may_be_corrected(case: Case, paper: Paper | None) -> bool:
    """Whether a case ended in this paper, which still holds and whose holder may be named."""
    holds = paper is not None and paper.standing == Standing.VALID
    return holds and fetching.has_paper(case) and not case.confidential


def open_of(papers: Collection[Paper]) -> dict[UUID, Case]:
    """The correction under way of each of these papers, by the paper. One query, none for none."""
    rows = Correction.objects.filter(
        body_id__in={paper.body_id for paper in papers},
        paper_id__in=[paper.id for paper in papers],
        case__status__in=OPEN,
    )
    return {row.paper_id: row.case for row in rows.select_related("case")} if papers else {}


def versions_for(body_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """How papers are corrected in each of these bodies: the version of its service for that."""
    return catalogue.version_by_body(body_ids, lambda service: service.is_correction)


def proof_of(service: Service) -> Field | None:
    """The question of a correction that a photo or a paper answers; None where its definition has none."""
    return next((field for field in service.fields() if field.kind == "document"), None)


def of_contacts(asks: Iterable[queries.CaseAsk]) -> dict[queries.CaseAsk, list[tuple[Case, Paper]]]:
    """Of each contact the papers it was given that may be corrected, the newest first. Two queries."""
    found: dict[queries.CaseAsk, list[tuple[Case, Paper]]] = {ask: [] for ask in asks}
    rows = CaseParty.objects.filter(
        body_id__in={ask.body_id for ask in found},
        contact_id__in={ask.contact_id for ask in found},
        contact_epoch__in={ask.epoch for ask in found},
        role=PartyRole.COMPLAINANT,
        case__status=Status.ISSUED,
    )
    theirs = list(rows.select_related("case__body").order_by("-case_id"))
    papers = documents.issued_papers({(party.body_id, party.case_id) for party in theirs}) if theirs else {}
    for party in theirs:
        paper = papers.get(party.case_id)
        if paper is None or paper.case_id != party.case_id or not may_be_corrected(party.case, paper):
            continue
        for ask in found:
            if (ask.body_id, ask.contact_id, ask.epoch) == _whose(party) and len(found[ask]) < MOST_PAPERS:
                found[ask].append((party.case, paper))
    return found


def _whose(party: CaseParty) -> tuple[UUID, UUID | None, int]:
    return party.body_id, party.contact_id, party.contact_epoch


def surely_theirs(
    asked: Sequence[tuple[queries.NumberAsk, Case]], *, now: datetime
) -> set[queries.NumberAsk]:
    """Those who are known as well as the definition wants who fetches the paper: they may read what it says.
    Two queries, none for none.
    """
    if not asked:
        return set()
    parties = queries.parties({case.body_id for _, case in asked}, [case.id for _, case in asked])
    known = fetching.askers(
        [fetching.Asking(case, ask.contact_id, ask.epoch, parties.get(case.id)) for ask, case in asked]
    )
    return {
        ask
        for (ask, case), asker in zip(asked, known, strict=True)
        if may_have(asker, fetching.wanted_for(case), now=now)
    }


# --- what the paper says, and what it is to say ---


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paper: its name there, what it is called, and what it says; `becomes`: what it is to say,
    where that is something else.
    """

    name: str
    label: Said
    value: Said
    becomes: Said | None = None


def lines_of(paper: Paper, changed: Mapping[str, Said] | None = None) -> list[Line]:
    """The lines of a paper, as it says them."""
    return [
        Line(str(row["name"]), row["label"], row["value"], (changed or {}).get(str(row["name"])))
        for row in paper.snapshot.get("rows", ())
    ]


def copied_among(applications: Collection[Case]) -> set[UUID]:
    """Those of these whose paper is copied from a register. One query at most."""
    looked_up = [case for case in applications if records.register_of(case.service)]
    return set(records.entries_of(looked_up)) if looked_up else set()


def is_copied(correction: Correction) -> bool:
    """Whether the paper is copied from a register: what stands there is what it says."""
    return entry_of(correction) is not None


def entry_of(correction: Correction) -> RegisterEntry | None:
    """The entry that the paper is copied from; None of a paper that says that there is none, too."""
    application = correction.application
    chosen = records.chosen(application) if records.register_of(application.service) else None
    return chosen.entry if chosen else None


def is_settled(correction: Correction) -> bool:
    """Whether it is known what the new paper is to say, and that is something else than the old one does: it
    stands in the register by now, or is written down to be entered in its margin.
    """
    return bool(correction.margin) or says_otherwise(correction)


def says_otherwise(correction: Correction) -> bool:
    """Whether the new paper, drafted now, would say something else than the old one."""
    before: list[dict[str, Any]] = correction.paper.snapshot.get("rows", [])
    return rows_of(correction) != before


def rows_to_come(correction: Correction) -> list[dict[str, Any]]:
    """The lines of the new paper as soon as the margin is written."""
    entry = entry_of(correction)
    if entry is None:
        return rows_of(correction)
    return [dict(row) for row in registers.paper_rows(entries.corrected(entry, correction.margin))]


def margin_words(becomes: Mapping[str, str], stands: Mapping[str, str], lang: Lang) -> list[str]:
    """A correction of an entry, column by column: «পিতার নাম (বাংলা): শেখ কালাম → শেখ কালামউদ্দিন»."""
    return [
        f"{column_name(one, lang)}: {registers.said_in(one, stands.get(one, ''), lang)}"
        f" → {registers.said_in(one, said, lang)}"
        for one, said in becomes.items()
    ]


def rows_of(correction: Correction) -> list[dict[str, Any]]:
    """The lines of the new paper: those of the old one with what was corrected; of a paper that is copied
    from a register what stands there today.
    """
    if entry := entry_of(correction):
        return [dict(row) for row in registers.paper_rows(entry)]
    rows = correction.paper.snapshot.get("rows", [])
    return [{**row, "value": correction.lines.get(str(row["name"]), row["value"])} for row in rows]


def says(correction: Correction) -> dict[str, Any]:
    """What the new paper says that is no fact of the day: as the old one, with its lines put right."""
    old = correction.paper.snapshot
    rows = rows_of(correction)
    if entry := entry_of(correction):
        named = registers.person_of(entry)
        person = {"bn": named["bn"], "en": named["en"]} if named else None
    else:
        person = _renamed(old, rows)
    kept = {key: old.get(key) for key in KEPT}
    return {**kept, "person": person, "rows": rows, "instead_of": _in_place_of(correction.paper)}


def _renamed(old: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Said | None:
    """Whom it is about: who stood in a line that says another name now is that one."""
    person: Said | None = old.get("person")
    for before, after in zip(old.get("rows", ()), rows, strict=True):
        if person is not None and before["value"] == person:
            return dict(after["value"])
    return person


def _in_place_of(paper: Paper) -> Said:
    issued = paper.snapshot.get("issued")
    day = date.fromisoformat(issued) if issued else None
    of = {lang: f" ({bn.date(day, lang)})" if day else "" for lang in _LANGS}
    return {
        "bn": f"{paper.number} নম্বর কাগজের{of['bn']} ভুল শুধরে তার বদলে দেওয়া হল।",
        "en": f"Given in place of paper {paper.number}{of['en']}, in which something was wrong.",
    }
