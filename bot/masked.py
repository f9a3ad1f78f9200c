"""Take the digits out of what may prove who somebody is, and leave those of sums of money.

What Rasa hears of somebody we do not know yet holds no year of birth, no date, no postal code and
no number of a card. Where it is in doubt whether a number is a sum, it goes without its digits.
"""

from __future__ import annotations

import re

_MONEY = r"(?:[$€£¥]|US\$|MX\$|HK\$|NT\$)\s?\d[\d,.]*|\d[\d,.]*\s?(?:dollars?|bucks|usd|pesos?|d[oó]lares|euros?|元|块|塊)"  # noqa: E501
_SECRET = (
    r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b"  # a whole date
    r"|\b\d{5}(?:-\d{4})?\b|\b\d{6,}\b"  # ZIP, ZIP+4, six-digit and longer codes
    r"|(?<!\d)(?:19|20)\d{2}(?!\d)"  # a year
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"  # GB, CA
    r"|(?<!\d)\d{4,}(?!\d)"
    r"|(?<!\d)\d{2}(?=\s?年)|[〇零一二三四五六七八九]{2,4}(?=年)"  # 85年, 八五年
    r"|\b(?:born(?:\s+in)?|nac\w+(?:\s+en)?)\s+(?:el\s+)?['’]?\d{2}(?![\d/.-]|\s*(?:st|nd|rd|th)?"
    r"\s*(?:of\s+|de\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic))"
)
# A number that is said to be paid, or to be paid again and again, is no proof: "pago 2500 el
# viernes", "2000 al mes". A year still is one, but for the round ones; so is a ZIP with its year.
_ROUND = r"(?!(?:19|20)(?!00|50)\d\d(?!\d))"
_NO_PROOF_AFTER = r"(?![\d年]|[-/.]\d|\W+(?:y\s+|and\s+)?(?:(?:19|20)\d{2}(?!\d)|born\b|nac))"
_RHYTHM = (
    r"(?:al?|por|cada|per|every)\s+(?:el\s+|la\s+)?(?:mes|semana|quincena|month|week|fortnight)"
    r"|mensual|quincenal|semanal|monthly|weekly|每|一个月|一個月"
)
_PAID = (
    r"(?:\b(?:pag(?!are)\w+|abon\w+|deposit\w*|transf\w+|ofre\w+|pay|paying|afford|offer)\s+"
    r"(?:(?:les?|te|unos|como|around|about|you)\s+)?"
    rf"|(?:还|還|付|交)\s?){_ROUND}[1-9]\d{{3,5}}{_NO_PROOF_AFTER}"
    r"|\b(?:dar(?:l[ea]s?)?|doy|mand(?:o|ar|arles)|tengo|puedo)\s+(?:unos\s+|como\s+)?"
    rf"{_ROUND}[1-9]\d{{3}}{_NO_PROOF_AFTER}"
    rf"|(?<![\w.,/-]){_ROUND}[1-9]\d{{3,5}}(?=\s?(?:{_RHYTHM}))"
)
# A sum to be done with it, "3000一次性了结", "1200 to settle": of four digits, which no ZIP has,
# with the words of settlement right beside it.
_DONE = (
    r"(?:to|and|will|would|for\s+an?)\s+(?:settle|close|clear|finish|be\s+done)"
    r"|(?:as\s+)?(?:an?\s+)?(?:settlement|lump\s+sum)|(?:in\s+)?one\s+payment|once\s+and\s+for\s+all"
    r"|(?:para|y)\s+(?:liquid|sald|finiquit|cerr|termin)|(?:en\s+)?un\s+s[oó]lo\s+pago"
    r"|de\s+una(?:\s+sola)?\s+vez|de\s+contado|(?:in\s+)?cash\b|en\s+efectivo|[现現]金"
    r"|(?:就|来|來)?(?:一次|了[结結]|[结結][清案]|[还還]清|和解|搞定)"
)
_TO_BE_DONE = (
    r"\b(?:settl\w+|close|clear|lump\s+sum|liquid\w+|sald\w+|finiquit\w+)"
    r"(?:\s+(?:it|this|esto|todo|la\s+(?:deuda|cuenta)))?\s+(?:for|with|at|of|con|por|en)\s+"
    r"|(?:一次性?|了[结結]|[结結]清|[还還]清|和解)(?:[付给給]|只[要能])?\s?"
)
_SUM = rf"{_ROUND}[1-9]\d{{3}}{_NO_PROOF_AFTER}"
_SETTLED = (
    rf"(?<![a-z0-9_.,/-]){_SUM}(?=\s?(?:{_DONE}))"
    rf"|(?:{_TO_BE_DONE}){_SUM}"
)
# A word or half of a proof before it leaves a doubt, and doubt masks; a whole proof leaves none.
_OF_A_PROOF = (
    r"\b(?:zip|post\w*|codes?|c\.?p|c[oó]digo|born|birth\w*|dob|nac\w+|ssn|social|ending|digits"
    r"|last (?:four|4)|ids?|dni|nif|curp|rfc|card (?:number|no)|cifras|d[ií]gitos|terminada|ref\w*"
    r"|[uú]ltim[oa]s (?:cuatro|4))"
    r"|[邮郵郵][编編递遞][区區]?[号號]?|[出年]生|身份[证證][号號]?|卡[号號]|尾[号號]|[后後]四位"
)
_JOINED = r"\W*(?:is|es|are|son|and|y|in|en|of|de|是|和)?\W*$"
_NAMED_BEFORE = re.compile(f"(?:{_OF_A_PROOF}){_JOINED}", re.I)
_PROOF_BEFORE = re.compile(
    rf"(?:\d{{4,6}}|\d{{2}}年?|{_OF_A_PROOF}|\b(?:years?|a[nñ]o)|年份?){_JOINED}", re.I
)
_WHOLE_PROOF = re.compile(
    r"\d{5,6}\W+(?:and\s+|y\s+|和)?(?:19|20)\d{2}\W+$|(?:19|20)\d{2}\W+(?:and\s+|y\s+|和)?\d{5,6}\W+$",
    re.I,
)
_MASKED = re.compile(
    f"(?P<money>{_MONEY})|(?P<paid>{_PAID})|(?P<settled>{_SETTLED})|(?P<secret>{_SECRET})",
    re.IGNORECASE,
)


def mask_proofs(words: str) -> str:
    """Turn the digits of years, dates and postal codes to 0; sums of money stay.

    >>> mask_proofs("K1A 0B1 and 04/05/1984")
    'K0A 0B0 and 00/00/0000'
    >>> mask_proofs("邮编100025，85年出生")
    '邮编000000，00年出生'
    """

    def hide(match: re.Match[str]) -> str:
        found = match.group()
        before = words[: match.start()]
        if (
            match["money"]
            or (match["paid"] and not _NAMED_BEFORE.search(before))
            or (match["settled"] and _is_no_proof(before))
        ):
            return found
        return re.sub(r"[\d〇零一二三四五六七八九]", "0", found)

    return _MASKED.sub(hide, words)


def _is_no_proof(before: str) -> bool:
    return not _PROOF_BEFORE.search(before) or _WHOLE_PROOF.search(before) is not None
