"""What `janasetu doctor` says of templates and numbers."""

from pathlib import Path
from typing import Any

import pytest

from janasetu.config.cli import doctor
from janasetu.config.standing import troubles
from janasetu.conversations.ready import all_declared
from janasetu.lib import clock
from janasetu.messaging import standings
from janasetu.messaging.standings import Trouble
from janasetu.messaging.values import News

pytestmark = pytest.mark.django_db

OURS = all_declared()


def told(*dearer: str, state: str = "APPROVED", reason: str = "") -> None:
    """The provider has every template of ours, and charges these as advertising."""
    standings.hear(
        [
            News(
                "whatsapp",
                "template",
                one.name,
                clock.now(),
                lang=one.lang,
                state=state,
                reason=reason,
                category="MARKETING" if one.name in dearer else "UTILITY",
            )
            for one in OURS
        ]
    )


def test_before_a_provider_has_told_anything_nothing_is_wrong() -> None:
    assert troubles() == []


def test_with_every_template_approved_nothing_is_wrong() -> None:
    told()

    assert troubles() == []


def test_a_template_that_costs_more_is_named_with_its_sentence_and_what_to_do() -> None:
    dearer = next(one for one in OURS if one.lang == "bn" and "opened" in one.name)
    told(dearer.name)

    (found,) = troubles()

    assert found.trouble == Trouble.COSTS_MORE
    assert found.fact.startswith(
        f"1 thing charged as something dearer than UTILITY: template {dearer.name} bn «"
    )
    assert dearer.body[:20].split("\n")[0] in found.fact
    assert found.mend == "ask the provider to review its category, or reword it; docs/reference/costs.md"


def test_of_many_three_are_named_and_the_rest_are_counted() -> None:
    told(state="REJECTED", reason="INVALID_FORMAT")

    (found,) = troubles()

    assert found.fact.count("(INVALID_FORMAT)") == 3
    assert found.fact.endswith(f" and {len(OURS) - 3} more")


def test_a_number_that_people_block_is_named() -> None:
    told()
    standings.hear([News("whatsapp", "number", "910000001002", clock.now(), quality="RED")])

    (found,) = troubles()

    assert found.fact == "1 thing of low quality: people block it or complain: number 910000001002"


def test_the_doctor_tells_it_and_how_many_price_lists_there_are(settings: Any, tmp_path: Path) -> None:
    settings.PRICES_FILE = tmp_path / "prices.yaml"
    told(state="PAUSED")

    templates, prices = doctor._standing()

    assert (templates.title, templates.state) == ("templates", doctor.State.WARNING)
    assert (prices.title, prices.state, prices.fact) == ("prices", doctor.State.OK, "0 lists of prices")


def test_the_doctor_names_a_list_of_prices_that_cannot_be_read(settings: Any, tmp_path: Path) -> None:
    settings.PRICES_FILE = tmp_path / "prices.yaml"
    settings.PRICES_FILE.write_text("utility: 1")

    (prices,) = doctor._standing()

    assert (prices.state, prices.fact) == (doctor.State.WARNING, f"{settings.PRICES_FILE}: must be a list")
