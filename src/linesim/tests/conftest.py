"""One linesim and one product for all tests of a process; both forget everything before each test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from linesim.tests.kit import (
    LINE,
    OTHER_LINE,
    TOKEN,
    Office,
    Product,
    running_linesim,
    running_product,
    until,
)

# A limited pool may close a connection under a waiting thread: httpcore issue 1110.
UNLIMITED = httpx.Limits(max_connections=None, max_keepalive_connections=None)
LINES = [
    {"phone_number_id": LINE, "display": "+91 00000 00001", "body": "falakata", "entries": []},
    {
        "phone_number_id": OTHER_LINE,
        "display": "+91 00000 00002",
        "body": None,
        "entries": [{"body": "panchayat", "text": "#panchayat"}],
    },
]


@pytest.fixture(scope="session")
def product_of_the_session() -> Iterator[Product]:
    with running_product() as product:
        yield product


@pytest.fixture(scope="session")
def office_of_the_session(product_of_the_session: Product) -> Iterator[Office]:
    with running_linesim(product_of_the_session.url, "--token", TOKEN, "--rules", "none") as url:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with (
            httpx.Client(base_url=f"{url}/control", timeout=30, limits=UNLIMITED) as control,
            httpx.Client(base_url=url, headers=headers, timeout=30, limits=UNLIMITED) as graph,
        ):
            control.put("/lines", json=LINES).raise_for_status()
            yield Office(control, graph, product_of_the_session)


@pytest.fixture
def office(office_of_the_session: Office) -> Iterator[Office]:
    yield office_of_the_session
    product, control = office_of_the_session.product, office_of_the_session.control
    product.accept_everything()
    until(lambda: control.get("/counters").json()["webhooks_waiting"] == 0)
    control.post("/reset").raise_for_status()
    product.forget()


@pytest.fixture
def product(office: Office) -> Product:
    return office.product
