"""Message templates: what a business may say first, and what became of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from linesim.identifiers import new_object_id

Category = Literal["UTILITY", "MARKETING", "AUTHENTICATION"]
Status = Literal["PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL"]
Format = Literal["POSITIONAL", "NAMED"]

CATEGORIES: tuple[Category, ...] = ("UTILITY", "MARKETING", "AUTHENTICATION")
STATUSES: tuple[Status, ...] = ("PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL")
FORMATS: tuple[Format, ...] = ("POSITIONAL", "NAMED")
_LANGUAGES = """
    af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA ar_SA az bn bn_IN be bg ca zh_CN zh_HK zh_TW hr cs da nl en en_GB
    en_US en_AU en_CA en_IN et fil fi fr fr_CA fr_BE ka de el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG
    lo lv lt mk ms ml mr nb fa pl pt_BR pt_PT pa ro ru sr sk sl es es_AR es_ES es_MX es_CL es_CO es_PE es_VE
    sw sv ta te th tr uk ur uz vi zu
"""
LANGUAGES = frozenset(_LANGUAGES.split())
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")

MOST_TEMPLATES = 6000
EDITS_A_MONTH = 10
MONTH, DAY = timedelta(days=30), timedelta(hours=24)
NAME_RESERVED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a template; `kind` is Meta's: QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, FLOW, OTP, ..."""

    kind: str
    text: str
    value: str = ""  # the link, the number, the code, the Flow

    @property
    def wants_parameter(self) -> bool:
        """Whether a send has to fill it."""
        return self.kind in ("COPY_CODE", "OTP") or (self.kind == "URL" and bool(VARIABLE.search(self.value)))


@dataclass(frozen=True, slots=True)
class Definition:
    """The parts of a template, read; texts still hold their variables."""

    body: str
    header_format: str = ""  # TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION; empty where there is none
    header: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(slots=True, kw_only=True)
class Template:
    """One template in one language; `components` is what the product wrote."""

    id: str
    name: str
    language: str
    category: Category
    parameter_format: Format
    components: list[object]
    definition: Definition
    made_at: datetime
    status: Status = "APPROVED"
    rejected_reason: str = "NONE"
    edited_at: list[datetime] = field(default_factory=list)

    def may_be_edited(self, now: datetime) -> bool:
        """One that was approved: once in 24 hours and ten times in 30 days. Others: as often as one likes."""
        if self.status in ("REJECTED", "PAUSED"):
            return True
        within_month = [at for at in self.edited_at if now - at < MONTH]
        within_day = [at for at in within_month if now - at < DAY]
        return len(within_month) < EDITS_A_MONTH and not within_day

    def node(self) -> dict[str, object]:
        """As the API tells it, every field."""
        return {
            "id": self.id,
            "name": self.name,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "parameter_format": self.parameter_format,
            "components": self.components,
            "rejected_reason": self.rejected_reason,
            "quality_score": {"score": "UNKNOWN", "date": int(self.made_at.timestamp())},
        }


class TemplateBook:
    """All templates of the business account."""

    def __init__(self) -> None:
        self._templates: dict[str, Template] = {}
        self._deleted: dict[tuple[str, str], datetime] = {}

    def all(self) -> list[Template]:
        """Every template, oldest first."""
        return list(self._templates.values())

    def by_id(self, template_id: str) -> Template | None:
        """The template of that id."""
        return self._templates.get(template_id)

    def find(self, name: str, language: str) -> Template | None:
        """The template of that name in that language."""
        return next((each for each in self.named(name) if each.language == language), None)

    def named(self, name: str) -> list[Template]:
        """The template of that name in every language it has."""
        return [each for each in self._templates.values() if each.name == name]

    def is_reserved(self, name: str, language: str, now: datetime) -> bool:
        """Whether the name was given up less than 30 days ago."""
        deleted_at = self._deleted.get((name, language))
        return deleted_at is not None and now - deleted_at < NAME_RESERVED

    def add(
        self,
        *,
        name: str,
        language: str,
        category: Category,
        parameter_format: Format,
        components: list[object],
        definition: Definition,
        now: datetime,
    ) -> Template:
        """Take a template in, approved at once."""
        template = Template(
            id=new_object_id(),
            name=name,
            language=language,
            category=category,
            parameter_format=parameter_format,
            components=components,
            definition=definition,
            made_at=now,
        )
        self._templates[template.id] = template
        return template

    def delete(self, templates: Iterable[Template], now: datetime) -> None:
        """Forget these; the name of an approved one stays reserved for 30 days."""
        for template in templates:
            del self._templates[template.id]
            if template.status == "APPROVED":
                self._deleted[template.name, template.language] = now

    def forget(self) -> None:
        """Forget every template and every reserved name."""
        self._templates.clear()
        self._deleted.clear()


def variables(text: str) -> list[str]:
    """The names or numbers of the variables, in the order in which they first appear."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its variables replaced."""
    return VARIABLE.sub(lambda found: values[found[1]], text)
