"""Tables of documents: files received, papers of an office, and by whose word they are signed."""

from janasetu.documents.models.files import UNASKED, ReceivedFile
from janasetu.documents.models.ink import InkPage
from janasetu.documents.models.papers import Paper, SeriesCounter
from janasetu.documents.models.signing import Approval, SignerEntry, SigningOrder

__all__ = [
    "UNASKED",
    "Approval",
    "InkPage",
    "Paper",
    "ReceivedFile",
    "SeriesCounter",
    "SignerEntry",
    "SigningOrder",
]
