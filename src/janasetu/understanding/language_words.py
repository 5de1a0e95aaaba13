"""The small words by which Bengali, English and Hindi in Latin letters are told apart."""

from collections.abc import Mapping, Sequence


def _weights(rows: str) -> dict[str, float]:
    """Each word with the weight of its row; of two rows the last."""
    pairs = (line.strip().split(": ") for line in rows.strip().splitlines())
    return {word: float(weight) for weight, words in pairs for word in words.split()}


def _ends(rows: str) -> tuple[tuple[str, float], ...]:
    """Endings with their weights, the longest first."""
    return tuple(sorted(_weights(rows).items(), key=lambda end: -len(end[0])))


# By how sure they are. Verbs and cases that no English sentence has weigh most; nouns that all three share
# are in no list but English's, where they weigh next to nothing.
BENGALI: Mapping[str, float] = _weights(
    """
    6: ache achhe amader amar amra apnader apnara asbe asche ashbe ashche bolche bolun bondho chai chara
    6: chilo dhore diyeche diyechi dorkar ekhon ekhono ekta ekti geche gechhe gelo gese hobe hocche
    6: hochche hochhe hoibo hoilo hoise holo hoy hoyeche hoyechhe hoyni hoytese jabe jabo jacche jachhe
    6: janaben janabo janan jante jol jonno keno keu kichu kivabe kobe koran korbo korche korchi kore
    6: koreche korechi koren korlam korte kortese korun kothay lagbe lagche nai nei niye pabo paini
    6: pathan porche poreche rastay saran soran theke
    3: abar age agey agun ajke alo amago amdr ami amr apnar apni aschhe ase ashe babu baccha bacha bachan
    3: bachao bachcha baje bari barir barite beshi bhalo bhanga bhasha bhenge bikel bochor bodlabo bodlan
    3: bodlate bolbe bolbo bolchi bolchilam bole boleche bolen bollo bondhu boro chaise chan chele chhele
    3: chobi choto dada dadu debe debo den dey deyni dhare dhulo diben didi dilo din diner dite diye diyo
    3: duita duto dutoi ebong ekdom ekhane ektu eta gache gechhi gechilo ghor ghore ghorer gondho goto
    3: gotokal hamak hamar hamra hbe hoichhe hoitase hoye hoyna jay jbo jole jolena joler jonne kaj kajer
    3: kalke kauke kemon khan kharap khub kichui kintu kon_ kono konta kora korbe korchen koto kotodoor
    3: kotodur kutha lagao lagba lage lgbe lgbo lok manush maren mas meye moila mok moke mor moyla nage
    3: nagibe naki nay ney nite niyechi nongra nordoma nosto notun oder okhane onek ota pacchi pachhi
    3: paoa para parar paray parker pase pashe pathaben pathabo peye peyechi por pore porjanto porjonto
    3: pukur purono raat rasta rastar rat rate samne sekhane shob sob sokal sokale tader tar thake thaki
    3: thik tomar tomra tulun valo vanga vasha venge
    2: aaj abedon achi adh adhar ager aise aj akta alada amake anbo ante ar aro asen aseni ashen asheni
    2: ashun assalamu aste asun atke awaj ayer ba baar babar bachader bachar bachara bachchar bachha
    2: bagan baire bajar bajare banan banate bangali bangla banglay baniye bansh bar barandar basinda
    2: beche bela ber beriye berocche besi betha beton bhaban bhabe bhai bhaijan bhasche bhat bhata bhese
    2: bhitor bhitore bhor bhora bhore bhorte bhoy bhul bidhoba bikele bikri biye biyer bochorer bodle
    2: bolar bolben bolechi bolechilo bolle bolo bomi borsha borshay bosan bosano bosar bose boshano
    2: boshe bosiye bosta boste bou boyos brishti bristi bristir budhbar bujhi bujhlam bujhte buro
    2: byabostha chabi chad chade chaiche chaka chakri chang chap chapa char charidik charpash chatal
    2: chay cheler chere chhad chhere chhire chhoto chhuti chire chithi chokh chokhe cholbe cholche chole
    2: choltese chulli churi dadur daktar darie dariye deho dekha dekhacche dekhay dekhben dekhbo dekhe
    2: dekhi dekhlam dekho dekhte dekhun deoa deoar der deri dewa dewar deyal dhakka dhakna dhan dhar
    2: dharer dhele dhoa dhoke dhonnobad dhonyobad dhora dhorche dhose dhukbe dhukche dhuke dhukte dhuye
    2: dibe dibo dicche dichhe dik dike dilam dile dilei dilen dinta dise diyechen dokan dokandar dokane
    2: dokaner dokhol dol dolil dori dorja dorkhasto dube dui dupur dupure e ebar ei ek ekbar ekdin
    2: ekhuni eki ekjon ekkhuni eksathe ektao ele elo emon er ese eseche eseni eshe eshechi eto faka fata
    2: fatol felche fele feleche felechi ferot fete firiye fule futo gach gacher gari gche gechen gechi
    2: geise gelam gele gelen gesi ghat ghate ghire ghonta ghum ghure ghurte giye giyechilo gola goli
    2: golir golite gondhe gorib gorom gorosthan gorte gorto goru gota gramer gula gulo ha hain hajar
    2: hariye hat hata hatar hati hatte hatu hawa hele heley hoile holei hoto hya hyan idur jabar jaben
    2: jai jani janina jaoa jaoar jawar jayga jaygay je jekhane jemon jeno jeta jete jhar jharu jhat
    2: jhogra jhor jhore jhulche jhule jiggesh jodi jokhon jolche joma jome jomi jomir jon joner jongol
    2: jonmer jonmo jor jure kaaj kaat kach kacha kache kada kagoj kaje kaka kal kamreche kapor kar karon
    2: katar kath katlo kay ke kebol kemne kete khabar khabo khai khajna khal khatay khatir khay khaye
    2: khelar khele khete kheye khobor khola khole khon khora khulbe khule khulte khure khuti ki kina
    2: kisti ko kobor koi koilo koitese kokhon kol kole kom komor kon konodin korabo korar korate korben
    2: korechen korechilam kori koribar korir korle korlo kormi koro korse kosto kotha kothao kotodin
    2: krbo kukur lagan lagano lagay lagbo lagiye laglo lege lekha likhbo likhe likhte loha lohar lojja
    2: loke mach machh mainer majh majhe majhkhane mal mane mari mase maser mash mashi masjid matha
    2: mathay mathe mati matir matro mela meyer meyera moddhe modhye mohila mondir mone mora morche more
    2: moreche mori mosha moshar moto moylar mrito mukh mukhe murgi na naame nagbe nah nalish nam narda
    2: nebe nebo neme ni nicche niche nicher nichu nije nijei nijer nilam nilo nin niyeche niyom nodi
    2: nodir noi nolkup nomoskar noshto nouka noy o obdi obhijog obostha oi oita ondhokar onno onumoti
    2: opor opore ora ordhek osudh othe ovijog pabe pachil pahar pai paka pamu panchayet panir parbo
    2: parche pare paren pari parina paser pash pasher pathano pathor pawa paykhana paykhanar pelam pelo
    2: pete pichol pocha pochche poche pora porbe porer porishkar poriskar porlo porse porshu porte poth
    2: pothe potro pouro pouroshobhar prai pray prodhan proman proti protyek puja pujo pujor pukure
    2: pukurer puro purosobha r ra raate rabibar rabish rakhar rakhe rakhle rakhun ranna rekhe rekheche
    2: rekhechi rogi roj rojo rokto rong rugi saheb salam samner saptah sara sarano sariye sathe sech
    2: sesh seta setar shesh shighri shobai shomoy shono shoshan shudhu shunun sign siri snan sobai sobar
    2: soho soi sokole somoy songe sonod soptahe soptaho sorate soriye sorkari soru subidha sud sudhu
    2: swami ta tahole tai taka tao tara taratari tarpor te tene thaka thakbe thakle thakte thakuma
    2: thakur thana theka thikadar thikana tin tobu tokhon tola tolar tolay tole tor tora tulbo tulche
    2: tule tulte uchu ulte ulto uni upay upche upokar upor upore uporer ure uthche uthe uthone uthte
    2: uttor vai vaijan vara vese vitor vitore vor vorti voy vul
    1: baba bengali chor faltu gadha haat jar kata ma morer nmskr ot pani saala sala salaam se sei shala
    1: to
    """
)
ENGLISH: Mapping[str, float] = _weights(
    """
    3: a about after am an and any are at be because been before being by came can can't cant come comes
    3: could did didn't didnt does doesn't doesnt doing don't dont every for from gave get getting give
    3: go goes going got had has hasn't have haven't he her here his how i i'm i've in into is isn't isnt
    3: it it's its know let made make may me might must my need needed needs not of on our see seen shall
    3: she should since some take taken tell that the their them there these they this those took until
    3: us want wanted wants was wasn't we we're we've went were what when where which who whom why will
    3: with within without won't wont would you your
    2: again already also always another anybody anyone applied apply applying as asking bad behind
    2: beside between big blocked booking both broken burst but cancel cancelled check checked child
    2: children choked clean cleaned cleaning closed coming daily damaged dark days dead dirty done dug
    2: each evening everyone fallen few fix fixed good hanging hello hours if install installed issue
    2: issued just kids kindly last leaking left less long lying man many men missing months more morning
    2: most much near never new next night no nobody off old only open opened opposite or other others
    2: out over overflowing paid pay people person register registered remove removed repair repaired
    2: replace report running send sent small smelling so someone standing still stinking stolen stopped
    2: taking thank thanks thankyou thnx through to today tomorrow tonight too under up using very
    2: waiting weeks woman women working years yes yesterday yet
    1: above ago all along around arrears asked asks away bamboo below black blocking born branch
    1: brothers built cannot cars catch changed charges collapsed cracked died don dumped dust earth
    1: embankment empty end even everywhere falling fell filthy five flats floating friday front given
    1: gives gone grandfather him houses housing inside inspect keep keeps knee lamps land landlord
    1: leaning leaves level locked lost middle midnight monsoon nothing now once one opening outside
    1: parents passed pavement play put quick reason received red refused refuses released residents
    1: right roadside roof rubble rupees saying says scheme shows shut sister six slippery smoke somebody
    1: started steps stink storey stuck takes ten tenants terrible then though three till times touching
    1: turned two washed wedding well while whole window wires workers
    0.5: action agent area bengali birth book booked building certificate change complaint copy correct
    0.5: correction date daughter day death document documents dog dogs download drain emergency english
    0.5: family father fee fees fire first flat floor form garbage half help hindi home hospital hour house
    0.5: human husband lamp lane language light lights market menu money month mother name number office
    0.5: officer park please problem problems receipt required road school second sewer shop someone's son
    0.5: speak staff start status street switch talk time tree urgent wall waste water water's week wife
    0.5: wrong year
    """
)
HINDI: Mapping[str, float] = _weights(
    """
    6: bataiye batao chahiye dijiye hai hain hamara hamare hamari hua hui kahan kaise karo kijiye kya
    6: mera mere meri nahi nahin raha rahe rahi
    3: aa aap aapka aapke aapki aata aate aati aaya aaye aayega aayi abhi aur bahot bahut banana banega
    3: banwana banwao bata bataye batti bhej bhejiye bhejo bhi bijli bohot chahie chaiye dijie diya diye
    3: dukan gaadi gaya gaye gayi ghar gya gyi haan hamein hoga hogi honge hoon hota hote hoti hu hue hum
    3: humara humare humein iska iski jaata jata jate jati ji ka kab kachra kaha kaisa kar kare karein
    3: karke karna karta karte karti karunga karwaiye karwana karwao kaun kaunsa kijie kisi kitna kitne
    3: kitni ko koi kooda krdo krna kuch kuda kyon kyu kyun lekin liye log logo magar mai main makan mat
    3: mein mila mile milega milegi milta mohalla mohalle mujhe naali nali naya ne nehi paani padosi par
    3: pe purana sab sadak sakta sakte sakti shaam subah tak tera tha thi toota tum tuta unka uska uski
    3: wala wale wali woh yeh
    2: aadha aadmi aag aaj aao agar andar avaidh baar baat bacche bachche badbu bahar baithe baithne ban
    2: bana band bandar barish bech beech bhai bhaiya bhatta chadha chali chhod chori daud de dehant dena
    2: dete dhakkan dhas dher dhool dikkat do dobara dukandar dunga faila fase gaay gadda galat ganda
    2: gayab ghante ghus gir gira girne gitti hafte hissa ho insaan itna jab jagah jalti jana janam jaye
    2: jayega jeena jhuk jo kabhi kagaz kal kamra karana karmi karne karni karwa ke keede khambe kharab
    2: khatam kho khod khudai khula khulta ki kiraya kirayedar kis kist kiya kude kutte lag laga lagega
    2: lagta lagwana lagwao latak latka lena leta liya maang madad mahina mahine maidan malba mang marne
    2: me mil mitti mummy mushkil nagar nagarpalika nahane nahar naukri niche nikal paas pada padi papa
    2: pareshan ped phas phat phir poore poori rahta rasid rasta rehta rehte roj roz saab saaf sabzi sad
    2: sahab sake samaan samne se shaadi shamshan sujhav talab theek tod toofan toot tooti upar uthata
    2: warisan yahan ye zameen
    1: hindi na to
    """
)
# Endings of verbs and cases, for words that no list has.
BENGALI_ENDS: Sequence[tuple[str, float]] = _ends(
    """
    2: chhilo chilo chhilam chilam chilen techhe tese tache cchhe chchhe cche chhe chhi chhen yni gulo
    2: guli
    1.5: che eni lam
    1: chi chen ben bo iya ta tar tay oy
    0.7: ay o
    0.5: len be iye der
    0.3: te ar
    0.2: er i
    0.1: e
    """
)
ENGLISH_ENDS: Sequence[tuple[str, float]] = _ends(
    """
    2: n't
    1: ing ally
    0.7: ly ed ies
    0.5: tion ness ous ful 's
    0.4: ght es
    0.3: ment ck ss
    0.2: s
    0.1: sh th y
    """
)
HINDI_ENDS: Sequence[tuple[str, float]] = _ends(
    """
    2: unga enge iyega wala
    1.5: ega egi wana waya wao aiye yiye
    1: iye
    0.4: aa
    0.2: on na ti ta
    0.15: a
    0.1: i
    """
)
# Latin words in a Bengali sentence that are no matter of it.
SIGNS = frozenset(
    """
    am ar dada didi e er hello hi madam mam na nd ni no nos o ok okay please pls plz pm r rd rs sir st
    ta tar te th w wd
    """.split()  # noqa: SIM905
)
# What people of every language type; whoever says no more is answered in Bengali.
ANYBODYS = frozenset(
    """
    exit hallo hello helo hey hi hii hiii hlw hmm k menu n no ok okay salaam start stop test y yes
    """.split()  # noqa: SIM905
)
