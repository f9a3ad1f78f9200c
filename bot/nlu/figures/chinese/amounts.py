"""Find sums of money, and shares of what is owed, in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.nlu.figures.chinese.words import HAN_NUMBER, NUMBER, read_number
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.money import LARGEST, amount, around, currency_of, share, with_rest

_SAID = {
    "CNY": "人民币 rmb cny",
    "USD": "美元 美金 美刀 美圆 usd",
    "HKD": "港币 港元 港纸 港蚊 hkd",
    "TWD": "台币 新台币 twd ntd",
    "EUR": "欧元 欧 eur",
    "GBP": "英镑 镑 gbp",
    "CAD": "加元 加币 加拿大元 加刀",
    "AUD": "澳元 澳币 澳刀",
    "NZD": "纽币 纽元",
    "SGD": "新币 新加坡元 坡币",
    "JPY": "日元 日圆",
    "MYR": "令吉 马币",
}
_NAMES = {name: code for code, names in _SAID.items() for name in names.split()}
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_OPEN = "块钱|块|元整|元|圆|蚊鸡|蚊|文钱"  # the account says in which currency
_AFTER_UNIT = (
    r"(?:(?P<tenths>[一二两三四五六七八九]|\d)(?:毛"
    r"|角)?(?P<hundredths>[一二两三四五六七八九]"
    r"|\d)?分?(?![\d一二三四五六七八九十百千万个月号日期次天周])|(?P<half>半))?(?:钱)?"
)
_MONEY = re.compile(
    rf"(?P<sign>(?:us|hk|nt|ca|au|[acs])?\$|[¥￥€£]"
    rf"|{_NAME})\s*(?P<figure>{NUMBER})\s*(?:(?P<tail>{_NAME})|{_OPEN})?"
    rf"|(?<![几数])(?P<number>{NUMBER})(?:多|几)?\s*(?:(?P<name>{_NAME}|刀乐?|\$|[¥￥€£])"
    rf"|(?P<open>{_OPEN}){_AFTER_UNIT}(?P<also>{_NAME})?)"
    rf"|(?P<small>[一二两三四五六七八九十\d]{1, 8})(?:毛|角)(?:钱)?(?![度落])"
    r"|(?<=[还付给转汇交借欠扣款存])(?:你们?|您|了)?\s*(?P<like_a_year>(?:19|20)\d\d)(?![\d年./-])",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(
    r"(?:(?:交|缴|还|付|给|收)个|[转还汇付交打](?:你们?|您)|报价|还价|一口价|折中|过"
    r"|汇款|转款|变成?|住|齐|咗|刷|还清?|给(?:你们?|您)?|付|交|出|先"
    r"|最多|只能|只有|只|大概|大约|约|差不多"
    r"|能|可以"
    r"|凑(?:到)?|转|打|存|月|周|星期|礼拜|次|期|就|欠|才|再|加|要|有|得|是"
    r"|改成?|减(?:到|成)?|降(?:到|成)?|到|成|拿(?:出)?|筹|夹|缴|汇|余额|总共|一共|共|了|行"
    r"|好|不|天|号|日|都|来|^|[，。,.!?！？；;：:、]|[\u4e00-\u9fff]\s)\s*$"
)
_CUE_AFTER = re.compile(
    r"^\s*(?:$|[，。,.!?！？；;、~]|出来|过来|过去|意思|表示|咋|顶|诚意|俾|为什么|怎么|一次"
    r"|太|结清|了结|搞定|清|系|是|吧|呢|行|可"
    r"|得|够|左右|先|每"
    r"|一个?月|一周|一星期|/|好"
    r"|怎么|如何|成|嘛|啦|喇|啊|呀|了|，|多|上下|的话|给|还|都|能|就|我|你|到|今|明"
    r"|后|下|这|月|周|其余|剩|再|最多|吗|嗎|要(?:还|多|几|用)|几(?:个月|期)(?:能|才|可|还)|算|for|on|now)"
)
_BARE = re.compile(
    r"(?<![\d.,$€£¥/:第号a-z-])(?P<arabic>(?:\d{1,3}(?:,\d{3})+"
    r"|\d{1,6})(?:\.\d{1,2})?(?:[百千万]|[kw](?![a-z]))?\d?)(?![\d.,]*\d|[%/:-]"
    r"|\s?[a-z])"
    rf"|(?P<han>[一二两三四五六七八九][百千万]{HAN_NUMBER}"
    rf"|[一二两三四五六七八九]{{1,2}}[百千万][一二三四五六七八九]?"
    rf"|[千百][一二三四五六七八九](?![十百千万])"
    r"|[二三四五六七八九]十[一二三四五六七八九]?"
    r"|[一二两三四五六七八九]?[千百万][零一二两三四五六七八九十百千]*)",
    re.IGNORECASE,
)
_NOT_MONEY_BEFORE = re.compile(
    r"[一二三四五六七八九十百千万\d第]$|(?:尾号|尾数|四位|三位|四码|位数|号码?|编号|电话|线|门牌"
    r"|邮编|密码|按了?个?)[是为:：]?\s*$"
)
_FAREWELL = re.compile(r"\s*88[16]?\s*[啦咯喽了]?[~!！。]*\s*")  # "bye bye"
_NOT_ONE = re.compile(r"^(?:钱)?(?:都|也|不|没|冇)")  # 一分不少, 一蚊都冇
_NOT_MONEY_AFTER = re.compile(
    r"^\s*(?:个|号|日|天|年|周岁|周|星期|礼拜|期|次|点|分|岁|楼|室|折|人|位|小时|钟|遍|家|条"
    r"|封|通|秒|倍|届|级|多次|名|张|件|路|栋|座|层|后|块|起|样|度|多?万|月\d"
    r"|月[一二三四五六七八九十])"
)
_PARTS = re.compile(
    r"(?P<half>另外?一半|一半|半数|对半)|(?P<bottom>百|十|[二两三四五六七八九]"
    r"|\d{1,3})分之(?P<top>[一二两三四五六七八九十百零]+|\d{1,3})"
    r"|(?<![\d.])(?P<percent>\d{1,3})\s?[%％]"
    r"|打?(?P<off>[一二三四五六七八九][一二三四五六七八九]?|\d(?:\.\d)?)折"
    r"|(?P<tenths>[一二三四五六七八九])成(?![为功了本交年都是])"
)
_CLEAR = r"(?:还清|付清|结清|缴清|给清|清还|找清|交清|付掉|还掉|缴掉|交掉|还晒|还|付|缴|交|给晒|给)"
_WHOLE = re.compile(
    rf"(?:全部|所有(?:欠款|余额)?)(?:都|一次性?)?(?:{_CLEAR})|{_CLEAR}(?:掉)?(?:全部"
    rf"|所有欠款)|全额(?:{_CLEAR})?"
    rf"|(?:全款|全数)(?:{_CLEAR})?|(?:总额|整笔)(?:{_CLEAR})|一次(?:性|过)?(?:全部)?(?:还清"
    rf"|付清|清还|结清"
    rf"|缴清|给清)"
    r"|(?<![期次月份笔年经已间久才])(?:还|付)清(?:全部|所有)?(?=$|[，。,.!！])"
)
_REST = re.compile(r"剩下的?(?!几|多少|期)|余下的?|其余的?|剩余的?|余款|余数|另外的")


def find_money(text: str, reference: Reference) -> Iterator[Figure]:
    """Find sums with a sign or a word for money: 两百块, 五百元, 五块五, 1.5万美金, $50."""
    for match in _MONEY.finditer(text):
        if text[match.start()] == "一" and _NOT_ONE.match(text[match.end() :]):
            continue
        start = match.start("like_a_year") if match["like_a_year"] else match.start()
        if match["small"]:
            value, currency = read_number(match["small"]) / 10, None
        else:
            value = read_number(
                match["figure"] or match["number"] or match["like_a_year"]
            ) + _small_change(match)
            currency = _currency(match, reference)
        if value > 0:
            yield amount(start, match.end(), value, currency, reference.currency)


def _small_change(match: re.Match[str]) -> Decimal:
    if match["half"]:
        return Decimal("0.5")
    tenths, hundredths = match["tenths"], match["hundredths"]
    value = read_number(tenths) / 10 if tenths else Decimal(0)
    return value + (read_number(hundredths) / 100 if hundredths else 0)


def _currency(match: re.Match[str], reference: Reference) -> str | None:
    said = (match["tail"] or match["sign"] or match["name"] or match["also"] or "").lower()
    if not said:
        return None
    if said.startswith("刀"):
        return reference.dollar
    return _NAMES.get(said) or currency_of(said, reference)


def find_bare_amounts(text: str, reference: Reference) -> Iterator[Figure]:
    """Find numbers that can only be sums although no unit is said: 先还一千五, 500可以吗."""
    for match in _BARE.finditer(text):
        before, after = around(text, match)
        if _NOT_MONEY_AFTER.search(after) or _NOT_MONEY_BEFORE.search(before):
            continue
        if _FAREWELL.fullmatch(text) or match[0].startswith("0"):
            continue
        if not (_CUE_BEFORE.search(before) and _CUE_AFTER.search(after)):
            continue
        written = match["arabic"] or match["han"]
        if not match["arabic"] and written[0] in "千百万":
            written = "一" + written  # 千五 is 1500 in Cantonese
        value = read_number(written)
        if 0 < value < LARGEST:
            yield amount(match.start(), match.end(), value, None, reference.currency)


def find_shares(text: str, _: Reference) -> Iterator[Figure]:
    """Find shares of the whole: 一半, 三分之一, 五成, 50%, 全部; and the rest after a share."""
    parts = []
    for match in _PARTS.finditer(text):
        top, bottom = _fraction(match)
        if 0 < top <= bottom:
            parts.append(share(match.start(), match.end(), top, bottom))
    yield from (share(match.start(), match.end(), 1, 1) for match in _WHOLE.finditer(text))
    yield from with_rest(parts, _REST.finditer(text))


def _fraction(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return 1, 2
    if match["percent"]:
        return int(match["percent"]), 100
    if match["tenths"]:
        return int(read_number(match["tenths"])), 10
    if match["off"]:  # 六折 is 60 % of the price, 八五折 85 %
        tenths = "".join(str(int(read_number(mark))) for mark in match["off"] if mark != ".")
        return int(tenths), 10 ** len(tenths)
    bottom = "一百" if match["bottom"] == "百" else match["bottom"]
    return int(read_number(match["top"])), int(read_number(bottom))
