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
    (re.compile(r"(?i)(?<![a-z])(?:md|mohd|mohamm?[ae]d|muhamm?[ae]d|mahammad|mahammed|mohammod|moh)(?![a-z])\.?"), "mahammad "),
    (re.compile(r"(?i)(?<![a-z])(?:sk|shaikh|sheikh|shekh|saikh|seikh|shaik)(?![a-z])\.?"), "sekh "),
    (re.compile(r"(?i)(?<![a-z])(?:mst|mosammat|musammat|mosamat|most)(?![a-z])\.?"), " "),
)  # fmt: skip
_TITLES = (
    "শ্রী শ্রীমতী শ্রীমতি শ্রীযুক্ত কুমারী মিস মিসেস জনাব জনাবা ডাঃ ডা ডঃ স্বর্গীয় স্বর্গীয়া মৃত প্রয়াত হাজী আলহাজ "
    "sri shri sree smt srimati shrimati kumari miss mrs mr ms dr late lt alhaj janab"
).split()
# One family by two names, or by a name and its short form.
_FAMILIES = """
মুখার্জী=মুখোপাধ্যায় মুখার্জি=মুখোপাধ্যায় mukherjee=মুখোপাধ্যায় mukherji=মুখোপাধ্যায় mukharjee=মুখোপাধ্যায় mukhopadhyay=মুখোপাধ্যায়
mookerjee=মুখোপাধ্যায় mukhopadhyaya=মুখোপাধ্যায় মুখুজ্যে=মুখোপাধ্যায়
ব্যানার্জী=বন্দ্যোপাধ্যায় ব্যানার্জি=বন্দ্যোপাধ্যায় banerjee=বন্দ্যোপাধ্যায় banerji=বন্দ্যোপাধ্যায় bandyopadhyay=বন্দ্যোপাধ্যায় bannerjee=বন্দ্যোপাধ্যায়
bandopadhyay=বন্দ্যোপাধ্যায় বন্দোপাধ্যায়=বন্দ্যোপাধ্যায় বাঁড়ুজ্যে=বন্দ্যোপাধ্যায়
চ্যাটার্জী=চট্টোপাধ্যায় চ্যাটার্জি=চট্টোপাধ্যায় চ্যাটার্জ্জী=চট্টোপাধ্যায় chatterjee=চট্টোপাধ্যায় chatterji=চট্টোপাধ্যায় chattopadhyay=চট্টোপাধ্যায়
chattopadhyaya=চট্টোপাধ্যায় চাটুজ্যে=চট্টোপাধ্যায়
গাঙ্গুলী=গঙ্গোপাধ্যায় গাঙ্গুলি=গঙ্গোপাধ্যায় ganguly=গঙ্গোপাধ্যায় ganguli=গঙ্গোপাধ্যায় gangopadhyay=গঙ্গোপাধ্যায় gangopadhyaya=গঙ্গোপাধ্যায়
ভট্টাচার্জী=ভট্টাচার্য ভট্টাচার্জি=ভট্টাচার্য ভট্টাচার্য্য=ভট্টাচার্য bhattacharya=ভট্টাচার্য bhattacharjee=ভট্টাচার্য bhattacharyya=ভট্টাচার্য
bhattacherjee=ভট্টাচার্য bhattacharji=ভট্টাচার্য
chakraborty=চক্রবর্তী chakrabarti=চক্রবর্তী chakravarty=চক্রবর্তী chakravorty=চক্রবর্তী chakrabarty=চক্রবর্তী চক্রবর্ত্তী=চক্রবর্তী
roy=রায় ray=রায় rai=রায়
chowdhury=চৌধুরী choudhury=চৌধুরী chaudhuri=চৌধুরী chaudhury=চৌধুরী chowdhuri=চৌধুরী choudhuri=চৌধুরী chaudhary=চৌধুরী চৌধুরি=চৌধুরী
bibi=বিবি bewa=বেওয়া begum=বেগম begam=বেগম khatun=খাতুন khatoon=খাতুন parvin=পারভিন parveen=পারভিন parbin=পারভিন পারভীন=পারভিন
shaw=সাউ sau=সাউ shah=সাহ saha=সাহা dey=দে de=দে day=দে basu=বসু bose=বসু বোস=বসু guha=গুহ sinha=সিংহ singh=সিংহ সিং=সিংহ সিনহা=সিংহ
biswas=বিশ্বাস viswas=বিশ্বাস mandal=মণ্ডল mondal=মণ্ডল mandol=মণ্ডল মন্ডল=মণ্ডল molla=মোল্লা mollah=মোল্লা mullah=মোল্লা মোল্যা=মোল্লা
gazi=গাজি gaji=গাজি গাজী=গাজি kazi=কাজি কাজী=কাজি quazi=কাজি sarkar=সরকার sircar=সরকার sarker=সরকার
ali=আলি আলী=আলি aly=আলি islam=ইসলাম hossain=হোসেন hosen=হোসেন hossen=হোসেন hosain=হোসেন hassan=হাসান hasan=হাসান
rehaman=রহমান rahaman=রহমান rahman=রহমান rehman=রহমান রেহমান=রহমান রাহমান=রহমান
haque=হক hoque=হক haq=হক huq=হক hoq=হক paul=পাল syed=সৈয়দ saiyad=সৈয়দ sayed=সৈয়দ sayeed=সৈয়দ saiyed=সৈয়দ
abdul=আব্দুল আবদুল=আব্দুল abdool=আব্দুল abdur=আব্দুর আবদুর=আব্দুর
"""
# Second halves of a name that one clerk writes apart and the next one does not.
_HALVES = re.compile(
    r"(?<=[\u0980-\u09ff]{3})(নাথ|রানী|রাণী|রানি|কান্ত|চন্দ্র|চৌধুরী|প্রসাদ|কুমার|বালা)(?![\u0980-\u09ff])"
    r"|(?i:(?<=[a-z]{3})(nath|rani|kant[ao]?|chandra|prasad|kumar|bala)(?![a-z]))"
)
_JOINED_CHOWDHURY = re.compile(r"(?i)(?<=[a-z])(ch[ao][wu]?dh?ur[iy])(?![a-z])")
# Words that come and go in the names of one person.
_LIGHT = (
    "মহম্মদ শেখ বেগম বিবি বেওয়া খাতুন দেবী কুমার কুমারী চন্দ্র নাথ রানী বালা লাল দাসী আলি উদ্দিন হক ইসলাম "
    "রঞ্জন কান্তি প্রসাদ সুন্দরী শ্রী"
).split()


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
    pairs = (pair.split("=") for pair in _FAMILIES.split())
    return {normalise(spelt): normalise(meant) for spelt, meant in pairs}


@lru_cache(1)
def _titles() -> frozenset[str]:
    return frozenset(normalise(title) for title in _TITLES)


@lru_cache(1)
def _light() -> frozenset[str]:
    return frozenset(word for name in _LIGHT for word in fold_keys(name))
