"""In which language and script somebody wrote, and which one they ask for by name.

A message that does not tell ("ok", "2", a name) gives nothing: the language before it stands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from compliance.text.traditional import TO_SIMPLIFIED

OTHER = "other"  # a language we have no words in

_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTERS = re.compile(r"[a-z']+")
_ACCENTS = re.compile(r"[ñáéíóú]", re.I)  # names have them too: they count once
_OPENS = re.compile(r"¿|(?<!\w)¡")
_NOT_LATIN = re.compile(r"[^\x00-\u02ff]+")  # among these are all marks of their own
_ENOUGH = 2  # words that only one language has
_TIMES = 2  # as many of one language as of the other

# Words of one language and not of the other, as people type them: no accents, no apostrophes.
_ENGLISH = frozenset(
    "the of to and is you your youre on with we our ours this that it its be are was were will "
    "wont not have havent has had from by at or if as can cant could do does doesnt did didnt "
    "dont i im ive id ill my mine us they them their he she his her but so what whats when "
    "where who whos why how which there here please pay paid paying payment owe owed owing "
    "money much many more less give need want would should must get got make made know think "
    "tell ask call text stop send today tomorrow yesterday week month year monday tuesday "
    "wednesday thursday friday saturday sunday now later never always just only still already "
    "back about after before until than then any some all every thanks thank hello yes yeah "
    "good bad sorry wrong right help talk speak someone something nothing anything lost job "
    "work house family because been being out up down bill debt balance account amount half "
    "rest first next last dollars bucks gonna wanna aint".split()
)
_SPANISH = frozenset(
    "el la los las del que y en un una unos unas por para con su sus se lo les al es son era "
    "fue usted ustedes te mi mis nos nuestro nuestra esta este esto esa ese eso estoy estan hoy "
    "ya pero como mas muy sin hasta desde cuando cuanto cuanta donde quien porque pues aqui ahi "
    "alla yo tu ella ellos pago pagos pagar pague pagado puedo puede pueden podria quiero "
    "quiere quisiera tengo tiene tienen tenia debo debe deben deuda cuenta saldo dinero plata "
    "lana gracias buenos buenas dias tardes noches hola favor senor senora casa familia trabajo "
    "hijos esposo esposa vamos voy va viene hacer hice hago dice digo decir dame deme diga "
    "digame manana ayer semana mes meses ano anos lunes martes miercoles jueves viernes sabado "
    "domingo quincena ahora ahorita despues luego antes nunca siempre solo tambien todavia todo "
    "todos nada algo alguien otro otra mucho poco mitad primero resto codigo postal naci nacido "
    "nombre numero llamo llamen llame escriban ayuda ayudar necesito necesita perdi estaba sigo "
    "sirve sea soy somos hay sobre entre cada le de ud uds verdad bueno bien mal hablo habla "
    "hable hablar espanol ingles entiendo estafa abogado queja dejen deje molestar".split()
)
_GREETS_IN = {"hola": "es", "buenas": "es"}  # one word is enough to tell

# What a message in one script has and one in the other has not.
_SHARED = frozenset("后里采系吃台发复制面准")  # written so in both
_TRADITIONAL = (
    frozenset(map(chr, TO_SIMPLIFIED))
    | frozenset(
        "開關這邊過還沒錢號碼從寫當實聽讀說話嗎麼樣點線給紅網銀幾歲買賣錯誤鐘長門見應該問題歡迎對"
    )
    | frozenset("係唔冇嘅咗喺佢睇啲嗰乜俾")  # Cantonese is written so
)
_SIMPLIFIED = (
    (
        frozenset(TO_SIMPLIFIED.values())
        | frozenset(
            "开关这边过还没钱号码从写当实听读说话吗么样点线给红网银几岁买卖错误钟长门见应该问题欢迎对"
        )
    )
    - _SHARED
    - frozenset("没该")
)

_NAMES = (
    (
        "zh-Hant",
        r"traditional|tradicional|繁[體体]|正[體体]|cantonese|canton[eé]s|[廣广][東东][話话]|[粵粤][語语]",
    ),
    ("zh-Hans", r"simplified|simplificad\w*|[簡简][體体]|mandarin|mandar[ií]n"),
    ("en", r"\benglish\b|\bingl[eé]s\b|英[語语文]"),
    ("es", r"\bspanish\b|\bespa[nñ]ol\b|\bcastellano\b|西班牙[語语文]?|西[語语文]"),
    ("zh", r"\bchinese\b|\bchino\b|中文|[漢汉][語语]|普通[話话]|[國国][語语]|[華华][語语]"),
    (
        OTHER,
        r"\b(?:french|franc[eé]s|portugu[eê]se?s?|vietnamese|vietnamita|tagalog|korean|coreano|russian"
        r"|ruso|arabic|[aá]rabe|creole|haitian|kreyol|polish|german|alem[aá]n|italian|italiano|japanese"
        r"|japon[eé]s|hindi|urdu|farsi|somali|hmong|ukrainian"
        r"|gujarati|punjabi)\b|法[語语文]|日[語语文]|[韓韩][語语文]|越南[話话語语文]",
    ),
)
_NAMED = tuple((code, re.compile(pattern, re.I)) for code, pattern in _NAMES)
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:i|we|he|she)\s+(?:really\s+)?(?:do\s?n['’]?t|dont|can\s?not|can['’]?t|cant|barely)\b"
    r"|\bno\s+(?:hablo|habla|entiendo|leo|s[eé]|comprendo|domino|speak|good|understand|read)\b"
    r"|\b(?:don['’]?t|dont|can['’]?t|cant)\s+(?:speak|understand|read)\b|\bnot\s+(?:good|fluent)\b)"
    r"[^.,;!?]{0,30}$|\bwhy\b[^.,;!?]{0,30}$|\bno\s+$|(?<![能可会會是])(?:不|沒|没)[^.,。，]{0,5}$",
    re.I,
)
_DENIED_AFTER = re.compile(
    r"^[^.,;!?。，]{0,12}(?:\b(?:bad|poor|not|no)\b|n['’]t\b|\bmalo\b|不好|不行|很差|看不|看着[费費]|[费費][劲勁])",
    re.I,
)


@lru_cache(maxsize=64)
def language_written(text: str, before: str) -> str | None:
    """Tell the language and script of a message; ``None`` where it does not show.

    >>> language_written("cuánto debo", "en"), language_written("ok", "es")
    ('es', None)
    >>> language_written("我想還錢", "en"), language_written("好", "zh-Hant")
    ('zh-Hant', None)
    """
    plain = _plain(text)
    words = _LETTERS.findall(plain.replace("’", "").replace("'", ""))
    spanish = sum(map(_SPANISH.__contains__, words))
    english = sum(map(_ENGLISH.__contains__, words))
    if not text.isascii():
        han = _HAN.findall(text)
        if han and len(han) >= len(words):
            return _script(han, before)
        spanish += bool(_ACCENTS.search(text)) + bool(_OPENS.search(text))
    if words and words[0] in _GREETS_IN and english < _ENOUGH:
        return _GREETS_IN[words[0]]
    if spanish >= _ENOUGH and spanish >= _TIMES * english:
        return "es"
    if english >= _ENOUGH and english >= _TIMES * spanish:
        return "en"
    return None


def language_named(text: str, before: str) -> str | None:
    """Tell which language somebody asks for by name; ``OTHER`` for one we do not write.

    >>> language_named("en español por favor", "en"), language_named("no hablo inglés", "en")
    ('es', 'es')
    >>> language_named("do you have french", "en"), language_named("說中文", "en")
    ('other', 'zh-Hant')
    """
    found = [
        (match.start(), code)
        for code, pattern in _NAMED
        for match in pattern.finditer(text)
        if not (
            _DENIED_BEFORE.search(text[: match.start()])
            or _DENIED_AFTER.search(text[match.end() :])
        )
    ]
    scripts = [code for _, code in found if code.startswith("zh-")]
    if scripts:
        return scripts[0]
    wanted = max(found)[1] if found else None
    if wanted == "zh":
        script = language_written(text, before)
        return script if script and script.startswith("zh-") else _chinese(before)
    if wanted is None and any(pattern.search(text) for _, pattern in _NAMED):
        return language_written(text, before)  # "no hablo inglés": then the one they write
    return wanted


def _script(han: list[str], before: str) -> str | None:
    traditional = sum(sign in _TRADITIONAL for sign in han)
    simplified = sum(sign in _SIMPLIFIED for sign in han)
    if traditional != simplified:
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    return None if before.startswith("zh-") else "zh-Hans"


def _chinese(before: str) -> str:
    return before if before.startswith("zh-") else "zh-Hans"


def _plain(text: str) -> str:
    """Take off case, width and accents, but keep what tells the languages apart.

    >>> _plain("¿Cuándo? ＯＫ")
    '¿cuando? ok'
    """
    return without_accents(text).casefold()


@lru_cache(maxsize=64)
def without_accents(text: str) -> str:
    """The text in plain letters of usual width; asked of the same text by several rules.

    >>> without_accents("Años, ＯＫ")
    'Anos, OK'
    """
    if text.isascii():
        return text
    return _NOT_LATIN.sub(_without_marks, unicodedata.normalize("NFKD", text))


def _without_marks(found: re.Match[str]) -> str:
    return "".join([sign for sign in found[0] if not unicodedata.combining(sign)])
