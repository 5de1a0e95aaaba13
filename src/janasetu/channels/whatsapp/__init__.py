"""WhatsApp by Meta's Cloud API: its webhooks, payloads, limits and errors."""
