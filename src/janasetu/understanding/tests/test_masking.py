"""What tells who wrote a message is left out of it, and the matter stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.understanding.masking import MASK, masked, tells_who

NAMES, PHONE = ["রীতা রায়", "মোঃ আলাউদ্দিন"], "919830012345"

GONE = {
    "আমার ফোন 98300 12345, কল করবেন": "আমার ফোন •••, কল করবেন",
    "+91 ৯৮৩০০-১২৩৪৫ e phone korun": "••• e phone korun",
    "mail korun rita.ray@gmail.com, jol nei": "mail korun •••, jol nei",
    "amar complain 26-0413-00127-4 er ki holo": "amar complain ••• er ki holo",
    "CMP/2026/118 er obostha ki": "••• er obostha ki",
    "KMC-2231 dekhun": "••• dekhun",
    "obhijog no 44 hoyeche": "obhijog no ••• hoyeche",
    "অভিযোগ নম্বর ৪৪৭১ কী হল": "অভিযোগ নম্বর ••• কী হল",
    "assessee no 11023456789": "assessee no •••",
    "বাড়ি নম্বর ১৪, আলো নেই": "বাড়ি নম্বর •••, আলো নেই",
    "১০২ নম্বর বাড়ির সামনে জল": "••• নম্বর বাড়ির সামনে জল",
    "১৪/২এ রামলাল লেনে জঞ্জাল": "••• রামলাল লেনে জঞ্জাল",
    "14 Ramlal lane e jol jome": "••• Ramlal lane e jol jome",
    "house no 12B er samne gorto": "house no ••• er samne gorto",
    "holding 45 er tax beshi": "holding ••• er tax beshi",
    "আমি রীতা রায়, আলো নেই": "আমি •••, আলো নেই",
    "docket no ta 2609 0045, dekhun": "docket no ta •••, dekhun",
    "ferrule at no 14/2 leaks": "ferrule at no ••• leaks",
    "rita royer barir samne nordoma": "••• barir samne nordoma",
    "আলাউদ্দিনের দোকানের পাশে": "••• দোকানের পাশে",
}
STAYS = [
    "কাল থেকে জল আসছে না, ৫ নং ওয়ার্ড",
    "ward no 123 e alo nei",
    "W-12 te jol jome",
    "২-৩ দিন জল নেই",
    "৫০০ টাকা চাইছে",
    "১০০ দিনের কাজ পাইনি",
    "112 e phone kore paini",
    "৫টা বাড়ি ডুবে গেছে",
    "২০০ পরিবার জল পায় না",
    "24/7 jol chai",
    "৭৫ নং ওয়ার্ডের মেন রোডে গর্ত",
    "bistir jol namte 4/5 din lage",
    "guest house 2 room kal",
    "sraddho bari, 200 lok, ek gari jol",
    "2019 theke post to dariye",
    "রাস্তার রাত আর রাস্তা",
]


@pytest.mark.parametrize("text", GONE)
def test_numbers_addresses_and_known_names_are_left_out(text: str) -> None:
    assert masked(text, names=NAMES, numbers=[PHONE]) == GONE[text]


@pytest.mark.parametrize("text", STAYS)
def test_wards_counts_and_numbers_that_all_know_stay(text: str) -> None:
    assert masked(text, names=NAMES, numbers=[PHONE]) == text
    assert not tells_who(text)


def test_titles_and_very_short_names_take_no_words_away() -> None:
    assert masked("শেখ পাড়ার দে বাড়ি", names=["শেখ দে"]) == "শেখ পাড়ার দে বাড়ি"


@given(st.text(alphabet=st.sampled_from("ab ক া খ ৫9/-+@.,নং ওয়ার্ড3")))
def test_what_is_masked_tells_nobody_any_more_and_is_masked_once(text: str) -> None:
    once = masked(text)

    assert not tells_who(once)
    assert MASK not in once or masked(once) == once
