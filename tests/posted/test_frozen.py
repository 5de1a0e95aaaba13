"""A database that freezes in a commit: what waits is answered 503 in time, and is taken again after it."""

from time import monotonic
from urllib.parse import quote

import pytest
import uvloop
from psycopg.conninfo import conninfo_to_dict

from janasetu.channels import intake as intakes
from janasetu.channels.intake import Intake, Store, WhatsAppDoor
from janasetu.channels.tests.factories import database_url
from posted.entering import SECRET, WHATSAPP, Request, ask, signed
from storm.links import Link, to_socket
from storm.programs import free_port


@pytest.mark.django_db(transaction=True)
def test_who_waits_while_the_database_is_frozen_is_told_in_time_and_taken_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intakes, "FLUSH_SECONDS", 0.3)
    parts = conninfo_to_dict(database_url())
    link = Link(free_port(), to_socket(f"{parts['host']}/.s.PGSQL.{parts.get('port') or 5432}"), seed="ice")
    address = f"postgresql://{parts['user']}@127.0.0.1:{link.port}/{quote(str(parts['dbname']))}"
    request = Request("one", WHATSAPP, b"{}", signed(b"{}"), 200)

    async def talk() -> tuple[list[int], float]:
        doors = {WHATSAPP: WhatsAppDoor(secrets=(SECRET,), verify_token="token")}
        intake = Intake(Store(address), doors)
        await link.open()
        before = await ask(intake, request)
        link.freeze()
        begun = monotonic()
        frozen = await ask(intake, request)
        took = monotonic() - begun
        link.thaw()
        after = await ask(intake, request)
        await intake.close()
        await link.close()
        return [before, frozen, after], took

    answers, took = uvloop.run(talk())

    assert answers == [200, 503, 200]
    assert took < 2
