"""Find Chinese words that hold a number and are no figures: 一下, 万一, 十分, 第三次, 八点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.figure import NOISE, Figure, Reference

_NOISE = re.compile(
    r"一了百了|一下|一起|万一|十分(?!之)|一定|一样|一直|一些|一点[儿点都也]?|一个人|千万(?=别|不|要"
    r"|记|唔|请)|一共|统一|四处|一时|一会儿?|一旦|一边|一般|一切"
    r"|三天两头|三番(?:五|四)次|七上八下|一清二楚|乱七八糟|五险一金|一年到头|一五一十"
    r"|九牛一毛|一万个|百忙|百般|千辛万苦|千方百计|二维码|三更半夜|半夜|大半夜"
    r"|一家人|三口"
    r"|第[一二三四五六七八九十百\d]+(?:次|个|天|遍|条|回|期|封|年|笔)?"
    r"|"
    r"(?<![周月期拜天日还付交每半分\d一二两三四五六七八九十])[一二两三四五六七八九十几\d]+"
    r"(?:次|遍|回|封|通|条)(?:电话|短信|信息)?(?!还|付|清|性|过|期)"
    r"|(?:凌晨|早上|上午|中午|下午|晚上|晚)?(?:[一二两三四五六七八九十]{1,3}|\d{1,2})点(?:钟"
    r"|半|[一二三四五\d]*分|多)?(?!五|几)|(?:[一二两三四五六七八九十]+|\d+)(?:岁|楼"
    r"|室|小时|分钟|口人|个(?:孩子|小孩|人|月大))"
    r"|(?<!\d)(?:12345|12378|12315|12348|12321|12386|10086|95\d{3})(?![\d块元蚊])|(?:打|拨"
    r"|报)(?:110|119|120|165)(?!\d)"
    r"|(?<!\d)\d{4}[ -]\d{4}(?!\d)"
    r"|\d{6}(?=邮编)|(?<=邮编)[是:：]?\d{6}"
)


def find_noise(text: str, _: Reference) -> Iterator[Figure]:
    """Find them."""
    for match in _NOISE.finditer(text):
        yield Figure(NOISE, match.start(), match.end(), None)
