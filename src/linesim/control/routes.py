"""The addresses of the control half."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from linesim.control import lines, phones, simulator, webhooks


def control_routes() -> list[BaseRoute]:
    """What the control half answers, under /control."""
    return [
        Route("/settings", simulator.get_settings, methods=["GET"]),
        Route("/lines", lines.get_lines, methods=["GET"]),
        Route("/lines", lines.put_lines, methods=["PUT"]),
        Route("/lines/{phone_number_id}/echo", simulator.echo, methods=["POST"]),
        Route("/webhook", webhooks.post_raw, methods=["POST"]),
        Route("/verify", webhooks.verify, methods=["POST"]),
        Route("/clock", simulator.get_clock, methods=["GET"]),
        Route("/clock", simulator.move_clock, methods=["POST"]),
        Route("/phones", phones.get_people, methods=["GET"]),
        Route("/phones/{wa_id}", phones.change_person, methods=["POST"]),
        Route("/phones/{wa_id}/send", phones.send, methods=["POST"]),
        Route("/phones/{wa_id}/messages", phones.get_messages, methods=["GET"]),
        Route("/phones/{wa_id}/chat", phones.get_chat, methods=["GET"]),
        Route("/files/{media_id}", phones.get_file, methods=["GET"]),
        Route("/sms", simulator.read_sms, methods=["GET"]),
        Route("/chaos", simulator.set_chaos, methods=["POST"]),
        Route("/counters", simulator.get_counters, methods=["GET"]),
        Route("/reset", simulator.reset, methods=["POST"]),
    ]
