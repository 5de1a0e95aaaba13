"""A person at a telephone who does anything that a telephone can do, in any order, as a state machine."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from janasetu.catalogue import form as forms
from janasetu.catalogue.form import Slot
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.around import RANG, STAFF_WROTE
from janasetu.conversations.engine.session import Draft
from janasetu.conversations.engine.words import _acts
from janasetu.conversations.offices import AREA
from janasetu.lib import references
from janasetu.lib.bn import digits
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.text import clean
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice, Said, Spot
from proofs.anybody import world
from proofs.anybody.goodwill import BENGALI, ENGLISH, Asked, Reply, reply
from proofs.anybody.musts import OTHER_HANDS_AFTER, SILENT, Musts, newcomers, same_name, stands_on_card
from proofs.anybody.watched import Watched

STEPS = 50
MOST_ANSWERS = 150  # more than any form asks of a person who answers sensibly

SENTENCES = (
    "৫ নং ওয়ার্ডে দুই দিন জল নেই", "rastar alo jolche na tin din", "pothole", "জল", "নোংরা", "২", "12",
    "১২/০৫/১৯৯০", "কাল সকালে", "রহিমা বিবি", "Rahima Bibi", "রহিমা বিবি / Rahima Bibi", "५०० रुपये", "পাঁচশো টাকা",
    "হ্যাঁ", "না", "033 2200 0000", "জন্ম সার্টিফিকেট", "তথ্য", "গোপালপুর", "শালডাঙা", "মাধবপুর", "#panchayat", "#x", "নমুনা",
    "আগুন লেগেছে", "সব", "জানি না",
)  # fmt: skip
OTHERS = ("জোহার", "আসসালামু আলাইকুম", "नमस्ते", "म पानी चाहिन्छ", "ᱡᱚᱦᱟᱨ ᱯᱮᱲᱟ", "👍", "🙏🏽", "؟", "\u200d", "?")
ODD_KINDS = ("sticker", "video", "unknown", "contacts", *SILENT)
FILES = (
    ("document", "application/pdf"),
    ("audio", "audio/ogg"),
    ("document", "text/html"),
    ("video", "video/mp4"),
)
COMMANDS = tuple(sorted(_acts()))
MADE_UP = (
    "x", "", ":", "menu:", "menu:x", "office:found:zz", "office:under:d1:9:more", "office:under:zz", "who:zz",
    "office:under:birbhum:9:more", "office:under:d1", "office:under:", "office:found:g1",
    "mine:zz", "info:information:x", "info:information:fees:7:more", "info:information:9:more",
    "group:papers:77:more", "group:x", "case:261002000100:yes", "case::no", "lang:xx", "lang:hi",
    "menu:information", "menu:complaint:yes", "group:papers:" + "9" * 5000,
    "info:information:" + "৯" * 5000 + ":more",
)  # fmt: skip
SPOTS = ((26.5, 89.25), (0.0, 0.0), (90.0, 180.0), (-90.5, 10.0), (float("nan"), 1.0), (1e300, float("inf")))


class Anybody(RuleBasedStateMachine):
    """Each rule does one thing; what must come of it is looked at after every message."""

    counted: ClassVar[Counter[str]] = Counter()
    talk: Watched

    @initialize(
        kind=st.sampled_from(["area", *world.KINDS_OF_BODY]),
        lang=st.sampled_from(world.LANGUAGES),
        persons=st.sampled_from([0, 1, 2, 4]),
        offers_slots=st.booleans(),
    )
    def a_phone(self, kind: str, lang: Lang, persons: int, offers_slots: bool) -> None:
        self.counted["runs"] += 1
        office = AREA if kind == "area" else world.office(kind)
        self.talk = Watched(office=office, lang=lang, directory=world.area(), offers_slots=offers_slots)
        self.talk.persons = world.persons(persons)
        self.musts = Musts(self.talk, self.counted)
        self.talk.look = self.musts.look_at
        for person in self.talk.persons:
            self.talk.new_case(person.id, f"গোপন {person.id[:8]}")
        self.told = self.edited = self.asked = 0
        self.seen: dict[str, Choice] = {}
        self.is_broken = False

    # --- answering ---

    @rule(times=st.integers(1, 6))
    def answers_what_is_asked(self, times: int) -> None:
        for _ in range(times):
            self.answer()

    @rule(data=st.data())
    def asks_for_a_service(self, data: st.DataObject) -> None:
        offered = {one.code: one for one in self.talk.office.services.values()}
        if not offered:
            self.says("শালডাঙা")
            return
        wanted = offered[data.draw(st.sampled_from(list(offered)))]
        self.says(wanted.name.in_(self.talk.lang))

    @rule(data=st.data())
    def taps_what_is_offered(self, data: st.DataObject) -> None:
        if not self.talk.choices:
            self.says("নমস্কার")
            return
        self.taps(data.draw(st.sampled_from(self.talk.choices)))

    @rule(data=st.data())
    def types_what_is_offered(self, data: st.DataObject) -> None:
        titles = self.talk.titles or ["মেনু"]
        self.says(data.draw(st.sampled_from(titles)))

    @rule(number=st.integers(0, 12), bengali=st.booleans())
    def types_a_number(self, number: int, bengali: bool) -> None:
        self.says(digits(str(number)) if bengali else str(number))

    @rule(data=st.data())
    def changes_an_answer(self, data: st.DataObject) -> None:
        session = self.talk.session
        service = self.service
        if service is None or not session.in_form:
            self.says("কিছু বদলাব")
            return
        slots = [slot.path for slot in forms.slots(service, session.fields)]
        self.taps_id(f"{session.draft}:edit")
        self.taps_id(f"{session.draft}:change:{data.draw(st.sampled_from(slots))}")

    @rule()
    def hands_in_twice(self) -> None:
        name = self.talk.session.draft
        self.taps_id(f"{name}:submit")
        opened = len(self.talk.opened)
        self.taps_id(f"{name}:submit")
        self.taps_id(f"{name}:edit")
        assert len(self.talk.opened) == opened

    # --- anything at all ---

    @rule(data=st.data())
    def taps_an_old_button(self, data: st.DataObject) -> None:
        drafts = [draft.name for draft in self.talk.session.parked] + [self.talk.session.draft]
        own = [
            f"{name}:{act}" for name in drafts for act in ("resume", "cancel", "edit", "edit:more", "back")
        ]
        self.taps_id(data.draw(st.sampled_from([*self.seen, *MADE_UP, *own])))

    @rule(data=st.data(), name=st.sampled_from(["", "শালডাঙা", "#panchayat3"]))
    def takes_up_what_waits(self, data: st.DataObject, name: str) -> None:
        """By its button, which stays on the phone; perhaps from another office."""
        if name and self.talk.office.on_area_line:
            self.goes_to_another_office(name)
        waiting = [draft.name for draft in self.talk.session.parked]
        if waiting:
            self.taps_id(f"{data.draw(st.sampled_from(waiting))}:resume")

    @rule(words=st.sampled_from(SENTENCES))
    def says_something_sensible(self, words: str) -> None:
        self.says(words)

    @rule(word=st.sampled_from(COMMANDS))
    def says_a_word_of_command(self, word: str) -> None:
        self.says(word)

    @rule(word=st.sampled_from(["বন্ধ", "stop", "STOP", "বন্ধ করুন।", "बंद करें"]))
    def says_stop(self, word: str) -> None:
        self.says(word)

    @rule(words=st.sampled_from(OTHERS) | bengali_hostile(longest=12))
    def says_anything(self, words: str) -> None:
        if clean(words).strip():
            self.says(clean(words))

    @rule(word=st.sampled_from(["ক", "ক ", "👍", "\u0981"]), times=st.sampled_from([5, 300, 5_000]))
    def says_far_too_much(self, word: str, times: int) -> None:
        self.says(word * times)

    @rule()
    def tells_a_secret(self) -> None:
        self.says(f"{self.secret()} কথাটা আর কাউকে বলবেন না")

    @rule(caption=st.sampled_from(["", "", *SENTENCES]))
    def sends_a_photo(self, caption: str) -> None:
        self.does(lambda: self.talk.sends_photo(caption))

    @rule(photos=st.integers(2, 7))
    def sends_an_album(self, photos: int) -> None:
        pace, self.talk.pace = self.talk.pace, 1
        for _ in range(photos):
            self.does(self.talk.sends_photo)
        self.talk.pace = pace

    @rule(file=st.sampled_from(FILES), caption=st.sampled_from(["", "এই কাগজটা"]))
    def sends_a_file(self, file: tuple[str, str], caption: str) -> None:
        self.does(lambda: self.talk.sends_file(*file, caption))

    @rule(kind=st.sampled_from(ODD_KINDS))
    def sends_something_odd(self, kind: str) -> None:
        self.hears(Said(kind))

    @rule(spot=st.sampled_from(SPOTS), name=st.sampled_from(["", "বাজার", "\u202eউল্টো", "ক" * 700]))
    def sends_a_place(self, spot: tuple[float, float], name: str) -> None:
        self.hears(Said("location", spot=Spot(*spot, name)))

    # --- time, other hands, other offices ---

    @rule(
        time=st.sampled_from([{"minutes": 1}, {"minutes": 12}, {"minutes": 45}, {"hours": 13}, {"days": 3}])
    )
    def waits(self, time: dict[str, int]) -> None:
        self.talk.waits(**time)

    @rule(data=st.data())
    def gives_the_phone_to_another(self, data: st.DataObject) -> None:
        """Half an hour later somebody says hello, and says who it is when asked."""
        self.talk.waits(minutes=31)
        self.says("নমস্কার")
        whose = [choice for choice in self.talk.choices if choice.id.startswith("who:")]
        if whose and self.talk.offered.newest:
            self.taps(data.draw(st.sampled_from(whose)))

    @rule(data=st.data())
    def asks_for_cases(self, data: st.DataObject) -> None:
        self.says("আমার অভিযোগ")
        mine = [choice for choice in self.talk.choices if choice.id.startswith("mine:")]
        if mine and self.talk.offered.newest:
            self.taps(data.draw(st.sampled_from(mine)))

    @rule(
        data=st.data(), how=st.sampled_from(["{}", "{} এর কি খবর?", "{} er ki khobor"]), wrong=st.booleans()
    )
    def asks_by_a_number(self, data: st.DataObject, how: str, wrong: bool) -> None:
        """One of the cases of this phone, perhaps with its last digit mistyped."""
        refs = [case.ref for case in self.talk.cases]
        ref = data.draw(st.sampled_from(refs)) if refs else references.compose(year=2026, body=1002, serial=9)
        last = (int(ref[-1]) + wrong) % 10
        self.says(how.format(f"{references.grouped(ref)[:-1]}{last}"))

    @rule(name=st.sampled_from(["শালডাঙা", "মাধবপুর", "নমুনানগর", "#panchayat3"]))
    def goes_to_another_office(self, name: str) -> None:
        self.says("অফিস বদলান")
        if self.talk.office.is_area:
            self.says(name)

    @rule()
    def the_office_answers(self) -> None:
        """A person of the office writes where the talk was handed over."""
        if self.talk.session.state == "handed_over":
            self.talk.answered()

    @rule(waiting=st.booleans())
    def the_office_works(self, waiting: bool) -> None:
        self.talk.new_case("other", "একটি অভিযোগ", awaits_word=waiting)

    @rule(about=st.sampled_from(list(world.OFFICE_WRITES)), times=st.integers(0, 3), data=st.data())
    def the_office_writes(self, about: str, times: int, data: st.DataObject) -> None:
        """About a case, of its own accord, and the person may answer: as long as they want to hear of it."""
        if self.talk.session.state == "stopped":
            return
        self.talk.asks_about_a_case(about)
        self.seen |= {choice.id: choice for choice in self.talk.choices}
        for _ in range(times):
            self.answers_the_office(data)

    def answers_the_office(self, data: st.DataObject) -> None:
        """By a button, in words (perhaps those of the button), with a photo, a paper or a place."""
        match data.draw(st.sampled_from(["taps", "types", "says", "photo", "file", "place"])):
            case "taps":
                self.taps(data.draw(st.sampled_from(self.talk.choices)))
            case "types":
                self.says(data.draw(st.sampled_from(self.talk.titles)))
            case "says":
                self.says(data.draw(st.sampled_from([*SENTENCES, *COMMANDS])))
            case "photo":
                self.does(lambda: self.talk.sends_photo(data.draw(st.sampled_from(["", "কাজ শেষ"]))))
            case "file":
                self.does(lambda: self.talk.sends_file(*data.draw(st.sampled_from(FILES))))
            case _:
                self.hears(Said("location", spot=Spot(*data.draw(st.sampled_from(SPOTS)), "বাজার")))

    @rule()
    def rings(self) -> None:
        self.hears(Said(RANG))

    @rule()
    def staff_write_by_hand(self) -> None:
        """On a number that still lives in the app of a telephone."""
        self.hears(Said(STAFF_WROTE, text="লোক পাঠাচ্ছি"))

    @rule(data=st.data(), how=st.sampled_from(world.CHANGES))
    def a_definition_is_edited(self, data: st.DataObject, how: str) -> None:
        """A new version comes in force; the one in hand is edited more often than others."""
        offered = [one.code for one in self.talk.office.services.values()]
        if not offered:
            return
        in_hand = [self.service.code] * len(offered) if self.service else []
        code = data.draw(st.sampled_from([*in_hand, *offered]))
        serving = self.talk.office
        self.edited += 1
        self.talk.office = world.changed(serving, code, how, self.edited)
        for name, one in self.talk.directory.offices.items():
            if one is serving:
                self.talk.directory.offices[name] = self.talk.office
        self.musts.is_edited = True
        self.counted["definitions edited"] += 1

    # --- how it is done ---

    def says(self, words: str) -> None:
        self.hears(Said("text", text=words))

    def taps(self, choice: Choice) -> None:
        self.hears(Said("choice", text=choice.title, choice=choice.id))

    def taps_id(self, choice_id: str) -> None:
        title = self.seen[choice_id].title if choice_id in self.seen else ""
        self.hears(Said("choice", text=title, choice=choice_id))

    def hears(self, said: Said) -> None:
        self.does(lambda: self.talk.hears(said))

    def does(self, act: Callable[[], object]) -> None:
        self.is_broken = True
        act()
        self.is_broken = False
        for message in self.talk.received[-1:]:
            self.seen |= {choice.id: choice for choice in message.choices}

    def secret(self, letters: str = "") -> str:
        """Words that nobody else has said: a number between signs, or a name written in these letters."""
        self.told += 1
        number = f"{self.told:03d}"
        name = "".join(letters[int(digit)] for digit in number) if letters else ""
        secret = {"": f"ঝ{digits(number)}ঝ", BENGALI: f"ঝঝ{name}", ENGLISH: f"Zz{name}"}[letters]
        self.musts.secrets[secret] = ""
        return secret

    @property
    def service(self) -> Service | None:
        """The definition of the draft in hand."""
        return self.talk.office.service(self.talk.session.version)

    # --- somebody of good will ---

    def answer(self) -> None:
        """Answer what the draft waits for as somebody of good will would; it is taken."""
        session, service = self.talk.session, self.service
        if service is None or not session.in_form or self.is_asked_about_a_case:
            self.says("মেনু")
        elif stands_on_card(session):
            self.taps_id(f"{session.draft}:submit")
        else:
            self.answer_question(session.draft, forms.slot_at(service, session.fields, session.step))

    @property
    def is_asked_about_a_case(self) -> bool:
        """The newest message takes words and photos for something else than the form."""
        kinds = {choice.id.partition(":")[0] for choice in self.talk.choices}
        return self.talk.offered.newest and bool(kinds & {"case", "field"})

    def answer_question(self, draft: str, slot: Slot | None) -> None:
        assert slot, f"nothing is asked at {self.talk.session.step}"
        self.asked += 1
        before = self.talk.session.fields.get(slot.path)
        is_disturbed = self.talk.now - (self.talk.session.at or self.talk.now) >= OTHER_HANDS_AFTER
        place = f"{draft}:{slot.path}"
        ids = [choice.id for choice in self.talk.choices if choice.id.startswith(f"{place}:")]
        offered = tuple(one.removeprefix(f"{place}:") for one in ids)
        self.gives(reply(Asked(slot, before, self.talk.now.date(), offered, self.secret, self.asked)), place)
        session = self.talk.session
        if session.draft == draft and not is_disturbed:
            assert session.fields.get(slot.path) != before or slot.answered(session.fields), (
                "a good answer is not taken"
            )

    def gives(self, given: Reply, place: str) -> None:
        if given.code:
            self.taps_id(f"{place}:{given.code}")
        elif given.file:
            kind, mime = given.file
            self.does(lambda: self.talk.sends_file(kind, mime))
        elif given.is_place:
            self.hears(Said("location", spot=Spot(26.5, 89.25)))
        else:
            self.says(given.words)

    # --- no dead end ---

    def teardown(self) -> None:
        """From wherever this stands a person of good will gets the form filled, what waits, and the menu."""
        if not hasattr(self, "talk") or self.is_broken:
            return
        if self.talk.session.state == "handed_over":
            self.says("মেনু")
        for _ in range(2):  # the first may be the answer to what the office has just asked about a case
            if self.talk.office.is_area:
                self.says("শালডাঙা")
        self.fills_the_form()
        for draft in self.talk.session.parked[::-1]:
            self.finds_again(draft)
        self.says("মেনু")
        assert not self.talk.session.parked
        assert any(choice.id.startswith("menu:") for choice in self.talk.choices), "there is no menu"
        self.counted["steps"] += self.talk.sent

    def fills_the_form(self) -> None:
        for _ in range(MOST_ANSWERS):
            if not self.talk.session.in_form:
                return
            self.answer()
        raise AssertionError(f"the form has no end: {self.talk.session}")

    def finds_again(self, draft: Draft) -> None:
        """What waits is offered to whose it is, in the office where it was begun, and can be left."""
        if self.talk.office.body != self.musts.offices[draft.name]:
            self.goes_back_to(self.musts.offices[draft.name])
        self.talk.waits(minutes=31)
        self.says("মেনু")
        whose = {choice.id for choice in self.talk.choices if choice.id.startswith("who:")}
        if whose:
            self.taps_id(next(one for one in self.who_they_may_be(draft) if one in whose))
        assert f"{draft.name}:resume" in [choice.id for choice in self.talk.choices], (
            f"{draft.name} is not offered"
        )
        self.taps_id(f"{draft.name}:resume")
        self.says("বাতিল")

    def who_they_may_be(self, draft: Draft) -> Iterator[str]:
        """The choices by which somebody says that it is theirs: by name, from a draft, or nobody we know."""
        yield f"who:{self.musts.owners[draft.name]}"
        drafts = newcomers(self.talk.session, self.talk.office)
        name = drafts.get(draft.name, {})
        yield from (f"who:{one.id}" for one in self.talk.persons if same_name(name, one.name))
        yield from (f"who:new-{other}" for other, named in drafts.items() if same_name(name, named))
        yield "who:other"

    def goes_back_to(self, body: str) -> None:
        self.says("অফিস বদলান")
        self.says(f"#{body}")
        assert self.talk.office.body == body


def run(runs: int, *, seed: int) -> Mapping[str, int]:
    """So many lives of fifty steps, the same for the same seed; what was counted."""
    one = type("Anybody", (Anybody,), {"counted": Counter(dict.fromkeys(("runs", "steps"), 0))})
    run_state_machine_as_test(
        hypothesis.seed(seed)(one),
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
            print_blob=False,
        ),
    )
    return one.counted
