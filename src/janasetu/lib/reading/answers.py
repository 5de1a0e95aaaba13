"""Read a plain yes or no."""

from janasetu.lib.reading.typed import figures_and_words, plain, words

_YES = words(
    "হ্যাঁ হা হ্যা হাঁ হ হুঁ হুম অবশ্যই নিশ্চয় নিশ্চয়ই ঠিকআছে রাজি ha hya hyan hae haa hmm yes y yeah yep yup sure ok okay "
    "haan han thikache হাঁজি हाँ हां हा जरूर ठीकहै 👍 ✅ ✔"
)
_NO = words("না নাহ নাঃ না-না na nah naa no n nope never नहीं नही ना nahi nahin nehi 👎 ❌")
_COURTESY = words("জি জ্বি জী আজ্ঞে আজ্ঞা স্যার দাদা দিদি ম্যাডাম ji sir madam dada didi please जी")
_POLITE_YES = words("জি জ্বি আজ্ঞে ji जी")
_PHRASES = (
    ("ঠিক আছে", "ঠিকআছে"),
    ("thik ache", "thikache"),
    ("thik achhe", "thikache"),
    ("theek hai", "thikache"),
    ("ठीक है", "ठीकहै"),
)


def yes_no(text: str) -> bool | None:
    """True or False where every word of the answer says so («হ্যাঁ», "ok", «জি না», 👍); None for all else.

    «না, ঠিক আছে» says both, so it is None; so is a bare courtesy to the person («দাদা»). «জি» alone is yes.
    """
    said = plain(text)
    for phrase, word in _PHRASES:
        said = said.replace(phrase, word)
    heard = figures_and_words(said)
    telling = {word for word in heard if word not in _COURTESY}
    if not telling:
        return True if _POLITE_YES.intersection(heard) else None
    if telling <= _YES:
        return True
    return False if telling <= _NO else None
