"""Whose number each of the demo's lines is: a town's own, or the state's for a whole area."""

from collections.abc import Collection
from uuid import UUID

from janasetu.bodies.models import LocalBody
from janasetu.bodies.queries import bodies
from janasetu.messaging.models import Line


def whose(answering: Collection[Line]) -> dict[UUID, LocalBody]:
    """The body of each line, by the line's id."""
    named = bodies(line.body_id for line in answering if line.body_id)
    own = {line.id: named[line.body_id] for line in answering if line.body_id}
    areas = [line.id for line in answering if not line.body_id]
    return own | dict.fromkeys(areas, LocalBody.objects.get(kind="state")) if areas else own
