"""The words that stand around a count: of years and nights, rooms and square feet, «প্রায়», "in all"."""

from janasetu.lib.reading.number_table import COUNTERS
from janasetu.lib.reading.typed import table, words

# What is counted where another measure would be another number: six months are not six years.
MEASURES: dict[str, str] = table(
    """
    year: বছর বছরের বছরে বৎসর বৎসরের কতবছর year years yr yrs bochor bochhor bachar bochorer
    year: বয়স বয়সের age aged old boyos boyosh साल वर्ष बरस उम्र आयु
    month: মাস মাসের মাসে কতমাস month months mas maas maser mash महीने महीना माह
    week: সপ্তাহ সপ্তাহের সপ্তা হপ্তা week weeks soptaho saptah shoptaho हफ्ते हफ्ता सप्ताह
    day: দিন দিনের দিনে কতদিন day days din diner dine दिन
    night: রাত রাতের রাতে রাত্রি কতরাত night nights rat raat raater rater रात रातें रातों
    hour: ঘণ্টা ঘন্টা ঘণ্টার hour hours hr hrs ghonta ghanta घंटा घंटे
    minute: মিনিট মিনিটের minute minutes min mins मिनट
    room: ঘর ঘরের ঘরে কামরা রুম room rooms ghor ghar kamra rum कमरा कमरे
    storey: তলা তলার তল storey storeys story stories floor floors tola tala मंजिल मंजिलें तल्ला
    square_foot: বর্গফুট স্কোয়ারফুট sqft sft borgofut वर्गफुट
    """
)
PHRASES = (  # measures in several words, and the word above that means it
    ("square feet", "sqft"),
    ("square foot", "sqft"),
    ("square ft", "sqft"),
    ("sq. ft", "sqft"),
    ("sq ft", "sqft"),
    ("sq.ft", "sqft"),
    ("sq. feet", "sqft"),
    ("sq feet", "sqft"),
    ("বর্গ ফুট", "বর্গফুট"),
    ("স্কোয়ার ফুট", "বর্গফুট"),
    ("वर्ग फुट", "वर्गफुट"),
    ("वर्ग फ़ुट", "वर्गफुट"),
)

_AROUND = words(
    "প্রায় আনুমানিক মোটামুটি মোট মাত্র কেবল সব মিলিয়ে ধরে আমরা pray praay prai mot matro sob miliye dhore amra "
    "about around approx approximately almost nearly total only just in all for "
    "लगभग करीब तकरीबन कुल सिर्फ केवल हम से"
)
_COUNTED = words(
    "জনের জনে লোক লোকের মানুষ ব্যক্তি সদস্য অতিথি কর্মী loke lok manush atithi guest guests worker workers "
    "adult adults लोग आदमी व्यक्ति जन सदस्य"
)
_BEHIND_ONLY = words("no nos")  # "5 nos." is five, but "no 5" may be a no
AROUND = (COUNTERS - _BEHIND_ONLY) | _AROUND | _COUNTED | frozenset("()")
