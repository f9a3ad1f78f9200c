"""The wording model as a component of a spaCy pipeline.

A pipeline of one language is ``spacy.blank(language)`` with the component ``forbear_wording``; it
is stored and opened by spaCy's own ``to_disk`` and ``spacy.load``. The component writes
``doc.cats``: ``violation`` (a calibrated probability). The screen, which has read a text already,
asks the model in it directly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from compliance.errors import PackError
from compliance.text.lexicon import load_lexicon
from compliance.text.model import WordingModel
from compliance.text.pieces import take_apart
from compliance.text.reading import Reader

MODELS_DIR = Path(__file__).parent.parent / "models"
COMPONENT = "forbear_wording"
LANGUAGES = ("en", "es", "zh")


class WordingComponent:
    """Judge a document's words by a trained model."""

    def __init__(self, model: WordingModel | None = None) -> None:
        """Take a model, or wait for one to be read from disk."""
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Write the probability of a violation onto the document."""
        if self.model is None:
            raise PackError("This wording pipeline has no model. Run `make train`.")
        reading = _reader().read(doc.text)
        taken = take_apart(reading, doc.text, by_characters=self.model.by_characters)
        score = self.model.weigh(taken).score
        doc.cats = {"violation": self.model.levels.probability(score)}
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


def load_models(folder: Path = MODELS_DIR) -> Mapping[str, WordingModel]:
    """Open the trained pipeline of every language and give the model in each.

    Raises:
        PackError: they have not been trained.
    """
    if missing := [name for name in LANGUAGES if not (folder / name / "meta.json").exists()]:
        raise PackError(
            f"The wording models for {', '.join(missing)} are missing. Run `make train`."
        )
    try:
        return {name: _model_in(spacy.load(folder / name)) for name in LANGUAGES}
    except (OSError, ValueError, KeyError, json.JSONDecodeError) as error:
        raise PackError(f"The wording models cannot be read ({type(error).__name__}). "
                        f"Run `make train`.") from error  # fmt: skip


def _model_in(nlp: Language) -> WordingModel:
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, WordingComponent)
    assert component.model is not None
    component.model.prepare()
    return component.model


@lru_cache(maxsize=1)
def _reader() -> Reader:
    """A reader for documents that come from plain spaCy."""
    return Reader(load_lexicon())
