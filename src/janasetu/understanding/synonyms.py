"""Words that mean one thing: of dialects, and of English and Hindi beside Bengali, met by their sound.

Nobody sees them: they bring what is learnt of one way of speaking to the others. A word of another language
stands here where it is common and its Bengali is one word; a word that a Bengali sentence takes over (drain,
light, ward) needs no entry.
"""

from collections.abc import Mapping, Sequence
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


# Words of one idea, wider than what may be put for another: as letters each stays what it is, and only the
# view of words and their pairs takes them for one. A ~ stands for the endings of English. Words that sound
# like another that is common in Bengali are left out (rot and রাত, eat and এত).
_IDEAS: Final = """
সরবরাহ: supply~ যোগান आपूर्ति
প্রেসার: presure force ফোর্স flow दबाव
ফোঁটা: drop~ trickle~ drip~ dribble~ boond बूँद
নোংরা: dirty filthy unclean nogra ganda gande gandi गंदगी dirt filth unhygienic অপরিষ্কার noungra
    অপরিচ্ছন্ন
ঘোলা: turbid matmaila কাদাগোলা cloudy
পোকা: worm~ insect~ keera keede कीड़े maggot~ larva larvae larvas
পাইপ: pipeline~ pipes পাইপলাইন
লিক: leaks leaking leakage লিকেজ रिसाव चुँइये seeps seepage ooze~
ফেটে: burst~ ফাটা faita fatse fute split~ crack cracks cracking rupture~ ফাটল ফাটিয়ে
শুকনো: dry dried shukno sukha सूखे shukiye শুকায়
বালতি: bucket~ pail~ kolsi jars
স্নান: bathing bathe nahana gosol
পান: drink~ potable peene
ট্যাংকার: tanker~ टैंकर
সংযোগ: connection~ connect~ কানেকশন kanekshan reconnect~ reconnection
মোটর: motors pump~ booster টুল্লু
দোতলা: storey storeys storied upstairs floor~ মঞ্জিল
স্তূপ: heap~ pile~ mound~ dhipi ঢিবি পাহাড় dher stacks stacked
ফেলে: dump~ throw~ thrown threw litter~ felche ফেলা phenk phenkte tipped discard~
সংগ্রহ: collect~ collection collector pickup
ডাস্টবিন: dustbin~ bins कूड़ेदान container~ কনটেনার
জমাদার: sweepers scavenger~ cleaner~ safaikarmi conservancy
পচা: rotten decay~ decompose~ stale poche পচছে rancid putrid পচন
নর্দমা: gutter~ drainage nalah narda ditch~
পলি: silt sludge pank পাঁক mud muck slime কাদা keechad कीचड़
হাঁটু: knee~ waist ankle kneedeep kneehigh घुटने
ডুবে: drown~ submerge~ sink~ sunk duba ডুবছে doob
ঢাকনা: cover~ lid~ ঢাকনি dhakkan ঢাকুন hatch
ম্যানহোল: manholes menhol gullypit chamber~ চেম্বার
চুরি: stolen steal~ theft thief thieves robbed
খাদ: pit~ trench~ holes গর্ত crater~ khanakhondo
খুঁড়ে: dig~ dug excavate~ khurche khura
পিচ: asphalt bitumen pitch macadam blacktop tarred
কাঁচা: kancha unpaved kutcha mudroad katcha earthen
পাকা: paved pucca concrete metalled dhalai cement~ metal paver
ফুটপাথ: footpaths
সেতু: bridge~ pul culvert~ কালবাট footbridge~ sanko पुलिया
রেলিং: railing~ parapet~ guardrail~
খুঁটি: lamppost~ post~ pillar~ thamba থাম
জ্বলছে: burn~ burnt lit glow~ জ্বলতেছে jalta jalti
স্ট্রিট: streetlight~ streetlamp~
টিমটিম: flicker~ blink~ dipdip
শক: electrocute~
ছিঁড়ে: snap~ torn ছেঁড়া
হেলে: leans leaning tilt~ bent হেলান jhuk কাইত
বিপদ: danger~ dangerous hazard~ unsafe risk~ risky ঝুঁকি খতরা বিপজ্জনক accident~ দুর্ঘটনা এক্সিডেন্ট हादसा
ধসে: collapse~ caved caving crumble~ ধসছে subside~ giving
খসে: peels flake~ khosche spall~ chunk~ plaster
ছাদ: roof~ ceiling~ terrace~
বারান্দা: balcony balconies verandah veranda cornice~ কার্নিশ sunshade~
পুরোনো: purana ancient dilapidated jorajirno jarjar पुरानी aged decrepit
নির্মাণ: construct~ construction build built builder~ erect~ তুলছে tultese বানায় raise~
প্রোমোটার: promoter~ developer~ contractor~ ঠিকাদার
অনুমতি: permission~ permit~ sanction~ approval~ approve~ অনুমোদন ijazat clearance
নকশা: plan~ blueprint drawing~ naksha
দখল: encroach~ encroachment~ occupy occupied occupying jobordokhol kabza grab~ squat~
পার্কিং: parked parkin
হকার: vendor~ stall~ feriwala gumti thela kiosk~ pushcart~
হোর্ডিং: hoarding~ billboard~ banners flex flexes signboard~
ভরাট: fills filled filling bujiye
পুকুর: waterbody jheel পুষ্করিণী jolashoy dighi pokhar
ঘাট: ghats jetty steps
মশা: musquito mosqito mosquitos moshar machhardani
ডেঙ্গু: dengue malaria ডেঙ্গি ম্যালেরিয়া chikungunya
স্প্রে: spray~ fog~ छिड़काव
কামড়: bite~ bitten kamrece kamrechhe দংশন
বানর: monkey~ bandor hanuman
শুয়োর: pig~
গরু: cattle calf calves buffalo~ bachur mohish
ছাগল: goat~ bakri
বিড়াল: beral cats kitten~
পশু: animal~ janwar jontu जानवर
মৃতদেহ: carcass carcasses corpse~ lash deadbody deho মরদেহ body
ঘেউ: bark~ howl~
খাবার: meal~ snack~
দোকানি: seller~ shopowner
ভেজাল: adulterate~ milawat मिलावट contaminate~ dushito pollute~
মাছি: flies cockroach~ আরশোলা
অসুস্থ: ill illness beemar অসুখ unwell
বমি: vomit~
পেট: stomach
ওষুধ: tablet~ drug~ oushod ঔষধ osud dawa
নার্স: nurse~ দিদিমণি
রোগী: patient~ rugi মরিজ
অ্যাম্বুলেন্স: ambulence ambulans ambulnce एम्बुलेंस
শববাহী: hearse shobbahi শববাহন স্বর্গরথ
টিকা: vaccine~ vaccination~ vaccinate~ immunise~ immunization ইঞ্জেকশন injection~ inj sui
ডোজ: doses
ডাল: branch~ bough~ limb~ शाखा dali ডালপালা
কাটা: cut~ prune~ trim~ chhante কাটছে kete katlo
উপড়ে: uproot~ উপড়ানো उखड़
শিকড়: root~
দোলনা: swings swinging jhula slide~
বেঞ্চ: benches seats
খেলা: play~ khelar game~ khel খেলতে
মাঠ: field~ playground~ maidan ground~
শৌচাগার: toilet~ latrine~ shauchalay urinal~ lavatory washroom~ restroom
দরজা: doors darwaza दरवाजा
ধোঁয়া: fume~
ধুলো: dust~ dusty dhula
আওয়াজ: loudspeaker~ speaker~ microphone mike মাইক mic dj ডিজে honk~ horn~ noisy
কারখানা: factory factories mill~ workshop~
বিল: bills billed invoice বিলে biler
বাকি: due~ arrear~ বকেয়া outstanding unpaid pending बकाया
জরিমানা: penalty penalties fine~ surcharge~ interest সুদ
ছাড়: rebate~ discount~ concession~ waiver~ রিবেট chhoot
কিস্তি: instalment~ किस्त quarter~
রসিদ: receipt~
পরিশোধ: pays paying paid payment~ bhugtan মেটাতে পেমেন্ট
মূল্যায়ন: assess~ assessment~ valuation~ এসেসমেন্ট
দেরি: delay~ late বিলম্ব wait~ অপেক্ষা
ফাইল: file ফাইলটা
দুর্ব্যবহার: rude~ rudely misbehave~ durbebohar khrap behave~ behaviour ব্যবহার bebohar insult~ অপমান
    shout~ abused
কর্মী: staff~ employee~ worker~ kormochari clerk~ ক্লার্ক officer~ labour~ labourer~
অনুপস্থিত: absent~ missing gayab
পেনশন: pensn
অবসর: retire~ retirement রিটায়ার retair সেবানিবৃত্ত
বেতন: salary salaries wage~ maine tankha tankhwah तनख्वाह সেলারি payslip payroll mainer
স্লিপ: slips slp
ভাতা: allowance~ stipend
বিধবা: widow~ vidhwa
প্রতিবন্ধী: disabled disability handicap~ viklang विकलांग দিব্যাঙ্গ
আবাস: awas housing yojana scheme~ প্রকল্প
সুবিধাভোগী: beneficiary beneficiaries উপভোক্তা
তালিকা: list~ सूची
চুল্লি: furnace~ chullhi incinerator chimney
শ্মশান: crematory shoshan samsan মশান
দাহ: cremate~ funeral rites antim সৎকার
কবর: grave graves buried কবরস্থান kabr dafan
চিতা: pyre~
অনুষ্ঠান: ceremony ceremonies function~ event~ program~ programme programmes অনুষ্টান utsob reception
    party समारोह
অতিথি: guest~
ভবন: bhawan
খালি: vacant empty available free faka
তারিখ: date~
ফেরত: refund~ return~ ফিরত wapas वापस back
অগ্রিম: advance বায়না
পিছিয়ে: postpone~ reschedule~ shift~ পিছোতে স্থগিত मुल्तवी prepone
দেখা: meet~ meetings visit~ milna mulaqat সাক্ষাৎ appointment~ এপয়েন্টমেন্ট অ্যাপয়েন্টমেন্ট
প্রধান: gramprodhan mukhiya
মেয়র: mahapaur মেয়রের
চেয়ারম্যান: chairperson পৌরপ্রধান अध्यक्ष chariman chairmen
জন্ম: newborn~ জন্মের paida
মৃত্যু: mortality demise mittu মৃত্যুর ইন্তেকাল मौत deceased dth
সার্টিফিকেট: certificates cert certi sertifiket sarti সনদ শংসাপত্র प्रमाणपत्र praman certificat certifcate
    saatifiket সার্টিফিকেটে sartificate sarfitiket
সংশোধন: corrected correcting correction~ amend~ rectify~ sudhar सुधरवाना change~ badla বদলাতে বদলাব
    পরিবর্তন
বানান: spelling~ spelt misspelt misspelled bananer
নকল: duplicate~ copy copies xerox photocopy
আসল: original~ असली
হারিয়ে: lose haria haraise misplaced হারাইছে
ডাউনলোড: download~
পিডিএফ: pdf softcopy soft পিডিএফটা
ওয়ারিশ: heir~ warishan oarish oarishan oyarish oyarishan উত্তরাধিকার successor~ succession उत्तराधिकारी
    वारिसान heirship survivor~ nominee~ legalheir
আয়: income~ earn~ earnings ইনকাম rojgar উপার্জন kamai आमदनी
বাসিন্দা: resident~ residence residency residential domicile~ niwas nivas निवासी रहने বসবাস স্থায়ী
ঠিকানা: address~
চরিত্র: character~ conduct
লাইসেন্স: licenc lisens lisence লাইসেন লাইসিন্স
নবীকরণ: renew~ renewal~ রিনিউ rinew rinu नवीनीकरण
ব্যবসা: business~ bebsa ব্যবসার কারবার dhandha trader~ trading vyavsay
অনাপত্তি: noc objection অবজেকশন এনওসি enosi nirapotti
মিউটেশন: mutation~ namjari mutasion mutetion namantaran খারিজ mutate~
দলিল: deed~ registry রেজিস্ট্রি दस्तावेज
মালিক: landlord~ ownership malikana landlady
কেনা: buy~ bought purchase~ kinechi kinlam kharid
বিক্রি: sells selling sold bechech बेच
ভাড়াটে: tenant~ rent~ kiraya किरायेदार
সীমানা: boundary boundaries
সেপটিক: sephtic safety সেফটি soakpit soak সোকপিট cesspool~ cesspit~
ট্যাংক: tanks tanki tnk tankhi
বাঁধ: embankment~
নদী: river~ nodir gang
ভাঙন: erosion erode~ bhangon
দমকল: firebrigade brigade
বাঁচান: save~ rescue~ help bachao banchan bachaiye sahajjo madad
আটকা: trapped trap আটকাইয়া phansa फँसा ফেঁসে
রক্ত: blood~ bleed~ khoon রক্তে
অজ্ঞান: unconscious faint~ behosh senseless
মারামারি: fight~ beating attack~ hit~
পুলিশ: thana
বাজি: cracker~ firecracker~
কখন: timing~ time times hours টাইম
খরচ: charge~ fee feed price~ amount~ खर्च shulk
লিংক: linked website~ online অনলাইন portal~
তথ্য: information info details detail soochna
নিয়ম: rule~ procedure~ process~ laws আইন
টেন্ডার: tender~
ফর্ম: forms formed ফরম
পরামর্শ: suggest~ suggestion~ advice idea~ sujhav প্রস্তাব propose~ proposal
উচিত: should ucit
খুশি: happy glad खुश satisfied grateful relieve~
ধন্যবাদ: thnx thx tnx thankful gratitude kritoggo dhnyobad সাবাশ bravo appreciate~
সমাধান: solve~ reresolution fix~ mitiye মিটেছে মিটল
সারানো: repair~ mend~ maintenance maintain~ sariye meramot marammat replace~ restore~
কমপ্লিট: complete~ finish~ শেষ done khatam खत्म
ক্লোজ: close closing disposed
অগ্রগতি: status progress update~ স্ট্যাটাস स्थिति स्टेटस অবস্থা
টোকেন: tokens docket~ ticket~ reference ref acknowledg~
মেসেজ: message~ msg sms whatsapp notification~ alert~ massage msgs
ভাষা: language~ translate~ script lipi
বাংলা: bengali bangali
ইংরেজি: english ইংরাজি ইংলিশ eng engreji अंग्रेज़ी ইংলিশে
হ্যালো: hello hallo hlo hlw hey
নমস্কার: namaste nmskr আদাব salaam pranam
আজেবাজে: spam
গালি: idiot~ stupid fools useless ফালতু nonsense moron morons অপদার্থ nikamma bekar বেয়াদব
চোর: cheat~ fraud~ crook~ চোরের জোচ্চোর dhandabaj corrupt~ scam~ দুর্নীতি
বউ: wife স্ত্রী biwi बीवी पत्नी spouse
স্বামী: husband~
দাদু: grandfather grandpa thakurda নানা
ঠাকুমা: grandmother grandma dida নানি দাদি
বোন: sister~ behen
শ্বশুর: inlaw inlaws fatherinlaw শাশুড়ি
প্রতিবেশী: neighbour~ neighbor~ padosi पड़ोसी neighbourhood
পরিবার: family families পরিবারের household~
মহিলা: woman women lady ladies girls
ছাত্র: student~ pupil~ chatri পড়ুয়া
কলেজ: college~ university কলেজে
পরীক্ষা: exam~ examination~
চাকরি: naukri employment jobs
এক: one একটা ekti single
দুই: duto couple দুইটা
তিন: three তিনটে
চার: four
পাঁচ: five panch
ছয়: six छह
সাত: seven
আট: eight आठ
দশ: ten
কুড়ি: twenty
অর্ধেক: half adha
প্রথম: first pehla पहला
প্রতি: each
পরে: after later
আগে: before earlier pehle पहले previously
পর্যন্ত: upto until
প্রায়: almost nearly about often
সবসময়: always constantly hamesha continuous~
শীতকাল: winter
গরমকাল: summer gorom garmi heat
বর্ষা: rainy rainwater বর্ষায় bristi বৃষ্টির রেইন
পূজা: pujo durgapuja festival~
মন্দির: temple~
মসজিদ: mosque~
হাত: hand~
মাথা: head
পড়ে: slippery pichol পিচ্ছিল tripped
বোজা: blocks blocking blockage choke chokes choking obstruct~ obstruction atke আটকায় roddho
মাঝখানে: middle beech মাঝে centre
পিছনে: behind backside পেছনে peeche
মোড়: crossing~ junction corner~ চৌমাথা
পাড়া: locality mohalla মহল্লায় colony area~ এলাকা इलाका इलाके
গ্রাম: village~ gaon गाँव गांव gaanv
শহর: city town
উঁচু: high height ऊँचा
নিচু: nicu down निचला
ছোট: small tiny little
সরু: narrow thin patla পাতলি chikon
লম্বা: long
ভারী: heavy
হলুদ: yellow holde
জোরে: fast loudly
আস্তে: slow~ slowly dhire
পুরো: entire total pura completely
বেশি: extra excess~ ज्यादा double দ্বিগুণ
কম: less reduced reduce অল্প
অন্য: other~ another different dusra
নিজে: own self nijei khud
একা: alone akela
সবাই: everyone everybody
কিছু: something kisu kuch
সাহেব: madam sahab
জানি: known understand understood bujhi bujhte samajh
বলেছে: told said says bolse কইছে kohise saying
দেখায়: shows showing shown
এসেছে: arrive arrived এসে আইছে reached reach reaches reaching এসেছিল
ডাকা: summon
রেখে: keep~ kept rekheche rakhe rakha থুইছে stores leave~
সরান: remove~ removal hatao हटवा evict~ clear~ lift~ uthao
লাগান: install~ lagao lagwa fitted fitting put bosano
খোঁজ: search~ find found khujchi khuje dhundh
লেখা: write~ wrote written likhe likha
পড়তে: reads reading
ভুলে: forgot forget
চেষ্টা: koshish attempt~
শুরু: start~ begin began begun
বানানো: makes making made banate बनाना
আপত্তি: object~
বয়স: umar उम्र
রেশন: rashan
ভোটার: voter~ epic
ব্যাংক: banks banking account~ একাউন্ট
কার্ড: cards কার্ডে
বিভাগ: department~ dept দপ্তর dopto
বাচ্চা: infant~ toddler~ শিশু
কারেন্ট: bijli electricity বিদ্যুৎ power
"""


def _read(table: str, before: Mapping[str, str]) -> Mapping[str, str]:
    """The sound kept for each sound, after what is kept before; of two places the first counts."""
    kept, sound_of = dict(before), skeleton_of.__wrapped__  # not remembered: each is asked for once
    for line in table.strip().replace("\n    ", " ").splitlines():
        meant, _, said = line.partition(": ")
        target = sound_of(meant)
        for word in said.replace("'", "").split():
            for form in _forms(word):
                kept.setdefault(sound_of(form), target)
    return {sound: kept.get(target, target) for sound, target in kept.items() if sound != target}


def _forms(said: str) -> Sequence[str]:
    """The word, and where it ends in ~ the word with the endings of English."""
    word = said.rstrip("~")
    if word == said:
        return (said,)
    if word.endswith("e"):
        return word, f"{word}s", f"{word}d", f"{word[:-1]}ing"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    return word, f"{word}{'es' if word.endswith(('s', 'x', 'ch', 'sh')) else 's'}", f"{word}ed", f"{word}ing"


SYNONYMS: Final[Mapping[str, str]] = _read(_SAID, {})
"""What is put for a word in whatever is seen of it."""
IDEAS: Final[Mapping[str, str]] = _read(_IDEAS, SYNONYMS)
"""What stands for the idea of a word."""
