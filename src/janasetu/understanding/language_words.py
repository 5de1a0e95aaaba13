"""The small words by which Bengali, English and Hindi in Latin letters are told apart, weighed by how sure they are."""

from collections.abc import Mapping, Sequence


def _weights(rows: str) -> dict[str, float]:
    """Each word with the weight of its row."""
    pairs = (line.strip().split(": ") for line in reversed(rows.strip().splitlines()))
    return {word: float(weight) for weight, words in pairs for word in words.split()}


BENGALI: Mapping[str, float] = _weights(
    """
    6: nei nai ache achhe asche ashche hocche hochhe hochche hobe hoyeche hoyechhe hoise hoyni holo hoilo geche gechhe gese gelo jacche jachhe korun koren korte kore korbo korche korechi kortese amar amader amra apnara apnader lagbe lagche diyeche niye theke jonno bolun bolche janan janaben janabo jante keno kothay kobe kivabe ekta ekti
    6: chara ekhono ekhon korchi korlam koreche porche poreche keu kichu hoytese pathan chai paini pabo dorkar jol rasta rastay bondho chilo dhore diyechi jabe jabo asbe ashbe hoibo hoy koran saran soran
    3: nei nai nay theke thaki thake ache achhe ase ashe asche ashche aschhe hocche hochhe hochche hobe hoibo hoyeche hoyechhe hoise hoichhe hoy hoyni hoye holo hoilo geche gechhe gese gache gelo gechilo jacche jachhe jay jabe jabo korun koren korte kore kora korbo korchi korche korbe korchen korlam koreche korechi kortese amar amader amra ami tomar apnar apnara apni apnader amr amdr amago hamar hamra mor moke oder tader tar ota eta ekta ekti duto duita dutoi
    3: bole bolun bolen bolbo bolbe bolche bolchi bollo boleche bolchilam diye diyeche diben din dite dilo diyechi deyni debe debo den niye nite niyechi niye jay ney jonno jonne kobe keno kothay kivabe kemon koto kichu kichui keu kauke kono konta khub onek ekhono ekhon ekhane okhane sekhane ektu ekdom abar pathan pathaben pathabo chai chan lagbe lagche lage lagba paini pachhi pacchi paoa pabo peyechi porche poreche pore por porjonto porjanto dhore age agey sob shob kintu ebong naki
    3: jol joler jole moyla moila rasta rastar rastay alo bari barir barite para parar paray pukur nordoma nongra pashe pase samne bhanga venge bhenge gondho dhulo kaj kajer lok ghor ghore ghorer mas bochor din diner rat rate sokal sokale bikel raat goto kalke gotokal ajke dada didi dadu babu kore diyo janan janaben janabo jante chhele chele meye manush bacha baccha bachcha thik bondho kharap valo bhalo notun purono boro choto
    2: er ar ra ta tai ei oi je ko na ni r o ki ke te e gulo gula ba tao tahole jodi to ek dui tin char kal aj aaj jor hat mukh matha gach goli kagoj kotha taka joma kol mari sathe songe nam
    2: khobor kaaj dorkar ektao ekbar dorkhasto obhijog ovijog nalish abedon sonod jomi khajna kar dokan dokaner bhai vai mashi kaka thakur mosha kukur goru murgi machh mach mati khal ghat mela puja pujo bujhi bujhte lekha likhe dekhe dekhun dekha dekhi dekho dekhben khule khola theka tola tule fele felche bar baar shunun shono nomoskar dhonnobad dhonyobad salam assalamu bhul vul noy noi nah hya hyan ha hain kothao karon aste
    2: kom beshi besi shudhu sudhu kebol proti protyek roj rojo prai pray majhe majhkhane moddhe modhye bhitore vitore baire opor opore upor upore niche nichu charpash charidik ekhuni ekkhuni taratari shighri khaye khay khabo khete mora morche more moreche pocha pochche poche shob sobai shobai sokole ashen asen asun ashun ashbe asbe eshe ese eseche eseni aseni asheni hoytese koitese koi koilo kon konodin kokhon khon tokhon jokhon jemon
    2: panir bangla banglay bangali likhbo likhte bujhlam jabar jaben jete gele giye gesi gechi chole choltese cholche cholbe boshe bose bosano boshano lagan lagano lagiye khatir kaat bhor vor dupur dupure bela somoy shomoy soptaho saptah dinta mash maser
    3: gechi gechhi gesi peye chobi mok hamak tomra nage nagibe chaise khan lgbe lgbo jbo hbe hoitase bodlan bodlabo bodlate bachan tulun maren vasha bhasha hoyna parker dey dhare agun bachao bondhu kotodur kotodoor kutha kon_
    1: salaam nomoskar nmskr sala shala saala chor faltu gadha ot pani ma baba tola kata hat haat mor morer se sei je jar
    """
)
ENGLISH: Mapping[str, float] = _weights(
    """
    3: the is are was were been being has have had does did doing not for from with and my our your their his her its this that these those there here what when where which why how who whom can could should would will shall may might must of in on at by into since because after before until without within about any every some
    3: isn't doesn't don't didn't can't won't wasn't haven't hasn't it's i'm i've we've we're dont doesnt didnt cant wont isnt it we you they he she them us am an a i be get got getting want wants wanted need needs needed know tell let me give gave make made take took taken come comes came go goes going went see seen
    2: kindly thank thanks thankyou thnx hello yes no or but if so as to up out off over under near behind opposite beside between through again always never still yet already only just very too also both each other others another more most many much few less long last next today yesterday tomorrow tonight morning evening night days weeks months years hours daily
    2: nobody someone anyone anybody everyone people person man men woman women child children kids old new big small good bad dead broken damaged blocked choked overflowing leaking burst missing stolen stinking dirty smelling dark fallen closed open opened dug left stopped working running coming lying hanging standing waiting asking taking using sent done paid pay issue issued fix fixed repair repaired clean cleaned cleaning remove removed replace install installed check checked send apply applied applying booking cancel cancelled register registered report
    0.5: cancel cancelled booking book booked send sent check checked repair repaired clean apply applied paid pay fixed fix fees issue report register registered open closed off on please start
    0.5: water road street light lights lamp garbage waste drain sewer house home shop lane area building wall tree dog dogs certificate birth death complaint status number help water's office officer problem problems action urgent emergency fire hospital school market park flat floor family mother father son daughter wife husband speak english talk staff money fee fees form documents document required receipt copy download name wrong correct change correction date time week month year day hour half first second speak someone's talk human agent menu
    """
)
HINDI: Mapping[str, float] = _weights(
    """
    3: hai hain hu hoon tha thi nahi nahin nahin nehi mat mera meri mere hamara hamari hamare humara humare hum main mai mujhe humein hamein aap aapka aapke aapki tum tera unka uska uski iska iski yeh woh kya kyu kyun kyon kaise kaisa kab kahan kaha kitna kitne kitni kaun kaunsa kisi koi kuch bahut bohot bahot abhi bhi liye lekin magar aur wala wale wali raha rahe rahi gaya gayi gaye gya gyi diya diye dijiye dijie kijiye kijie karo karna karta karte karti karwana karwao karwaiye karein kare kar chahiye chahie chaiye
    3: paani ghar sadak kachra kooda kuda naali nali bijli batti mohalla mohalle padosi gaadi dukan makan naya purana tuta toota bhejo bhejiye bhej batao bataiye bataye bata milega milegi mila mile milta aata aati aate aaya aayi aaye aayega aa jata jati jate jaata hua hui hue hota hoti hote hoga hogi honge banwana banana banwao banega sakta sakte sakti karunga krna krdo karke sab tak subah shaam log logo pe par mein ka ko ne ji haan nahi
    2: ka ki ke ko se me ne ho pe tak kal aaj jo jab agar par ye do de bhai bhaiya saab sahab band kharab ganda saaf paas niche upar samne andar bahar kar rahta rehte baar roz roj dena lena jana
    1: na to
    """
)
# Endings of verbs and cases, for words that no list has.
BENGALI_ENDS: Sequence[tuple[str, float]] = (
    ("chhilo", 2.0), ("chilo", 2.0), ("chhilam", 2.0), ("chilam", 2.0), ("chilen", 2.0), ("techhe", 2.0), ("tese", 2.0), ("tache", 2.0), ("cchhe", 2.0),
    ("chchhe", 2.0), ("cche", 2.0), ("chhe", 2.0), ("che", 1.5), ("chhi", 2.0), ("chi", 1.0), ("chhen", 2.0), ("chen", 1.0), ("yni", 2.0), ("eni", 1.5),
    ("lam", 1.5), ("len", 0.5), ("ben", 1.0), ("bo", 1.0), ("be", 0.5), ("iya", 1.0), ("iye", 0.5), ("gulo", 2.0), ("guli", 2.0), ("der", 0.5),
    ("ta", 1.0), ("tar", 1.0), ("tay", 1.0), ("te", 0.3), ("ay", 0.7), ("oy", 1.0), ("er", 0.2), ("ar", 0.3), ("o", 0.7), ("i", 0.2), ("e", 0.1),
)  # fmt: skip
ENGLISH_ENDS: Sequence[tuple[str, float]] = (
    ("n't", 2.0), ("ing", 1.0), ("tion", 0.5), ("ment", 0.3), ("ness", 0.5), ("ous", 0.5), ("ally", 1.0), ("ly", 0.7), ("ed", 0.7), ("ies", 0.7), ("ful", 0.5), ("'s", 0.5),
    ("ck", 0.3), ("ght", 0.4), ("sh", 0.1), ("ss", 0.3), ("th", 0.1), ("es", 0.4), ("s", 0.2), ("y", 0.1),
)  # fmt: skip
HINDI_ENDS: Sequence[tuple[str, float]] = (
    ("unga", 2.0), ("enge", 2.0), ("ega", 1.5), ("egi", 1.5), ("wana", 1.5), ("waya", 1.5), ("wao", 1.5), ("iyega", 2.0), ("iye", 1.0), ("aiye", 1.5), ("yiye", 1.5), ("wala", 2.0), ("on", 0.2),
    ("aa", 0.4), ("na", 0.2), ("ti", 0.2), ("ta", 0.2), ("a", 0.15), ("i", 0.1),
)  # fmt: skip
# Latin words in a Bengali sentence that are no matter of it.
SIGNS = frozenset(
    "no nos er e te ta tar r ar o na ni sir madam mam plz pls please ok okay th st nd rd am pm rs hi hello dada didi w wd".split()
)
# What people of every language type; whoever says no more is answered in Bengali.
ANYBODYS = frozenset(
    "hi hii hiii hello helo hallo hlw hey ok okay k yes y no n stop start menu exit test hmm salaam".split()
)
