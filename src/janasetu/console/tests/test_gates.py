"""Every address of the console says who may open it, and holds to it."""

import pytest

from janasetu.console.tests.conftest import Visitor
from janasetu.console.urls import urlpatterns

PUBLIC = {"login", "logout"}
EXAMPLES = {
    "ref": "26100200014",
    "file_id": "019ab2c3-0000-7000-8000-000000000000",
    "talk_id": "019ab2c3-0000-7000-8000-000000000001",
    "call_id": "019ab2c3-0000-7000-8000-000000000002",
}


@pytest.mark.parametrize("address", urlpatterns, ids=lambda address: address.name)
def test_every_address_says_who_may_open_it(address: object) -> None:
    gate = getattr(address.callback, "gate", None)  # type: ignore[attr-defined]

    assert gate == ("public" if address.name in PUBLIC else "officer")  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("address", urlpatterns, ids=lambda address: address.name)
def test_a_stranger_passes_no_officers_gate(address: object, stranger: Visitor) -> None:
    pattern = address.pattern  # type: ignore[attr-defined]
    path = "/console/" + str(pattern)
    for name, converter in pattern.converters.items():
        kind = next(kind for kind in ("uuid", "str") if f"<{kind}:{name}>" in path)
        path = path.replace(f"<{kind}:{name}>", EXAMPLES[name])
        del converter

    answer = stranger.get(path)

    if address.name not in PUBLIC:  # type: ignore[attr-defined]
        assert answer["Location"].startswith("/console/login/?next=/console/")
