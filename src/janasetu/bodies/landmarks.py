"""Reads of landmarks: which of a body's crossings, markets and temples people mean by their words."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from janasetu.bodies.models import Landmark
from janasetu.lib.fold import fold

MOST_WORDS = 500  # letters in which a landmark is looked for
_LIKE = 0.6  # so much of a name's letters, in threes, must stand together in the words
_CLEARER = 0.1  # than any other
_BEGUN_LIKE = 0.5  # so much of what is typed, in threes, must stand together in a name

# A name stands in the words where they hold it as a word of its own, perhaps with an ending: মোড়ের, bazare. A
# last `a` falls away before one. Where none stands there, the one that is most like a part of the words.
_FIND = f"""
SELECT asked.place, found.id, found.name, found.ward, found.key, found.stands, found.likeness
  FROM json_to_recordset(%(asked)s::json) AS asked (place int, body_id uuid, words text)
 CROSS JOIN LATERAL (
       SELECT landmark.id, landmark.name, landmark.ward, key,
              (' ' || asked.words || ' ') ~ (' ' || regexp_replace(key, 'a$', '') || '[a-z]{{0,3}} ')
                  AS stands,
              word_similarity(key, asked.words) AS likeness
         FROM {Landmark._meta.db_table} AS landmark
        CROSS JOIN LATERAL jsonb_array_elements_text(landmark.keys) AS key
        WHERE landmark.body_id = asked.body_id AND word_similarity(key, asked.words) >= %(like)s
        ORDER BY stands DESC, likeness DESC, length(key) DESC, landmark.id
        LIMIT 12) AS found
 ORDER BY asked.place
"""  # noqa: S608 - a table name


# While a name is typed its beginning is worth more than the beginning of another word in it, and this more
# than a likeness.
_BEGUN = f"""
SELECT name, ward FROM (
       SELECT landmark.id, landmark.name, landmark.ward,
              max(word_similarity(%(words)s, key) + (key LIKE %(begun)s)::int
                  + (' ' || key LIKE %(within)s)::int) AS likeness
         FROM {Landmark._meta.db_table} AS landmark
        CROSS JOIN LATERAL jsonb_array_elements_text(landmark.keys) AS key
        WHERE landmark.body_id = %(body_id)s
        GROUP BY landmark.id) AS known
 WHERE likeness >= %(like)s
 ORDER BY likeness DESC, name->>'bn', ward, id
 LIMIT %(most)s
"""  # noqa: S608 - a table name


@dataclass(frozen=True, slots=True)
class Meant:
    """A landmark that people mean. `name`: by language. `ward`: empty where several wards meet there, or
    where there are several of that name.
    """

    name: Mapping[str, str]
    ward: str


@dataclass(frozen=True, slots=True)
class Found:
    """A landmark with the spelling by which it was found."""

    id: UUID
    name: Mapping[str, str]
    ward: str
    key: str
    stands: bool
    likeness: float


def landmarks_meant(asked: Sequence[tuple[UUID, str]]) -> list[Meant | None]:
    """The landmark that these words name in that body; None where none is clear. One query for all."""
    rows = [
        {"place": place, "body_id": str(body_id), "words": words}
        for place, (body_id, said) in enumerate(asked)
        if (words := fold(said[:MOST_WORDS]))
    ]
    found: dict[int, list[Found]] = {}
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_FIND, {"asked": json.dumps(rows), "like": _LIKE})
            for place, landmark_id, name, *rest in cursor.fetchall():
                found.setdefault(place, []).append(Found(landmark_id, json.loads(name), *rest))
    return [clear(found.get(place, [])) for place in range(len(asked))]


def landmarks_begun(body_id: UUID, words: str, *, most: int) -> list[Meant]:
    """The landmarks of a body that these words begin or may be meant to, the likeliest first, each with its
    ward. One query, and none for no words.
    """
    key = fold(words[:MOST_WORDS])
    if not key:
        return []
    begun = key[:-1] if len(key) > 1 and key.endswith("a") else key  # the last `a` comes and goes
    likes: dict[str, Any] = {"begun": f"{begun}%", "within": f"% {begun}%", "like": _BEGUN_LIKE}
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN, likes | {"body_id": body_id, "words": key, "most": most})
        return [Meant(json.loads(name), ward) for name, ward in cursor.fetchall()]


def clear(found: Collection[Found]) -> Meant | None:
    """The one that is meant, where there is no other way to take it. A name that is a part of another one in
    the words does not count: who says রাসবিহারী মোড় does not mean রাসবিহারী.
    """
    standing = [one for one in found if one.stands]
    if standing:
        keys = {one.key for one in standing}
        return _one(one for one in standing if not any(one.key in key for key in keys - {one.key}))
    best = max((one.likeness for one in found), default=0.0)
    return _one(one for one in found if one.likeness > best - _CLEARER)


def _one(found: Iterable[Found]) -> Meant | None:
    """These as one: the same landmark by several spellings, or several of the same name."""
    by_id = {one.id: one for one in found}
    names = {fold(one.name["bn"]) for one in by_id.values()}
    if len(names) != 1:
        return None
    wards = {one.ward for one in by_id.values()}
    first = next(iter(by_id.values()))
    return Meant(first.name, wards.pop() if len(wards) == 1 else "")
