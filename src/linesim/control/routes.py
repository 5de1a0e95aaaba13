"""The addresses of the control half."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from linesim.control import accounts, chaos, lines, notices, phones, simulator, sms, webhooks


def control_routes() -> list[BaseRoute]:
    """What the control half answers, under /control."""
    return [
        Route("/settings", simulator.get_settings, methods=["GET"]),
        Route("/lines", lines.get_lines, methods=["GET"]),
        Route("/lines", lines.put_lines, methods=["PUT"]),
        Route("/lines/{phone_number_id}/echo", lines.echo, methods=["POST"]),
        Route("/lines/{phone_number_id}/account", accounts.get_account, methods=["GET"]),
        Route("/lines/{phone_number_id}/account", accounts.change_account, methods=["POST"]),
        Route("/portfolio", accounts.get_portfolio, methods=["GET"]),
        Route("/portfolio", accounts.change_portfolio, methods=["POST"]),
        Route("/templates", accounts.get_templates, methods=["GET"]),
        Route("/templates/{name}", accounts.change_template, methods=["POST"]),
        Route("/phones/{wa_id}/windows", accounts.get_windows, methods=["GET"]),
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
        Route("/phones/{wa_id}/call", phones.call, methods=["POST"]),
        Route("/sms", sms.get_sms, methods=["GET"]),
        Route("/sms/templates", sms.get_templates, methods=["GET"]),
        Route("/sms/templates", sms.put_templates, methods=["PUT"]),
        Route("/notices", notices.post, methods=["POST"]),
        Route("/chaos", chaos.get_chaos, methods=["GET"]),
        Route("/chaos", chaos.set_chaos, methods=["POST"]),
        Route("/counters", simulator.get_counters, methods=["GET"]),
        Route("/reset", simulator.reset, methods=["POST"]),
    ]
