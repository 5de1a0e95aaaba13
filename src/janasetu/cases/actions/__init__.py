"""Writes of casework, by noun: one act, one function, one transaction. Every door enters here."""

from janasetu.cases.actions.alarming import hear_alarm, tell_alarms
from janasetu.cases.actions.amending import CorrectionWish, ask_corrections
from janasetu.cases.actions.amending_lines import LinesOrder, correct_lines
from janasetu.cases.actions.amending_on_web import (
    CannotCorrectError,
    NothingSaidError,
    Told,
    correct_by_link,
)
from janasetu.cases.actions.answering import CitizenReply, answer_questions
from janasetu.cases.actions.appealing import (
    AppealOrder,
    AppealWish,
    appeal,
    appeal_by_code,
    decide_appeal,
)
from janasetu.cases.actions.arriving import bring_to_desks, find_officers
from janasetu.cases.actions.awaiting import remind_of_answers, take_linked_answers
from janasetu.cases.actions.calling import CallBackOrder, ask_call_backs, call_back_about
from janasetu.cases.actions.closing import close_silent
from janasetu.cases.actions.coding import CodeAsk, tell_by_code
from janasetu.cases.actions.confirming import CitizenAnswer, answer_claims
from janasetu.cases.actions.doorstep import fetch_paper_at_door, take_round_word
from janasetu.cases.actions.duties import put_on_duty, relieve
from janasetu.cases.actions.echoing import Echo, record_echoes
from janasetu.cases.actions.escalating import escalate_overdue
from janasetu.cases.actions.explanations import give_explanation
from janasetu.cases.actions.exporting import take_out_list, take_out_register
from janasetu.cases.actions.fetching_on_web import (
    NotOfferedError,
    WebOffer,
    fetch_by_code,
    offer_of,
    send_to_phone,
)
from janasetu.cases.actions.fielding import FieldAct, act_in_the_field, files_arrived
from janasetu.cases.actions.first_actions import tell_missed_first_actions
from janasetu.cases.actions.following import follow_calendars
from janasetu.cases.actions.handing_out import PaperWish, send_papers
from janasetu.cases.actions.handing_over import hand_over_due
from janasetu.cases.actions.hearing import CitizenWord
from janasetu.cases.actions.incidents import IncidentOrder, declare_incident
from janasetu.cases.actions.inking import (
    photograph_paper,
    print_paper,
    put_page_aside,
    seal_paper,
    vouch_for_page,
)
from janasetu.cases.actions.inspecting import take_on_round
from janasetu.cases.actions.issuing import (
    PaperFile,
    draft_anew,
    end_paper,
    file_paper,
    finish_signed,
    release_paper,
    send_back,
    sign_paper,
)
from janasetu.cases.actions.lawful_time import tell_law_passed
from janasetu.cases.actions.letters import note_letter_sent, write_letter
from janasetu.cases.actions.linking import (
    DeadLinkError,
    WrongSecretError,
    fetch_paper,
    look_at_link,
    make_link,
)
from janasetu.cases.actions.listening import (
    ask_to_say_again,
    call_desks_to_voices,
    hear_voice,
    keep_transcript,
    let_voice_go,
    take_voice,
)
from janasetu.cases.actions.looking import note_look
from janasetu.cases.actions.losing import LostCall, note_lost_call
from janasetu.cases.actions.moving import MoveOrder, ask_for_papers, make_move
from janasetu.cases.actions.noting import note_payments
from janasetu.cases.actions.opening import CaseOrder, open_cases
from janasetu.cases.actions.parting import part_ways, split_off
from janasetu.cases.actions.passing_on import pass_on_failed
from janasetu.cases.actions.proving import note_proof
from janasetu.cases.actions.rating import CitizenRating, rate_work
from janasetu.cases.actions.reading import keep_draft, reveal_number, watch
from janasetu.cases.actions.receipts import send_receipts
from janasetu.cases.actions.records import ask_records, choose_entry, hear_record_room, look_up
from janasetu.cases.actions.recounting import recount
from janasetu.cases.actions.referring import Outside
from janasetu.cases.actions.registering import Caller, Concerned, Registration, register_case
from janasetu.cases.actions.reminding import remind_owners
from janasetu.cases.actions.renewing import tell_renewals
from janasetu.cases.actions.rights_papers import press_rights_papers
from janasetu.cases.actions.slips import print_slips
from janasetu.cases.actions.staging import Judgement, StageOrder, decide, judge_papers, nudge
from janasetu.cases.actions.teaching import accept_phrase, drop_unreviewed, refuse_phrase
from janasetu.cases.actions.telephoning import close_call_back
from janasetu.cases.actions.unkept import drop_files
from janasetu.cases.actions.unmasking import agree_to_unmask, ask_to_unmask
from janasetu.cases.actions.withdrawing import Withdrawal, withdraw, withdraw_by_code, withdraw_for
from janasetu.cases.actions.wording import retire_reply, word_reply

__all__ = [
    "AppealOrder",
    "AppealWish",
    "CallBackOrder",
    "Caller",
    "CannotCorrectError",
    "CaseOrder",
    "CitizenAnswer",
    "CitizenRating",
    "CitizenReply",
    "CitizenWord",
    "CodeAsk",
    "Concerned",
    "CorrectionWish",
    "DeadLinkError",
    "Echo",
    "FieldAct",
    "IncidentOrder",
    "Judgement",
    "LinesOrder",
    "LostCall",
    "MoveOrder",
    "NotOfferedError",
    "NothingSaidError",
    "Outside",
    "PaperFile",
    "PaperWish",
    "Registration",
    "StageOrder",
    "Told",
    "WebOffer",
    "Withdrawal",
    "WrongSecretError",
    "accept_phrase",
    "act_in_the_field",
    "agree_to_unmask",
    "answer_claims",
    "answer_questions",
    "appeal",
    "appeal_by_code",
    "ask_call_backs",
    "ask_corrections",
    "ask_for_papers",
    "ask_records",
    "ask_to_say_again",
    "ask_to_unmask",
    "bring_to_desks",
    "call_back_about",
    "call_desks_to_voices",
    "choose_entry",
    "close_call_back",
    "close_silent",
    "correct_by_link",
    "correct_lines",
    "decide",
    "decide_appeal",
    "declare_incident",
    "draft_anew",
    "drop_files",
    "drop_unreviewed",
    "end_paper",
    "escalate_overdue",
    "fetch_by_code",
    "fetch_paper",
    "fetch_paper_at_door",
    "file_paper",
    "files_arrived",
    "find_officers",
    "finish_signed",
    "follow_calendars",
    "give_explanation",
    "hand_over_due",
    "hear_alarm",
    "hear_record_room",
    "hear_voice",
    "judge_papers",
    "keep_draft",
    "keep_transcript",
    "let_voice_go",
    "look_at_link",
    "look_up",
    "make_link",
    "make_move",
    "note_letter_sent",
    "note_look",
    "note_lost_call",
    "note_payments",
    "note_proof",
    "nudge",
    "offer_of",
    "open_cases",
    "part_ways",
    "pass_on_failed",
    "photograph_paper",
    "press_rights_papers",
    "print_paper",
    "print_slips",
    "put_on_duty",
    "put_page_aside",
    "rate_work",
    "record_echoes",
    "recount",
    "refuse_phrase",
    "register_case",
    "release_paper",
    "relieve",
    "remind_of_answers",
    "remind_owners",
    "retire_reply",
    "reveal_number",
    "seal_paper",
    "send_back",
    "send_papers",
    "send_receipts",
    "send_to_phone",
    "sign_paper",
    "split_off",
    "take_linked_answers",
    "take_on_round",
    "take_out_list",
    "take_out_register",
    "take_round_word",
    "take_voice",
    "tell_alarms",
    "tell_by_code",
    "tell_law_passed",
    "tell_missed_first_actions",
    "tell_renewals",
    "vouch_for_page",
    "watch",
    "withdraw",
    "withdraw_by_code",
    "withdraw_for",
    "word_reply",
    "write_letter",
]
