"""How people ask us to stop, by language: words and patterns, nothing else."""
