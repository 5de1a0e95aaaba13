"""What `janasetu doctor` says of what waits too long."""

from datetime import timedelta
from uuid import uuid4

import pytest

from janasetu.config.cli.doctor import State, _alarms
from janasetu.config.late import late, said
from janasetu.lib import clock
from janasetu.messaging.models import InboundMessage

pytestmark = pytest.mark.django_db


def wait_for(minutes: int) -> None:
    at = clock.now() - timedelta(minutes=minutes)
    InboundMessage.objects.create(
        bucket=1, batch_id=uuid4(), provider_id="wamid.1", kind="text", provider_at=at, received_at=at
    )


def test_what_waits_too_long_is_said_in_a_line_with_what_to_do() -> None:
    wait_for(125)
    wait_for(3)

    (alarm,) = late()

    assert said(alarm) == "Messages not yet answered: 2, the oldest for 2 hours 5 minutes"
    assert alarm.watch.mend == "the pump answers them: logs/pump.log; ./janasetu inbox lists them"


def test_what_waits_as_long_as_it_may_is_not_said() -> None:
    wait_for(3)

    assert late() == []


def test_the_doctor_warns_of_each_and_says_what_to_do() -> None:
    wait_for(125)

    (finding,) = _alarms()

    assert (finding.state, finding.fact) == (
        State.WARNING,
        "Messages not yet answered: 1, the oldest for 2 hours 5 minutes",
    )
    assert finding.mend.startswith("the pump answers them: logs/pump.log")


def test_the_doctor_says_when_nothing_is_late() -> None:
    (finding,) = _alarms()

    assert (finding.state, finding.fact) == (State.OK, "nothing waits longer than it may")
