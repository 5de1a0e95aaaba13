"""The words of numbers as people type them: Bengali, Hindi and English, and Bengali in Latin letters."""

from fractions import Fraction

from janasetu.lib.number_words import BELOW_HUNDRED, MINUS, POINT
from janasetu.lib.reading.typed import respelt, table, words

_OTHERS = """
1: একটি একখানা ekti ek एक
2: দু দো dui du dwi do
3: tin teen
4: char chaar
5: panch pach paanch पांच
6: ছ ছয় choy chhoy choi chhoi chhay chhe छः छे छै
7: sat saat shaat
8: at aat aath
9: noy noi nau
10: dosh dos das
11: egaro egara gyarah
12: baro barah
13: tero terah
14: চৌদ্দ choddo chouddo chaudah
15: পনের ponero ponro pandrah पन्द्रह
16: sholo solo solah
17: sotero shotero satrah
18: atharo athara अट्ठारह
19: unish unis উনবিংশ
20: বিশ kuri bish bis bees
21: ekush
22: baish
23: teish
24: chobbish
25: pochish pachees
26: chhabbish chabbish
27: satash
28: আটাশ atash athash
29: unotrish untrish
30: তিরিশ trish tirish tees
31: ektrish
38: আটতিরিশ
44: चौंतालीस चौवालीस
40: chollish challish chalis
50: ponchash panchash pachas
53: তেপ্পান্ন তিপান্ন तिरेपन
60: shat shaath sath
63: তিষট্টি तिरेसठ
70: sottor shottor sattar
79: উনাশি उन्यासी
80: ashi assi
82: বিয়াশি
88: আটাশি अठासी
90: nobboi nobbui nabbe
"""
VALUES: dict[str, int] = {word: int(value) for word, value in table(_OTHERS).items()}
for _lang in ("bn", "hi", "en"):
    VALUES |= {respelt(word): value for value, word in enumerate(BELOW_HUNDRED[_lang]) if "-" not in word}
VALUES |= {word.removesuffix("ো"): value for word, value in VALUES.items() if word.endswith("ো")}

ENGLISH_TENS = frozenset(BELOW_HUNDRED["en"][20:100:10])

HUNDRED, CRORE = 100, 10_000_000
UNITS: dict[str, int] = {
    word: int(value)
    for word, value in table(
        """
        100: শো শত শ সও hundred sho shoto sau सौ
        1000: হাজার thousand k hajar hazar haajar haazar हजार
        100000: লক্ষ লাখ লাক lakh lakhs lac lacs lokkho laksha laakh लाख
        1000000: million
        10000000: কোটি crore crores cr koti kodi karod करोड़
        """
    ).items()
}

# A half or a quarter more, or a quarter less, than the number that follows; and one and a half by itself.
SHIFTS: dict[str, Fraction] = {
    word: Fraction(int(quarters), 4)
    for word, quarters in table(
        """
        2: সাড়ে সাড়ে sare saare sadhe साढ़े साढे
        1: সওয়া সোয়া sowa soa sava सवा
        -1: পৌনে পোনে poune paune pone पौने
        """
    ).items()
}
HALVES: dict[str, Fraction] = {
    word: Fraction(int(halves), 2)
    for word, halves in table(
        """
        3: দেড় der derh ডেড় डेढ़ डेढ
        5: আড়াই arai aarai ढाई
        """
    ).items()
}

MINUSES = frozenset(map(respelt, MINUS.values())) | words("ঋণাত্মক")
POINTS = frozenset(map(respelt, POINT.values())) | words("পয়েন্ট")
COUNTERS = words(
    "টা টি টে টো খানা খানি জন জনা পিস গাছা ta ti te to khana khani jon jan pcs pc piece pieces nos no "
    "person persons people members item items"
)
_MONEY = words("টাকা taka")
KNOWN = VALUES.keys() | UNITS.keys() | SHIFTS.keys() | HALVES.keys() | COUNTERS | _MONEY
# What is written together with a number, so that it can be taken off its end (পাঁচশো, দুটো, একজন, দেড়লাখ), and
# the word that it is by itself: "so" is a hundred only there.
_ENDS = "শো শত শ হাজার লক্ষ লাখ কোটি টাকা টা টি টে টো খানা খানি জন sho hajar lakh koti taka ta ti te to jon"
ENDINGS: dict[str, str] = {end: end for end in map(respelt, _ENDS.split())} | {"so": "sho"}
