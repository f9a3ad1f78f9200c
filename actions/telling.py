"""Read the answers of the questions about money: a sum a month, a number of people, or a pass."""

from __future__ import annotations

import re
from fractions import Fraction

from actions.figures import Figures
from ledger.money import Money, MoneyError

_PASS = re.compile(
    r"^\W*(?:(?:skip|pass|next)(?: (?:it|this|that|this one|that one|please))?"
    r"|(?:no,? |i |i'?d |i would |sorry,? )*(?:rather|prefer)(?: to)? not(?: to)?"
    r"(?: (?:say|tell|answer|share|disclose|go into)\b(?!.*questions).{0,20})?"
    r"|don'?t know|idk|not sure|dunno|no idea|none of (?:your|ya|ur) business"
    r"|(?:no,? )?that'?s (?:private|personal)"
    r"|(?:can i|i'?ll|let'?s|please) skip (?:it|this|that)(?: one| question)?"
    r"|i (?:do not|don'?t|won'?t|will not)(?: (?:want|wish|care))?(?: to)? (?:say|tell|answer)"
    r"(?: (?:you|that|this|it|you that))?"
    r"|saltar|paso|siguiente|(?:no,? )?prefiero no(?: (?:decir|contestar|responder)\w*)?|no s[eé]"
    r"|跳过|跳過|不知道|不清楚|不想说|不想說|不方便|下一个|下一個)\W*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\b(?:nothing|none|zero|nobody|no one|nada|cero|nadie|ninguno|ninguna)\b"
    r"|^\W*no(?: income| money|pe| tengo)\W*$|没有|沒有|一分|零|无|無",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^\W*(?:nobody|no one|none|nadie(?: m[aá]s)?|ninguno|ninguna|没有|沒有|没人|沒人|无|無)\W*$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^\W*(?:it'?s |i'?m |no,? )?(?:(?:just|only) (?:me|myself)|me alone|alone|i live alone)\W*$"
    r"|^\W*(?:(?:solo|s[oó]lo|nada m[aá]s|nom[aá]s) yo|vivo sol[oa])\W*$"
    r"|^\W*(?:只有我|就我)(?:一个人|一個人|自己)?\W*$",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:i meant?|i mean|my mistake|correction|no wait|wait,? no|typo|should (?:be|say)"
    r"|quise decir|me equivoqu[eé]|perd[oó]n,? (?:son|es|eran)|correcci[oó]n|digo)\b"
    r"|我是说|我是說|说错|說錯|打错|打錯|更正|应该是|應該是",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d.,]*")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?:\D|$))")
_PEOPLE = re.compile(r"(?<![\d.,])\d{1,2}(?![\d.,]*\d)")
_WORDS = {
    word: number
    for number, words in enumerate(
        ("", "one un uno una 一", "two dos 两 兩 二", "three tres 三", "four cuatro 四",
         "five cinco 五", "six seis 六", "seven siete 七", "eight ocho 八")
    )
    for word in words.split()
}  # fmt: skip
_ONE_OF_FAMILY = (  # one person each, unless a number stands before
    "mom mum mama mother mami mamá papá papa dad father wife husband partner son daughter baby "
    "grandma grandmother grandpa grandfather sister brother madre padre esposa esposo mujer marido "
    "pareja hijo hija bebé nieto nieta abuela abuelo suegra suegro hermana hermano"
).split()
_ONE_RELATIVE = re.compile(
    rf"(?<!\w)(?:{'|'.join(_ONE_OF_FAMILY)})(?!\w)"
    r"|老婆|妻子|太太|老公|丈夫|先生|[妈媽](?![妈媽])|母[亲親]|爸(?!爸)|父[亲親]|奶奶|[爷爺]{2}|外婆|外公"
    r"|岳母|岳父|婆婆|公公|[儿兒]子|女[儿兒]",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"^\W*(?:(?:my|our|the|and|with|plus|kids?|children|child|of|us|people|in|total|mis?|con|mas|más"
    r"|los|las|el|la|y|e|hijos|hijas|niñ[oa]s?|nietos|padres|personas|somos|en|total"
    rf"|{'|'.join([*_ONE_OF_FAMILY, *_WORDS])}|\d{{1,2}})(?!\w)\W*)+$"
    r"|^[我和跟还還有与與、，,。 的个個口人孩子小老两兩一二三四五六七八九十\d"
    r"妈媽爸父母亲親婆公妻太儿兒女奶爷爺外岳丈夫]+$",
    re.IGNORECASE,
)
_A_MONTH = {
    None: Fraction(1),
    "weekly": Fraction(52, 12),
    "biweekly": Fraction(26, 12),
    "semimonthly": Fraction(2),
    "monthly": Fraction(1),
}
_MOST_PEOPLE = 20


def passes(words: str) -> bool:
    """Whether somebody leaves a question out.

    >>> passes("Skip"), passes("no sé"), passes("跳过"), passes("I skipped lunch")
    (True, True, True, False)
    """
    return _PASS.match(words) is not None


def says_nobody(words: str) -> bool:
    """Whether "nobody" is all that is said.

    >>> says_nobody("Nadie."), says_nobody("没有"), says_nobody("nobody of that name lives here")
    (True, True, False)
    """
    return _NOBODY.match(words) is not None


def corrects(words: str) -> bool:
    """Whether somebody puts right what they have just said.

    >>> corrects("sorry I meant 1800"), corrects("me equivoqué, son 900"), corrects("about 900")
    (True, True, False)
    """
    return _CORRECTS.search(words) is not None


def sum_a_month(words: str, figures: Figures, currency: str, *, careful: str) -> int | None:
    """Give a sum in minor units a month; ``None`` if none is said.

    Of several, the one on the careful side: ``least`` of an income, ``most`` of what must be paid.

    >>> from actions.figures import Figures
    >>> sum_a_month("500 a week", Figures(amounts=((50000, None),), frequency="weekly"), "USD",
    ...             careful="least")
    216666
    """
    fitting = [minor for minor, said in figures.amounts if said in (None, currency)]
    if not fitting:
        fitting = [] if figures.amounts else _bare_sums(words, currency)
    if not fitting:
        return 0 if _NOTHING.search(words) and not _DIGITS.search(words) else None
    minor = max(fitting) if careful == "most" else min(fitting)
    return int(minor * _A_MONTH[figures.frequency])


def _bare_sums(words: str, currency: str) -> list[int]:
    """Read the plain numbers of an answer to "how much": "2,000 from work"."""
    sums = []
    for found in _DIGITS.findall(words):
        try:
            sums.append(Money.parse(_THOUSANDS.sub("", found.rstrip(".,")), currency).minor)
        except MoneyError:
            continue
    return sums


def people(words: str) -> int | None:
    """Give a number of people; ``None`` if none is said.

    >>> people("2 kids"), people("my three children"), people("none"), people("maybe")
    (2, 3, 0, None)
    >>> people("mis dos hijos y mi mamá"), people("2 kids and my mother"), people("我妈和两个孩子")
    (3, 3, 3)
    >>> people("just me"), people("Solo yo."), people("就我一个人"), people("just me and my son")
    (0, 0, 0, None)
    """
    digits = _PEOPLE.search(words)
    if digits is None and (_NOTHING.search(words) or _ALONE.match(words)):
        return 0
    said = re.findall(r"[a-zñáéíóú]+|[一二两兩三四五六七八]", words.casefold())
    number = int(digits.group()) if digits else next((_WORDS[w] for w in said if w in _WORDS), None)
    if tells_family(words):
        number = _counted(words) or number
    return number if number is None or number <= _MOST_PEOPLE else None


def tells_family(words: str) -> bool:
    """Whether these words name people of a family, and nothing else.

    >>> tells_family("mis dos hijos y mi mamá"), tells_family("my kids would be better off")
    (True, False)
    """
    return _FAMILY.match(words) is not None


def _counted(words: str) -> int:
    """Numbers of people, and every relative who stands without one."""
    plain = words.casefold()
    numbers = re.findall(r"\d{1,2}|[a-zñáéíóú]+|[一二两兩三四五六七八]", plain)
    told = sum(int(one) if one.isdigit() else _WORDS.get(one, 0) for one in numbers)
    before = r"(?:\d{1,2}|" + "|".join(_WORDS) + r")\s*[个個]?\s*$"
    alone = sum(
        re.search(before, plain[: found.start()]) is None for found in _ONE_RELATIVE.finditer(plain)
    )
    return told + alone
