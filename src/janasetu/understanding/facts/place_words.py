"""The words by which a place is told: what stands at it, and what says where beside it."""

import re
from functools import lru_cache

from janasetu.lib.reading.typed import words

AFTER = words(
    """
    কাছে কাছেই কাছের কাছাকাছি সামনে সামনেই সামনেটায় সামনের সামনাসামনি পাশে পাশেই পাশের পাশটায় পিছনে
    পেছনে পিছনের পেছনের পিছন ধারে ধারেই ধারের উল্টোদিকে উল্টোদিকের উলটোদিকে উল্টো বিপরীতে নিকটে লাগোয়া
    সংলগ্ন কোণে কোনায় মাথায় মুখে পাড়ে চত্বরে এলাকায় এলাকার নিচে তলায় ওখানে ভিতরে ভেতরে মধ্যে সামনেত
    বগলে বগলত কাছত সামনত পাশত kache kachhe kachei kachhei kacher kachakachi samne shamne samnei shamnei
    samner shamner samna pashe pase paase pashei pasei paser pasher pichone pichhone pechone pechhone
    pichoner pisone dhare dharer dhar ultodike ultodik ulto lagoa lagowa kone konay mathay mukhe elakay
    elakar chottore samnot kachot pashot bogole bhitore vitore modhye moddhe paas saamne peeche piche
    pichhe bagal nikat kareeb पास सामने पीछे बगल नज़दीक नजदीक किनारे kinare
    """
)
STRONG = words(  # after any word that is no common one
    """
    কাছে কাছেই কাছের কাছাকাছি সামনে সামনেই সামনের পাশে পাশেই পাশের পিছনে পেছনে উল্টোদিকে ধারে সংলগ্ন
    লাগোয়া kache kachhe kachei samne shamne samnei samner pashe pase pashei pasher pichone pichhone
    pechone ultodike dhare paas saamne सामने पास पीछे
    """
)
BEFORE = words("near behind opposite opp beside infront adjacent nearby outside nr besides")
BEFORE_PHRASES = (
    ("in", "front", "of"),
    ("front", "of"),
    ("next", "to"),
    ("close", "to"),
    ("opposite", "to"),
    ("opp", "to"),
    ("near", "to"),
    ("adjacent", "to"),
)
LINKS = words("er r e te ta tar tir y এর র এ টা টার ke ka ki के का की ei এই der দের tei")
OWNING = words("er r এর ke के का ka ki की ta টা tar টার")
ARTICLES = words("the a an to of old new ei oi এই ওই")

PUBLIC = words(  # of which there are few: each is found by its kind alone where words beside it say where
    """
    মোড় মোর চৌমাথা তেমাথা পাঁচমাথা চৌরাস্তা বাজার মার্কেট হাট ঘাট স্কুল ইস্কুল বিদ্যালয় কলেজ
    বিশ্ববিদ্যালয় মন্দির মন্দিরতলা কালিবাড়ি মসজিদ মাজার দরগা গির্জা চার্চ গুরুদোয়ারা মাদ্রাসা ক্লাব
    স্টেশন স্টেসন হাসপাতাল থানা পার্ক মাঠ ময়দান ব্রিজ সেতু পুল সাঁকো ফ্লাইওভার উড়ালপুল ব্যাঙ্ক ব্যাংক
    এটিএম ডাকঘর পোস্টঅফিস লাইব্রেরি পাঠাগার হাউস হাউসের পাম্পহাউস স্ট্যান্ড বাসস্ট্যান্ড টার্মিনাস ডিপো
    গোরস্থান কবরস্থান শ্মশান শ্মশানঘাট রেলগেট লেভেলক্রসিং ক্রসিং সিনেমাহল আবাসন কমপ্লেক্স নার্সিংহোম লজ
    হোটেল অঙ্গনওয়াড়ি আইসিডিএস স্বাস্থ্যকেন্দ্র হেলথসেন্টার জলট্যাঙ্ক ওভারব্রিজ mor more chowk
    choumatha chourasta bazar bazaar bajar market ghat school iskul college university mandir mondir
    temple masjid moshjid mosque majar church gurudwara madrasa madrasah club station hospital thana
    park math maath maidan bridge setu pul flyover bank atm postoffice library house pumphouse stand
    busstand terminus depot gorosthan kabarsthan kobristhan kabristan shoshan sashan soshan shamshan
    burning-ghat railgate crossing cinema abason complex nursinghome lodge hotel anganwadi icds
    subcentre overbridge petrolpump battala bottola चौक मोड़ बाजार मार्केट स्कूल कॉलेज मंदिर मस्जिद क्लब
    स्टेशन अस्पताल थाना पार्क मैदान पुल बैंक घाट chauk
    """
)
OWN = words(  # of which there are many: only with a name before it
    """
    রোড সরণি স্ট্রিট লেন গলি এভিনিউ অ্যাভিনিউ পাড়া পল্লি কলোনি নগর বস্তি টোলা মহল্লা সেক্টর বাইলেন road
    rd lane ln goli gali street st sarani saroni avenue ave para pally palli polli colony coloni nagar
    nogor basti bustee bosti mohalla muhalla sector bylane byelane रोड सड़क गली मोहल्ला नगर कॉलोनी बस्ती
    """
)
BESIDE = words(  # of which there are many, and which are told by what is beside them: «ঘোষদের পুকুরের পাশে»
    """
    দোকান বাড়ি অফিস পুকুর দিঘি ঝিল খাল বাঁধ কারখানা ফ্যাক্টরি গেট সেন্টার অ্যাপার্টমেন্ট টাওয়ার ভবন
    হোস্টেল ট্যাঙ্ক বাগান স্টপ স্টপেজ গ্যারেজ গোডাউন গুদাম পাম্প হাইওয়ে সড়ক লাইন রেললাইন কালভার্ট
    dokan shop bari baari office pukur dighi jheel khal bandh karkhana factory centre center apartment
    apartments tower bhaban bhavan hostel tank bagan stop stoppage garage godown highway line railline
    housing society heights enclave residency kiln plaza building hall haat hat haater hater gate pump
    culvert दुकान
    """
)
ROADS = words(
    """
    রোড লেন গলি স্ট্রিট সরণি রাস্তা বাইলেন গেট রেলগেট ব্রিজ পুল পোল road rd lane ln goli gali street
    sarani avenue bylane gate bridge pul rasta সেক্টর ব্লক sector block ghat ঘাট লাইন line
    """
)
ADJECTIVES = words(  # before what stands there; not a name by itself
    """
    নতুন নুতন নূতন পুরনো পুরানো পুরোনো বড় বড়ো ছোট ছোটো মেন মেইন প্রাথমিক প্রাইমারি হাই গার্লস বয়েজ
    সরকারি রেল বাস পেট্রোল পাম্প পোস্ট হেলথ সিনেমা জুনিয়র পুলিশ গ্রামীণ মহকুমা জেলা উত্তর দক্ষিণ পূর্ব
    পশ্চিম notun nutun purono purano puran boro baro choto chhoto main high primary girls boys govt
    sorkari rail railway bus petrol pump post health police cinema junior old new big small north south
    east west auto toto taxi rickshaw nursing sub super municipal local মিষ্টির মুদির চায়ের ওষুধের
    mishtir mudir cha chayer osudher oshudher ration রেশনের রেশন medicine sweet tea grocery
    """
)
COMPOUND = words(
    """
    post police health nursing rail railway petrol bus pump water পোস্ট পুলিশ হেলথ নার্সিং রেল পেট্রোল
    বাস পাম্প জলের
    """
)
# What a name of one word ends in.
JOINED = tuple(
    words(
        """
        তলা পাড়া নগর গঞ্জ বাজার ঘাটা ডাঙা ডাঙ্গা পল্লি বাগান হাটা কালিবাড়ি রাজবাড়ি ঠাকুরবাড়ি খালি গাছি দহ পুর
        tala tola para nagar nogor ganj gunj gonj bazar bajar ghata danga palli pally bagan hata khali gachi
        gachhi pur pukur
        """
    )
)
NOT_JOINED = words(  # end so too, and are no names
    """
    একতলা দোতলা দুতলা তিনতলা তেতলা চারতলা পাঁচতলা ছয়তলা সাততলা উপরতলা নিচতলা আবর্জনাপুর দুপুর নুপুর
    নূপুর সিঁদুর আমাদেরপাড়া নিজেরপাড়া সারাপাড়া খালি হাঁটা আটা ফাঁকা পাহাড়পুর বেপাড়া পাড়া মাছখালি
    কালা চালা গাছি কাঁচাবাজার মাছবাজার হাটবাজার ektala dotala dotola ektola tintola tintala chartola
    panchtola paanchtola upartola nichtola dupur nupur khali hata chata khata para tala tola barbar
    bepara kotha hnata nachata purpura
    """
)
# The people, things and parts of a body beside which something is, but nobody finds.
NOWHERE = words(
    """
    on across along at in from over under through between around for and with the long once some much many few
    no any nothing mud fallen প্রতি proti saheb saheber সাহেবের कच्ची पक्की bad hole lying
    concrete motorable main give below which made feet foot earthen waterlogged alada malba poori pura
    poora kachra each protyek pratyek any approach service অ্যাপ্রোচ ঢালাই কাঁচা পাকা প্রত্যেক কচরা कचरा
    मलबा पूरी eita seita oita ajke kalke this that our my your his kon কোন aekta purush mohila মহিলার
    পুরুষের jharudarer ঝাড়ুদারের কমিশনারের commissioner commissionerer superintendent superintendenter
    sochib সচিবের thikadarer thikadar nijer mor মোর হামার hamar মোক হামাক puro পুরো পুরা whole entire
    dirty narrow empty sob সব সারা sara ekta onno অন্য অন্যের onner আরেক arek matro मेन full আমার আমাদের
    আপনার আপনাদের তার তাদের ওদের ওনার উনার কারো কারোর কার কাহারো সবার সকলের নিজের নিজেদের এর ওর লোকের
    লোকজনের মানুষের ছেলের মেয়ের মায়ের বাবার ভাইয়ের বউয়ের দাদার দিদির বাচ্চার বাচ্চাদের স্যারের
    অফিসারের ইঞ্জিনিয়ারের ডাক্তারের কাউন্সিলরের কাউন্সিলারের চেয়ারম্যানের মেয়রের প্রধানের সদস্যের
    মেম্বারের পুলিশের সরকারের উকিলের কর্তৃপক্ষের কর্পোরেশনের মালিকের প্রোমোটারের কন্ট্রাক্টরের ঠিকাদারের
    ভগবানের চোখের হাতের মুখের মাথার পায়ের কানের বুকের দরজার জানলার জানালার গেটের ড্রেনের নর্দমার নালার
    কলের পাইপের পোলের পোস্টের খুঁটির গাছের গাড়ির বাইকের বাড়ির ঘরের দোকানের রাস্তার গলির পাড়ার
    ফুটপাথের রান্নাঘরের বারান্দার ছাদের দেওয়ালের ভ্যাটের ময়লার জলের আলোর গর্তের উঠোনের টিউবওয়েলের
    ল্যাম্পপোস্টের ম্যানহোলের ট্রান্সফরমারের বিছানার সিঁড়ির ডাস্টবিনের ওটার এটার সেটার প্রতিবেশীর
    ওয়ার্ডের amar amader apnar apnader tar tader oder karo karor kar sobar loker manusher cheler meyer
    mayer maer babar bhaier dadar didir bacchar officerer doctorer daktarer councillorer chairmaner
    mayorer prodhaner pradhaner policer chokher hater mukher mathar dorjar janlar gater drainer nordomar
    nalar koler piper poler poster gacher garir barir bari ghorer dokaner rastar golir parar footpather
    rannaghorer baranda chader deyaler vater moylar joler gorter officer engineer doctor daktar
    councillor councilor chairman mayor pradhan prodhan police sorkar govt malik owner promoter
    contractor department door gate window drain tap pipe pole post tree car house home road lane wall
    shop dokan rasta goli footpath kitchen balcony roof vat dustbin manhole transformer tubewell tube
    well lamp hydrant dorja janla jhanla deyal chhad ghor nordoma nala kol gach gari moyla jol alo gorto
    sir madam apni ami tumi uni member corporation corporationer municipality purosobha pourosobha
    panchayet panchayat मेरे मेरी हमारे हमारी आपके उनके इसके घर दरवाजे नाली गेट mere meri hamare hamari
    aapke apke unke iske uske inke ghar darwaze naali nali sadak gadi gaadi sab kisi logo
    """
)
_ENDINGS = tuple(
    words("ের েরই েই ে র রই য় য়ের তে তেই েতে টা টার টায় টির টি গুলো এর েও ত ই")
    | words("er eri e ei te tei r ri y ta tar tir gulo ot t s")
)


_KINDS = PUBLIC | OWN | BESIDE


BARE_ENDS = ("দের", "ের", "ে", "তে", "র", "টা", "er", "e", "te", "r", "ta", "der")


@lru_cache(maxsize=4096)
def stem(key: str) -> str:
    """The word for what stands somewhere, without its case ending; empty where the word is none."""
    if key in _KINDS:
        return key
    ends = sorted((end for end in _ENDINGS if key.endswith(end)), key=len, reverse=True)
    return next((key[: -len(end)] for end in ends if key[: -len(end)] in _KINDS), "")


CASES = words("e te y এ তে ot ত me mein pe में पर")
_LOCATIVE = re.compile(".*(?:ে|েই|য়|তে|ত|[^aeiou]e|te|ay|ot|y)")


def is_locative(key: str) -> bool:
    """«মোড়ে», «বটতলায়», "more": at it, not of it."""
    return key not in _KINDS and _LOCATIVE.fullmatch(key) is not None


@lru_cache(maxsize=4096)
def is_joined(key: str) -> bool:
    """Whether the word is a name that ends in the word for a place: «চণ্ডীতলায়», "goalapara"."""
    forms = [key, *(key[: -len(end)] for end in _ENDINGS if key.endswith(end))]
    if any(form in NOT_JOINED for form in forms):
        return False
    return any(
        form.endswith(end) and len(form) - len(end) > 1 + end.isascii() for form in forms for end in JOINED
    )
