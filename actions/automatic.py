"""Tell an automatic reply by its own words: a mailbox nobody reads, somebody who is away."""

from __future__ import annotations

import re

# What says itself that no person wrote it, wherever in the text it stands.
SAYS_SO = re.compile(
    r"\bauto(?:mat(?:ic|ed|ically))?[- ]?(?:reply|response|message|responder|generated)\b"
    r"|\bout of (?:the )?office\b|\b(?:not|un)[- ]?(?:monitored|attended)\b"
    r"|\b(?:does|do|can) ?(?:not|n['’]?t) (?:accept|receive) (?:incoming |any )?"
    r"(?:messages|texts)\b"
    r"|\bdo not reply to this\b"
    r"|\b(?:respuesta|mensaje|contestaci[oó]n) autom[aá]tic[ao]\b|\bfuera de (?:la )?oficina\b"
    r"|\bno (?:recibe|acepta|admite) mensajes\b|\bno responda a este\b"
    r"|自[动動][回答][复覆復]|不接收短信|不接收簡訊|[请請]勿回[复覆復]",
    re.IGNORECASE,
)
# What sounds like it, though people write so too.
SOUNDS_SO = re.compile(
    r"\bthank(?:s| you) for (?:contacting|calling|texting|messaging|reaching out"
    r"|your (?:message|call|e-?mail))"
    r"|\b(?:get back to|respond|reply|return your (?:call|message))\b.{0,30}"
    r"\b(?:soon|shortly|later|within|possible|hours|business days?)\b"
    r"|\bgracias por (?:comunicarse|contactar\w*|escribir\w*|llamar\w*"
    r"|su (?:mensaje|llamada|correo))"
    r"|\b(?:respond|contest)\w+\b.{0,30}\b(?:m[aá]s tarde|pronto|a la brevedad|horas)\b"
    r"|感[谢謝]您?的?(?:[联聯][系絡]|[来來][信电電]|留言|咨[询詢])"
    r"|稍[后後候].{0,6}(?:回[复覆復]|[联聯])|小[时時]内?內?.{0,3}回[复覆復]",
    re.IGNORECASE,
)
# The head of an automatic reply, or a sentence that only one holds.
_HEADED = re.compile(
    r"^\W*(?:(?:hi|hello|hola|buen[oa]s \w+|您好|你好)\W+)?"
    r"(?:(?:this is|it['’]?s|[eé]st[ae] es|es) (?:an? |una? )?|[这這此][是为為])?"
    r"(?:auto(?:mat(?:ic|ed))?[- ]?(?:reply|response|responder)\b|out of (?:the )?office\s*[:\-(]"
    r"|(?:respuesta|contestaci[oó]n) autom[aá]tica\b|fuera de (?:la )?oficina\s*[:\-(]"
    r"|自[动動][回答][复覆復])"
    r"|\bthis is an auto(?:mat(?:ic|ed))?[- ]?(?:reply|response|message)\b"
    r"|\b[eé]st[ae] es una? (?:respuesta|mensaje) autom[aá]tic[ao]\b"
    r"|\b(?:inbox|mailbox|number|account|buz[oó]n|n[uú]mero)\b.{0,12}"
    r"\b(?:(?:not|un)[- ]?monitored|no (?:recibe|acepta|admite) mensajes)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(  # from the office, as one only says it to whoever writes
    r"\b(?:out of|away from) (?:the |my )?(?:office|desk)\b"
    r"|\bfuera de (?:la |mi )?oficina\b|不在(?:[办辦]公室|公司)",
    re.IGNORECASE,
)
_AWAY_TOO = re.compile(  # as one says it to friends as well
    r"\bon (?:\w+ )?(?:leave|vacation|holiday)\b|\btravel(?:l?ing)\b|\bunavailable\b"
    r"|\bde (?:vacaciones|licencia|baja|permiso|viaje)\b|\bno (?:estar[eé]|estoy) disponible\b"
    r"|休假|[请請]假|出差|外出",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:until|till?|through|return(?:ing)?|back (?:on|in|at)|hasta|regres\w+|vuelvo|volver[eé])"
    r"\b|回[来來]|返[回岗崗]|[上恢]班|期[间間]",
    re.IGNORECASE,
)
_COURTESY = re.compile(  # what a note for everybody who writes says besides
    r"\burgent\w*|\b(?:limited|no) access\b|\b(?:please|kindly) contact\b|\bin my absence\b"
    r"|\b(?:will|['’]ll) (?:reply|respond|answer|get back)\b|\bas soon as (?:i|possible)\b"
    r"|\burgen(?:te|cia)\w*|\b(?:sin|poco) acceso\b|\bcomun[ií]quese con\b|\ben mi ausencia\b"
    r"|\b(?:responder|contestar)(?:[eé]|emos)\b|\ba mi (?:regreso|vuelta)\b"
    r"|急事|[紧緊]急|尽快|盡快|回[复覆復]您|[请請][联聯][系絡]",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|[吗嗎]")  # only a person asks
# A person who is away says what that means for the matter: for what is owed,
_MEANS_US = re.compile(
    r"[$€£¥]|\b(?:pay|pays|paying|paid|payment|money|owe|debt|bill|balance|funds|income)\b"
    r"|\b(?:call|text|message|ring) me\b|\b(?:pag\w+|dinero|deuda|saldo|abon\w+)\b"
    r"|\b(?:ll[aá]me|escr[ií]ba|m[aá]rque)nme\b|\b(?:ll[aá]me|escr[ií]ba|m[aá]rque)me\b"
    r"|(?:\bi['’]ll|\bwill|\bgonna|\bgoing to) (?:\w+ )?"
    r"(?:send|do|settle|transfer|deposit|sort|clear|handle|take care)\b"
    r"|\b(?:deposit|mand|env[ií]|liquid)(?:o|ar[eé])\b|\btransf(?:iero|erir[eé])\b"
    r"|[付还還]款|[还還付][钱錢]|再[还還]|[给給]我|[转轉][账賬帳给給过過]|打[钱錢款]|[汇匯][款给給过過]"
    r"|回[来來].{0,4}[处處]理",
    re.IGNORECASE,
)
# or for them: what protects somebody is not left unheard, even behind the head of such a reply.
_PROTECTS = re.compile(
    r"\bstop\b|\b(?:do not|don['’]?t) (?:contact|call|text|write|message|email|bother)\b"
    r"|\b(?:attorney|lawyer|harass\w*|dispute|hospital|unpaid|unemployed)\b|\bnot mine\b"
    r"|\bwrong (?:number|person)\b|\bi never\b|\b(?:lost|no) (?:my )?job\b"
    r"|\bfired\b|\blaid (?:me )?off\b"
    r"|\b(?:die|dying|kill\w*|suicid\w*|morir\w*|matar\w*)\b|想死|不想活|自[杀殺]"
    r"|\bno me (?:escrib|llam|contact|mand)\w+|\bdej[ea]n? de\b|\babogad[oa]\b|\bdesemple\w+"
    r"|\bsin (?:trabajo|empleo|ingresos)\b|\bno (?:tengo|es m[ií][ao])\b|\bequivocad[oa]\b"
    r"|[别別]再?[发發联聯打找]|不要再?[发發联聯打找]|律[师師]|失[业業]|[没沒]收入|打[错錯]|不是我",
    re.IGNORECASE,
)


def is_automatic(text: str) -> bool:
    """Whether a single text is surely an automatic reply.

    >>> is_automatic("I am out of the office until Monday.")
    True
    >>> is_automatic("out of the office until Monday, will pay then")
    False
    >>> is_automatic("I am out of the office until Monday and I want to die")
    False
    >>> is_automatic("Respuesta automática: no veré mi correo."), is_automatic("我不在办公室")
    (True, False)
    """
    if _ASKS.search(text) or _PROTECTS.search(text):
        return False
    if _HEADED.search(text):
        return True
    if _MEANS_US.search(text):
        return False
    note = _COURTESY.search(text) is not None or SOUNDS_SO.search(text) is not None
    if _AWAY.search(text):
        return note or _BACK.search(text) is not None
    return note and _AWAY_TOO.search(text) is not None and _BACK.search(text) is not None
