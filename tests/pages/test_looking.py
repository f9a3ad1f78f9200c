"""The looks themselves must see a fault, or an empty list would prove nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.pages import looking

pytestmark = pytest.mark.browser

FAULTS = [
    (looking.UNNAMED, "<h1>a</h1><input>", "without a name"),
    (looking.UNNAMED, "<h1>a</h1><button></button>", "without a name"),
    (looking.HEADINGS, "<h1>a</h1><h3>b</h3>", "h3 after h1"),
    (looking.HEADINGS, "<p>none</p>", "0 headings"),
    (looking.SMALL_TARGETS, "<button style='width:10px;height:10px'>x</button>", "smaller than"),
    (looking.FAINT, "<body style='background:#fff'><p style='color:#888'>x</p>", "3.54: x"),
    (looking.DOUBLE_IDS, "<i id=a></i><i id=a></i>", "id twice: a"),
    (looking.DOUBLE_IDS, "<label for=nothing>x</label>", "for names nothing"),
]


@pytest.mark.parametrize(("look", "html", "complaint"), FAULTS)
def test_a_fault_is_seen(chrome: Browser, look: str, html: str, complaint: str) -> None:
    page = chrome.new_page()
    page.set_content(html)
    (found,) = page.evaluate(look)
    page.close()
    assert complaint in found
