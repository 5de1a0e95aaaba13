"""The commonest words of messages to an office, which are no name of a place: by their sound."""

from janasetu.lib.fold import skeleton_of

# Counted over the phrase bank; words that are a part of names of places (notun, school, bazar) are left out.
_WORDS = """
    er na ta hai ki jol kore গেছে din theke chai nei ache the certificate jay আর hobe pore amar jonno te
    ekta kono korte ke rasta diye taka ekhon amader lok ka gari hoye bole koto nai bondho kal niye lagbe
    sob holo por keu naam bar line ase age kagoj gelo tar ei ek dey kothay kaj is ami kobe dhore bochor
    mas kotha tax যে licence se amra ghore for pani হামার dite thik pathan bhai abar light mara name
    ভেঙে pipe pari of যাচ্ছে ektu kar korun হয়েছে জমা it korbo সেস lage and চলে diyeche tai jabe naki
    amago roj pabo chilo kivabe nite oi my পাসের trade ward में jon alo তিন somoy baccha me kintu raat
    kora thake fele plan aj our bhara नहीं bose pay eto জলের ma kichu form koi dile bhalo ভাঙা hate
    হচ্ছে manush আটকে upor khola giye ese ভাইজান gulo asche nahi moyla kete gele slip jabo water jete ra
    hoyni bolun gach रहा dekha পাকা dada করব sathe drain den apnader kukur tule rate chaiche gaya
    ambulance mati chele uthe vat bolche number moto khub kom death ভুল dhuke khali korar complaint card
    jayga baba ni dilo seta onno dal der পড়ছে korche birth পাস do pa please sobai noc দেওয়া দরকার চার
    bhorti hole bill van kata dicche keno ho jomi দুই বাবার has সুধু pension gondho দেওয়ার tika bollo
    baki kharap हैं phone nebo not মধ্যে book diyechi মাসে thaki apnara from saf জন্ম income tao jome
    khabar পাওয়া copy booking doctor khule chara দেব dekhe nongra likhe parchi by debe korle bhore ওটা
    current dike গত ekbar septic online dekhi dekhte jor আবেদন নম্বর gaye dariye kori diya manhole
    tarikh karon ekjon pradhan pocha kheye সরকারি building kole পরিস্কার elo পড়েছে warishan mutation
    goru asbe rekheche bali agun malik eta bangla ekhane নাগে যাওয়ার মেয়ের এবার plz porbe dhakna last
    chhad mukhe dhalai mone nosto hajar foot rosid date लिए গেছেন ভিতরে jaygay councillor ager need are
    gorto chahiye connection ব্যবস্থা meye তুলতে गई আছি bristi nijer duto ferot shop সকাল fete wala বাদ
    বাচ্চারা onek day ber সই দরখাস্ত ghonta how प्रमाण holding এসেছে pe আসেনি mukh lekha sokale balti
    chere sir mach was babu apply pata মাল kada we ঢোকে come khan beriye bhitor rekhe deyal dekhun didi
    porjonto pressure taratari korechi uthche notice হেলে মাটির toilet পচে গন্ধে jane chal block মাসের
    biye you mistri chapa ফোন tolay bolte lal tel fee warish dhonnobad band koren dilam ফাটা baire
    bhorte out bosan log time diner সঙ্গে pelam list aadhar বেরোচ্ছে ভেসে rakhe mere door permission দস
    nilo একদিন চালু buro jam samner पैसा one dube nala niyom chairman file ভাসছে jhulche after মাথায়
    sei bolchi machine গা কিছুই ছেলের पत्र gache hariye soriye lorry dhakka bou matha toto দেখাচ্ছে
    staff hok mosha supply gas this रहे meter banan pole মায়ের bhabe loan bhata khay siri dam বাস sara
    ময়লার with অফিসে পাচ osudh kapor ঢুকছে snan ekdom tubewell chire tarpor pete bolben ja গেইছে ration
    সার্টিফিকেটের opor sarano night there bike dorja hata plastic chobi চলছে change kab পায়খানার
    bochorer want boyos জমির mobile মৃত্যুর kaise chade kosto dog লোকে gese fire send hua दीजिए
    বাচ্চাদের পায়খানা dhulo dhan majhe ने dhora bhag পাইনি nicher bolbo up ঝাট jhor bikri একই thakle
    মসার rogi case অভিযোগ আয়ের lege since faka অনুমতি bathroom lohar বসিয়ে উপচে porer cha দেয়নি
    সপ্তাহে jharu গাছের ওঠে বসাতে kina engineer counter amake জন্মের sorate ulte सडक uthone tara dhukte
    tolar full parking পাচ্ছি mohila চুরি beshi बच्चे panir aste but সক pit korechilam দেবেন officer
    mayor sonod voter ba will आया bahut ভাসা rakhar tak lagiye people নেওয়ার অথচ awaj dori dhoa sobar
    jolche এমন box kokhon porte account মৃত্যু বলল সারায় dibo lash leak kach নেমে rokto বর্সায় সরু
    rong सफाई obostha dilen be কলের borsha dhose du diyechen আনতে free मिलेगा कितना mother jhule bosta
    chhuti hatu bhangche bela soptaho tulche month over महीने bati open baniye ranna every হইল পুজোর
    they মেহেরবানি khatay uni কেমন same what work family jongol lamp বাতিল jante vaccine এনওসি status
    cesspool প্রধানের cancel electric নর্দমা board tahole still রাবিস ফেলেছে অর্ধেক ভয়ে jani now যাওয়া
    বাসি আইসে beton gelen kormi মেয়েরা rugi test fatol tanker any uttor sewer kobor jhore অন্ধকার
    bachan gechi close নং ছাদের रही dhele লোকের opore রবিবার tokhon আসার রেখেছি বেরোয় wall jalay দিনে
    cesc banate gir পার্কের thikana ইনকাম english দিবার ekhuni help train পিচ ঠিকাদার rakha pahar ure
    khuti ghure slab puja into gaadi lagan nin order ফাইল সোমবার হইয়া gorib guard chalai bhejo পারেন
    pure chap dim phe tobu फिर korben mok karna peye ভাতার receipt মিউটেসন বাংলায় দুদিন mori চোখে
    dekhlam pet ghire kath body नाली হাটতে dokhol dibe gelam উচু felche নিয়েছে been stop ora jate man
    pan tap বদলে upore বসার apni মেসেজ uthte জানাবেন কাচা janan কাটার sanction ব্যবসার khela swasthya
    renew heir message link लगेगा মাইনের khete করেছে shar lagche pothe hati thakbe fees chulli pathor
    fine मकान khure pitch জানলা okhane khele laga কতদিন di সুরু korbe করেছেন pathaben hatar hi nouka
    hawa months मिल lic কোটে bikel share korchi floor so tha বিয়ের খসে geise back दुकान হলেই pending
    চাং ac mile inspector dengue residence download proof jeno বিস gola চরে bomi porlo lift next bhandar
    morche যাইতে oder pls ghum promoter broken घुस সমান packet নর্দমার থাকা tader chakri baje ব্যবহার
    morning ধারের only আধ solar upokar komor chithi vote never kindly লাইনে nani hu cycle asun dokandar
    cholbe felechi koyta bina application beche eshechi khole legal community record camp salary hindi
    ওনার mrito dead deho down যাবার কাজের korlo খুলতে দেওয়াল ছেলেটা কোনোদিন নেওয়া eksathe bed days
    chola lagay অফিসের chokh কইরা সনিবার বাড়ছে ডেঙ্গু কানেকসন khora thakuma আছেন কিনেছি কাজে হিসেবে
    saal পেয়েছি hisab fule ছাগল নালার gorte nobody injection jure অন্ধকারে বেরোতে cement obdi dhuye
    অসুস্থ as side transfer jeto nije week team again दे পাচিল সুনলাম labh gota may dar ঘাস লার্ভা cover
    ঢোকার হইছে year that upay সুদ নামের সংসাপত্র উঠেছে সারানোর korlam গাঙের namate tulbo who take भेजिए
    कौन kamreche পিছলে রাতের মাঝখানে dhukbe bansh half left ছাড়াই কেটেছে বসিয়েছে tate kothao due ele
    একা nia pichol কাগজে area nana gorom nothing टूट company সাত বলব bolen asha jibon ঢোকেনি railing
    before পাক দমকল হইব khat অবধি done দপ্তর ticket room নকসা setar rti site bidhoba kisti municipal
    বকেয়া whatsapp সাটিফিকেট basinda appointment ক্যানে চারটে ছড়াচ্ছে machi khana chaka marar someone
    ভাঙার jhogra বাপের loha rakhle waste three খাচ্ছে tene party মেসিন har ধোয়া কটায় মাছের দুয়ারে
    oita app korto am लगता বসানোর দিয়েছিলাম খাওয়ার jodi hamare naya lagbo ড্রেনের check moshai rakhun
    chhawa bristir jara chhata গেছিল jaldi ulto photo লাইনের cut বারোটা ব্যবসা bdo এখনই live shune diben
    কামড়ে bolar father aati latrine dhorche kake pelo porshu ধরতে public dadu নকল sub কাজটা লোন
    সার্টিফিকেটে property closed করাইতে duplicate documents লাগব address অনুস্ঠান মানসি সিয়াল murgi
    idur ছেলেরা কুকুরের হাসপাতালের হওয়ার ghurche প্রোমোটার সাইকেল বৃস্টিতে committee জানলার pura plot
    sarabe repair ঘেসে আবর্জনা খদ্দের করেনি
"""
COMMON = frozenset(map(skeleton_of, _WORDS.split()))
