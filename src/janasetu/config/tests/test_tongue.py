"""Words of others on a page say in which language they are."""

import pytest

from janasetu.config.templatetags.tongue import addresses_apart, in_tongue


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("মহম্মদ রহমান", ' lang="bn"'),
        ("Md Rahaman", ' lang="en"'),
        ("১২ নম্বর, Road B", ' lang="bn"'),
        ("26.517200, 89.202300", ""),
        ("১২", ""),
        ("", ""),
    ],
)
def test_words_say_their_language(words: str, said: str) -> None:
    assert in_tongue(words) == said


def test_an_address_stands_apart_from_the_words_around_it() -> None:
    assert addresses_apart("খুলুন: https://a.example/x?b=1&c=2\nজল") == (
        'খুলুন: <span lang="en">https://a.example/x?b=1&amp;c=2</span>\nজল'
    )


def test_what_somebody_wrote_stays_words() -> None:
    assert addresses_apart("<b>জল</b> https://a.example/<script>") == (
        '&lt;b&gt;জল&lt;/b&gt; <span lang="en">https://a.example/&lt;script&gt;</span>'
    )
