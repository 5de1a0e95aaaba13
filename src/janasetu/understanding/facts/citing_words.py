"""The words around numbers: what is cited by a number, and what has numbers of its own."""

from janasetu.lib.reading.measures import MEASURES
from janasetu.lib.reading.number_table import COUNTERS
from janasetu.lib.reading.typed import respelt, table, words

NUMBER = words(
    """
    নং নঙ নম্বর নাম্বার নম্বরটা নম্বরের নম্বরে নাম্বারটা নম্বরটি নাম্বারের নম্বরি no nos number numbar
    num nmbr nmber nbr nomber nombor nombar nambar nambor nong nr numberta nomborta noe numberer नंबर
    नम्बर नं सन्ख्या संख्या क्रमांक
    """
)
BESIDE = words(  # what may stand between the thing and its number
    """
    er e ta ti tar is was id ID holo hocche chilo ache amar my the of sr sl এর টা টি টার হল হলো হচ্ছে
    ছিল আমার আইডি ক্রমিক code কোড ka ki ke hai था है का की के মতো likha lekha লেখা আছে
    """
)
# As far as letters go: with what is joined to the word in Bengali.
_CITED = """
    complaint complain complains complaints cmplain cmplnt complnt complent compliant kamplen complen
    cmp grievance grievence ref reference refrence docket doket token ticket tiket application
    aplication applicaton applcation app appl ack acknowledgement acknowledgment dairy diary diari
    receipt reciept rosid roshid memo file fail case request req srn arn prn registration registeration
    regn reg petition letter chithi slip challan chalan licence license noc certificate permit order
    tender rti ppo booking demand bill obhijog ovijog abhijog avijog nalish abedon aavedan avedan
    dorkhasto dorkhasta darkhasta shikayat shikayet rasid sanction mutation voucher serial comp docketno
    tokenno refno शिकायत आवेदन टोकन डायरी रसीद रेफरेन्स रेफरेंस फाइल पंजीकरण प्रमाणपत्र
"""
_CITED_BENGALI = """
    অভিযোগ কমপ্লেন কমপ্লেইন কম্প্লেন কমপ্লেন্ট কম্পলেন নালিস গ্রিভ্যান্স রেফ রেফারেন্স ডকেট টোকেন টিকিট
    টিকেট আবেদন আবেদনপত্র দরখাস্ত অ্যাপ্লিকেশন এপ্লিকেশন ডায়েরি ডায়রি রসিদ মেমো ফাইল কেস রেজিস্ট্রেশন
    রেজি চিঠি স্মারক স্লিপ চালান লাইসেন্স পারমিট অর্ডার টেন্ডার পিপিও বুকিং মিউটেশন রিকোয়েস্ট
    সার্টিফিকেট সার্টিফিকেটের নিবন্ধন বিল
"""
_ENDS = ("", "ের", "টা", "টার", "টি", "টির", "ে", "র", "এর", "টির")
CUES = words(_CITED) | frozenset(
    respelt(word) + respelt(end) for word in _CITED_BENGALI.split() for end in _ENDS
)
ABBREVIATIONS = words(
    "cmp sr srn arn prn rti ppo noc reg comp req"
)  # begin a number as often as they stand before one
STATUS = words(
    """
    status স্ট্যাটাস অবস্থা obostha obosta khobor খবর খবরটা update আপডেট holo হল হলো hoilo হইল কতদূর
    koddur kotodur kodur kotdur এগোল egolo stage স্টেজে pending স্থিতি स्थिति हुआ hua progress track
    kothay কোথায় কদ্দুর কদ্দূর kothae কতদুর
    """
)
CASES = words(  # what else is said of a case that was numbered
    """
    reopen reopened khulun খুলুন খোলেন punoray পুনরায় bondho বন্ধ close closed chalu চালু চालू चालू बंद
    band রিওপেন janan জানান pending done mite মিটে complete
    """
)
# Cited only where they are said to have a number.
PAPERS = words(
    """
    licence license certificate order tender bill booking demand noc permit লাইসেন্স সার্টিফিকেট
    সার্টিফিকেটের অর্ডার টেন্ডার বুকিং বিল বিলের চিঠি চিঠির letter chithi case কেস petition serial
    registration
    """
)
OF_A_YEAR = words("er e te saler sale এর এ তে সালের সালে সাল ka का me में sal")
ACCOUNTS = words(
    """
    assessee assesse assesee asesee অ্যাসেসি এসেসি অ্যাসেসির consumer কনজিউমার meter মিটার মিটারের
    account অ্যাকাউন্ট একাউন্ট aadhaar aadhar adhar আধার আধারের phone mobile ফোন মোবাইল voter ভোটার epic
    ration রেশন pan whatsapp holding হোল্ডিং আधार आधार मोबाइल फोन
    """
)
ASKING = words(
    """
    আমার amar my er এর এই ei oi ওই the please plz sir dada দাদা mera meri amr amader আমাদের সেই sei
    """
)
OWNERS = words(  # what has a number that is no reference
    """
    ward word ওয়ার্ড ওয়ার্ডের house hous holding home flat plot room door premises premise bari barir
    lane len goli gali road rd street route rut bus pump phone mobile mob fone whatsapp wp contact call
    calling cell tel telephone helpline otp pin pincode assessee assesse assesee asesee consumer meter
    account ac aadhaar aadhar adhar voter epic ration pan pole post lamp gate block dag khatian khotian
    mouza jl booth part train gari car toto auto tram vehicle floor tala bank ifsc khata tax-payer
    employee emp staff lift tower shop stall dokan dokaner unit level kol section sansad fy year age
    বাড়ি বাড়ির হোল্ডিং হোল্ডিংয়ের ফ্ল্যাট প্লট ঘর রুম গলি গলির লেন লেনের রোড রাস্তা রাস্তার রুট রুটের
    বাস বাসের পাম্প পাম্পের কল ফোন ফোনের মোবাইল মোবাইলের হোয়াটসঅ্যাপ পিন অ্যাসেসি এসেসি অ্যাসেসির
    কনজিউমার মিটার মিটারের একাউন্ট অ্যাকাউন্ট আধার ভোটার রেশন প্যান পোল পোলের পোস্ট পোস্টের ল্যাম্পপোস্ট
    খুঁটি গেট ব্লক দাগ খতিয়ান মৌজা বুথ পার্ট ট্রেন গাড়ি টোটো অটো তলা দোকান স্টল সংসদ ওটিপি হেল্পলাইন
    অর্থবর্ষ সাল কর্মী এমপ্লয়ি मकान घर गली रोड फोन मोबाइल बस रूट पिन आधार
    """
)
AMOUNTS = words("rs inr rupees টাকা taka ₹ মাত্র kolkata কলকাতা kol pin পিন fy")
_MONEY = words(
    """
    টাকা টাকার taka takar rs rupees rupee রুপি रुपये रुपए lakh lac crore hajar হাজার লাখ লক্ষ কোটি
    """
)
COUNTED = (
    (COUNTERS - words("no nos ta টা ti টি te"))
    | MEASURES.keys()
    | _MONEY
    | words(
        """
        bar বার বারের am pm টায় tay baje বাজে foot ft ফুট meter metre মিটার km কিমি lok লোক people
        family পরিবার ghor kg litre liter লিটার times jon জন houses sqft watt ওয়াট সাল sal year
        """
    )
) - words("age")
NO_CODES = words(
    """
    cesc wbsedcl wbsetcl kmda bsnl jio
    nh sh fy pin rs inr am pm ward word wd w no po ps jl lr cs flat house holding plot lane road route
    bus covid ph phone mob kol kolkata wb km mm cm ft kg gb mb er e ta te ki na o ar r ei oi sir plz pls
    dada the of and to in on at by my is for from since near street block sector phase gate pole post ac
    bh bk th st nd rd led watt kv hp ltr lit pcs jon din mas bar taka bochor
    """
)
MONTHS = words(
    """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august
    september october november december
    """
)
LETTERS = table(
    """
    A: এ ए
    B: বি बी
    C: সি सी
    D: ডি डी
    E: ই ई
    F: এফ एफ
    G: জি जी
    H: এইচ एच
    I: আই आई
    J: জে जे
    K: কে के
    L: এল एल
    M: এম एम
    N: এন एन
    O: ও ओ
    P: পি पी
    Q: কিউ क्यू
    R: আর आर
    S: এস एस
    T: টি टी
    U: ইউ यू
    V: ভি वी
    W: ডব্লিউ ডব্লু ডাবলু ডাব্লিউ डब्ल्यू
    X: এক্স एक्स
    Y: ওয়াই वाई
    Z: জেড जेड
    """
)
