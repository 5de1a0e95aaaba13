"""The tables of casework."""

from janasetu.cases.models.alarms import Alarm, Duty
from janasetu.cases.models.calls import CallBack
from janasetu.cases.models.case import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.models.corrections import Correction
from janasetu.cases.models.desks import CaseDesk, CasePaper
from janasetu.cases.models.hidden import Unmasking
from janasetu.cases.models.office import (
    CannedReply,
    CaseDraft,
    CaseViewer,
    FieldPhoto,
    ListExport,
    ReferenceSeries,
    Slip,
)
from janasetu.cases.models.outside import Referral
from janasetu.cases.models.pauses import CasePause, Explanation
from janasetu.cases.models.proofs import PaperLink, Proof
from janasetu.cases.models.readings import CaseReading, TrainingPhrase
from janasetu.cases.models.records import CaseEntry
from janasetu.cases.models.rights import Appeal, RightsPaper
from janasetu.cases.models.tallies import Recount, Tally
from janasetu.cases.models.voices import VoiceNote

__all__ = [
    "Alarm",
    "Appeal",
    "CallBack",
    "CannedReply",
    "Case",
    "CaseAttachment",
    "CaseDesk",
    "CaseDraft",
    "CaseEntry",
    "CaseEvent",
    "CasePaper",
    "CaseParty",
    "CasePause",
    "CaseReading",
    "CaseViewer",
    "Correction",
    "Duty",
    "Explanation",
    "FieldPhoto",
    "ListExport",
    "PaperLink",
    "Proof",
    "Recount",
    "ReferenceSeries",
    "Referral",
    "RightsPaper",
    "Slip",
    "Tally",
    "TrainingPhrase",
    "Unmasking",
    "VoiceNote",
]
