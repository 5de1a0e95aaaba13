"""Bhashini's speech recognition: one request for the model of a language, one with the sound (ULCA pipeline).

As bhashini.gitbook.io documents it: `getModelsPipeline` names the model, the address and the key of the day;
a call to that address with the sound brings the words. Both are short JSON. How sure it is, it does not say.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from janasetu.channels import outward
from janasetu.channels.loose import as_dict, as_text, dicts
from janasetu.understanding.ports import EngineAwayError, Transcript

CONFIG_AT = "https://meity-auth.ulcacontrib.org/ulca/apis/v0/model"
PIPELINE = "64392f96daac500b55c543cd"  # MeitY's own, as its documentation names it
SECONDS = 20.0  # for both requests together
ENGINE = "Bhashini"
_TIMEOUT = httpx.Timeout(15, connect=3)
_LIMITS = httpx.Limits(max_connections=2, max_keepalive_connections=0)
_ASR = "asr"
_FORMATS = {
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
_RATE = 16000  # samples a second, which the models want


@dataclass(frozen=True, slots=True)
class _Model:
    """What answers for a language: which model, where, and the header that lets us in."""

    service: str
    address: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bhashini:
    """An account with Bhashini: its user and key, and where it is asked."""

    user_id: str
    api_key: str
    base_url: str = CONFIG_AT
    pipeline: str = PIPELINE

    def transcribe(self, audio: bytes, mime: str, lang_hint: str) -> Transcript | None:
        """As `understanding.ports.Transcriber` has it."""
        kind = _FORMATS.get(mime.partition(";")[0].strip())
        if kind is None:
            return None
        try:
            with outward.at_most(SECONDS), self._client() as http:
                model = self._model(http, lang_hint)
                return _heard(_computed(http, model, audio, kind, lang_hint)) if model else None
        except (httpx.HTTPError, ValueError) as error:
            raise EngineAwayError(type(error).__name__) from error

    def _client(self) -> httpx.Client:
        return outward.client(self.base_url, timeout=_TIMEOUT, limits=_LIMITS)

    def _model(self, http: httpx.Client, lang: str) -> _Model | None:
        """The model for this language; None where there is none."""
        asked = {
            "pipelineTasks": [{"taskType": _ASR, "config": {"language": {"sourceLanguage": lang}}}],
            "pipelineRequestConfig": {"pipelineId": self.pipeline},
        }
        answer = http.post(
            f"{self.base_url.rstrip('/')}/getModelsPipeline",
            json=asked,
            headers={"userID": self.user_id, "ulcaApiKey": self.api_key},
        )
        told = as_dict(answer.raise_for_status().json())
        models = [
            one
            for task in dicts(told.get("pipelineResponseConfig"))
            if task.get("taskType") == _ASR
            for one in dicts(task.get("config"))
        ]
        there = as_dict(told.get("pipelineInferenceAPIEndPoint"))
        key = as_dict(there.get("inferenceApiKey"))
        service = as_text(models[0].get("serviceId")) if models else ""
        address = as_text(there.get("callbackUrl"))
        if not (service and address):
            return None
        name = as_text(key.get("name"))
        return _Model(service, address, {name: as_text(key.get("value"))} if name else {})


def _computed(http: httpx.Client, model: _Model, audio: bytes, kind: str, lang: str) -> Mapping[str, Any]:
    """What the model makes of the sound."""
    config = {
        "language": {"sourceLanguage": lang},
        "serviceId": model.service,
        "audioFormat": kind,
        "samplingRate": _RATE,
    }
    asked = {
        "pipelineTasks": [{"taskType": _ASR, "config": config}],
        "inputData": {"audio": [{"audioContent": base64.b64encode(audio).decode()}]},
    }
    answer = http.post(model.address, json=asked, headers=model.headers)
    return as_dict(answer.raise_for_status().json())


def _heard(told: Mapping[str, Any]) -> Transcript | None:
    outputs = (
        out
        for task in dicts(told.get("pipelineResponse"))
        if task.get("taskType") == _ASR
        for out in dicts(task.get("output"))
    )
    words = " ".join(filter(None, (as_text(out.get("source")).strip() for out in outputs)))
    return Transcript(words, None, ENGINE) if words else None
