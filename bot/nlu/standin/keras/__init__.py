"""Stand in for Keras, as ``tensorflow`` beside it does; see there."""

from __future__ import annotations

import sys

import tensorflow

sys.modules[__name__].__class__ = type(tensorflow)
