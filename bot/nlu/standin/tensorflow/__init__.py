"""Stand in for TensorFlow, which Rasa imports unconditionally and Forbear never uses.

Importing it and naming anything in it works: every name is an empty class, so that Rasa's neural
components can be *defined*. Using any of it raises ``TensorFlowIsAbsent``: DIETClassifier,
TEDPolicy, UnexpecTEDIntentPolicy and ResponseSelector cannot be part of ``config.yml``.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

__version__ = "0+absent"
PACKAGES = ("tensorflow", "keras")


class TensorFlowIsAbsent(RuntimeError):
    """Something tried to compute with the stand-in."""

    def __init__(self, name: str) -> None:
        """Say which name was used and what to do about it."""
        super().__init__(
            f"{name} was used, but Forbear runs Rasa without TensorFlow. Take the component that "
            "needs it (DIETClassifier, TEDPolicy, UnexpecTEDIntentPolicy, ResponseSelector, "
            "a dense featurizer) out of config.yml."
        )


class _Named(type):
    """Make every attribute of a stand-in class another stand-in class, and every use an error."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}.{name}")

    def __call__(cls, *arguments: Any, **options: Any) -> NoReturn:
        raise TensorFlowIsAbsent(f"{cls.__module__}.{cls.__qualname__}")

    def __getitem__(cls, _: Any) -> type:
        return cls


def _stand_in(name: str) -> type:
    """Make an empty class that carries the dotted ``name`` it stands for."""
    module, _, own_name = name.rpartition(".")
    return _Named(own_name, (), {"__module__": module})


class _AbsentModule(ModuleType):
    """A module any name can be read from."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _stand_in(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Find any submodule of the absent packages."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for ``tensorflow.anything`` and ``keras.anything`` only."""
        if fullname.partition(".")[0] not in PACKAGES or "." not in fullname:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make the empty module."""
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing: there is nothing in it."""


sys.meta_path.append(_Finder())
sys.modules[__name__].__class__ = _AbsentModule
