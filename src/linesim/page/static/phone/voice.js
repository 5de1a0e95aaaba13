/* Recording a voice message from the microphone; where there is none, a file or the sample will do. */

import { begun } from "./now.js";
import { oggOf } from "./ogg.js";
import { get } from "./parts.js";
import { act, asBase64 } from "./sending.js";
import { openSheet } from "./sheets.js";
import { lengthOf } from "./times.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LONGEST = 5 * 60; // seconds
let recording = null;

async function start() {
  await begun;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    record(stream);
  } catch {
    openSheet("voice-sheet"); // no microphone, or not allowed
  }
}

function record(stream) {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType });
  const pieces = [];
  const began = performance.now();
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => stream.getTracks().forEach((track) => track.stop()));
  recorder.start();
  const ticking = setInterval(() => tick(began), 250);
  recording = { recorder, pieces, ticking };
  tick(began);
  showRecorder(true);
}

function tick(began) {
  const seconds = (performance.now() - began) / 1000;
  get("recorded").textContent = lengthOf(seconds);
  if (seconds >= LONGEST) finish();
}

function showRecorder(isRecording) {
  get("recorder").hidden = !isRecording;
  get("writer").hidden = isRecording;
  (isRecording ? get("send-voice") : get("record")).focus();
}

/* Stop, and hand over what was recorded as one file. */
function stopped() {
  const { recorder, pieces, ticking } = recording;
  recording = null;
  clearInterval(ticking);
  showRecorder(false);
  return new Promise((done) => {
    recorder.addEventListener("stop", () => done(new Blob(pieces, { type: recorder.mimeType })));
    recorder.stop();
  });
}

async function finish() {
  if (!recording) return;
  const recorded = await stopped();
  const isWebm = recorded.type.startsWith("audio/webm");
  const sound = isWebm ? oggOf(new Uint8Array(await recorded.arrayBuffer())) : recorded;
  const mimeType = sound.type.startsWith("audio/ogg") ? "audio/ogg; codecs=opus" : sound.type.split(";")[0];
  await act({ type: "audio", file_base64: await asBase64(sound), mime_type: mimeType });
}

export function listenToVoice() {
  get("record").addEventListener("click", start);
  get("send-voice").addEventListener("click", finish);
  get("drop-voice").addEventListener("click", () => recording && stopped());
}
