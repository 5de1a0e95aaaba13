"""Fill the reference tables from what they are made of: roles from posts.yaml, search keys from names."""

from collections.abc import Iterable

from django.db import transaction

from janasetu.bodies import posts
from janasetu.bodies.models import BodyName, LocalBody, Role
from janasetu.bodies.names import filed_under

AT_ONCE = 2000


def sync_posts() -> None:
    """Make a role of every post of posts.yaml. A role that is no post is left as it is."""
    Role.objects.bulk_create(
        [Role(code=one.code, name=dict(one.name), elected=one.elected) for one in posts.posts().values()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "elected"],
    )


@transaction.atomic
def index_names(bodies: Iterable[LocalBody]) -> int:
    """Make these bodies findable by every spelling of their names, and by no former one; how many spellings.

    Three statements for any number of bodies, and the inserts by thousands.
    """
    wanted = {(body.id, key) for body in bodies for key in _keys(body)}
    ids = {body.id for body in bodies}
    known = {(row.body_id, row.key): row.id for row in BodyName.objects.filter(body_id__in=ids)}
    gone = [row_id for pair, row_id in known.items() if pair not in wanted]
    BodyName.objects.filter(id__in=gone).delete()
    fresh = sorted(wanted - known.keys())
    BodyName.objects.bulk_create(
        [BodyName(body_id=body_id, key=key) for body_id, key in fresh],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    return len(wanted)


def _keys(body: LocalBody) -> set[str]:
    """The folded names; a name without a letter has no key."""
    return {key for name in [*body.name.values(), *body.aliases] for key in filed_under(name) if key}
