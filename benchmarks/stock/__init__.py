"""The peer: Rasa as it is shipped, with its own Twilio channel."""
