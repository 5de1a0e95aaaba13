"""The form of a desk on the telephone of whoever inspects: all questions at once, for where no network is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.cases import desks
from janasetu.cases.models import Case, CaseDesk
from janasetu.catalogue.conditions import Comparison, Condition, Joined, Not
from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.form import Posed, posed
from janasetu.catalogue.schema import Stage
from janasetu.console.desk_questions import DeskSheet, territory_of
from janasetu.console.forms.questions import Said
from janasetu.console.intake import Question
from janasetu.deliveries.models import Visit
from janasetu.lib.words import Lang

_ON_SITE = "site"  # in the names of the boxes, in place of a move


class SiteSheet(DeskSheet):
    """The same questions and the same judge as at the desk. All are on the page, each with what it depends
    on; which apply is decided there by the page, and when it is sent by the definition.
    """

    @property
    def questions(self) -> list[Question]:
        return [replace(self._question(one.slot), when=self._when(one)) for one in posed(self.stage)]

    def _when(self, one: Posed) -> str:
        if not one.when:
            return ""
        return json.dumps(["and", *(self._told(found, names) for found, names in one.when)])

    def _told(self, found: Condition, names: Mapping[str, str]) -> Any:
        """A condition for the page: what is asked here by the name of its box, all else as it stands."""
        match found:
            case Joined():
                return ["and" if found.every else "or", *(self._told(part, names) for part in found.parts)]
            case Not():
                return ["not", self._told(found.part, names)]
            case Comparison() if found.name in names:
                return [found.sign, self._prefix + names[found.name], *found.values]
        return found.holds(self._beside)


@dataclass(frozen=True, slots=True)
class SiteForm:
    """The form of one visit. `moves`: what the desk may decide with it, by code; `is_open`: it was sent and
    is not whole.
    """

    sheet: SiteSheet
    moves: Sequence[tuple[str, str]]
    move: str = ""
    note: str = ""
    is_open: bool = False

    @property
    def is_whole(self) -> bool:
        return self.sheet.is_whole and self.move in dict(self.moves)

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What is wrong, by the id of the question's block."""
        return {one.block_id: list(one.wrong) for one in self.sheet.questions if one.wrong}


@dataclass(frozen=True, slots=True)
class SiteSaid:
    """What was sent for one visit."""

    visit_id: UUID
    said: Said
    move: str
    note: str


def site_forms(
    officer: Officer, visits: Sequence[Visit], *, lang: Lang, sent: SiteSaid | None = None
) -> dict[UUID, SiteForm]:
    """The forms of these visits, as far as their desks still wait for them; three queries, however many they
    are, none where none of them is an inspection.
    """
    asked = [one for one in visits if one.desk_id and one.is_open]
    if not asked:
        return {}
    case_ids, body = {one.case_id for one in asked}, officer.body
    cases = Case.objects.filter(body_id=body.id, id__in=case_ids).select_related("body").in_bulk()
    rows: dict[UUID, list[CaseDesk]] = {}
    for row in CaseDesk.objects.filter(body_id=body.id, case_id__in=case_ids).order_by("came_at", "id"):
        rows.setdefault(row.case_id, []).append(row)
    around, found = territory_of(body), {}
    for visit in asked:
        case, desk = cases.get(visit.case_id), _at(rows.get(visit.case_id, ()), visit)
        stage = desks.stage_in(case.service, desk.stage) if case and desk else None
        if case and desk and stage:
            said = sent if sent and sent.visit_id == visit.id else None
            if form := _form(case, rows[case.id], desk, stage, around, lang=lang, sent=said):
                found[visit.id] = form
    return found


def _at(rows: Sequence[CaseDesk], visit: Visit) -> CaseDesk | None:
    return next((row for row in rows if row.id == visit.desk_id), None)


def _form(
    case: Case,
    rows: Sequence[CaseDesk],
    desk: CaseDesk,
    stage: Stage,
    around: Territory,
    *,
    lang: Lang,
    sent: SiteSaid | None,
) -> SiteForm | None:
    codes = desks.moves_on_site(case, rows, desk)
    if not codes:
        return None
    moves = [(code, desks.move_name(case.service, desk.stage, code, lang)) for code in codes]
    sheet = SiteSheet(
        stage,
        case,
        desk=desk.id,
        move=_ON_SITE,
        lang=lang,
        said=sent.said if sent else None,
        territory=around,
    )
    only = codes[0] if len(codes) == 1 else ""
    if sent is None:
        return SiteForm(sheet, moves, move=only)
    return SiteForm(sheet, moves, move=sent.move or only, note=sent.note, is_open=True)
