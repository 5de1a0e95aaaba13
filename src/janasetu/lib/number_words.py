"""The words of numbers in Bengali, English and Hindi: nought to ninety-nine, and hundred to crore."""

from collections.abc import Mapping, Sequence

from janasetu.lib.words import Lang

# Spellings: bn of the Paschimbanga Bangla Akademi's dictionary (উনত্রিশ with উ, ষোলো with ো), hi of the
# Central Hindi Directorate. No library that was tried has all hundred of either right.
_BENGALI = """
শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়
দশ এগারো বারো তেরো চোদ্দো পনেরো ষোলো সতেরো আঠারো উনিশ
কুড়ি একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আঠাশ উনত্রিশ
ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ
চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ উনপঞ্চাশ
পঞ্চাশ একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন উনষাট
ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি উনসত্তর
সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর উনআশি
আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি অষ্টাশি উননব্বই
নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই
"""
_HINDI = """
शून्य एक दो तीन चार पाँच छह सात आठ नौ
दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस
तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास
पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर
सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सतासी अट्ठासी नवासी
नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे
"""
_ENGLISH = """
zero one two three four five six seven eight nine
ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ONES = ("", *(f"-{one}" for one in _ENGLISH.split()[1:10]))

BELOW_HUNDRED: Mapping[Lang, Sequence[str]] = {
    "bn": _BENGALI.split(),
    "en": [*_ENGLISH.split(), *(f"{ten}{one}" for ten in _ENGLISH_TENS for one in _ENGLISH_ONES)],
    "hi": _HINDI.split(),
}

# One hundred to nine hundred. Bengali joins them, as cheques of Kolkata's banks have them.
HUNDREDS: Mapping[Lang, Sequence[str]] = {
    "bn": ("একশো", "দুশো", "তিনশো", "চারশো", "পাঁচশো", "ছয়শো", "সাতশো", "আটশো", "নয়শো"),
    "en": tuple(f"{one} hundred" for one in BELOW_HUNDRED["en"][1:10]),
    "hi": tuple(f"{one} सौ" for one in BELOW_HUNDRED["hi"][1:10]),
}
THOUSAND: Mapping[Lang, str] = {"bn": "হাজার", "en": "thousand", "hi": "हज़ार"}
LAKH: Mapping[Lang, str] = {"bn": "লক্ষ", "en": "lakh", "hi": "लाख"}
CRORE: Mapping[Lang, str] = {"bn": "কোটি", "en": "crore", "hi": "करोड़"}
MINUS: Mapping[Lang, str] = {"bn": "মাইনাস", "en": "minus", "hi": "माइनस"}
POINT: Mapping[Lang, str] = {"bn": "দশমিক", "en": "point", "hi": "दशमलव"}
