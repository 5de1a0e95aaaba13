"""Read counts and amounts of money, in figures or in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from janasetu.lib.reading.counting import number_of, peeled
from janasetu.lib.reading.measures import AROUND, MEASURES, PHRASES
from janasetu.lib.reading.number_table import COUNTERS, MINUSES
from janasetu.lib.reading.typed import plain, respelt, tokens, words

_SIGNS = MINUSES | frozenset("-\u2212–")
_RUPEES = words("₹ ৳ ৲ rs re inr rupee rupees rupaye rupaiya taka tk টাকা টাকার টাঃ টা রুপি রু রুঃ रुपये रुपए रुपया रु रू")
_PAISE = words("পয়সা paise paisa poysa पैसे पैसा")
_AND = words("and এবং ও और")
_MEASURE_PHRASES = tuple((respelt(phrase), respelt(word)) for phrase, word in PHRASES)
_CLOSING = words("মাত্র only matro मात्र / - = . , ; ! ।")  # 500/-, 500/= only


def whole_number(text: str) -> int | None:
    """The whole number that the answer is: «৫», "12,34,567", «৫টা», «পাঁচ জন», "dui", «দেড় লাখ»; else None.

    Takes digits of every script, Indian and western commas, words up to crores of crores, and a counting
    word behind. A part of a number, a range or any other word makes it None.
    """
    negative, said = _signed(_without_counters(_said(text)))
    return _whole(number_of(said), negative=negative)


def how_many(text: str, question: Iterable[str] = ()) -> int | None:
    """The one number that answers «how many»: «৫০ বছর», «প্রায় ৫০», "3 rooms", «৩ (তিন) জন»; else None.

    More than `whole_number`: words of what is counted may stand around it, and it may be said twice. A
    measure makes it None where the question, told in any languages, names others only: six months are not
    six years. So does a second number, and any word that is none of these.
    """
    negative, said = _signed(_without_counters(_said(_with_measures(text))))
    asked = {measure for told in question for measure in _measures(tokens(_with_measures(told)))}
    numbers = {number_of(run) for run in _runs(said)}
    if len(numbers) != 1 or (asked and not _measures(said) <= asked):
        return None
    return _whole(numbers.pop(), negative=negative)


def amount(text: str) -> Decimal | None:
    """The rupees that the answer names: «৫০০ টাকা», "Rs. 1,200.50", "500/-", «সাড়ে তিন হাজার», «৫ টাকা ৫০ পয়সা».

    Whole rupees come without decimals, others with two. None for parts of a paisa, and for any word that
    is neither a number nor money.
    """
    negative, said = _signed(_said(text))
    whole, paise = _parted(said)
    if not whole and not paise:
        return None
    rupees = number_of(whole) if whole else Fraction(0)
    hundredths = number_of(paise) if paise else Fraction(0)
    if rupees is None or hundredths is None:
        return None
    return _written(rupees * 100 + hundredths, negative=negative)


def _whole(number: Fraction | None, *, negative: bool) -> int | None:
    if number is None or number.denominator != 1:
        return None
    return -int(number) if negative else int(number)


def _without_counters(said: list[str]) -> list[str]:
    while said and said[-1] in COUNTERS:
        said.pop()
    return said


def _with_measures(text: str) -> str:
    """The text with each measure in one word: "sq ft" as "sqft"."""
    said = plain(text)
    for phrase, word in _MEASURE_PHRASES:
        said = said.replace(phrase, word)
    return said


def _measures(said: Iterable[str]) -> set[str]:
    return {MEASURES[word] for word in said if word in MEASURES}


def _runs(said: Sequence[str]) -> list[list[str]]:
    """The words between those of what is counted."""
    runs: list[list[str]] = [[]]
    for word in said:
        if word in AROUND or word in MEASURES:
            runs.append([])
        else:
            runs[-1].append(word)
    return [run for run in runs if run]


def _said(text: str) -> list[str]:
    """The words of an answer, those written together taken apart, without closing signs and full stops."""
    said = tokens(text)
    while said and said[-1] in _CLOSING:
        said.pop()
    return [part for word in said if word not in {".", "'"} for part in peeled(word)]


def _signed(said: list[str]) -> tuple[bool, list[str]]:
    """Whether a minus stands before, and the words behind it and behind a sign of rupees: -₹500, Rs. -500."""
    begin = 0
    while begin < min(2, len(said)) and said[begin] in _SIGNS | _RUPEES:
        begin += 1
    return any(word in _SIGNS for word in said[:begin]), said[begin:]


def _parted(said: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The words of the rupees and those of the paise."""
    if not said or said[-1] not in _PAISE:
        return said[:-1] if said and said[-1] in _RUPEES else said, ()
    *before, _ = said
    for borders in (_RUPEES, _AND):
        if border := next((place for place, word in enumerate(before) if word in borders), None):
            behind = before[border + 1 :]
            return before[:border], behind[1:] if behind[:1] and behind[0] in _AND else behind
    return (), before


def _written(paise: Fraction, *, negative: bool) -> Decimal | None:
    if paise.denominator != 1:
        return None
    whole, rest = divmod(int(paise), 100)
    return Decimal(f"{'-' if negative else ''}{whole}{f'.{rest:02}' if rest else ''}")
