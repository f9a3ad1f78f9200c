"""How people who write Spanish ask us to stop, and what only looks like it.

Patterns run on the form made by ``compliance.text.plain``: no accents, ``n`` for ``ñ``.
"""

from __future__ import annotations

import re

from compliance.text.wordings.shape import Wordings

_OUT_WORDS = frozenset(
    {"alto", "parar", "pare", "paren", "para", "baja", "cancelar", "cancela", "cancele", "no mas",
     "basta", "detener", "detenganse", "detente", "fin", "salir", "terminar", "eliminar",
     "remover", "desuscribir", "desuscribirme", "desuscribirse", "desinscribir", "darse de baja",
     "dar de baja", "darme de baja", "dame de baja", "denme de baja", "deme de baja", "stop",
     "cancelar suscripcion", "anular", "anular suscripcion", "ya no", "no mas mensajes", "alto ya"}
)  # fmt: skip
_OUT_CLAUSES = frozenset(
    {"alto", "paren", "pare", "basta", "ya basta", "darme de baja", "dame de baja", "ya paren",
     "denme de baja", "deme de baja", "no mas", "ya no mas", "ya no", "stop", "larguese",
     "vayase", "fuera", "dejame", "dejenme", "dejeme", "que paren", "paren con esto"}
)  # fmt: skip
_FILLER = (
    "por favor favor porfavor porfa ya ahora mismo hola gracias oiga oigan senor senora senores "
    "amigo inmediatamente dije he dicho les digo que si bueno ok y de una vez le les pido "
    "bien plis pls please esto eso"
)
_IN_WORDS = frozenset(
    {"iniciar", "comenzar", "reanudar", "alta", "empezar", "activar", "reactivar", "continuar"}
)
_YES_WORDS = frozenset({"si", "si por favor"})
_HELP_WORDS = frozenset({"ayuda", "ayudame", "ayudenme", "informacion"})

_CONTACT_THEM = (
    "escrib\\w+|mand\\w+|envi\\w+|llam(?:e|en|es|ar|ando)|molest\\w+|contact\\w+|texte\\w+|"
    "busqu\\w+|acos\\w+|hostig\\w+|fregu\\w+|fastidi\\w+|jod\\w+|mensaje\\w+|marqu\\w+|comuni\\w+"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in {
        "no me escriban": rf"\bno (?:me|nos)(?: (?:vuelv\w+|sig\w+|esten|este|quier\w+) ?a?)? "
        rf"(?:{_CONTACT_THEM})\b",
        "no vuelvan": rf"\bno (?:vuelv\w+|sig\w+)(?: a)? (?:{_CONTACT_THEM})",
        "no escribir": r"\bno (?:escriban|manden|envien|molesten|contacten|contactarme|"
        r"escribirme|llamarme|molestarme|enviarme|mandarme|mandar|enviar)\b(?: mas| a este|"
        r" mensajes| nada| aqui| otra| ya|$| \|)",
        "dejen de": r"\b(?:deje|dejen|deja|dejes|dejar|paren|pare|parar|cesen|cese|para|eviten) "
        r"(?:ya )?(?:de )?(?:estar )?(?:(?:me|nos) )?(?:escrib\w+|mand\w+|envi\w+|llam\w+|"
        r"molest\w+|"
        r"contact\w+|texte\w+|acos\w+|hostig\w+|fastidi\w+|jod\w+|chinga\w+|fregar|los mensajes|"
        r"con los mensajes|con esto|estos mensajes|mensajes)",
        "en paz": r"\bdej(?:e|en|a)(?:me|nos) (?:ya )?(?:en paz|tranquil\w|sol\w|de molestar|"
        "vivir)",
        "no quiero": r"\b(?:ya )?no (?:quiero|deseo|quisiera|queremos|acepto|autorizo|necesito)"
        r"(?: (?:que|mas|recibir|seguir|recibiendo|me|nos|sigan|ya|ningun\w?|otro|sus|estos|los|"
        r"tener|volver|a|vuelvan|saber|nada)){0,5} "
        r"(?:mensajes?|textos?|sms|llamadas?|notificaciones|recordatorios|contact\w+|escrib\w+|"
        r"mand\w+|envi\w+|llamen|molest\w+|ustedes|nada de ustedes|comunicaciones?)\b",
        "de la lista": r"\b(?:quit|sac|borr|elimin|remuev|remov|tach)\w*(?:me|nos)?"
        r"(?: \w+){0,4} (?:lista|listas|sistema|base de datos|registros?)\b",
        "borren mi numero": r"\b(?:borr|elimin|quit|olvid|pierd)\w* (?:ya )?(?:mi|este|el) "
        r"(?:numero|telefono|celular|movil|contacto)\b",
        "no mas mensajes": r"\b(?:no|ni un|ningun) mas (?:de )?(?:mensajes?|textos?|sms|llamadas?|"
        r"recordatorios|notificaciones|contacto)\b|\bno mas (?:por favor|gracias)\b"
        r"|\b(?:ni un|ningun) (?:mensaje|texto|sms) mas\b",
        "baja": r"\b(?:dar|darme|denme|dame|deme|quiero|solicito|pido|me doy|darnos)(?: \w+){0,3} "
        r"(?:de )?baja\b",
        "suscripcion": r"\b(?:cancel|anul|desuscri|desinscri)\w*(?: \w+){0,2} (?:suscripcion|"
        r"mensajes|sms|textos|notificaciones|recordatorios)\b|\bdesuscrib\w+\b|\bdesinscrib\w+\b",
        "revoco": r"\b(?:revoco|retiro|revocar|retirar)(?: \w+){0,2} "
        r"(?:consentimiento|permiso|autorizacion)\b",
        "detengan": r"\b(?:detengan|detenga|suspendan|suspenda|alto a|alto con)(?: (?:ya|los|las|"
        r"estos|estas|sus|de|el|este|tantos)){0,3} (?:mensajes?|textos?|sms|llamadas|acoso|envios?|"
        r"recordatorios|contacto)\b",
    }.items()
)
_NOT_IF_FOLLOWED = re.compile(
    r"(?: \w+){0,3}? (?:antes|despues|hasta|al trabajo|en el trabajo|en mi trabajo|de noche|"
    r"por la noche|en la noche|por la manana|en la manana|tan tarde|tan temprano|a esta hora|"
    r"a estas horas|los domingos|el domingo|los fines|a las \d+|durante|mientras|hoy|manana|"
    r"entre)\b"
    r"|(?: \w+){0,3} (?:mi plan|el plan|mi cuenta|la cuenta|mi tarjeta|el servicio|mi servicio|"
    r"la linea|el debito|la domiciliacion|el seguro|mi pago|el pago|mis pagos|dinero)\b"
    r"|(?: a)? (?:mi (?:mama|madre|papa|esposa|esposo|familia|jefe|trabajo|hermana|hermano|hija))\b"
    r"|(?: \w+)? (?:el recibo|el comprobante|la factura|el link|el enlace|la informacion|respuesta)"
    r"|(?: \w+)? (?:asi|mentiros\w|senor|don|dona)\b"
)
_NOT_IF_PRECEDED = re.compile(
    r"\b(?:por que|porque|aunque|si|como|cuando|quien|todavia|aun|ayer)(?: \w+)? ?$"
    r"|\bno (?:quiero que |quiero )?$"
)
_SPEAKS_FOR_ITSELF = frozenset({"no quiero", "en paz", "revoco", "de la lista"})
_ASKS_IT = re.compile(r"\b(?:les pido que|quiero que|exijo que|como (?:hago|puedo)(?: para)?) ?$")
_QUOTED = re.compile(
    r"\b(?:responda|envie|conteste|escriba|responde)(?: con)? (?:stop|alto|parar|baja|no)"
    r"(?: o \w+)? para (?:no recibir|cancelar|darse|dejar|salir)[^|,]*"
    r"|\bno (?:paren|pare|dejen de|deje de) [^|,]*"
)
_OTHER_CHANNEL = re.compile(
    r"\b(?:mejor|solo|solamente|prefiero|pero|y) ?(?:por )?(?:escrib\w+|mande\w*|mensaj\w*|"
    r"texto\w*|"
    r"sms|whats\w*|envie\w*)\b|\b(?:escriba|escriban|mande|manden)me\b(?! mas)"
)
_MEANT_FOR_CALLS = re.compile(r"\b(?:llam|marqu|marc)\w+")

_WRONG_NUMBER = re.compile(
    r"\b(?:numero|persona|telefono|celular) (?:equivocad|incorrect|errone|erronea)\w"
    r"|\b(?:se|te) (?:equivoc\w+|confund\w+)(?: \w+)? ?(?:de (?:numero|persona)|"
    r"conmigo|$|[|,])"
    r"|\bequivocad[oa] de (?:numero|persona)\b"
    r"|\bno (?:conozco|conocemos) a (?:esa|ese|esta|este|ningun\w?|nadie|el|ella|alguien|la|tal)"
    r"|\bno soy (?:esa|ese|el|ella|la persona|quien|el senor|la senora|yo|a quien)\b"
    r"(?! (?:responsable|culpable|dueno|unic\w|titular del banco))"
    r"|\baqui no (?:vive|esta|hay|trabaja|es)\b|\bno (?:hay|vive) (?:nadie|ningun\w?)(?: \w+){0,3} "
    r"(?:nombre|llam\w+|aqui)"
    r"|\beste (?:no es el (?:numero|telefono|celular)|(?:numero|telefono|celular) (?:no es|"
    r"ya no es))"
    r"|\b(?:acabo de|recien) (?:comprar|obtener|adquirir|cambiar|agarr\w+|saq\w+|compr\w+) "
    r"(?:este|esta|el) (?:numero|linea|chip|celular)"
)
_NOT_A_WRONG_NUMBER = re.compile(
    r"\b(?:marque|puse|di|escribi|me dieron|anote)(?: \w+){0,2} (?:numero|telefono) "
    r"(?:equivocad|incorrect)\w"
)
_NOT_THAT_NAME = re.compile(
    r"\b[Nn]o soy (?:(?:el |la )?(?:Sr|Sra|Srta|señor|señora)\.? )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
    r"(?: [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)?\s*(?:$|[.,!;?\n])"
)
_NAME_LOOKALIKE = re.compile(r"(?i)no soy (?:rico|tonto|responsable|culpable|yo|de|un|una)\b")

SPANISH = Wordings(
    language="es",
    out_words=_OUT_WORDS,
    out_clauses=_OUT_CLAUSES,
    filler=re.compile(r"\b(?:" + "|".join(_FILLER.split()) + r")\b"),
    in_words=_IN_WORDS,
    yes_words=_YES_WORDS,
    help_words=_HELP_WORDS,
    patterns=_PATTERNS,
    quoted=_QUOTED,
    not_if_followed=_NOT_IF_FOLLOWED,
    not_if_preceded=_NOT_IF_PRECEDED,
    asks_it=_ASKS_IT,
    speaks_for_itself=_SPEAKS_FOR_ITSELF,
    other_channel=_OTHER_CHANNEL,
    meant_for_calls=_MEANT_FOR_CALLS,
    wrong_number=_WRONG_NUMBER,
    not_a_wrong_number=_NOT_A_WRONG_NUMBER,
    not_that_name=_NOT_THAT_NAME,
    name_lookalike=_NAME_LOOKALIKE,
)
