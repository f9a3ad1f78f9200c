"""What figures are read out of Chinese. The day is Monday 23 November 2026."""

from __future__ import annotations

import pytest

from bot.nlu.figures import Reference
from tests.nlu.figures_reading import MONDAY, read

SHANGHAI = Reference(MONDAY.now.replace(hour=2), "Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", "2026-11-23"),
        ("今日", "2026-11-23"),
        ("今晚", "2026-11-23"),
        ("明天", "2026-11-24"),
        ("聽日", "2026-11-24"),
        ("后天", "2026-11-25"),
        ("後天", "2026-11-25"),
        ("後日", "2026-11-25"),
        ("大后天", "2026-11-26"),
        ("周五", "2026-11-27"),
        ("礼拜五", "2026-11-27"),
        ("星期一", "2026-11-30"),
        ("下周五", "2026-12-04"),
        ("下星期五", "2026-12-04"),
        ("下礼拜五", "2026-12-04"),
        ("下個禮拜五", "2026-12-04"),
        ("下週五", "2026-12-04"),
        ("下下周一", "2026-12-07"),
        ("这周日", "2026-11-29"),
        ("本周五", "2026-11-27"),
        ("呢個禮拜五", "2026-11-27"),
        ("月底", "2026-11-30"),
        ("這個月底", "2026-11-30"),
        ("月尾", "2026-11-30"),
        ("下个月底", "2026-12-31"),
        ("下月底", "2026-12-31"),
        ("十二月底", "2026-12-31"),
        ("年底", "2026-12-31"),
        ("下个月十号", "2026-12-10"),
        ("下個月10號", "2026-12-10"),
        ("下月5日", "2026-12-05"),
        ("10號", "2026-12-10"),
        ("10日前", "2026-12-10"),
        ("25号", "2026-11-25"),
        ("廿五號", "2026-11-25"),
        ("十二月三号", "2026-12-03"),
        ("12月5号", "2026-12-05"),
        ("1月5日", "2027-01-05"),
        ("明年一月五号", "2027-01-05"),
        ("2026年12月5日", "2026-12-05"),
        ("二零二六年十二月五日", "2026-12-05"),
        ("12/5", "2026-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("周五（27号）", "2026-11-27"),
        ("12月4日星期五", "2026-12-04"),
        ("三天后", "2026-11-26"),
        ("三日後", "2026-11-26"),
        ("3天之后", "2026-11-26"),
        ("两周后", "2026-12-07"),
        ("再宽限两个星期", "2026-12-07"),
        ("多给我10天", "2026-12-03"),
        ("晚三天行吗", "2026-11-26"),
        ("兩個禮拜後", "2026-12-07"),
        ("半个月后", "2026-12-08"),
        ("一個月內", "2026-12-23"),
        ("一个月之内", "2026-12-23"),
        ("一个半月后", "2027-01-07"),
        ("过三天", "2026-11-26"),
        ("圣诞节", "2026-12-25"),
        ("元旦", "2027-01-01"),
    ],
)
def test_a_day_to_come(text: str, day: str) -> None:
    assert read(f"我{text}还", SHANGHAI) == {"date": [day]}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("上周五还了", "2026-11-20"),
        ("上禮拜五已經還咗", "2026-11-20"),
        ("周五已经付过了", "2026-11-20"),
        ("20号转过了", "2026-11-20"),
        ("昨天还的", "2026-11-22"),
        ("前天", "2026-11-21"),
        ("琴日俾咗", "2026-11-22"),
        ("三天前付了", "2026-11-20"),
        ("11月3号已经还了", "2026-11-03"),
        ("上个月10号还的", "2026-10-10"),
    ],
)
def test_a_day_gone_by(text: str, day: str) -> None:
    assert read(text, SHANGHAI)["date"] == [day]


@pytest.mark.parametrize(
    ("text", "said", "earliest", "latest"),
    [
        ("发工资再还", "发工资再", None, None),
        ("等發工資", "等發工資", None, None),
        ("出糧先還", "出糧先", None, None),
        ("發薪日", "發薪日", None, None),
        ("工资到账就还", "工资到账就", None, None),
        ("春节前", "春节前", None, None),
        ("过年后", "过年后", None, None),
        ("年后", "年后", None, None),
        ("过几天", "过几天", None, None),
        ("过两天", "过两天", None, None),
        ("等我有钱", "等我有钱", None, None),
        ("到时候", "到时候", None, None),
        ("正月十五", "正月十五", None, None),
        ("月初", "月初", "2026-12-01", "2026-12-10"),
        ("下月初", "下月初", "2026-12-01", "2026-12-10"),
        ("月中", "月中", "2026-12-11", "2026-12-20"),
        ("十二月中旬", "十二月中旬", "2026-12-11", "2026-12-20"),
        ("下个月", "下个月", "2026-12-01", "2026-12-31"),
        ("这个月", "这个月", "2026-11-23", "2026-11-30"),
        ("下周", "下周", "2026-11-30", "2026-12-06"),
        ("下個禮拜", "下個禮拜", "2026-11-30", "2026-12-06"),
        ("这个周末", "这个周末", "2026-11-28", "2026-11-29"),
        ("周五28号", "周五28号", None, None),
    ],
)
def test_a_time_that_names_no_day(
    text: str, said: str, earliest: str | None, latest: str | None
) -> None:
    assert read(text, SHANGHAI) == {"vague_date": [(said, earliest, latest)]}


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("两百块", 20000, None),
        ("兩百蚊", 20000, None),
        ("五百元", 50000, None),
        ("500塊錢", 50000, None),
        ("一千五", 150000, None),
        ("三千二", 320000, None),
        ("千五", 150000, None),
        ("两万", 2000000, None),
        ("1.5万", 1500000, None),
        ("1万5", 1500000, None),
        ("还2w", 2000000, None),
        ("先还你们1500", 150000, None),
        ("先還您800", 80000, None),
        ("月底再還你們五千", 500000, None),
        ("两千块", 200000, None),
        ("五块五", 550, None),
        ("一百零五块", 10500, None),
        ("¥300", 30000, "CNY"),
        ("人民币五百", 50000, "CNY"),
        ("500人民币", 50000, "CNY"),
        ("100美金", 10000, "USD"),
        ("50刀", 5000, "USD"),
        ("$50", 5000, "USD"),
        ("HK$200", 20000, "HKD"),
        ("三百港币", 30000, "HKD"),
        ("先还500", 50000, None),
        ("还五百行吗", 50000, None),
        ("每个月300可以吗", 30000, None),
        ("最多只能给两千", 200000, None),
        ("500", 50000, None),
        ("先给八十", 8000, None),
        ("１００元", 10000, None),
        ("先缴个三千", 300000, None),
        ("先还你们八千", 800000, None),
    ],
)
def test_a_sum_is_read_in_minor_units(text: str, minor: int, currency: str | None) -> None:
    assert read(text, SHANGHAI)["amount"] == [(minor, currency)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("先还一半", [(1, 2)]),
        ("三分之一", [(1, 3)]),
        ("百分之三十", [(3, 10)]),
        ("五成", [(1, 2)]),
        ("50%", [(1, 2)]),
        ("全部还清", [(1, 1)]),
        ("全额", [(1, 1)]),
        ("今天全部付掉", [(1, 1)]),
        ("1号还一半，剩下的15号还", [(1, 2), (1, 2)]),
    ],
)
def test_a_share_of_what_is_owed(text: str, shares: list[tuple[int, int]]) -> None:
    assert read(text, SHANGHAI)["share"] == shares


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("每个月", "monthly"),
        ("每月还500", "monthly"),
        ("按月还", "monthly"),
        ("一个月500", "monthly"),
        ("每兩週", "biweekly"),
        ("两周一次", "biweekly"),
        ("每兩個星期俾一次", "biweekly"),
        ("隔周还", "biweekly"),
        ("半个月一次", "semimonthly"),
        ("每半个月", "semimonthly"),
        ("每月两次", "semimonthly"),
        ("1号和15号", "semimonthly"),
        ("每周", "weekly"),
        ("每周五", "weekly"),
        ("每个礼拜", "weekly"),
        ("一周一次", "weekly"),
        ("一星期100蚊", "weekly"),
    ],
)
def test_a_rhythm(text: str, frequency: str) -> None:
    found = read(text, SHANGHAI)
    assert found["frequency"] == [frequency]
    assert "date" not in found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("分三期", 3),
        ("分6期", 6),
        ("六期", 6),
        ("分两次还", 2),
        ("三期", 3),
        ("分十二个月还清", 12),
        ("一次性", 1),
    ],
)
def test_a_number_of_payments(text: str, count: int) -> None:
    assert read(text, SHANGHAI)["count"] == [count]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("晚上八点以后", ("20:00", None, None)),
        ("以后晚上7点以后再联系我", ("19:00", None, None)),
        ("以後晚上再打來", ("18:00", None, None)),
        ("晚上8点後聯絡我", ("20:00", None, None)),
        ("6点以后再打", ("18:00", None, None)),
        ("不要早上", ("12:00", None, None)),
        ("别早上打电话", ("12:00", None, None)),
        ("早上不方便", ("12:00", None, None)),
        ("早上", (None, "12:00", None)),
        ("下班后", ("18:00", None, None)),
        ("放工後", ("18:00", None, None)),
        ("下午三点到五点", ("15:00", "17:00", None)),
        ("上午九点前", (None, "09:00", None)),
        ("周末别打给我", (None, None, [0, 1, 2, 3, 4])),
        ("周末联系我", (None, None, [5, 6])),
        ("星期一至五先好搵我", (None, None, [0, 1, 2, 3, 4])),
        ("每週二、週四晚上七點後", ("19:00", None, [1, 3])),
        ("工作日晚上七点后", ("19:00", None, [0, 1, 2, 3, 4])),
    ],
)
def test_when_somebody_wants_to_be_reached(text: str, window: tuple[object, ...]) -> None:
    assert read(text, SHANGHAI) == {"time_window": [window]}


@pytest.mark.parametrize(
    "text",
    [
        "等一下",
        "我们一起想办法",
        "万一我没钱",
        "十分抱歉",
        "一定还",
        "千万别告诉我老婆",
        "一样的",
        "你们打了三次电话",
        "第二次了",
        "我手机13812345678",
        "24/7",
        "早上好",
        "晚上好",
        "我三十岁了",
        "我有两个孩子",
        "八点钟",
        "一点钱都没有",
        "一共多少",
        "不知道你在说什么",
        "住在3号楼",
        "一个人带孩子",
        "我一直没收到",
        "88啦",
        "八成是骗子",
        "等了两个礼拜都没有",
        "我打12378",
        "几百块的事",
        "以后不要联系我",
        "发不出工资",
        "遲一日罰幾多",
        "2月30日",
        "全部停掉",
        "一毛都没少",
        "排了一上午队",
        "一了百了吧",
        "身分證末四碼 5502",
        "差不多两个月没工作",
        "我失业差不多三个月了",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text, SHANGHAI) == {}


def test_chinese_in_hong_kong_writes_the_day_first() -> None:
    hong_kong = Reference(SHANGHAI.now, "Asia/Hong_Kong", currency="HKD")
    assert read("5/12還", hong_kong)["date"] == ["2026-12-05"]
    assert read("$300", hong_kong)["amount"] == [(30000, "HKD")]


def test_bare_figures_are_read_as_the_language_of_the_talk_has_them() -> None:
    chinese = Reference(SHANGHAI.now, "Europe/London", language="zh-Hans")
    assert read("12/5", chinese)["date"] == ["2026-12-05"]
    assert read("500", chinese)["amount"] == [(50000, None)]
    assert read("88", chinese) == {}


def test_two_languages_in_one_breath() -> None:
    assert read("我friday还50", SHANGHAI) == {"date": ["2026-11-27"], "amount": [(5000, None)]}
    assert read("$20，300美金", SHANGHAI)["amount"] == [(2000, "USD"), (30000, "USD")]
    assert read("下周五還 $50 ok?", SHANGHAI) == {"date": ["2026-12-04"], "amount": [(5000, "USD")]}


def test_a_whole_offer_is_read_in_one_go() -> None:
    assert read("周五先还一半，剩下的分6期，每个月10号还500块", SHANGHAI) == {
        "date": ["2026-11-27", "2026-12-10"],
        "share": [(1, 2), (1, 2)],
        "count": [6],
        "frequency": ["monthly"],
        "amount": [(50000, None)],
    }
