"""The form of six answers in pywa with FastAPI, as its documentation shows: handlers, a row a person.

What a person has answered stands in PostgreSQL; each message is one transaction on that row, then the reply
goes out to a stand-in of the provider on this machine, which answers at once.
"""

import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime

import asyncpg
import httpx
from fastapi import FastAPI
from pywa_async import WhatsApp
from pywa_async.types import Button, Message, Section, SectionList, SectionRow

_TABLES = """
CREATE TABLE IF NOT EXISTS peer_talks (wa_id text PRIMARY KEY, step int, answers jsonb);
CREATE TABLE IF NOT EXISTS peer_replies (id bigserial PRIMARY KEY, wa_id text, body text, at timestamptz);
CREATE TABLE IF NOT EXISTS peer_cases (id bigserial PRIMARY KEY, wa_id text, answers jsonb, at timestamptz);
"""


def _option(titles: dict[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        return titles[text.strip()]

    return read


def _name(text: str) -> str:
    if not 2 <= len(text.strip()) <= 100:
        raise ValueError
    return " ".join(text.split())


_DIGITS = str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789")


def _day(text: str) -> str:
    return datetime.strptime(text.translate(_DIGITS).strip(), "%d/%m/%Y").date().isoformat()  # noqa: DTZ007


def _future(text: str) -> str:
    day = _day(text)
    if day < date.today().isoformat():  # noqa: DTZ011
        raise ValueError
    return day


_WHOM = {"নিজের জন্য": "self", "অন্য কারও জন্য": "other"}
_VACCINES = {"শিশুর নিয়মিত টিকা": "child", "কুকুর কামড়েছে": "bite", "কোভিড টিকা": "covid", "অন্য টিকা": "other"}
_PHONES = {"এই নম্বরেই জানান": ""}
_PARTS = {"সকাল": "morning", "বিকেল": "afternoon"}
_YES = {"জমা দিন": "yes", "বাতিল": "no"}

# What is asked, what is offered, how an answer is read.
_STEPS: list[tuple[str, dict[str, str], Callable[[str], str]]] = [
    ("টিকা কার জন্য?", _WHOM, _option(_WHOM)),
    ("যিনি টিকা নেবেন, তাঁর পুরো নাম লিখুন।", {}, _name),
    ("জন্মতারিখ লিখুন, যেমন ০৯/০৭/২০২৬।", {}, _day),  # noqa: RUF001
    ("কোন টিকা?", _VACCINES, _option(_VACCINES)),
    ("কোন নম্বরে মনে করাব?", _PHONES, _option(_PHONES)),
    ("কোন দিন আসবেন?", {}, _future),
    ("কোন বেলা?", _PARTS, _option(_PARTS)),
    ("সব ঠিক থাকলে জমা দিন।", _YES, _option(_YES)),
]


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=16, max_size=16) as pool:
        await pool.execute(_TABLES)
        app.state.pool = pool
        yield


class _StandIn(httpx.AsyncHTTPTransport):
    """Whatever is meant for the provider goes to its stand-in."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = httpx.URL(os.environ["BENCH_PROVIDER"]).join(request.url.path)
        return await super().handle_async_request(request)


app = FastAPI(lifespan=_pool)
bot = WhatsApp(
    phone_id=os.environ["BENCH_LINE"],
    token="a token",  # noqa: S106
    session=httpx.AsyncClient(transport=_StandIn()),
    server=app,
    verify_token="a token",  # noqa: S106
    app_secret=os.environ["BENCH_SECRET"],
    webhook_endpoint="/webhook",
)


@bot.on_message
async def answer(client: WhatsApp, message: Message) -> None:
    """Take the answer, ask what comes next."""
    sender = message.from_user.wa_id
    async with app.state.pool.acquire() as connection, connection.transaction():
        row = await connection.fetchrow(
            "SELECT step, answers FROM peer_talks WHERE wa_id = $1 FOR UPDATE", sender
        )
        step, answers = (row["step"], json.loads(row["answers"])) if row else (-1, {})
        text, offered, step = _turn(message.text or "", step, answers)
        if step == len(_STEPS):
            await connection.execute(
                "INSERT INTO peer_cases (wa_id, answers, at) VALUES ($1, $2, now())",
                sender,
                json.dumps(answers),
            )
        await connection.execute(
            "INSERT INTO peer_talks (wa_id, step, answers) VALUES ($1, $2, $3) ON CONFLICT (wa_id)"
            " DO UPDATE SET step = EXCLUDED.step, answers = EXCLUDED.answers",
            sender,
            step,
            json.dumps(answers),
        )
        await connection.execute(
            "INSERT INTO peer_replies (wa_id, body, at) VALUES ($1, $2, now())", sender, text
        )
    await client.send_message(sender, text, buttons=_buttons(offered))


def _turn(text: str, step: int, answers: dict[str, str]) -> tuple[str, dict[str, str], int]:
    """The words to say, the choices to offer, where the talk then stands."""
    if step >= 0:
        try:
            answers[str(step)] = _STEPS[step][2](text)
        except (KeyError, ValueError):
            return "ঠিক বুঝতে পারলাম না।", _STEPS[step][1], step
    step += 1
    if step == len(_STEPS):
        return "ধন্যবাদ, জমা হয়েছে।", {}, step
    return _STEPS[step][0], _STEPS[step][1], step


def _buttons(offered: dict[str, str]) -> list[Button] | SectionList | None:
    if not offered:
        return None
    if len(offered) <= 3:
        return [Button(title=title[:20], callback_data=code or "same") for title, code in offered.items()]
    rows = [SectionRow(title=title[:24], callback_data=code) for title, code in offered.items()]
    return SectionList(button_title="বেছে নিন", sections=[Section(title="টিকা", rows=rows)])
