"""The edge that faces debtors and staff: webhooks, chat, pages, the command line, and sending."""
