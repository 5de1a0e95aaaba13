"""What of the registers is done behind the scenes: files are checked, and taken when a registrar says so."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from janasetu.audit.acting import acting
from janasetu.lib import clock
from janasetu.registers import actions
from janasetu.registers.models import RegisterImport

_AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name="registers.check", retry=_AGAIN)
def check(import_id: str, body_id: str) -> None:
    """Read a file and say what is wrong in it."""
    actions.check_import(import_id=UUID(import_id), body_id=UUID(body_id), now=clock.now())


@app.task(name="registers.take", retry=_AGAIN)
def take(import_id: str, body_id: str) -> None:
    """Write a file's right rows into the register, in the name of who took it."""
    one = RegisterImport.objects.get(body_id=UUID(body_id), id=UUID(import_id))
    with acting(by=one.taken_by):
        actions.take_import(import_id=one.id, body_id=one.body_id, now=clock.now())
