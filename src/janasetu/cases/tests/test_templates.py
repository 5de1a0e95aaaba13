"""What citizens are told, as the templates that a provider approves: legal in every language, and true."""

import re

import pytest

from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.notices import PHRASES, declared
from janasetu.cases.tests.factories import NOW, Town, evidence, make_town, open_case, told
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.templates import MOST_BODY, Template
from janasetu.people.tests.factories import make_contact

DECLARED = declared()
VARIABLE = re.compile(r"\{\{(\d+)\}\}")
NAME = re.compile(r"[a-z0-9_]{1,512}")
BUTTON = 25  # letters of a quick reply's title


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.mark.parametrize("template", DECLARED, ids=lambda one: f"{one.name}-{one.lang}")
def test_every_notice_is_a_legal_template(template: Template) -> None:
    body = template.body

    assert NAME.fullmatch(template.name)
    assert VARIABLE.findall(body) == [str(number) for number in range(1, len(template.spans) + 1)]
    assert not VARIABLE.match(body)
    assert not body.endswith("}}")
    assert not re.search(r"\}\}\s*\{\{", body)
    assert len(body) <= MOST_BODY
    assert all(len(title) <= BUTTON for title in template.buttons)


def test_no_two_templates_have_one_name_and_language() -> None:
    assert len({(one.name, one.lang) for one in DECLARED}) == len(DECLARED) > 60


@pytest.mark.django_db
def test_a_notice_carries_a_declared_template_and_what_fills_it(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    make_move(
        officer=town.officer,
        ref=case.ref,
        now=NOW,
        order=MoveOrder("reject", reason="place_not_found", note="দুবার\nলোক গেছে।"),
    )

    template = OutboundMessage.objects.filter(contact_id=rita.id).latest("id").template

    named = [one for one in DECLARED if (one.name, one.lang) == (template["name"], template["lang"])]
    assert [len(one.spans) for one in named] == [len(template["params"])]
    assert template["params"][-2:] == ["জায়গাটি খুঁজে পাওয়া যায়নি", "দুবার লোক গেছে।"]
    assert named[0].buttons == (PHRASES.say("not_agreed", "bn"),)
    assert told(rita)[-1].startswith(named[0].body.split("{{")[0].removeprefix("জনসেতু: "))


@pytest.mark.django_db
def test_no_place_is_filled_with_nothing(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))

    assert OutboundMessage.objects.filter(contact_id=rita.id).latest("id").template["params"][-1] == "–"
