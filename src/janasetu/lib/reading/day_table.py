"""The words of days as people type them: months, weekdays, today and tomorrow, before and after."""

from janasetu.lib.reading.typed import table, words

MONTHS: dict[str, int] = {
    word: int(month)
    for word, month in table(
        """
        1: জানুয়ারি জানু january januari january jan janu जनवरी janvari janwari
        2: ফেব্রুয়ারি ফেব february februari febuary feb फरवरी farvari phebruary
        3: মার্চ march mar मार्च
        4: এপ্রিল april apr epril aprel अप्रैल
        5: মে may mei me मई mai
        6: জুন june jun जून
        7: জুলাই july jul julai जुलाई
        8: আগস্ট অগস্ট অগাস্ট আগাস্ট august aug agost agast agust अगस्त
        9: সেপ্টেম্বর সেপ্টেম্বার সেপ্টে september sept sep septembor septembar सितंबर सितम्बर
        10: অক্টোবর অক্টোবার অক্টো october oct oktobor octobor oktobar अक्टूबर अक्तूबर
        11: নভেম্বর নভেম্বার নভে november nov novembor nobhembor nobembor नवंबर नवम्बर
        12: ডিসেম্বর ডিসেম্বার ডিসে december dec disembor disember decembor दिसंबर दिसम्बर
        """
    ).items()
}
MONTH_ENDINGS = ("এর", "ের", "র", "তে", "ে", "এ")  # of and in August: আগস্টের, জানুয়ারিতে

ERA = words(
    "বৈশাখ জ্যৈষ্ঠ জৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক কার্ত্তিক অগ্রহায়ণ অঘ্রান পৌষ মাঘ ফাল্গুন ফাগুন "
    "চৈত্র বঙ্গাব্দ বাংলা বাং boishakh baisakh boisakh joishtho jyoishtho jaistha ashar asharh srabon shrabon "
    "sraban bhadro bhadra ashwin aswin kartik ogrohayon agrahayan poush pous magh falgun phalgun choitro "
    "chaitra bangabda"
)

WEEKDAYS: dict[str, int] = {  # Monday is 0, as datetime.weekday() counts
    word: int(weekday)
    for word, weekday in table(
        """
        0: সোমবার সোম sombar som monday mon सोमवार सोम somvar
        1: মঙ্গলবার মঙ্গল মংগলবার mongolbar mangalbar tuesday tue tues मंगलवार मंगल mangalvar
        2: বুধবার বুধ budhbar wednesday wed बुधवार बुध budhvar
        3: বৃহস্পতিবার বৃহস্পতি বেস্পতিবার বৃহঃ লক্ষ্মীবার brihospotibar brihaspatibar bespotibar thursday thu thur thurs गुरुवार बृहस्पतिवार guruvar
        4: শুক্রবার শুক্র shukrobar sukrobar shukrabar friday fri शुक्रवार shukravar
        5: শনিবার শনি shonibar sonibar shanibar saturday sat शनिवार shanivar
        6: রবিবার রোববার রবি robibar robbar rabibar sunday sun रविवार इतवार ravivar
        """  # noqa: E501
    ).items()
}

# How many days from today. কাল, পরশু and তরশু are on either side of it, and so are Hindi's कल and परसों.
CERTAIN_DAYS: dict[str, int] = {
    word: int(days)
    for word, days in table(
        """
        -1: গতকাল গতকল্য গতকালকে gotokal gotkal yesterday
        0: আজ আজকে আজই aj ajke aaj aajke today आज
        1: আগামীকাল আগামিকাল agamikal tomorrow tomorow tommorow tmrw
        """
    ).items()
}
EITHER_DAYS: dict[str, int] = {
    word: int(days)
    for word, days in table(
        """
        1: কাল কালকে kal kaal kalke कल
        2: পরশু পরশুদিন porshu porsu parshu parsu परसों parson
        3: তরশু torshu tarshu नरसों
        """
    ).items()
}
PHRASES = (  # said in several words, and the word of ours that means it
    ("day before yesterday", "গত পরসু"),
    ("day after tomorrow", "আগামি পরসু"),
)

# What says on which side of today a named day lies, and what does so for a number of days; -1 is the past.
TOWARDS: dict[str, int] = {
    word: int(way)
    for word, way in table(
        """
        -1: গত গেল আগের goto gata gato gelo ager last past पिछले पिछला बीते
        1: আগামী সামনের পরের আসছে agami samner porer asche next coming अगले अगला आने
        """
    ).items()
}
DISTANCES: dict[str, int] = {
    word: int(way)
    for word, way in table(
        """
        -1: আগে আগেই পূর্বে age agey aage ago before back पहले pehle
        1: পর পরে বাদে বাদ por pore bade baad after later in hence बाद
        """
    ).items()
}
SPANS: dict[str, int] = {  # in days
    word: int(days)
    for word, days in table(
        """
        1: দিন দিনের day days din dine दिन
        7: সপ্তাহ সপ্তা হপ্তা week weeks soptaho saptah shoptaho हफ्ते हफ्ता सप्ताह
        """
    ).items()
}
OF_A_MONTH = words("মাস মাসের মাসে month mas maser mase महीने महीना माह")
DATED = words("তারিখ তারিখে tarikh tarik date dated तारीख")
FIRST_DAYS: dict[str, int] = {
    word: int(day) for word, day in table("1: পয়লা পহেলা pohela poyla\n2: দোসরা\n3: তেসরা\n4: চৌঠা").items()
}
ORDINALS = words("লা রা ঠা ই এ শে er এর র e ei la ra tha i she st nd rd th")
MUTE = ORDINALS | words(
    "বার bar সাল সালের সালে সন খ্রিস্টাব্দ খ্রি খ্রিঃ ইং ইংরেজি year sal saal सन साल on the of this এই শুভ ei "
    "ভোরে সকাল সকালে দুপুর দুপুরে বিকেল বিকেলে বিকাল বিকালে সন্ধ্যা সন্ধ্যায় সন্ধ্যে সন্ধে রাত রাতে রাত্রে "
    "বেলা বেলায় sokal sokale dupur dupure bikel bikele bikal sondhya sondhyay rat rate morning noon afternoon "
    "evening night सुबह दोपहर शाम रात को की"
)
