"""The HTTP edge: webhooks, the chat, and the pages people at work use."""
