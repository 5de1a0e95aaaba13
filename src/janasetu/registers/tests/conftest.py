"""A body with a registrar."""

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_body
from janasetu.registers.tests.factories import a_registrar


@pytest.fixture
def body(db: None) -> LocalBody:
    return make_body()


@pytest.fixture
def registrar(body: LocalBody) -> Officer:
    return a_registrar(body)
