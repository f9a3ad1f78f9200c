"""The Chinese words for numbers, days and rhythms, in simplified characters."""

from __future__ import annotations

import re
from decimal import Decimal

# Traditional characters that stand in what we read, each with its simplified form.
_PAIRS = (
    "們们 碼码 個个 後后 週周 禮礼 兩两 萬万 塊块 號号 間间 內内 發发 資资 來来 還还 給给 錢钱 "
    "過过 時时 點点 幾几 歐欧 鎊镑 幣币 銀银 聽听 尋寻 節节 開开 從从 這这 當当 領领 糧粮 獎奖 "
    "請请 說说 數数 總总 額额 餘余 億亿 圓圆 麼么 會会 樣样 為为 電电 話话 郵邮 編编 進进 "
    "帳账 賬账 償偿 讓让 準准 結结 單单 雙双 連连 續续 長长 關关 係系 聯联 絡络 繫系 訊讯 "
    "簡简 對对 應应 該该 頭头 夠够 無无 沒没 問问 題题 別别 業业 樓楼 歲岁 邊边 裡里 裏里 "
    "貳贰 參叁 陸陆 舊旧 曆历 臘腊 聖圣 誕诞 國国 慶庆 勞劳 動动 遲迟 緩缓 閒闲 閑闲 騷骚 "
    "擾扰 約约 夾夹 轉转 匯汇 繳缴 減减 門门 鐘钟 鍾钟 紙纸 臺台 檯台 達达 員员 術术 機机 "
    "響响 處处 亂乱 險险 擔担 預预 計计 嘗尝 試试 淨净 舖铺 隻只 祇只 併并 並并 遞递 見见 "
    "務务 際际 華华 濟济 歷历 啲些 畀给 俾给 咗了 晏晚 攞拿 仲还"
).split()
SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _PAIRS}

DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")}
DIGITS |= {"〇": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "伍": 5, "陆": 6}
_UNITS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10_000,
    "亿": 10**8,
}
_UNITS |= {"k": 1000, "w": 10_000}
_TENS = {"廿": 20, "卅": 30}
_MARKS = "".join(DIGITS) + "十拾百佰千仟万亿廿卅"
HAN_NUMBER = rf"[{_MARKS}]{{1,16}}"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d+)?(?:\s?(?:[百千万亿]"
    r"|[kw](?![a-z]))+[\d一二三四五六七八九]?(?!\d))?"
)
NUMBER = rf"(?:(?<![\d.,]){_ARABIC}|{HAN_NUMBER})"
DAY_NUMBER = (
    r"(?:[12]?\d|3[01]|三十一?|[二廿]十?[一二三四五六七八九]|二十|廿"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
MONTH_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
SMALL_NUMBER = r"(?:\d{1,3}|[一二两俩三四五六七八九十百廿]{1,4})"
WEEK = r"(?:周|星期|礼拜)"
WEEKDAY = r"(?:周|星期|礼拜|拜)(?P<weekday>[一二三四五六日天]|[1-6](?!\d))"
_WEEKDAYS = "一二三四五六日"


def read_weekday(mark: str) -> int:
    """Give the weekday's number, Monday 0."""
    if mark.isdigit():
        return int(mark) - 1
    return 6 if mark == "天" else _WEEKDAYS.index(mark)


def read_number(written: str) -> Decimal:
    """Give the value of what ``NUMBER`` matched; a last digit counts in tenths of the unit.

    >>> read_number("一千五"), read_number("两百零五"), read_number("1.5万"), read_number("3千2")
    (Decimal('1500'), Decimal('205'), Decimal('15000.0'), Decimal('3200'))
    >>> read_number("二零二六"), read_number("两万三千"), read_number("廿五")
    (Decimal('2026'), Decimal('23000'), Decimal('25'))
    """
    written = written.replace(",", "").replace(" ", "").lower()
    arabic = re.match(r"\d+(?:\.\d+)?", written)
    if not arabic:
        return Decimal(_read_han(written))
    value, rest = Decimal(arabic[0]), written[arabic.end() :]
    unit = 1
    for mark in rest:
        if mark in _UNITS:
            unit *= _UNITS[mark]
        else:
            digit = int(mark) if mark.isdigit() else DIGITS[mark]
            return value * unit + digit * unit // 10
    return value * unit


def _read_han(written: str) -> int:
    if all(mark in DIGITS for mark in written):
        return int("".join(str(DIGITS[mark]) for mark in written))
    total = section = digit = 0
    last = 1  # the unit before, and whether a zero stands after it
    for mark in written:
        if mark in _TENS:
            section, last = section + _TENS[mark], 10
        elif mark in DIGITS:
            digit = DIGITS[mark]
            last = 10 if digit == 0 else last
        elif _UNITS[mark] >= 10_000:
            total = (total + (section + digit or 1)) * _UNITS[mark]
            section, digit, last = 0, 0, _UNITS[mark]
        else:
            last = _UNITS[mark]
            section, digit = section + (digit or 1) * last, 0
    return total + section + digit * (last // 10 or 1)
