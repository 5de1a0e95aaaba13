"""A webhook in FastAPI with asyncpg: signature checked, one row a request, committed before the answer."""

import hashlib
import hmac
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, HTTPException, Request

SECRET = os.environ["BENCH_SECRET"].encode()


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=16, max_size=16) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=_pool)


@app.post("/webhook")
async def webhook(request: Request) -> dict[str, str]:
    """Store the raw body."""
    body = await request.body()
    given = request.headers.get("x-hub-signature-256", "")
    if not hmac.compare_digest(given, "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()):
        raise HTTPException(401)
    await request.app.state.pool.execute("INSERT INTO peer_rows (body, received_at) VALUES ($1, now())", body)
    return {"status": "ok"}
