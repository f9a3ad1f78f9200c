"""What is counted, for Prometheus. Labels are outcomes, never people."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

INBOUND = Counter("forbear_inbound_total", "Messages taken in.", ["channel", "outcome"])
STATUSES = Counter("forbear_status_total", "Status callbacks taken in.", ["status"])
ALERTS = Counter("forbear_alerts_total", "Things a person should look at.", ["kind"])
PAYMENTS = Counter(
    "forbear_payments_total", "Events of payment providers taken in.", ["provider", "outcome"]
)
WEBHOOK_SECONDS = Histogram(
    "forbear_webhook_seconds",
    "From an inbound webhook's first byte to its answer.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)
CHAT_SOCKETS = Counter("forbear_chat_connections_total", "Chat connections.", ["outcome"])
