"""Write a PDF: a heading, facts in two columns, paragraphs. One font for every language.

The font lies here and only the signs that are used go into a file, so that it reads the same on
every device, whatever fonts that has.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, WrapMode, XPos, YPos

FONT = Path(__file__).parent / "fonts" / "NotoSansCJKtc-Regular-subset.otf"
_MISSING = "\u25a1"  # stands where the font lacks a sign, such as a picture
_NAME = "sheet"
_CJK = ("\u2e80", "\u9fff")


class Sheet:
    """One document on A4, filled from top to bottom."""

    def __init__(self, *, title: str, language: str, author: str, at: datetime) -> None:
        """Begin with a heading."""
        self._pdf = FPDF(format="A4")
        self._pdf.set_title(self._author_or_title(title))
        self._pdf.set_author(self._author_or_title(author))
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(at)
        self._pdf.set_margins(22, 20)
        self._pdf.set_auto_page_break(True, margin=20)
        self._pdf.add_font(_NAME, fname=FONT)
        self._known = self._pdf.fonts[_NAME].cmap  # type: ignore[union-attr]
        self._pdf.add_page()
        self._text(author, size=10, grey=90)
        self._text(title, size=20, after=6)

    def paragraph(self, text: str) -> None:
        """Write running text."""
        self._text(text, size=11.5, after=3)

    def small(self, text: str) -> None:
        """Write what matters less."""
        self._text(text, size=9.5, grey=90, after=1)

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write names and values beside each other."""
        pdf = self._pdf
        for name, value in rows:
            pdf.set_font(_NAME, size=11.5)
            pdf.set_text_color(90)
            top = pdf.get_y()
            pdf.cell(52, 8, self._fitting(name))
            pdf.set_text_color(0)
            self._lines(value, height=8, width=pdf.epw - 52)
            pdf.set_draw_color(210)
            bottom = max(pdf.get_y(), top + 8)
            pdf.line(pdf.l_margin, bottom, pdf.w - pdf.r_margin, bottom)
            pdf.set_y(bottom + 1)
        pdf.ln(4)

    def finished(self) -> bytes:
        """Give the file."""
        return bytes(self._pdf.output())

    def _text(self, text: str, *, size: float, grey: int = 0, after: float = 0) -> None:
        self._pdf.set_font(_NAME, size=size)
        self._pdf.set_text_color(grey)
        self._lines(text, height=size * 0.55, width=self._pdf.epw)
        self._pdf.ln(after)

    def _lines(self, text: str, *, height: float, width: float) -> None:
        fitting = self._fitting(text)
        chinese = any(_CJK[0] <= sign <= _CJK[1] for sign in fitting)
        self._pdf.multi_cell(
            width,
            height,
            fitting,
            align=Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.CHAR if chinese else WrapMode.WORD,
        )

    def _fitting(self, text: str) -> str:
        return "".join(s if s == "\n" or ord(s) in self._known else _MISSING for s in text)

    @staticmethod
    def _author_or_title(text: str) -> str:
        return " ".join(text.split())
