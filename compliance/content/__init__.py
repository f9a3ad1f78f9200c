"""What a message must contain, and how the door adds what is missing."""
