"""Words that no rule of the fold can meet: English of offices and streets, and names of two spellings."""

from collections.abc import Mapping

# Written `typed=meant`. First English words as Bengal writes them (those whose letters say what is heard,
# like bank and tax, need no entry), then what stands beside a name, then names and their short forms.
_MEANT = """
ambulance=অ্যাম্বুলেন্স avenue=অ্যাভিনিউ birth=বার্থ block=ব্লক board=বোর্ড bridge=ব্রিজ
building=বিল্ডিং bypass=বাইপাস card=কার্ড centre=সেন্টার center=সেন্টার certificate=সার্টিফিকেট
chairman=চেয়ারম্যান clean=ক্লিন clinic=ক্লিনিক colony=কলোনি committee=কমিটি complain=কমপ্লেন
complaint=কমপ্লেন councillor=কাউন্সিলর counsellor=কাউন্সিলর crossing=ক্রসিং culvert=কালভার্ট
current=কারেন্ট death=ডেথ dispensary=ডিসপেনসারি doctor=ডাক্তার drain=ড্রেন electric=ইলেকট্রিক
engineer=ইঞ্জিনিয়ার fire=ফায়ার garden=গার্ডেন gate=গেট guard=গার্ড health=হেলথ hospital=হাসপাতাল
house=হাউস lake=লেক lane=লেন licence=লাইসেন্স license=লাইসেন্স light=লাইট line=লাইন manhole=ম্যানহোল
market=মার্কেট mayor=মেয়র medical=মেডিকেল meter=মিটার municipality=মিউনিসিপ্যালিটি new=নিউ notice=নোটিস
office=অফিস officer=অফিসার panchayat=পঞ্চায়েত पंचायत=পঞ্চায়েত pension=পেনশন pipe=পাইপ plan=প্ল্যান
pole=পোল police=পুলিশ post=পোস্ট pressure=প্রেসার primary=প্রাইমারি pump=পাম্প railway=রেলওয়ে
ration=রেশন road=রোড school=স্কুল iskul=স্কুল ইস্কুল=স্কুল service=সার্ভিস stand=স্ট্যান্ড
station=স্টেশন street=স্ট্রিট supply=সাপ্লাই tank=ট্যাংক toilet=টয়লেট trade=ট্রেড train=ট্রেন
transformer=ট্রান্সফরমার tubewell=টিউবওয়েল union=ইউনিয়ন vaccine=ভ্যাকসিন वार्ड=ওয়ার্ড रोड=রোড
i=1 ii=2 iii=3 iv=4 v=5 vi=6
north=উত্তর south=দক্ষিণ east=পূর্ব west=পশ্চিম
dutta=দত্ত dutt=দত্ত mullick=মল্লিক ghose=ঘোষ sircar=সরকার mitter=মিত্র hossain=হোসেন hussain=হোসেন
hussein=হোসেন husain=হোসেন হোসাইন=হোসেন হুসেন=হোসেন হুসাইন=হোসেন mo=মহম্মদ mohd=মহম্মদ md=মহম্মদ
মহ=মহম্মদ sk=শেখ smt=শ্রীমতী dr=ডাক্তার ডা=ডাক্তার
"""
LOANS: Mapping[str, str] = dict(pair.split("=") for pair in _MEANT.split())

# Skeletons of one name, by whatever script or spelling it came; the second is the one kept.
_KEPT = """
muhmd=mahmd mahmed=mahmd muhmed=mahmd seikh=sekh saikh=sekh rehman=rahmn mukhrjia=mukhrji mukrji=mukhrji
bhatcrji=batcrja batcrji=batcrja
"""
SAME: Mapping[str, str] = dict(pair.split("=") for pair in _KEPT.split())
