"""Learn the wording models from the corpus; runs only while training."""
