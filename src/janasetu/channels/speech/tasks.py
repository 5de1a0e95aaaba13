"""Voices are written down behind the scenes, when the sound is here: a draft for whoever listens."""

from collections.abc import Sequence
from uuid import UUID

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from janasetu.cases import listening
from janasetu.cases.actions import keep_transcript
from janasetu.channels.speech import engines
from janasetu.documents import queries as documents
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.understanding.ports import EngineAwayError

TRIES = 2

log = structlog.get_logger("speech")


def wanted(files: Sequence[ReceivedFile]) -> None:
    """Ask for drafts of those of these files that are unheard voices of a body which wants them; it is asked
    for with the transaction. No query where no engine is named or nothing is a sound.
    """
    if not engines.is_on():
        return
    for note, file in listening.notes_of(files):
        if engines.writes_for(note.case.body.code):
            transcribe.defer(bucket=file.bucket, file=str(file.id))


@app.task(name="speech.transcribe", retry=TRIES - 1)
def transcribe(bucket: int, file: str) -> None:
    """Let the engine write down a voice that nobody has heard yet. An engine that is away is tried twice."""
    received = documents.files([(bucket, UUID(file))]).get(UUID(file))
    if received is None or received.state != FileState.STORED or not engines.is_on():
        return
    for note, sound in listening.notes_of([received]):
        if not engines.writes_for(note.case.body.code):
            continue
        audio = store.path_of(settings.MEDIA_FOLDER, sound.sha256).read_bytes()
        try:
            heard = engines.transcriber().transcribe(audio, sound.mime, listening.language_of(note))
        except EngineAwayError as error:
            log.warning("engine_away", engine=settings.SPEECH_ENGINE, error=str(error))
            raise
        if heard:
            keep_transcript(body_id=note.body_id, note_id=note.id, heard=heard)
