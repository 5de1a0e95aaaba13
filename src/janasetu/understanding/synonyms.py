"""Words that mean one thing: of dialects, and of English and Hindi beside Bengali, met by their sound.

Nobody sees them: they bring what is learnt of one way of speaking to the others. A word of another language
stands here where it is common and its Bengali is one word; a word that a Bengali sentence takes over (drain,
light, ward) needs no entry.
"""

from collections.abc import Mapping
from typing import Final

from janasetu.lib.fold import skeleton_of

# Written `meant: what is said for it`, by hand.
_SAID: Final = """
আমার: মোর hamar মুই আমাগো আমাগের amago my mine our amdr amader আমাদের হামার mera meri mere mujhe hamara
    hamari hamare हमारा हमारी हमारे मेरा मेरी मेरे
আমাকে: মোক মোকে আমারে me us amare হামাক mujhko मुझे humko hume
আমি: হামি হামরা আমরা amra i we hum main हम मैं
আপনি: তুমি তোমরা আপনারা apnara tomra you u aap आप
কে: who kaun কায় kay कौन কাই
কেউ: কায়ও কাউ nobody someone somebody anyone kisi koi कोई किसी keu kew keo
নেই: নাই nai nay naai no not none নাইক nahi nahin nehi नहीं नही nothing without cannot cant never nei
না: na ना mat मत dont doesnt didnt isnt wont
হয়নি: hoini হয়নাই hoynai হয়নাইকা
হয়েছে: হইছে hoise hoiche hoeche hoyeche হইসে হইয়াছে hyche hua हुआ हुई hui happened
গেছে: গেইছে গ্যাছে gese gechhe gche gone went gaya gayi gai gya गया गई गयी
আসছে: আইতাছে আইতেছে আসতাছে আইসছে asche ashche aschhe ase aitase coming comes arrives aata aati ata ati
    aaya आता आती आ aa come aayi
আসে: ashe আইসে
করছে: করতাছে করতেছে kortase kortese karta karte करते doing
করব: করুম করিম korum kormu
হবে: হইব হবি hoibo will hoga होगा hogi
যাচ্ছে: যাইতাছে যাইতেছে jaitase going jata जाता jaa ja
চাই: চাং লাগবে লাগব chai lagbe lagbo nagbe নাগবে নাগে need want needed required chahiye चाहिए dorkar
    দরকার
পাই: পাইনি pawa পাওয়া get got received milta mila मिला मिलता milega मिलेगा
দিন: দেন den din give gives gave given dijiye do de दो दीजिए dao দাও
কোথায়: কই koi where kahan कहाँ कहां kothay কুথায় কোনঠে
কেন: ক্যান kyan why kyun क्यों
কী: ki what kya क्या
কীভাবে: কেমনে kemne how kaise कैसे kibhabe
কত: koto kitna कितना कितने kitne much many
কবে: kobe when kab कब
এখন: এহন এলা now abhi अभी ekhon
এখনও: still till abhi अभी
আবার: again phir फिर dobara दोबारा abar
কিন্তু: but lekin लेकिन magar par
এবং: আর and aur और ar
এই: this that ye yeh यह ए
সেই: those they them unka
আছে: আসে are is was were hai hain है हैं tha the থাকে
সব: whole all every sab सब
বড়: big huge bada बड़ा
নতুন: new naya नया नई nayi
জল: পানি water pani पानी jal जल
কল: টেপ tap nal नल টেপাকল
টিউবওয়েল: tubewell চাপাকল টেপাকল চাপকল handpump chapakal हैंडपंप
ময়লা: garbage waste trash rubbish kachra कचरा कूड़ा kuda koora আবর্জনা জঞ্জাল
গাড়ি: van vehicle truck gadi गाड़ी car cars gari
রাস্তা: road street roads sadak सड़क rasta पथ রোড
গলি: lane lanes alley gali गली
গর্ত: pothole potholes hole gaddha गड्ढा गड्ढे
ভাঙা: broken damaged cracked tuta toota tooti टूटा टूटी toot टूट ভাঙ্গা ভাঙি ভাঙ্গি ভেঙে
নর্দমা: drain drains nali naali नाली ড্রেন নালা canal nala नाला
উপচে: overflow overflowing overflows upche
আটকে: blocked choked stuck jam block clogged জাম
আলো: light lights lamp lamps batti बत्ती लाइट লাইট বাতি
অন্ধকার: dark darkness andhera अंधेरा
খুঁটি: pole poles khamba खंभा पोल পোল
তার: wire wires cable cables तार taar
ঝুলছে: hanging dangling latak लटक
গাছ: tree trees ped पेड़
পড়েছে: fell fallen falling gir gira गिर गिरा
বাড়ি: house houses home building ghar घर makan मकान বিল্ডিং
দেওয়াল: wall walls deewar दीवार
কুকুর: dog dogs kutta kutte कुत्ता कुत्ते
গরু: cow cows gaay गाय गाएँ
মশা: mosquito mosquitoes machhar मच्छर
জ্বর: fever bukhar बुखार
গন্ধ: smell smells smelly stink stinks stinking stench badbu बदबू
মরা: dead mara मरा मृत died মৃত
পুকুর: pond talab तालाब
দোকান: shop shops dukan दुकान store
দোকানদার: shopkeeper shopkeepers hawker hawkers
টাকা: money rupees paisa पैसा पैसे taka rs
ঘুষ: bribe bribes rishwat रिश्वत
চাইছে: asking asks asked maang मांग माँग
কাগজ: paper papers documents document kagaz काग़ज़ कागज
নাম: name names naam नाम
ভুল: wrong mistake error galat गलत ग़लत
ঠিক: correct right theek ठीक sahi सही
জন্ম: born birth janam janm जन्म
মৃত্যু: death died expired passed dehant मृत्यु देहांत
বাবা: father papa father's पिता बाप आब्बा আব্বা
মা: mother mom माँ আম্মা
ছেলে: son boy beta बेटा
মেয়ে: daughter girl beti बेटी daughter's
বাচ্চা: child children kids baby bachcha bachche बच्चा बच्चे
বিয়ে: wedding marriage shaadi शादी
আবেদন: application applied apply aavedan आवेदन
অভিযোগ: complaint complaints complain shikayat शिकायत কমপ্লেন নালিশ
কাজ: work job kaam काम
পরিষ্কার: clean cleaned cleaning saaf साफ सफाई safai সাফ
ঝাড়ু: sweep swept sweeping sweeper jhadu झाड़ू
রোজ: daily everyday roz रोज প্রতিদিন
দিন: days day din दिन
মাস: month months mahine महीने mahina
সপ্তাহ: week weeks hafte हफ्ते
বছর: year years saal साल
সকাল: morning subah सुबह
রাত: night raat रात
আজ: today aaj आज
কাল: yesterday tomorrow kal कल
থেকে: since from se से থন থিকা
কাছে: near beside paas पास কাছত
সামনে: front saamne सामने
পাশে: pase next bagal बगल
পাঠান: send bhejo bhejiye भेजिए भेजो পাঠাও
নিন: take takes took liya le ले लिया
জানতে: know inquire janna जानना
বলুন: tell say batao bataiye बताइए बताओ
কথা: talk speak baat बात
বন্ধ: stop stopped closed shut band बंद
খোলা: open opening khula खुला
ব্যবস্থা: action arrange intezam
অফিস: office daftar दफ्तर ऑफिस
হাসপাতাল: hospital aspatal अस्पताल
ডাক্তার: doctor doctors डॉक्टर
ওষুধ: medicine medicines dawai दवा दवाई
আগুন: fire aag आग
সাপ: snake saanp साँप
ধোঁয়া: smoke dhuan धुआँ
শব্দ: noise sound loud shor शोर আওয়াজ
পার্ক: park पार्क
বাজার: market bazar bazaar बाज़ार হাট
শ্মশান: crematorium cremation
কবরস্থান: graveyard burial গোরস্থান kabristan कब्रिस्तान
বুকিং: book booking reserve बुकिंग
বাতিল: cancel cancelled radd रद्द
হল: hall
ধন্যবাদ: thanks thank thankyou dhanyavad shukriya धन्यवाद शुक्रिया
ভালো: good nice great accha achha अच्छा ভাল
খারাপ: bad terrible kharab खराब
জমি: land plot zameen ज़मीन जमीन
মালিক: owner owners malik मालिक
বেআইনি: illegal unauthorised unauthorized avaidh अवैध অবৈধ
ফুটপাত: footpath pavement sidewalk फुटपाथ
কর: tax ট্যাক্স टैक्स খাজনা
মিটার: meter मीटर
খাবার: food khana खाना
বৃষ্টি: rain rains baarish बारिश monsoon
জমে: standing waterlogged logged jama जमा
ফোন: phone call calls फोन
মানুষ: people person public log लोग man
স্কুল: school स्कूल
বৃদ্ধ: old elderly বুড়ো buda
সমস্যা: problem issue trouble samasya समस्या অসুবিধা
করুন: please kindly plz pls kripya kore koren कृपया krn
জন্য: for liye लिए
সঙ্গে: with saath साथ সাথে
উপর: over above upar ऊपर
ভিতরে: inside andar अंदर ভেতরে
বাইরে: outside bahar बाहर
খুব: very bahut बहुत too
"""


def _read(table: str) -> Mapping[str, str]:
    """The sound kept for each sound; of two places the first counts."""
    kept: dict[str, str] = {}
    for line in table.strip().replace("\n    ", " ").splitlines():
        meant, _, said = line.partition(": ")
        target = skeleton_of(meant)
        for word in said.replace("'", "").split():
            kept.setdefault(skeleton_of(word), target)
    return {sound: target for sound, target in kept.items() if sound != target}


SYNONYMS: Final[Mapping[str, str]] = _read(_SAID)
