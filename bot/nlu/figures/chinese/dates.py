"""The ways Chinese names a day, each with what it means seen from the speaker's own day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.figures.chinese import days
from bot.nlu.figures.chinese.words import DAY_NUMBER, MONTH_NUMBER, SMALL_NUMBER, WEEKDAY
from bot.nlu.figures.figure import Figure, Reference
from bot.nlu.figures.forms import compiled, read_forms

_PAST = re.compile(
    r"(?:还|付|交|转|给|打|存|汇|缴|寄|清|扣|收|入|过)(?:过(?![去来户账数])|了|咗)(?!吗)"
    r"|已经|已还|已付|已转"
    r"|已交|昨[天日晚]|上(?:个)?(?:周|星期|礼拜|月)|前[天日]|刚刚?"
)
_FUTURE = re.compile(
    r"会|将|要|能|可以|打算|准备|想|再|先|等|下(?:个)?(?:周|星期|礼拜|月)|之前|行吗|可不可以"
    r"|得唔得|到时|才|最迟|一定|保证"
)
# Places where Chinese too is written with the day first.
_DAY_FIRST = {"Asia/Hong_Kong", "Asia/Macau", "Asia/Singapore", "Asia/Kuala_Lumpur"}


def looks_back(text: str) -> bool:
    """Say whether the text tells of the past, so that 周五 means the last Friday."""
    return bool(_PAST.search(text)) and not _FUTURE.search(text)


def find_dates(text: str, reference: Reference) -> Iterator[Figure]:
    """Find every day that can be told exactly; 5/1 is the first of May, save in Hong Kong."""
    given = reference.day_first
    return read_forms(
        _FORMS,
        text,
        reference,
        backwards=looks_back(text),
        day_first=reference.zone in _DAY_FIRST if given is None else given,
    )


_WHICH = r"(?P<which>下下个?|上上个?|下个?|上个?|这个?|本|今个?|呢个|当)"
_FULL_YEAR = (
    r"(?:(?P<year>(?:\d\d)?\d\d年|[二两][零〇千][零〇一二三四五六七八九十]{1,3}年"
    r"|[今明后去前本]年)(?:的)?\s*)?"
)
_AGREE = rf"(?:\s*[,，(（]?\s*{WEEKDAY}[)）]?)?"
_LATER = r"(?:之后|以后|过后|后)"
_WITHIN = r"(?:之内|以内|内|里面|里)"
_FORMS = compiled(
    (
        (
            r"大后[天日]|大前[天日]|后[天日]|前[天日](?!期)|[明听][天日](?!头条|之后》)|明儿"
            r"|今[天日](?!头条)|今儿|[昨寻][天日]|琴日|[今当]晚|[明听]晚|[明听]早"
            r"|昨晚|[今明]朝|即日",
            days.plain,
        ),
        (
            rf"(?:(?P<which>下下个?|上上个?|下个?|上个?|这个?|本|今个?"
            rf"|呢个)\s*)?(?<![每逢一两二2\d]){WEEKDAY}(?![次期回个天年月周星礼]"
            rf"|一样)"
            rf"(?:\s*[(（]?(?P<day>{DAY_NUMBER})[号日][)）]?)?",
            days.weekday,
        ),
        (
            rf"(?<![\d.第]){_FULL_YEAR}"
            rf"(?<![\d.])"
            rf"(?P<month>{MONTH_NUMBER})月份?的?\s*"
            rf"(?P<day>{DAY_NUMBER})(?:[号日](?!圆|元)"
            rf"|(?![\d.个天期次块元百千万点分月周岁]))(?!{_WITHIN}){_AGREE}",
            days.month_day,
        ),
        (
            r"(?<![\d/.-])(?P<year>20\d\d)[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})(?![\d/-])",
            days.iso,
        ),
        (
            r"(?<![\d/.$-])(?P<first>\d{1,2})[/](?P<second>\d{1,2})(?:/(?P<year>20\d\d"
            r"|\d\d))?(?![\d/%-])",
            days.numeric,
        ),
        (
            r"(?<![\d/.$-])"
            r"(?P<first>\d{1,2})"
            r"(?P<mark>[-.])(?P<second>\d{1,2})(?P=mark)(?P<year>20\d\d"
            r"|\d\d)(?![\d/%-])",
            days.numeric,
        ),
        (
            r"(?<![\d/.$-])(?P<month>1[0-2]|[1-9])[.](?P<day>[12]?\d|3[01])(?=[号日])[号日]",
            days.month_day,
        ),
        (
            rf"{_WHICH}月份?的?\s*(?P<day>{DAY_NUMBER})(?:[号日]"
            rf"|(?![\d个天期次块元百千万点周.几]))",
            days.day_of_named_month,
        ),
        (
            rf"(?<![\d年第/.\-一二三四五六七八九十])"
            rf"(?P<day>{DAY_NUMBER})(?:号(?![楼线店码房门柜院])|日(?!元|圆|本|语|用"
            rf"|期|常|子|头|前|{_LATER}|{_WITHIN})){_AGREE}",
            days.day_of_month,
        ),
        (
            rf"(?:再过|再等|过"
            rf"|等)?(?<![第\d.月一二三四五六七八九十])(?P<number>{SMALL_NUMBER}|半"
            rf"|好?几)(?P<half>个半)?(?:个)?\s*(?P<unit>工作日|天|日|周|星期|礼拜|月"
            rf"|年)(?:的)?(?:时间)?(?P<side>{_LATER}|{_WITHIN}|前)",
            days.distance,
        ),
        (  # 再宽限两个星期，多给我10天，晚三天
            rf"(?:再|(?<!差不)多|宽限|延期|延后|推迟|往后推|晚)(?:给|宽限?|缓|延|等)?(?:我|俺|咱)?"
            rf"(?P<number>{SMALL_NUMBER}|半)(?P<half>个半)?(?:个)?\s*"
            r"(?P<unit>工作日|天|日|周|星期|礼拜|月)(?:的)?(?:时间)?(?P<side>)(?![分每])",
            days.distance,
        ),
        (
            r"(?:再过|过多?|(?<!差不)多)(?P<number>[三四五六七八九十]|\d{1,3}"
            r"|半)(?:个)?(?P<half>)(?P<unit>天|日|周|星期|礼拜|月)(?P<side>)",
            days.distance,
        ),
        (
            rf"(?:(?P<which>下下个?|下个?|上个?|这个?|本|今个?|呢个|当)月"
            rf"|(?:(?P<year_word>明)年)?(?P<month>{MONTH_NUMBER})月份?"
            rf"|(?<!年)(?<!个)(?P<bare>月))(?:底|末|尾)|(?P<year_end>年(?:底|末|尾))",
            days.end_of,
        ),
        (
            r"(?P<feast>元旦|圣诞节?|平安夜|情人节|国庆节?|劳动节|五一(?!块|百|千)|儿童节"
            r"|除夕夜?|大年[三初][十一二三四五]|双十[一二]|感恩节)(?!前|后|之|以|过"
            r"|左右|期间)(?:当天|那天)?",
            days.holiday,
        ),
    )
)
