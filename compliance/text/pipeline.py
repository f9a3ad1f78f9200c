"""The wording model as a component of a spaCy pipeline.

A pipeline of one language is ``spacy.blank(language)`` with the component ``forbear_wording``; it
is stored and opened by spaCy's own ``to_disk`` and ``spacy.load``. The component writes
``doc.cats``: ``violation`` (a calibrated probability), and leaves the scores of the
whole and of the worst sentence in ``doc.user_data`` for the screen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from compliance.errors import PackError
from compliance.text.lexicon import load_lexicon
from compliance.text.model import Weight, WordingModel
from compliance.text.pieces import parts
from compliance.text.reading import Reader, Reading

MODELS_DIR = Path(__file__).parent.parent / "models"
COMPONENT = "forbear_wording"
LANGUAGES = ("en", "es", "zh")
READING, TEXT, RULES = "forbear_reading", "forbear_text", "forbear_rules"
WEIGHT = "forbear_weight"


class WordingComponent:
    """Judge a document's words by a trained model."""

    def __init__(self, model: WordingModel | None = None) -> None:
        """Take a model, or wait for one to be read from disk."""
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Write the probability of a violation, the score and the worst part onto the document."""
        if self.model is None:
            raise PackError("This wording pipeline has no model. Run `make train`.")
        text = doc.user_data.get(TEXT, doc.text)
        reading = doc.user_data.get(READING) or _reader().read(text)
        rules = doc.user_data.get(RULES, ())
        found = parts(reading, text, by_characters=self.model.by_characters, rules=rules)
        weight = self.model.weigh(found)
        doc.user_data[WEIGHT] = weight
        doc.cats = {"violation": self.model.levels.probability(weight.score)}
        return doc

    def to_disk(self, path: Path, exclude: Sequence[str] = ()) -> None:
        """Write the model below ``path``."""
        if self.model is not None:
            Path(path).mkdir(parents=True, exist_ok=True)
            self.model.save(Path(path))

    def from_disk(self, path: Path, exclude: Sequence[str] = ()) -> WordingComponent:
        """Read the model below ``path``."""
        self.model = WordingModel.load(Path(path))
        return self


@Language.factory(COMPONENT)
def _component(nlp: Language, name: str) -> WordingComponent:
    return WordingComponent()


def pipeline_of(model: WordingModel) -> Language:
    """A pipeline that holds a model."""
    nlp = spacy.blank(model.language)
    component = nlp.add_pipe(COMPONENT)
    assert isinstance(component, WordingComponent)
    component.model = model
    return nlp


def load_pipelines(folder: Path = MODELS_DIR) -> Mapping[str, Language]:
    """Open the trained pipeline of every language.

    Raises:
        PackError: they have not been trained.
    """
    if missing := [name for name in LANGUAGES if not (folder / name / "meta.json").exists()]:
        raise PackError(
            f"The wording models for {', '.join(missing)} are missing. Run `make train`."
        )
    try:
        return {name: spacy.load(folder / name) for name in LANGUAGES}
    except (OSError, ValueError, KeyError, json.JSONDecodeError) as error:
        raise PackError(f"The wording models cannot be read ({type(error).__name__}). "
                        f"Run `make train`.") from error  # fmt: skip


def model_in(nlp: Language) -> WordingModel:
    """The model a pipeline holds."""
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, WordingComponent)
    assert component.model is not None
    return component.model


def judged(
    nlp: Language, reading: Reading, text: str, rules: Iterable[tuple[str, int]] = ()
) -> Weight:
    """What a pipeline makes of a text that has been read.

    The document carries no words of the text, so that spaCy's string store does not grow.
    """
    doc = Doc(nlp.vocab)
    doc.user_data = {READING: reading, TEXT: text, RULES: rules}
    weight: Weight = nlp(doc).user_data[WEIGHT]
    return weight


@lru_cache(maxsize=1)
def _reader() -> Reader:
    """A reader for documents that come from plain spaCy."""
    return Reader(load_lexicon())
