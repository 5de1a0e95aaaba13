"""Guard: faces find, act and show; whatever is written is written by an act of a middle package."""

import ast
from typing import Protocol

import pytest

FACES = {"console", "portal", "api"}
WRITES = {
    f"{prefix}{name}"
    for prefix in ("", "a")
    for name in (
        "save",
        "create",
        "delete",
        "update",
        "bulk_create",
        "bulk_update",
        "get_or_create",
        "update_or_create",
        "execute",
        "executemany",
    )
}
# Calls of those names that write no row, and why.
ALLOWED: dict[str, str] = {}


class Parsed(Protocol):
    path: str
    tree: ast.Module
    floor: str


def writes_in(tree: ast.Module) -> list[str]:
    """Calls that look like a write, as they stand in the code."""
    return [
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]


def test_no_face_writes_a_row_itself(sources: list[Parsed]) -> None:
    faces = [source for source in sources if source.floor in FACES]
    found = {f"{source.path}: {call}" for source in faces for call in writes_in(source.tree)}

    assert found == set(ALLOWED)
    assert {source.floor for source in faces} >= {"console", "portal"}


@pytest.mark.parametrize(
    "code",
    [
        "case.save()",
        "Case.objects.create(ref=1)",
        "Case.objects.filter(id=1).update(status='x')",
        "case.delete()",
        "form.save(commit=False)",
        "cursor.execute('UPDATE cases_case')",
    ],
)
def test_the_guard_sees_a_write(code: str) -> None:
    assert len(writes_in(ast.parse(code))) == 1
