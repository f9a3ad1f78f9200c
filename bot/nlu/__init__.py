"""What Rasa loads into its own environment; imports nothing else of Forbear."""
