"""Keep what was learnt from the same examples by the same code, and learn nothing twice.

Learning takes minutes of a processor, and most changes (a rule, an action, a story) leave the
examples as they are. What is kept lies beside the archive and is found by a digest of everything it
was made from; deleting it costs only time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from bot.nlu import learn, meaning, model, ngrams, typos
from bot.nlu.learn import Examples, Recipe
from bot.nlu.model import COEFFICIENTS, VOCABULARY, IntentModel

FOLDER = "FORBEAR_LEARNT"  # names the folder in the environment; without it nothing is kept
_CODE = (learn, meaning, model, ngrams, typos)


def learnt(examples: Examples, recipe: Recipe) -> IntentModel:
    """Give the model that was learnt from just this before, or learn it.

    Raises:
        ValueError: when there are fewer than two intents to tell apart.
    """
    kept = os.environ.get(FOLDER)
    if kept is None:
        return learn.learn(examples, recipe)
    place = Path(kept) / digest(examples, recipe)
    if all((place / name).exists() for name in (VOCABULARY, COEFFICIENTS)):
        return IntentModel.load(place)
    made = learn.learn(examples, recipe)
    _keep(made, place)
    return made


def digest(examples: Examples, recipe: Recipe) -> str:
    """Name everything a model is made from."""
    sum_ = hashlib.sha256(repr(recipe).encode())
    for module in _CODE:
        sum_.update(Path(str(module.__file__)).read_bytes())
    for text, label in zip(examples.texts, examples.labels, strict=True):
        sum_.update(f"{label}\0{text}\0".encode())
    return sum_.hexdigest()[:32]


def _keep(made: IntentModel, place: Path) -> None:
    """Put the files in place only when they are whole; the last one kept is the only one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".unfinished-") as unfinished:
        made.save(Path(unfinished))
        for other in place.parent.iterdir():
            if other.is_dir() and not other.name.startswith("."):
                shutil.rmtree(other)
        shutil.copytree(unfinished, place)
