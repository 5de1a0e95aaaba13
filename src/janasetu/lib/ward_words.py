"""The words around the number of a ward, and those that make a number beside them another one."""

import re

from janasetu.lib.reading.measures import MEASURES
from janasetu.lib.reading.number_table import COUNTERS
from janasetu.lib.reading.typed import words

# As keys: ণ is ন, ঁ is gone. With what may be joined to the word; «ওয়ার্ডেন», «অর্ডার» and "warden" are others.
_BENGALI = "(?:[ওঅ]য়?া(?:র্?)?[ডট]|[ওঅ]য়?র্ড|ওআর?্?ড|[ওঅ]য়াৰ্ড)"
_BENGALI_ENDS = "(?:ে|ের|েও|েই|েরই|টা|টার|টায়|টাতে|টি|টির|টিতে|কে|ও|এ|এর|ত|তে|গুলো|গুলি|বাসি|বাসির|বাসিরা)?"
_LATIN = "(?:w|ow|oy|u|o)(?:aa?|o|oya|oa)?r?r?d|wrad|oard|oward|oyard|owyard|owrd|uard"
_LATIN_ENDS = "(?:s|e|er|te|r|ta|tar|ei|i|o|ot|t)?"
_HINDI = "(?:वा|वॉ|वो)र?्?ड(?:ों)?"
# The seats of a gram panchayat; clubs are called so too, and a house of parliament.
_SANSAD = "সংসদ(?:ে|ের)?|(?:s[ao]n[gn]?s[ao]d|shongshod|shangshad)(?:er|e)?|संसद"
WARD = re.compile(f"{_BENGALI}{_BENGALI_ENDS}|(?:{_LATIN}){_LATIN_ENDS}|{_HINDI}|{_SANSAD}")
OTHER_WORDS = words(
    """
    old ode odd wed owed odder uder oder oyat ওদ word's wade wader odo udo ward's wood woods order words
    ওয়াট ওয়াটে ওয়াটের odte odr odi
    """
)
WORD = words(
    "word words সংসদ সংসদে সংসদের sansad sansade sansader sangsad songsod sonsod shongshod shangshad संसद"
)  # a ward where its number stands behind in figures, or is called a number
INFLECTED = re.compile(".*(?:ডে|ডের|ডেও|ডেই|ডেরই|টায়|টাতে|টির|টিতে|টার|de|der|dte)")
NUMBER = words(
    """
    নং নঙ নম্বর নম্বার নাম্বার নাম্বর নমবর নন্বর নম্বরে নম্বরের নম্বরটা নাম্বারের নম্বরি নংএর নো no nos
    number numbar numbr numb num nmbr nmber nbr nomber nombor nombar nambar nambor numer nong nongo nng
    nr noo नंबर नम्बर नं सं सन्ख्या संख्या क्रमांक
    """
)
LINKS = words(
    """
    er e r is ta holo hole hocche hobe এর হল হলো হলে হচ্ছে হবে টা টি का है ka hai hoilo হইল
    """
)
ORDINALS = {
    word: value
    for value, said in enumerate(
        (
            "first প্রথম পয়লা pratham prothom पहला पहले pehla",
            "second দ্বিতীয় দিতীয় ditiyo dwitiyo दूसरा दूसरे",
            "third তৃতীয় tritiyo तीसरा तीसरे",
            "fourth চতুর্থ choturtho चौथा चौथे",
            "fifth পঞ্চম ponchom पाँचवाँ पांचवें पाँचवें",
            "sixth ষষ্ঠ छठा छठे",
            "seventh সপ্তম soptom सातवें सातवां",
            "eighth অষ্টম आठवें",
            "ninth নবম नौवें",
            "tenth দশম दसवें",
            "eleventh একাদশ",
            "twelfth দ্বাদশ",
            "thirteenth ত্রয়োদশ",
            "fourteenth চতুর্দশ",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ),
        start=1,
    )
    for word in words(said)
}
AFTER_FIGURES = words("th st nd rd ম য় র্থ ষ্ঠ ই শে এ ta টা a b c e er এর র")  # 5th, ৫ম, 12A
BETWEEN_TWO = words("and o ar r ও আর এবং বা অথবা থেকে to theke se aur or और या से ba")
COUNTED = (
    COUNTERS - words("no nos te তে")
    | MEASURES.keys()
    | words(
        """
        টায় টেয় টার টাও টাই tay tar baje bajhe bajar baja am pm টাকা taka rs rupees % percent foot
        ft meter mitar ফুট মিটার বার bar baar bochorer dine diner mas maser jaygay jaigay jayga লোক ঘর
        পরিবার ghor bari family families houses lok জনের বাজে বাজার সাল din दिन बजे लोग घर times poles
        lamps lights kg lakh hajar koti thousand hundred
        """
    )
)
NUMBERED = words(  # what has numbers of its own: «ওয়ার্ডের ৩ নম্বর পাম্প»
    """
    পাম্প পাম্পের পাম্পে পাম্পটা রুট রুটের রুটে বাস গেট গেটের গেটে পোল পোলের পোস্ট পোস্টের বুথ বুথে
    বুথের প্লট ব্লক ব্লকে বাড়ি বাড়ির বাড়িতে কল pump pumper pumpe route rut gate pole poler post booth
    block bari barir barite plot house holding হোল্ডিং platform প্ল্যাটফর্ম bus
    """
)
OWNERS = NUMBERED | words(  # whose number stands before the word ward: «বাড়ি নং ১৪ ওয়ার্ড ৫»
    """
    হোল্ডিং বাড়ির ফ্ল্যাট flat plot route lane লেন গলি goli gali room রুম phone mobile ফোন মোবাইল
    """
)
HOSPITALS = words("hospital haspatal হাসপাতাল অস্পিটাল nursinghome")
SICK = words("hospitaler haspataler হাসপাতালের अस्पताल female male isolation maternity ফিমেল মেল")
NO = words("না নয় নয় noy nay na nahi nehi nahin not नहीं")
UNSAID = words("নয় এক one ek एक o")  # words of a sentence too; numbers where it ends with them
WORDS_TOO = words(  # in Latin letters, what is a word of its own too
    """
    at do dos das so chay choy chhe choi chhoi chhay char noy noi nau bish bis der to te ti ta sau ek
    baro bara solo aat ten tin sat shat shath no one du dui sare poune pone k dosh ache
    """
)
