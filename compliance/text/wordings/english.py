"""How people who write English ask us to stop, and what only looks like it.

Patterns run on the form made by ``compliance.text.plain``: lower case, no apostrophes,
``|`` at the end of a clause, ``,`` at a pause.
"""

from __future__ import annotations

import re

from compliance.text.wordings.shape import Wordings

# Alone in a message: Reg F FAQ 2022-07-27, 47 CFR 64.1200(a)(10), the carriers' and Twilio's lists.
_OUT_WORDS = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
     "opt out", "remove", "arret", "unsub", "stop it", "stop this", "stop now", "no more"}
)  # fmt: skip
# Alone in a clause, whatever the rest of the message says.
_OUT_CLAUSES = frozenset(
    {"stop", "stop all", "stopall", "stop it", "stop this", "stop that", "unsubscribe", "unsub",
     "optout", "opt out", "remove me", "go away", "get lost", "piss off", "fuck off", "buzz off",
     "f off", "bug off", "enough", "no more", "enough is enough", "cease", "desist", "knock it off",
     "cut it out", "back off", "stop these", "stop everything"}
)  # fmt: skip
_FILLER = (
    "please pls plz plse just now ok okay hey hi hello thanks thank you thx ty already immediately "
    "right asap guys sir maam man dude omg ffs jesus god seriously again i said no yes and "
    "so well look listen bro lol smh wtf fucking freaking damn the hell kindly really would u ya "
    "yall can could will at once today forever both people folks"
)
_IN_WORDS = frozenset(
    {"start", "unstop", "opt in", "optin", "resume", "start again", "resubscribe", "subscribe",
     "text me again", "start texting me again", "you can text me again", "resume texts"}
)  # fmt: skip
_YES_WORDS = frozenset({"yes", "y", "yes please"})
_HELP_WORDS = frozenset({"help", "info", "help me", "information"})

_CONTACTING = (
    "texting|txting|messaging|msging|contacting|calling|emailing|e mailing|writing|bothering|"
    "harassing|spamming|pestering|bugging|hounding|annoying|sending|reaching out|mailing|pinging|"
    "hitting me up|blowing up my phone|communicating|notifying|reminding|getting|receiving"
)
_CONTACTS = (
    "texts?|text messages?|messages?|msgs?|sms|spam|spams|harassment|calls|reminders?|contact|"
    "notifications?|alerts?|communications?|correspondence|emails?"
)
_CONTACT = (
    "text|txt|message|msg|contact|call|email|bother|write|harass|spam|sms|ping|dm|disturb|"
    "reach out to|write to|send anything to|hit up|communicate with|send messages to|send"
)
_ME = (
    "me|us|this number|this phone|this cell|my phone|my cell|my number|here|again|anymore|any more|"
    "any longer|my line"
)
_BETWEEN = (
    "with|all|any|the|fucking|freaking|damn|goddamn|bloody|now|already|please|pls|immediately|"
    "this|of|from|your|these|those|me|in|to|fckin|frickin|ur|such|further|my number from"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in {
        "stop contacting": rf"\b(?:stop|stops|quit|cease|discontinue|halt|refrain|end|no more|done|"
        rf"enough|sick|tired)(?: it)?(?: (?:{_BETWEEN})){{0,4}} (?:{_CONTACTING}|{_CONTACTS})\b",
        "do not contact": rf"\b(?:do not|dont|donot|never|not to|no longer|must not|should not|"
        rf"shouldnt|cannot|not)(?: (?:ever|you|dare|please|again|even|try to|be)){{0,3}} "
        rf"(?:{_CONTACT}|contacting|texting)(?: (?:anything|any more|messages|texts|to|more|"
        rf"no more|another|one more|text|message|stuff|these)){{0,4}} (?:{_ME})\b",
        "do not want": r"\b(?:i|we) (?:do not|dont|donot|no longer|never|didnt|did not|wont|"
        r"will not)(?: (?:ever|really|even|want to|wish to|care to|agree to|consent to|any longer))"
        r"{0,2} ?(?:want|wish|wanna|need|like|agree|consent|authorize|authorise|ask|sign|allow|"
        r"permit|accept)?(?: (?:to|be|get|getting|receive|receiving|see|have|any|more|your|further|"
        r"these|those|the|all|automated|you|yall|anyone|anything|from|u|such|of|for|up|"
        r"sending)){0,7} "
        r"(?:contacted|texted|messaged|called|bothered|hear from you|hearing from you|"
        r"texts|text messages|messages|sms|notifications|reminders|contacting me|texting me|"
        r"messaging me|text me|contact me|message me|call me|communications?|anything from you)\b",
        "off the list": r"\b(?:take|remove|removed|get|delete|scrub|erase|drop|strike|taken|want|"
        r"pull|clear)(?: (?:me|us|my (?:number|phone|cell|name|info|contact|details|phone number)|"
        r"this (?:number|phone)|the number|it))?(?: off| out)?(?: (?:of|from|off))? "
        r"(?:your|this|the|ur|that|any|all)(?: \w+){0,2} (?:list|lists|system|database|texts|"
        r"messages|thread|contacts|messaging|records|distribution|rotation)\b",
        "lose the number": r"\b(?:remove|delete|lose|erase|forget|block|unlist)(?: \w+)? (?:my|"
        "this) "
        r"(?:number|phone number|phone|cell|digits|contact)\b|\bremove me\b",
        "opt out": r"\bopt(?:ing|ed)?(?: (?:me|us|this number|my number))? ?out\b",
        "unsubscribe": r"\b(?:un ?sub?sc?ri?be?(?:d|ing)?|unsubscribe me|unsuscribe|unsubcribe)\b",
        "leave alone": r"\b(?:leave|let)(?: (?:me|us|my family)){1} (?:alone|be|tf alone)\b|"
        r"\bleave me the (?:fuck|hell|f) alone\b",
        "revoke": r"\b(?:revoke|revoking|withdraw|withdrawing|rescind|retract)(?: \w+){0,3} "
        r"(?:consent|permission|authori[sz]ation|opt in)\b",
        "cease": r"\bcease and desist\b|\bcease (?:all |any |further )*(?:communication|contact)",
        "do not call list": r"\bdo not (?:call|contact|text) (?:list|registry)\b|\bdnc\b",
        "told to stop": r"\b(?:said|told (?:you|u|yall|them)|asked (?:you|u|yall|for)|"
        r"(?:want|need|like|demand|beg|ask)(?:ing)? (?:you|this|it|these|them|u|yall|that)|make "
        r"(?:it|this|them|these)|have|got|gotta|(?:can|could|will|would|wont|cant|why dont) "
        r"(?:you|u|yall|this|these)|please|pls|plz|just|must|"
        r"i (?:already |just |have |have already )?(?:typed|sent|replied|texted|wrote|put)|need|"
        r"typing|saying|sending|texting|replying)(?: (?:to|please|just|pls|guys|again|"
        r"already|all)){0,3} stop(?: (?:it|this|that|these|now|already|please|immediately|right|"
        r"pls|plz|asap|ok|twice|before|many|times|several|yesterday|all|messages|and|to|you))* "
        r"?(?:$|[|,])",
        "do not disturb": r"\bdo not disturb\b(?! (?:before|after|until|between))|"
        "\bdont bother me\b",
        "no contact": rf"\bno(?: more)?(?: (?:further|additional))? (?:{_CONTACTS})"
        r"(?: (?:please|pls|from you|at all|thanks|anymore|to me))* ?(?:$|[|,])",
    }.items()
)

# A place alone; "at work or at home" is everywhere.
_AT_WORK = (
    r"(?:at(?: (?:my|our|the|this))? (?:work|job|office|workplace|place of (?:work|employment))"
    r"|(?:at|to|on) my (?:work|office) (?:phone|number|line|e ?mail|cell))"
    r"(?! (?:or|and|nor|,)(?: \w+){0,2}? (?:home|any ?where|else|ever|all)\b)"
)
_A_TIME = (
    rf"(?: \w+){{0,3}}? (?:before|after|until|till|til|during|while|between|{_AT_WORK}|at night|"
    r"at \d+|on (?:sun|mon|tues|wednes|thurs|fri|satur)days?|on weekends|this (?:late|early)|"
    r"so (?:late|early)|in the (?:morning|evening|afternoon|middle)|tomorrow|today|tonight|"
    r"right now|at this hour|past \d+|when im|on my lunch|early|late)\b"
)
# After the match: a wish about *when* or *how*, or another thing altogether.
_NOT_IF_FOLLOWED = re.compile(
    rf"{_A_TIME}"
    r"|(?: me| us)? (?:a liar|names|by|mr|mrs|ms|that|sir|maam|honey|dude|a \w+)\b"
    r"|(?: in)? (?:payments?|money|checks?|the payments?|my payments?|paid)\b"
    r"|(?: me)? \w+ ,? ?my name\b"
    r"|(?: of| from)?(?: \w+){0,2} (?:autopay|auto pay|arbitration|insurance|settlement|program)\b"
    r"|(?: of| from) (?:my|the|this) (?:plan|payment plan|offer|agreement|deal)\b"
    r"|(?: \w+){0,3} (?:my|his|her) (?:mom|mother|dad|wife|husband|job|work|boss|family|employer)\b"
    r"|(?: and| ,)?(?: please| just)? use (?:this|my|the) (?:one|new|other)"
)
# Just before the match: said of somebody else, asked about, or negated.
_NOT_IF_PRECEDED = re.compile(
    r"(?:"
    r"\b(?:if|unless|what happens when|what if)(?: \w+){0,4}"
    r"|\bif i (?:pay|paid)(?: \w+){0,8}"
    r"|(?:^|[|,] ?)(?:please |but |no |pls )*(?:do not|dont|never)"
    r"|\b(?:do not|dont) want (?:you |u |it |them )?to"
    r"|\b(?:why|you|u|they|he|she|we|i|ppl|people)(?: \w+ly)?"
    r"(?: (?:had to|have to|will|ill|cant|wont|might|may|must|should|did))?"
    r"|\bill|\bweve|\bive|\bid"
    r"|\b(?:should|does|do|when|whether) i(?: \w+){0,2}"
    r"|\bwhy"
    r") ?$"
)
# Named after the patterns above: these judge the words before them by themselves.
_SPEAKS_FOR_ITSELF = frozenset(
    {"do not want", "off the list", "leave alone", "revoke", "told to stop", "unsubscribe",
     "lose the number", "opt out", "cease", "do not call list", "no contact"}
)  # fmt: skip
# "How do I stop these", "can you not text me", "I ask that you do not contact me".
_ASKS_IT = re.compile(
    r"\b(?:how (?:do|can) (?:i|we)|can (?:i|you|u)|could you|will you|wont you|cant you|would you|"
    r"(?:ask|demand|request|want|insist|need|prefer|rather)(?:ing)?(?: that)? (?:you|u|yall)|"
    r"why (?:wont|cant|dont) (?:you|u)|(?:you|u|yall) (?:need|have|better|gotta|must|"
    r"should)(?: to)?|"
    r"when will (?:you|u|this|it)) ?$"
)
# The line we ourselves add, sent back to us or forwarded, and talk *about* the word.
_QUOTED = re.compile(
    r"\b(?:reply|text|txt|send|respond|says?)(?: with)? stop to (?:opt ?out|unsubscribe|end|cancel|"
    r"stop|quit|be removed)[^|,]*"
    r"|\b(?:if|should|what|does|do|when|whether|can)(?: \w+){0,3} "
    r"(?:text|send|reply|type|say|sent|said)(?: with)? stop\b[^|]*"
    r"|\bdo (?:not|nt) stop\b[^|,]*|\b(?:dont|never|cant|wont) stop (?:the|my|paying|"
    r"trying)\b[^|,]*"
)
_OTHER_CHANNEL = re.compile(
    r"\b(?:just|only|can|please|pls|rather|better to|instead|and|but|so|,)? ?(?:text|message|txt)"
    r"(?: me)?(?: (?:instead|only|please|is (?:fine|better|ok|okay|best)|works))"
    r"|^ ?, ?(?:text|message|txt) me\b(?! again)"
    r"|\b(?:just|only|please|can you|you can|but|and|rather you) (?:text|message|txt) me\b"
    r"|\btext(?:s|ing)? (?:is|are|works?) (?:fine|ok|okay|better|best|good|instead)\b"
)
_MEANT_FOR_CALLS = re.compile(r"\bcall(?:ing|s|ed)?\b")

_WRONG_NUMBER = re.compile(
    r"\bwrong (?:number|person|phone|guy|lady|woman|man|cell|contact|#|num|no|party|individual)\b"
    r"|\b(?:not|isnt|aint) (?:my|the right) (?:name|person)\b"
    r"|\b(?:nobody|no one|noone|no body|nobdy|no such person)(?: \w+){0,2} (?:by|with|named|"
    r"called) "
    r"|\b(?:dont|do not|never) (?:know|heard of|met) (?:any|anyone|anybody|who (?:that|this|he|"
    r"she) |"
    r"this person|that person|him|her|them|a \w+ \w+ ?(?:$|[|,]))"
    r"|\b(?:im|i am|this is|this isnt|this aint|its) ?not (?:him|her|them|that person|this person|"
    r"who you|whoever|the (?:person|one|right)|\w+s (?:number|phone|cell))\b"
    r"|\b(?:this is not|this isnt|this aint|isnt|is not) (?:\w+ )?(?:\w+s )(?:number|phone|cell)\b"
    r"|\b(?:just|recently|only)(?: \w+)? (?:got|bought|changed to|received|have had) (?:this|"
    r"a new) "
    r"(?:number|phone number|sim)\b"
    r"|\b(?:previous|last|old|former|prior) (?:owner|person|user|holder)(?: \w+){0,3} "
    r"(?:number|phone)\b"
    r"|\b(?:looking for|texting|have|got|reached|contacting|messaging) the wrong\b"
    r"(?! (?:info|information|amount|sum|balance|total|account|date|day|bill|invoice|order|item|"
    r"product|price|answer|letter|code|link|email|form|idea|impression)s?\b)"
    r"|\b(?:doesnt|does not|dont) (?:live|stay|work) (?:here|at this)\b"
    r"|\b(?:no longer|not) (?:his|her|their|\w+s) (?:number|phone|cell)\b"
)
_NOT_A_WRONG_NUMBER = re.compile(
    r"\b(?:i|ive|i have|you|they) (?:dialed|called|entered|typed|gave|put|used|wrote|texted|have)"
    r"(?: \w+){0,2} (?:the|a|my) wrong (?:number|num|#)(?: \w+)? (?:on|in|for|down|into|when|to|"
    r"so)\b"
    r"|\bi (?:dialed|called|entered|typed|put|gave)(?: \w+){0,3} wrong (?:number|#)"
    r"|\bwrong (?:number|no) of\b|\bis this the wrong (?:number|person) to\b"
)
_NOT_THAT_NAME = re.compile(
    r"\b(?:I['’]?m|I am|This is|this is|It['’]?s|i['’]?m|i am) ?(?:not|NOT) "
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?\s*(?:$|[.,!;?\n]|and )"
)
_NAME_LOOKALIKE = re.compile(
    r"(?i)not (?:ok|okay|sure|paying|happy|able|interested|available|well|good|dead|rich|working|"
    r"home|stupid|joking|kidding|lying|responsible|american|english|sorry|surprised|ready|\w+ing)\b"
)

ENGLISH = Wordings(
    language="en",
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
