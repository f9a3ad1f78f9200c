"""Ways to an address. Nothing but the outbox and the worker that starts it may reach one."""
