"""Reading text: what a person asks of us, and what may not be said to them."""
