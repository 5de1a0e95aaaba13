"""A bot in pywa with FastAPI that keeps what it hears, as pywa's documentation shows: a handler, a row."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI
from pywa_async import WhatsApp
from pywa_async.types import Message


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=16, max_size=16) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=_pool)
bot = WhatsApp(
    phone_id=os.environ["BENCH_LINE"],
    token="nobody is written to",  # noqa: S106
    server=app,
    verify_token="a token",  # noqa: S106
    app_secret=os.environ["BENCH_SECRET"],
    webhook_endpoint="/webhook",
)


@bot.on_message
async def keep(_: WhatsApp, message: Message) -> None:
    """Store what was said."""
    await app.state.pool.execute(
        "INSERT INTO peer_rows (body, received_at) VALUES ($1, now())", (message.text or "").encode()
    )
