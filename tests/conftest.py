"""What every test shares."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is not a wrong answer; timeouts catch what hangs.
settings.register_profile("forbear", deadline=None)
settings.load_profile("forbear")
