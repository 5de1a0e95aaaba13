"""`janasetu bodies` and `janasetu act`: the whole way of an order by commands, and of a directory."""

import argparse
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import User

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.directory_file import COLUMNS
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import signatory, silent
from janasetu.bodies.tests.factories import make_area, make_body, make_officer, make_ward
from janasetu.cases.actions import escalate_overdue
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case
from janasetu.config import sweeps
from janasetu.config.cli import act as act_command
from janasetu.config.cli import bodies as bodies_command
from janasetu.config.errors import FrontDoorError
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 12, 1, tzinfo=KOLKATA)
LAST = MIDNIGHT - timedelta(microseconds=1)
ORDER = ("--order", "১২৩/পুর", "--dated", "2026-11-20")
END = ("end-board", "falakata", "--at", "2026-12-01T00:00:00+05:30", *ORDER)
NAMED = ("--name-bn", "সুচেতা লাহিড়ী", "--name-en", "Sucheta Lahiri")

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def town() -> Town:
    sync_posts()
    return make_town()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command; its exit code, what it printed, what it complained of."""

    def told(module: ModuleType, *arguments: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        code = module.run(parser.parse_args(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


def test_the_board_ends_at_midnight_from_the_order_to_the_last_refusal(town: Town, run: Told) -> None:
    case = open_case(town)
    for late in (4, 8):
        escalate_overdue(now=NOW + timedelta(days=late))
    assert run(bodies_command, *END, *NAMED)[0] == 0

    with clock.fixed(LAST):
        sweeps.sweep()
        assert run(act_command, case.ref, "reply", "--as", "chairman@falakata", "--note", "দেখছি")[0] == 0
    with clock.fixed(MIDNIGHT):
        sweeps.sweep()
        refused = run(act_command, case.ref, "reply", "--as", "chairman@falakata", "--note", "আবার")
        done = run(act_command, case.ref, "resolve", "--as", "administrator@falakata", "--photo", "sample")

    assert refused == (1, "", "এই পদের মেয়াদ শেষ হয়েছে।\nThe term of this post has ended.\n")
    assert done[0] == 0
    assert Case.objects.get(id=case.id).officer.post == "administrator@falakata"  # type: ignore[union-attr]
    assert events(case)[-3:] == [
        ("replied", "chairman@falakata"),
        ("handed_over", "system"),
        ("resolve_claimed", "administrator@falakata"),
    ]


def test_a_post_that_nobody_ever_held_is_refused_in_one_sentence(town: Town, run: Told) -> None:
    case = open_case(town)

    with pytest.raises(FrontDoorError, match="nobody holds mayor@falakata"):
        run(act_command, case.ref, "reply", "--as", "mayor@falakata", "--note", "দেখছি")


def test_ending_a_board_tells_when_and_who_comes_and_a_second_time_that_it_was_done(
    town: Town, run: Told
) -> None:
    told = (
        "falakata: the board ends at 2026-12-01 00:00.\n"
        "administrator@falakata acts for its chairman from then on, with the login administrator@falakata.\n"
    )

    before = "falakata: this order was carried out before. Nothing has changed.\n"

    assert run(bodies_command, *END, *NAMED) == (0, told, "")
    assert run(bodies_command, *END, *NAMED) == (0, before + told, "")
    assert run(bodies_command, *END, *NAMED, "--login", "sdo@alipurduar") == (0, before + told, "")
    assert [officer.role_id for officer in Officer.objects.filter(acting_for="chairman")] == ["administrator"]
    assert not User.objects.filter(username="sdo@alipurduar").exists()
    assert not User.objects.get(username="administrator@falakata").has_usable_password()


def test_in_the_demo_the_administrators_login_has_the_demos_password(
    town: Town, run: Told, settings: Any
) -> None:
    settings.INSTALLATION = replace(settings.INSTALLATION, mode="demo")

    run(bodies_command, *END, *NAMED, "--login", "sdo@alipurduar")

    assert User.objects.get(username="sdo@alipurduar").check_password("demo-1234")


def test_an_order_that_cannot_be_is_refused_in_bengali_and_english(town: Town, run: Told) -> None:
    make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})

    refused = run(bodies_command, "end-board", "wb", *END[2:], *NAMED)

    assert refused == (1, "", "এই সংস্থায় নির্বাচিত বোর্ড নেই।\nThis body has no elected board.\n")


def test_an_order_of_the_same_number_that_did_something_else_is_not_this_one(town: Town, run: Told) -> None:
    other = make_body("alipurduar", number=1003)
    silence = ("silence", "falakata", "--from", "2026-12-01T00:00:00+05:30", *ORDER)

    assert run(bodies_command, *silence)[0] == 0
    assert "before" not in run(bodies_command, *END, *NAMED)[1]
    assert "before" not in run(bodies_command, "end-board", other.code, *END[2:], *NAMED)[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("end-board", "falakata", "--at", "2026-12-01", *ORDER, *NAMED),
        (
            "end-board",
            "falakata",
            "--at",
            "2026-12-01T00:00:00Z",
            "--order",
            "1",
            "--dated",
            "20/11/26",
            *NAMED,
        ),
        ("end-board", "falakata", "--at", "2026-12-01T00:00:00Z", *NAMED),
        END,
        ("show",),
        (),
    ],
)
def test_an_order_that_says_too_little_is_a_misuse(run: Told, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(bodies_command, *arguments)

    assert ended.value.code == 2


@pytest.mark.parametrize("verb", [("show",), ("lift-silence", "--at", "2026-12-01T00:00:00Z")])
def test_a_body_that_there_is_not_is_refused_in_one_sentence(run: Told, verb: tuple[str, ...]) -> None:
    with pytest.raises(FrontDoorError, match="there is no body atlantis"):
        run(bodies_command, verb[0], "atlantis", *verb[1:])


def test_bodies_are_listed_one_line_each(town: Town, run: Told) -> None:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    town.body.parent = state
    town.body.save()

    lines = [json.loads(line) for line in run(bodies_command, "list", "--served", "--json")[1].splitlines()]

    assert [line["code"] for line in lines] == ["falakata", "wb"]
    assert lines[0] == {
        "code": "falakata",
        "number": 1002,
        "kind": "municipality",
        "name": {"bn": "ফালাকাটা পুরসভা", "en": "Falakata Municipality"},
        "parent": "wb",
        "lgd_code": None,
        "served": True,
    }


def test_a_body_is_shown_with_its_former_officers_and_its_titles(town: Town, run: Told) -> None:
    run(bodies_command, *END, *NAMED)

    with clock.fixed(MIDNIGHT):
        shown = json.loads(run(bodies_command, "show", "falakata")[1])

    officers = {one["post"]: one for one in shown["officers"]}
    assert officers["chairman@falakata"] == {
        "post": "chairman@falakata",
        "acting_for": None,
        "department": None,
        "ward": None,
        "name": {"bn": "অনিমেষ বর্মন", "en": "Animesh Barman"},
        "since": "1950-01-01T00:00:00Z",
        "until": "2026-11-30T18:30:00Z",
        "in_office": False,
        "order": None,
    }
    assert officers["administrator@falakata"]["in_office"] is True
    assert officers["administrator@falakata"]["acting_for"] == "chairman"
    assert [(title["role"], title["name"]["bn"]) for title in shown["titles"]] == [
        ("chairman", "প্রশাসক"),
        ("councillor", "ওয়ার্ড কো-অর্ডিনেটর"),
    ]
    assert (shown["silent"], shown["within"], shown["wards"]) == (False, [], 0)


def test_silence_rules_from_its_order_until_it_is_lifted(town: Town, run: Told) -> None:
    begun = run(bodies_command, "silence", "falakata", "--from", "2026-12-01T00:00:00+05:30", *ORDER)
    assert silent([town.body.id], MIDNIGHT) == {town.body.id}
    lifted = run(bodies_command, "lift-silence", "falakata", "--at", "2026-12-20T00:00:00+05:30")

    assert begun == (0, "falakata: silence rules from 2026-12-01 00:00 until it is lifted.\n", "")
    assert lifted == (0, "falakata: the silence ends at 2026-12-20 00:00.\n", "")
    assert silent([town.body.id], MIDNIGHT + timedelta(days=19)) == set()
    with pytest.raises(FrontDoorError, match="no silence of its own rules in falakata"):
        run(bodies_command, "lift-silence", "falakata", "--at", "2026-12-21T00:00:00+05:30")


def test_a_silence_may_have_its_end_in_its_order(town: Town, run: Told) -> None:
    told = run(
        bodies_command, "silence", "falakata", "--from", "2026-12-01T00:00:00+05:30",
        "--until", "2026-12-31T00:00:00+05:30", *ORDER,
    )  # fmt: skip

    assert told[1] == "falakata: silence rules from 2026-12-01 00:00 until 2026-12-31 00:00.\n"


# --- Appointments ---

BY_ELECTION = "2027-03-01T00:00:00+05:30"
COORDINATOR = ("appoint", "falakata", "--role", "coordinator", "--acting-for", "councillor", "--ward", "5",
               "--login", "shankar", "--name-bn", "শঙ্কর কয়াল", "--name-en", "Shankar Kayal",
               "--at", "2026-12-01T00:00:00+05:30")  # fmt: skip
COUNCILLOR = ("appoint", "falakata", "--role", "councillor", "--ward", "5", "--login", "minati",
              "--name-bn", "মিনতি রায়", "--name-en", "Minati Roy", "--at", BY_ELECTION,
              "--order", "১২৪/নির্বাচন", "--dated", "2027-02-20")  # fmt: skip


def signer(town: Town, at: datetime) -> str | None:
    """The login of who signs a recommendation for ward 5."""
    officer = signatory(
        body_id=town.body.id, role="councillor", document_type="recommendation", at=at, ward="5"
    )
    return officer.user.get_username() if officer else None


def test_a_vacant_ward_is_acted_for_until_the_by_election_by_commands_alone(town: Town, run: Told) -> None:
    make_ward(town.body, "5")

    told = [run(bodies_command, *arguments) for arguments in ((*COORDINATOR, *ORDER), COUNCILLOR)]

    assert told == [
        (
            0,
            (
                "coordinator@falakata acts for the councillor of ward 5 from 2026-12-01 00:00, "
                "with the login shankar.\n"
            ),
            "",
        ),
        (
            0,
            "councillor@falakata of ward 5 is in office from 2027-03-01 00:00, with the login minati.\n",
            "",
        ),
    ]
    election = datetime(2027, 3, 1, tzinfo=KOLKATA)
    moments = (LAST, MIDNIGHT, election - timedelta(microseconds=1), election)
    assert [signer(town, at) for at in moments] == [None, "shankar", "shankar", "minati"]


def test_an_appointment_may_end_by_itself_and_in_the_demo_its_login_opens(
    town: Town, run: Told, settings: Any
) -> None:
    settings.INSTALLATION = replace(settings.INSTALLATION, mode="demo")
    make_ward(town.body, "5")

    told = run(bodies_command, *COORDINATOR, *ORDER, "--until", BY_ELECTION)

    assert told[1] == (
        "coordinator@falakata acts for the councillor of ward 5 from 2026-12-01 00:00 "
        "until 2027-03-01 00:00, with the login shankar.\n"
    )
    assert User.objects.get(username="shankar").check_password("demo-1234")


def test_acting_authority_returns_by_command_and_once(town: Town, run: Told) -> None:
    make_ward(town.body, "5")
    run(bodies_command, *COORDINATOR, *ORDER)
    back = ("return-authority", "falakata", "--role", "councillor", "--at", BY_ELECTION)

    told = run(bodies_command, *back, "--ward", "5")

    assert told == (0, "falakata: the authority of the councillor returns at 2027-03-01 00:00.\n", "")
    assert Officer.objects.get(acting_for="councillor").until == datetime(2027, 3, 1, tzinfo=KOLKATA)
    with pytest.raises(FrontDoorError, match="nobody acts for the councillor in falakata at that time"):
        run(bodies_command, *back)


def test_an_appointment_that_cannot_be_is_refused_in_bengali_and_english(town: Town, run: Told) -> None:
    assert run(bodies_command, *COUNCILLOR) == (
        1,
        "",
        "এই সংস্থায় এই নম্বরের কোনো ওয়ার্ড নেই।\nThis body has no ward of that number.\n",
    )


@pytest.mark.parametrize("arguments", [COORDINATOR, ("return-authority", "falakata"), ("import",)])
def test_a_command_that_says_too_little_is_a_misuse(run: Told, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(bodies_command, *arguments)

    assert ended.value.code == 2


# --- The import of a directory ---

DIRECTORY = f"""{",".join(COLUMNS)}
,,state,পশ্চিমবঙ্গ,West Bengal,,19
,,district,বাঁকুড়া,Bankura,,305
Bankura,,block,ছাতনা,Chhatna,,2500
"""


def test_a_directory_is_imported_from_a_file_and_a_second_time_nothing_changes(
    run: Told, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text(DIRECTORY, encoding="utf-8-sig")

    told = [run(bodies_command, "import", str(path)) for _ in range(2)]

    assert told == [
        (0, "3 new, 0 changed, 0 as they were.\n", ""),
        (0, "0 new, 0 changed, 3 as they were.\n", ""),
    ]
    assert [json.loads(line)["code"] for line in run(bodies_command, "list")[1].splitlines()] == [
        "bankura",
        "chhatna-block",
        "west-bengal",
    ]


def test_a_directory_may_come_by_standard_input(run: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DIRECTORY.encode())))

    assert run(bodies_command, "import", "-")[1] == "3 new, 0 changed, 0 as they were.\n"


def test_every_fault_of_a_file_is_told_in_bengali_and_english_and_nothing_is_written(
    run: Told, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text(f"{DIRECTORY}Atlantis,,block,ছাতনা,Chhatna,,\n,,town,কলকাতা,Kolkata,,\n", encoding="utf-8")

    code, printed, complained = run(bodies_command, "import", str(path))

    assert (code, printed) == (1, "")
    assert complained.splitlines() == [
        "সারি ৫: «Atlantis» নামে কোনো জেলা নেই, ফাইলেও না।",
        "Row 5: There is no district “Atlantis”, nor in the file.",
        (
            "সারি ৬: কী ধরনের সংস্থা বোঝা গেল না। লিখুন এর একটি: "
            "block, corporation, district, gram_panchayat, municipality, state।"
        ),
        (
            "Row 6: What kind of body it is cannot be told. Write one of: "
            "block, corporation, district, gram_panchayat, municipality, state."
        ),
        "2 faults; nothing is written.",
    ]
    assert not LocalBody.objects.exists()


def test_of_very_many_faults_the_first_hundred_are_told(run: Told, tmp_path: Path) -> None:
    path = tmp_path / "directory.csv"
    path.write_text(DIRECTORY + ",,block,ছাতনা,Chhatna,,\n" * 101, encoding="utf-8")

    complained = run(bodies_command, "import", str(path))[2].splitlines()

    assert len(complained) == 201
    assert complained[-1] == "101 faults; nothing is written."


def test_a_file_that_is_not_there_is_told_in_one_sentence(run: Told, tmp_path: Path) -> None:
    with pytest.raises(FrontDoorError, match=r"nowhere\.csv cannot be read: No such file or directory"):
        run(bodies_command, "import", str(tmp_path / "nowhere.csv"))
    with pytest.raises(FrontDoorError, match="cannot be read: Is a directory"):
        run(bodies_command, "import", str(tmp_path))


# --- Leave and deputies ---

LEAVE = ("leave", "falakata", "--login", "shila", "--from", "2026-12-01", "--until", "2026-12-05")


@pytest.fixture
def shila(town: Town) -> Officer:
    """An officer whose login is known by name, and a clerk beside her."""
    User.objects.filter(id=town.officer.user_id).update(username="shila")
    clerk = make_officer(town.body, "clerk")
    User.objects.filter(id=clerk.user_id).update(username="sukumar")
    return clerk


def test_a_leave_is_entered_shown_and_ended(town: Town, shila: Officer, run: Told) -> None:
    case = open_case(town)
    assert run(bodies_command, *LEAVE, "--deputy", "sukumar") == (
        0,
        "officer@falakata is away from 2026-12-01 to 2026-12-05; sukumar stands in.\n",
        "",
    )
    shown = json.loads(run(bodies_command, "leaves", "falakata")[1])
    assert (shown["post"], shown["deputy"], shown["until"]) == (
        "officer@falakata",
        "clerk@falakata",
        "2026-12-05T18:30:00Z",
    )

    Case.objects.filter(id=case.id).update(promise_due_at=MIDNIGHT, escalates_at=None)
    with clock.fixed(MIDNIGHT):
        sweeps.sweep()
        assert Case.objects.get(id=case.id).officer == shila
        assert run(bodies_command, "back", "falakata", "--login", "shila")[1] == "officer@falakata is back.\n"
        sweeps.sweep()

    assert Case.objects.get(id=case.id).officer == town.officer
    assert [code for code, _ in events(case) if code != "first_action_missed"] == [
        "opened",
        "covered",
        "given_back",
    ]


def test_a_deputy_is_named_and_ended(town: Town, shila: Officer, run: Told) -> None:
    deputy = ("deputy", "falakata", "--role", "officer")

    assert run(bodies_command, *deputy, "--login", "sukumar")[:2] == (
        0,
        "sukumar stands in for the officer of falakata.\n",
    )
    assert json.loads(run(bodies_command, "leaves", "falakata")[1])["stands_in_for"] == "officer"
    assert run(bodies_command, *deputy, "--end")[0] == 0
    assert run(bodies_command, "leaves", "falakata")[1] == ""


def test_what_cannot_be_is_refused_in_both_languages(town: Town, shila: Officer, run: Told) -> None:
    code, _, said = run(bodies_command, *LEAVE, "--deputy", "shila")

    assert code == 1
    assert said.splitlines() == [
        "নিজের বদলে নিজেকে রাখা যায় না। অন্য কাউকে বেছে নিন।",
        "Nobody can stand in for themselves. Choose somebody else.",
    ]
    with pytest.raises(FrontDoorError, match="nobody with the login nobody is in office in falakata"):
        run(bodies_command, *LEAVE, "--deputy", "nobody")
    with pytest.raises(FrontDoorError, match="shila is not away from falakata"):
        run(bodies_command, "back", "falakata", "--login", "shila")
