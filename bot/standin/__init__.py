"""Our own stand-in for Twilio's API, for trying out and for tests; nothing leaves the machine."""
