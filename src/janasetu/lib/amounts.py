"""Write amounts of money and numbers for a receipt or a certificate: in figures, and in words."""

from decimal import Decimal

from janasetu.lib.number_words import BELOW_HUNDRED, CRORE, HUNDREDS, LAKH, MINUS, POINT, THOUSAND
from janasetu.lib.numerals import number, numerals
from janasetu.lib.words import Lang

_CRORE = 10_000_000


class NotAnAmountError(ValueError):
    """Money is a whole number of paise, and this is not."""


def rupees(amount: Decimal | int, lang: Lang) -> str:
    """«₹১২,৩৪,৫৬৭», and «₹১২,৩৪,৫৬৭.৫০» where there are paise; "₹12,34,567.50" in en and hi; «-₹৫০».

    NotAnAmountError, a ValueError, for a part of a paisa, NaN and the infinities.
    """
    whole, paise = divmod(abs(_paise(amount)), 100)
    fraction = f".{paise:02}" if paise else ""
    return f"{'-' if amount < 0 else ''}₹{number(whole, lang)}{numerals(fraction, lang)}"


def rupees_in_words(amount: Decimal | int, lang: Lang) -> str:
    """«বারো লক্ষ পাঁচশো টাকা পঞ্চাশ পয়সা মাত্র», "Rupees twelve lakh five hundred and fifty paise only".

    NotAnAmountError, a ValueError, for a part of a paisa, NaN and the infinities.
    """
    whole, paise = divmod(abs(_paise(amount)), 100)
    minus = f"{MINUS[lang]} " if amount < 0 else ""
    if lang == "en":
        return _english_rupees(whole, paise, minus)
    said = []
    if whole or not paise:
        said.append(f"{in_words(whole, lang)} {_rupee(whole, lang)}")
    if paise:
        said.append(f"{in_words(paise, lang)} {_paisa(paise, lang)}")
    return f"{minus}{' '.join(said)} {'মাত্র' if lang == 'bn' else 'मात्र'}"


def in_words(n: int | Decimal, lang: Lang) -> str:
    """The number in words, in hundreds, thousands, lakhs and crores: «এক কোটি দুই লক্ষ তিনশো পাঁচ».

    Beyond 99,99,999 crore the crores are counted in crores («এক কোটি কোটি»). A fraction is read digit by
    digit: «তিন দশমিক শূন্য পাঁচ». ValueError for NaN and the infinities.
    """
    exact = Decimal(n)
    if not exact.is_finite():
        raise ValueError(f"Not a number that can be said: {n}.")
    whole, point, fraction = f"{exact.copy_abs():f}".partition(".")
    said = [MINUS[lang]] if exact < 0 else []
    said.append(_whole_in_words(int(whole), lang))
    if point:
        said += [POINT[lang], *(BELOW_HUNDRED[lang][int(digit)] for digit in fraction)]
    return " ".join(said)


def _paise(amount: Decimal | int) -> int:
    exact = Decimal(amount)
    if exact.is_finite():
        rupees, parts = exact.as_integer_ratio()  # Decimal's own arithmetic would round at 28 digits
        paise, rest = divmod(rupees * 100, parts)
        if not rest:
            return paise
    raise NotAnAmountError(f"Not an amount of whole paise: {amount}.")


def _rupee(whole: int, lang: Lang) -> str:
    if lang == "bn":
        return "টাকা"
    return "रुपया" if whole == 1 else "रुपये"


def _paisa(paise: int, lang: Lang) -> str:
    if lang == "bn":
        return "পয়সা"
    return "पैसा" if paise == 1 else "पैसे"


def _english_rupees(whole: int, paise: int, minus: str) -> str:
    said = []
    if whole or not paise:
        said.append(f"{'Rupee' if whole == 1 else 'Rupees'} {minus}{in_words(whole, 'en')}")
    if paise:
        before = "" if whole else minus
        said.append(f"{before}{in_words(paise, 'en')} {'paisa' if paise == 1 else 'paise'}")
    return f"{' and '.join(said)} only"


def _whole_in_words(n: int, lang: Lang) -> str:
    if n == 0:
        return BELOW_HUNDRED[lang][0]
    groups = []
    while n:
        n, group = divmod(n, _CRORE)
        groups.append(_below_crore(group, lang))
    said = [word for group in reversed(groups) for word in (*group, CRORE[lang])]
    return " ".join(said[:-1])


def _below_crore(n: int, lang: Lang) -> list[str]:
    lakhs, rest = divmod(n, 100_000)
    thousands, rest = divmod(rest, 1000)
    hundreds, rest = divmod(rest, 100)
    words = BELOW_HUNDRED[lang]
    said = [f"{words[lakhs]} {LAKH[lang]}"] if lakhs else []
    if thousands:
        said.append(f"{words[thousands]} {THOUSAND[lang]}")
    if hundreds:
        said.append(HUNDREDS[lang][hundreds - 1])
    if rest:
        said.append(words[rest])
    return said
