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
    6: soran saran koran chilo chara ekti ekta apnader apnara amra amader amar kortese korechi koreche
    6: korlam korche korchi korbo korte koren korun jabo jabe jachhe jacche gelo gese gechhe geche hoilo
    6: holo hoyni hoy hoise hoyechhe hoyeche hoibo hobe hochche hochhe hocche ashche asche achhe ache
    6: theke nai nei dhore poreche porche pabo paini lagche lagbe chai pathan ekhon ekhono keu kichu
    6: kivabe kothay keno kobe jonno niye diyechi diyeche bolche bolun bondho jante janabo janaben janan
    6: kore rastay rasta jol dorkar hoytese asbe ashbe
    3: dutoi duita duto eta ota tar tader oder moke hamra hamar amago amdr amr apni apnar tomar ami
    3: korchen korbe kora gechilo gache hoye hoichhe aschhe ashe ase thake thaki nay naki ebong kintu sob
    3: agey age porjanto porjonto por pore peyechi paoa pacchi pachhi lagba lage chan pathabo pathaben
    3: abar ekdom ektu sekhane okhane ekhane onek khub konta kono kauke kichui koto kemon jonne ney jay
    3: niyechi nite den debo debe deyni dilo dite diben diye bolchilam boleche bollo bolchi bolbe bolbo
    3: bolen bole choto boro purono notun bhalo valo kharap thik bachcha baccha bacha manush meye chele
    3: chhele diyo babu dadu didi dada ajke gotokal kalke goto raat bikel sokale sokal rate rat diner din
    3: bochor mas ghorer ghore ghor lok kajer kaj dhulo gondho bhenge venge bhanga samne pase pashe
    3: nongra nordoma pukur paray parar para barite barir bari alo rastar moila moyla jole joler shob
    3: kon_ kutha kotodoor kotodur bondhu bachao agun dhare dey parker hoyna bhasha vasha maren tulun
    3: bachan bodlate bodlabo bodlan hoitase hbe jbo lgbo lgbe khan chaise nagibe nage tomra hamak mok
    3: chobi peye gechhi mor
    2: nam songe sathe mari kol joma taka kotha kagoj goli gach matha mukh jor aaj aj kal char tin dui ek
    2: jodi tahole tao ba gula gulo e te ke ki o r ni na ko oi ei tai ta ra ar er aste karon kothao
    2: hain ha hyan hya nah noi noy vul bhul assalamu salam dhonyobad dhonnobad shono shunun baar bar
    2: felche fele tule theka khola khule dekhben dekho dekhi dekha dekhun dekhe likhe lekha bujhte bujhi
    2: pujo puja mela ghat khal mati mach machh murgi goru kukur mosha thakur kaka mashi vai bhai dokaner
    2: dokan kar khajna jomi sonod abedon nalish ovijog obhijog dorkhasto ekbar ektao kaaj khobor jemon
    2: jokhon tokhon khon kokhon konodin kon koilo koi koitese asheni aseni eseni eseche ese eshe ashun
    2: asun asen ashen sokole shobai sobai poche pochche pocha moreche more morche mora khete khabo khay
    2: khaye shighri taratari ekkhuni ekhuni charidik charpash nichu niche upore upor opore opor baire
    2: vitore bhitore modhye moddhe majhkhane majhe pray prai rojo roj protyek proti kebol sudhu shudhu
    2: besi beshi kom maser mash dinta saptah soptaho shomoy somoy bela dupure dupur vor bhor kaat khatir
    2: lagiye lagano lagan boshano bosano bose boshe cholbe cholche choltese chole giye gele jete jaben
    2: jabar bujhlam likhte likhbo bangali banglay bangla panir gesi gechi je hat tola nomoskar
    3: vanga
    1: to jar sei se morer haat kata baba ma pani ot gadha faltu chor saala shala sala nmskr salaam
    """
)
ENGLISH: Mapping[str, float] = _weights(
    """
    3: some every any about within without until before after because since into by at in of must might
    3: may shall will would should could can whom who how why which where when what here there those
    3: these that this its her his their your our my and with from for not doing did does had have has
    3: being been were was are is the seen see went going goes go came comes come taken took take made
    3: make gave give me let tell know needed needs need wanted wants want getting got get be i a an am
    3: us them she he they you we it isnt wont cant didnt doesnt dont we're we've i've i'm it's hasn't
    3: haven't wasn't won't can't didn't don't doesn't isn't on
    2: daily hours years months weeks days night evening morning tonight tomorrow yesterday today next
    2: last long less few much many most more another others other each both also too very just only
    2: already yet still never always again through between beside opposite behind near under over out up
    2: to as so if but or no yes hello thnx thankyou thanks thank kindly applying installed install
    2: replace removed remove cleaning cleaned issued done using taking asking waiting standing hanging
    2: lying coming running working stopped left dug opened fallen dark smelling dirty stinking stolen
    2: missing burst leaking overflowing choked blocked damaged broken dead bad good small big new old
    2: kids children child women woman men man person people everyone anybody anyone someone nobody off
    2: closed open registered register report issue fix fixed pay paid applied apply clean repaired
    2: repair checked check sent send booking cancelled cancel
    0.5: switch language hindi bengali change
    0.5: start please booked book menu agent human someone's second first half hour day year month week
    0.5: time date correction change correct wrong name download copy receipt required document documents
    0.5: form fees fee money staff talk english speak husband wife daughter son father mother family floor
    0.5: flat park market school hospital fire emergency urgent action problems problem officer office
    0.5: water's help number status complaint death birth certificate dogs dog tree wall building area lane
    0.5: shop home house sewer drain waste garbage lamp lights light street road water
    """
)
HINDI: Mapping[str, float] = _weights(
    """
    3: chaiye chahie chahiye kare karein karwaiye karwao karwana karti karte karta karna karo kijie
    3: kijiye dijie dijiye diye diya gyi gya gaye gayi gaya rahi rahe raha wali wale wala aur magar lekin
    3: liye bhi abhi bahot bohot bahut kuch koi kisi kaunsa kaun kitni kitne kitna kaha kahan kab kaisa
    3: kaise kyon kyun kyu kya woh yeh iski iska uski uska unka tera tum aapki aapke aapka aap hamein
    3: humein mujhe mai main hum humare humara hamare hamari hamara mere meri mera mat nehi nahin thi tha
    3: hoon hu hain hai nahi haan ji mein logo log shaam subah sab karke krdo krna karunga sakti sakte
    3: sakta banega banwao banana banwana honge hogi hoga hote hoti hota hue hui hua jaata jate jati jata
    3: aa aayega aaye aayi aaya aate aati aata milta mile mila milegi milega bata bataye bataiye batao
    3: bhej bhejiye bhejo toota tuta purana naya makan dukan gaadi padosi mohalle mohalla batti bijli
    3: nali naali kuda kooda kachra sadak ghar paani kar par tak pe ne ko ka
    2: jana lena dena roj roz baar rehte rahta bahar andar samne upar niche paas saaf ganda kharab band
    2: sahab saab bhaiya bhai de do ye agar jab jo aaj kal ho me se ke ki
    1: to na
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
