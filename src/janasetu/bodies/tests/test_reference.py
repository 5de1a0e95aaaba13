"""The tables of reference: roles as posts.yaml has them, and every sentence in both languages."""

import pytest

from janasetu.bodies import posts
from janasetu.bodies.actions import sync_posts
from janasetu.bodies.errors import PHRASES
from janasetu.bodies.models import Role


@pytest.mark.django_db
def test_roles_are_the_posts_and_a_former_role_stays_for_those_who_had_it() -> None:
    Role.objects.create(code="chairman", name={"bn": "পুরনো নাম"})
    Role.objects.create(code="emperor", name={"bn": "সম্রাট"})

    for _ in range(2):
        sync_posts()

    assert set(Role.objects.values_list("code", flat=True)) == {*posts.posts(), "emperor"}
    chairman = Role.objects.get(code="chairman")
    assert (chairman.name, chairman.elected) == ({"bn": "চেয়ারম্যান", "en": "Chairman"}, True)
    assert not Role.objects.get(code="secretary").elected


def test_every_sentence_is_there_in_bengali_and_english() -> None:
    assert PHRASES.problems() == []
