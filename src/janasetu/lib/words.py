"""The words of dates, hours and durations in Bengali, English and Hindi, as a Kolkata office has them."""

from collections.abc import Mapping, Sequence
from typing import Literal

Lang = Literal["bn", "en", "hi"]

# Bengali spellings are those of the Paschimbanga Bangla Akademi: CLDR (and so Babel) writes জানুয়ারী, ফেব্রুয়ারী
# and ঘন্টা, which West Bengal's schools and newspapers do not.
MONTHS: Mapping[Lang, Sequence[str]] = {
    "bn": (
        "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
        "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "hi": (
        "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
        "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
    ),
}  # fmt: skip

WEEKDAYS: Mapping[Lang, Sequence[str]] = {  # Monday first, as datetime.weekday() counts
    "bn": ("সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "hi": ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"),
}

NEAR_DAYS: Mapping[
    Lang, Mapping[int, str]
] = {  # by days from today; Hindi's कल is both, so its date stands beside it
    "bn": {-1: "গতকাল", 0: "আজ", 1: "আগামীকাল"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "hi": {-1: "कल", 0: "आज", 1: "कल"},
}

# The part of the day from each hour on, in the order of the clock. Bengali follows CLDR's hours for bn, which
# are Kolkata's (ভোর ৪টে, দুপুর ৩টে, বিকেল ৪টে, সন্ধ্যা ৬টা, রাত ৮টা), but says বিকেল and রাত as people do, not
# বিকাল and রাত্রি. Hindi follows CLDR's hours for hi. In English the evening begins at 5, as in Indian offices.
DAY_PARTS: Mapping[Lang, Sequence[tuple[int, str]]] = {
    "bn": ((0, "রাত"), (4, "ভোর"), (6, "সকাল"), (12, "দুপুর"), (16, "বিকেল"), (18, "সন্ধ্যা"), (20, "রাত")),
    "en": ((0, "night"), (4, "morning"), (12, "afternoon"), (17, "evening"), (21, "night")),
    "hi": ((0, "रात"), (4, "सुबह"), (12, "दोपहर"), (16, "शाम"), (20, "रात")),
}

HOUR_ENDINGS: Mapping[int, str] = {
    2: "টো",
    3: "টে",
    4: "টে",
}  # Kolkata's ২টো ৩টে ৪টে; every other hour takes টা

# One and many of each unit of a duration, largest first, with its length in minutes.
DURATIONS: Mapping[Lang, Sequence[tuple[int, str, str]]] = {
    "bn": ((1440, "দিন", "দিন"), (60, "ঘণ্টা", "ঘণ্টা"), (1, "মিনিট", "মিনিট")),
    "en": ((1440, "day", "days"), (60, "hour", "hours"), (1, "minute", "minutes")),
    "hi": ((1440, "दिन", "दिन"), (60, "घंटा", "घंटे"), (1, "मिनट", "मिनट")),
}
UNDER_A_MINUTE: Mapping[Lang, str] = {
    "bn": "১ মিনিটের কম",
    "en": "less than a minute",
    "hi": "1 मिनट से कम",
}

# How the days of a month end, from each day on: ১লা ২রা ৩রা ৪ঠা ৫ই...১৮ই ১৯শে...৩১শে. Hindi adds nothing.
ORDINAL_ENDINGS: Mapping[Lang, Sequence[tuple[int, str]]] = {
    "bn": ((1, "লা"), (2, "রা"), (4, "ঠা"), (5, "ই"), (19, "শে")),
    "en": (
        (1, "st"),
        (2, "nd"),
        (3, "rd"),
        (4, "th"),
        (21, "st"),
        (22, "nd"),
        (23, "rd"),
        (24, "th"),
        (31, "st"),
    ),
    "hi": ((1, ""),),
}
WORKING_DAYS: Mapping[Lang, tuple[str, str]] = {
    "bn": ("কাজের দিন", "কাজের দিন"),
    "en": ("working day", "working days"),
    "hi": ("कार्य दिवस", "कार्य दिवस"),
}
FINANCIAL_YEAR: Mapping[Lang, str] = {
    "bn": "{years} অর্থবর্ষ",
    "en": "financial year {years}",
    "hi": "वित्त वर्ष {years}",
}
