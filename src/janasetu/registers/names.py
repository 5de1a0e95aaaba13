"""Names of people as a search meets them: spellings folded, titles left out, one family under one name. Pure.

The registers hold what clerks heard: মোঃ রহমান, Md Rahaman and মহম্মদ রেহমান are one man. What is left of a
name here is a search key and is never shown.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from janasetu.lib.fold import fold_keys
from janasetu.lib.spelling import normalise

BETWEEN = "|"  # the spellings of one person in a search column

# Short forms that stand before a name; a sign behind them is part of how they are written.
_SHORT_FORMS = (
    (re.compile(r"(?<![\u0980-\u09ff])(?:মোঃ|মো:|মো\.|মহঃ|মহ:|মহ\.|মুঃ|মুহঃ|মোহাঃ|মোহঃ)"), "মহম্মদ "),
    (re.compile(r"(?<![\u0980-\u09ff])(?:সেঃ|শেঃ|সে\.|সেখ|শাইখ)(?![\u0980-\u09ff])"), "শেখ "),
    (re.compile(r"(?<![\u0980-\u09ff])(?:মোসাঃ|মোছাঃ|মুসাঃ|মোসাম্মৎ|মোছাম্মৎ|মুসাম্মৎ)"), " "),
    (re.compile(r"(?i)(?<![a-z])(?:md|mohd?|m[aou]hamm?[aeo]d)(?![a-z])\.?"), "mahammad "),
    (re.compile(r"(?i)(?<![a-z])(?:sk|shaikh|sheikh|shekh|saikh|seikh|shaik)(?![a-z])\.?"), "sekh "),
    (re.compile(r"(?i)(?<![a-z])(?:mst|mosammat|musammat|mosamat|most)(?![a-z])\.?"), " "),
)  # fmt: skip
_TITLES = """
শ্রী শ্রীমতী শ্রীমতি শ্রীযুক্ত কুমারী মিস মিসেস জনাব জনাবা ডাঃ ডা ডঃ স্বর্গীয় স্বর্গীয়া মৃত প্রয়াত হাজী আলহাজ
sri shri sree smt srimati shrimati kumari miss mrs mr ms dr late lt alhaj janab
"""
# Names that are written in several ways which no rule of the fold can meet: the one meant, then the others.
_FAMILIES = """
মুখোপাধ্যায়: মুখার্জী মুখার্জি mukherjee mukherji mukharjee mukhopadhyay mookerjee mukhopadhyaya
মুখোপাধ্যায়: মুখুজ্যে
বন্দ্যোপাধ্যায়: ব্যানার্জী ব্যানার্জি banerjee banerji bandyopadhyay bannerjee bandopadhyay
বন্দ্যোপাধ্যায়: বন্দোপাধ্যায় বাঁড়ুজ্যে
চট্টোপাধ্যায়: চ্যাটার্জী চ্যাটার্জি চ্যাটার্জ্জী chatterjee chatterji chattopadhyay chattopadhyaya
চট্টোপাধ্যায়: চাটুজ্যে
গঙ্গোপাধ্যায়: গাঙ্গুলী গাঙ্গুলি ganguly ganguli gangopadhyay gangopadhyaya
ভট্টাচার্য: ভট্টাচার্জী ভট্টাচার্জি ভট্টাচার্য্য bhattacharya bhattacharjee bhattacharyya bhattacherjee
ভট্টাচার্য: bhattacharji
চক্রবর্তী: chakraborty chakrabarti chakravarty chakravorty chakrabarty চক্রবর্ত্তী
রায়: roy ray rai
চৌধুরী: chowdhury choudhury chaudhuri chaudhury chowdhuri choudhuri chaudhary চৌধুরি
বিবি: bibi
বেওয়া: bewa
বেগম: begum begam
খাতুন: khatun khatoon
পারভিন: parvin parveen parbin পারভীন
সাউ: shaw sau
সাহ: shah
সাহা: saha
দে: dey de day
বসু: basu bose বোস
গুহ: guha
সিংহ: sinha singh সিং সিনহা
বিশ্বাস: biswas viswas
মণ্ডল: mandal mondal mandol মন্ডল
মোল্লা: molla mollah mullah মোল্যা
গাজি: gazi gaji গাজী
কাজি: kazi কাজী quazi
সরকার: sarkar sircar sarker
আলি: ali আলী aly
ইসলাম: islam
হোসেন: hossain hosen hossen hosain
হাসান: hassan hasan
রহমান: rehaman rahaman rahman rehman রেহমান রাহমান
হক: haque hoque haq huq hoq
পাল: paul
সৈয়দ: syed saiyad sayed sayeed saiyed
আব্দুল: abdul আবদুল abdool
আব্দুর: abdur আবদুর
"""
# Second halves of a name that one clerk writes apart and the next one does not.
_HALVES = re.compile(
    r"(?<=[\u0980-\u09ff]{3})(নাথ|রানী|রাণী|রানি|কান্ত|চন্দ্র|চৌধুরী|প্রসাদ|কুমার|বালা)(?![\u0980-\u09ff])"
    r"|(?i:(?<=[a-z]{3})(nath|rani|kant[ao]?|chandra|prasad|kumar|bala)(?![a-z]))"
)
_JOINED_CHOWDHURY = re.compile(r"(?i)(?<=[a-z])(ch[ao][wu]?dh?ur[iy])(?![a-z])")
# Words that come and go in the names of one person.
_LIGHT = """
মহম্মদ শেখ বেগম বিবি বেওয়া খাতুন দেবী কুমার কুমারী চন্দ্র নাথ রানী বালা লাল দাসী আলি উদ্দিন হক ইসলাম
রঞ্জন কান্তি প্রসাদ সুন্দরী শ্রী
"""


def name_key(*spellings: str) -> str:
    """What a search column holds of one person, who is spelt in these ways: each way once, between bars.

    Empty where nothing is said of them.
    """
    ways = dict.fromkeys(" ".join(words) for one in spellings if one for words in ways_of(one))
    return BETWEEN.join(ways)


def ways_of(name: str) -> list[tuple[str, ...]]:
    """The words by which a name is found, in the one or two ways that it may be spelt."""
    ways = dict.fromkeys(tuple(way.split()) for way in _plain_keys(_bare(name)))
    return [way for way in ways if way]


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that somebody types."""
    ways = ways_of(name)
    return ways[0] if ways else ()


def is_light(word: str) -> bool:
    """Whether this folded word often stands in one spelling of a name and not in another."""
    return word in _light()


def _bare(name: str) -> str:
    plain = normalise(name)
    for short, meant in _SHORT_FORMS:
        plain = short.sub(meant, plain)
    return plain


def _plain_keys(name: str) -> Iterable[str]:
    return fold_keys(_known(name)) if name else ()


_WORD = re.compile("[a-z]+|[\u0980-\u09ff\u200c\u200d]+", re.IGNORECASE)


def _known(name: str) -> str:
    """Families under their one name, titles gone; what is not known stays as it is."""
    families, titles = _families(), _titles()
    parted = _JOINED_CHOWDHURY.sub(" chowdhury", name)
    known = _WORD.sub(lambda word: _meant(word[0], families, titles), parted)
    return _HALVES.sub(lambda half: f" {half[0]}", known)


def _meant(word: str, families: Mapping[str, str], titles: frozenset[str]) -> str:
    plain = word.casefold()
    return "" if plain in titles else families.get(plain, word)


@lru_cache(1)
def _families() -> Mapping[str, str]:
    lines = (line.partition(":") for line in _FAMILIES.strip().splitlines())
    return {normalise(spelt): normalise(meant) for meant, _, ways in lines for spelt in ways.split()}


@lru_cache(1)
def _titles() -> frozenset[str]:
    return frozenset(normalise(title) for title in _TITLES.split())


@lru_cache(1)
def _light() -> frozenset[str]:
    return frozenset(word for name in _LIGHT.split() for word in fold_keys(name))
