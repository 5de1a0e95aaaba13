"""Voices are written down by an engine that a body has switched on: what Bhashini is asked, what is kept."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from janasetu.cases.actions import open_cases
from janasetu.cases.models import Case, VoiceNote
from janasetu.cases.tests.factories import NOW, Town, make_town, order
from janasetu.channels.speech import engines, tasks
from janasetu.channels.speech.bhashini import Bhashini
from janasetu.documents import store
from janasetu.documents.models import ReceivedFile
from janasetu.lib.ids import uuid7
from janasetu.people.tests.factories import make_contact
from janasetu.understanding.ports import EngineAwayError, Transcript

SOUND = b"OggS" + bytes(range(60))
WORDS = "পাঁচ নম্বর ওয়ার্ডে জল নেই"


@dataclass
class StandIn:
    """Bhashini as its documentation has it, on this machine: what it was asked, and what it says."""

    address: str = ""
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    words: str = WORDS
    status: int = 200

    def answer(self, path: str) -> Any:
        if path == "/models/getModelsPipeline":
            models = [{"serviceId": "asr-of-bn", "modelId": "1", "language": {"sourceLanguage": "bn"}}]
            return {
                "pipelineResponseConfig": [{"taskType": "asr", "config": models}],
                "pipelineInferenceAPIEndPoint": {
                    "callbackUrl": f"{self.address}/compute",
                    "inferenceApiKey": {"name": "Authorization", "value": "key of the day"},
                },
            }
        return {"pipelineResponse": [{"taskType": "asr", "output": [{"source": self.words, "target": ""}]}]}


@pytest.fixture
def bhashini() -> Iterator[StandIn]:
    standing = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            known = ("userID", "ulcaApiKey", "Authorization")
            headers = {name: self.headers[name] for name in known if name in self.headers}
            standing.asked.append((self.path, headers, body))
            said = json.dumps(standing.answer(self.path)).encode()
            self.send_response(standing.status)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        standing.address = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield standing
        server.shutdown()


def engine(standing: StandIn) -> Bhashini:
    return Bhashini("user-1", "key-1", f"{standing.address}/models", "pipeline-1")


# --- the requests ---


def test_the_model_is_asked_for_and_then_the_words(bhashini: StandIn) -> None:
    heard = engine(bhashini).transcribe(SOUND, "audio/ogg; codecs=opus", "bn")

    assert heard == Transcript(WORDS, None, "Bhashini")
    language = {"language": {"sourceLanguage": "bn"}}
    asr = {"audioFormat": "ogg", "samplingRate": 16000, "serviceId": "asr-of-bn"}
    assert bhashini.asked == [
        (
            "/models/getModelsPipeline",
            {"userID": "user-1", "ulcaApiKey": "key-1"},
            {
                "pipelineTasks": [{"taskType": "asr", "config": language}],
                "pipelineRequestConfig": {"pipelineId": "pipeline-1"},
            },
        ),
        (
            "/compute",
            {"Authorization": "key of the day"},
            {
                "pipelineTasks": [{"taskType": "asr", "config": language | asr}],
                "inputData": {"audio": [{"audioContent": base64.b64encode(SOUND).decode()}]},
            },
        ),
    ]


def test_where_no_words_are_heard_there_is_no_draft(bhashini: StandIn) -> None:
    bhashini.words = "  "

    assert engine(bhashini).transcribe(SOUND, "audio/ogg", "bn") is None


def test_a_recording_that_it_does_not_take_is_not_sent(bhashini: StandIn) -> None:
    assert engine(bhashini).transcribe(SOUND, "audio/amr", "bn") is None
    assert bhashini.asked == []


def test_an_engine_that_answers_with_a_fault_is_away(bhashini: StandIn) -> None:
    bhashini.status = 503

    with pytest.raises(EngineAwayError):
        engine(bhashini).transcribe(SOUND, "audio/ogg", "bn")


# --- who is written down, and where it stands ---


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def switched_on(settings: Any, bhashini: StandIn, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path
    settings.SPEECH_ENGINE, settings.SPEECH_BODIES = "bhashini", ("falakata",)
    settings.SPEECH_OPTIONS = {
        "user_id": "user-1",
        "api_key": "key-1",
        "base_url": f"{bhashini.address}/models",
    }


def voiced(town: Town, folder: Path) -> tuple[Case, ReceivedFile]:
    file = ReceivedFile.objects.create(
        id=uuid7(),
        bucket=3,
        state="stored",
        kind="audio",
        mime="audio/ogg",
        sha256=store.keep(folder, SOUND),
        received_at=NOW,
    )
    fields = {"category": None, "place": None, "description": {"text": "", "voice": [str(file.id)]}}
    (case,) = open_cases([order(town, contact=make_contact(), fields=fields, files=[(3, file.id)])], now=NOW)
    return case, file


def test_a_voice_that_arrives_is_written_down_for_whoever_listens(town: Town, tmp_path: Path) -> None:
    case, file = voiced(town, tmp_path)

    tasks.wanted([file])
    (job,) = ProcrastinateJob.objects.values_list("task_name", "args")
    assert job == ("speech.transcribe", {"bucket": 3, "file": str(file.id)})
    tasks.transcribe(**job[1])

    note = VoiceNote.objects.get(case=case)
    assert (note.transcript, note.transcript_by, note.confidence) == (WORDS, "Bhashini", None)


@pytest.mark.parametrize("off", [{"SPEECH_ENGINE": ""}, {"SPEECH_BODIES": ("kmc",)}])
def test_a_body_that_has_not_switched_it_on_gives_nothing_away(
    town: Town, tmp_path: Path, settings: Any, bhashini: StandIn, off: dict[str, Any]
) -> None:
    _, file = voiced(town, tmp_path)
    for name, value in off.items():
        setattr(settings, name, value)

    tasks.wanted([file])
    tasks.transcribe(bucket=3, file=str(file.id))

    assert not ProcrastinateJob.objects.exists()
    assert bhashini.asked == []


def test_what_was_heard_meanwhile_needs_no_draft(town: Town, tmp_path: Path, bhashini: StandIn) -> None:
    case, file = voiced(town, tmp_path)
    VoiceNote.objects.filter(case=case).update(heard_at=NOW)

    tasks.transcribe(bucket=3, file=str(file.id))

    assert bhashini.asked == []


class Own:
    """An engine that an installation brings along."""

    def __init__(self, model: str) -> None:
        self.model = model

    def transcribe(self, audio: bytes, mime: str, lang_hint: str) -> Transcript | None:
        return Transcript(f"{len(audio)} {mime} {lang_hint}", 0.7, self.model)


def test_an_engine_of_ones_own_is_named_by_its_place(town: Town, tmp_path: Path, settings: Any) -> None:
    case, file = voiced(town, tmp_path)
    settings.SPEECH_ENGINE, settings.SPEECH_OPTIONS = f"{__name__}:Own", {"model": "ours"}

    tasks.transcribe(bucket=3, file=str(file.id))

    note = VoiceNote.objects.get(case=case)
    assert (note.transcript, note.transcript_by, note.confidence) == ("64 audio/ogg bn", "ours", 0.7)


@pytest.mark.parametrize("name", ["nowhere.to_be:Found", "bhashin", f"{__name__}:Own"])
def test_an_engine_that_is_not_there_or_lacks_what_it_wants_is_named(settings: Any, name: str) -> None:
    settings.SPEECH_ENGINE = name

    with pytest.raises(engines.NoSuchEngineError, match=re.escape(name)):
        engines.transcriber()
