"""How people who write Chinese ask us to stop, and what only looks like it.

Patterns run on the form made by ``compliance.text.plain``: simplified characters.
"""

from __future__ import annotations

import re

from compliance.text.wordings.shape import Wordings

_OUT_WORDS = frozenset(
    {"停止", "退订", "取消", "停", "td", "退定", "拒收", "退出", "取消订阅", "停止发送", "不要再发",
     "不要再发了", "别发了", "别再发了", "不要发了", "停止短信", "终止", "不再接收", "结束",
     "停停停",
     "够了", "滚", "不要再传", "不要再传了", "别传了", "勿扰", "停止联系", "停止骚扰"}
)  # fmt: skip
_OUT_CLAUSES = frozenset(
    {"停止", "退订", "滚", "滚开", "停止发送", "别发了", "不要再发", "不要再发了", "别再发了",
     "不要发了", "别烦", "停止骚扰", "走开", "别吵", "拒收", "勿扰", "请停止"}
)  # fmt: skip
_FILLER_MARKS = re.compile(
    r"请|谢谢你?|麻烦(?:你们?|您)?|你好|您好|[吧啊呀啦了嘛哦呢]$|马上|"
    r"立刻|立即|现在"
)
_IN_WORDS = frozenset({"开始", "恢复", "订阅", "重新订阅", "恢复短信", "恢复接收", "继续接收"})
_YES_WORDS = frozenset({"是", "是的", "好", "好的"})
_HELP_WORDS = frozenset({"帮助", "帮忙", "求助", "帮帮我"})

_NOT = "不要|不用|别|勿|不许|不准|禁止|停止|莫|甭|唔好|唔要|咪再|咪"
_TO_ME = "给我|跟我|向我|和我|同我|对我|来|一直|老是|总是|继续|天天|每天|俾我|再|随便|这样|你们?|您"
_SEND = (
    "发(?!错|火|愁|脾气|疯|票|生|现)|打(?!折|听|算|错|开)|联系(?!不上|方式)|联络|骚扰|打扰|发送|"
    "烦|吵|"
    "催|传(?!票|染)|推送|来信|来电|通知|找|搞|缠|send|call|text"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in {
        "不要再发": rf"(?:{_NOT}) ?(?:{_TO_ME}){{0,3}} ?(?:{_SEND})",
        "不想收到": r"(?:不想|不愿意?|不希望|不同意|不要|拒绝|唔想|不再|不接受|懒得)(?:再|继续|"
        "你们?|您)"
        r"{0,2}(?:收到?|接到?|接收|看到?|被)(?:你们?|您)?(?:的|任何|这些|这种|什么){0,3}"
        r"(?:短信|信息|消息|讯息|电话|骚扰|打扰|通知|简讯|sms|推送|提醒|联系|催收?)",
        "退订": r"退订|取消订阅|取消(?:短信|推送|通知|提醒|信息)",
        "删号码": r"(?:把我|将我|把这个|把这).{0,10}(?:删|移除|去掉|拉黑|剔除|移出|除名)"
        r"|(?:删除?|删掉|移除|忘掉)(?:了)?(?:我的?|这个|此)(?:手机|电话|联系)?(?:号码?|电话|"
        r"信息|资料)",
        "别烦我": r"(?:别|不要|少)(?:再)?(?:来)?(?:烦|吵|骚扰|打扰|惹)(?:我|人)|离我远点|放过我|"
        "让我(?:静静|清静)",
        "撤回同意": r"(?:撤回|撤销|收回|取消)(?:我的?|对)?.{0,4}(?:同意|授权|许可)",
        "停止短信": r"停(?:止|下|掉)?(?:所有|一切|这些|你们?的?|给我)?(?:的)?(?:短信|信息|消息|"
        "电话|骚扰|催收|通知)",
        "够了": r"不要再有?(?:联系|短信|消息|信息|电话)|求你们?别",
    }.items()
)
_NOT_IF_FOLLOWED = re.compile(
    r"(?:(?:电话|短信|信息)?(?:给|到|去|至|来|找)?|了?我?的?)?(?:我们?的?)?(?:家人|家里"
    r"|公司|单位|爸|妈|父母|老婆|老公|"
    r"丈夫|妻子|朋友|同事|亲戚|孩子|领导|老板|客户|邻居|紧急联系人|联系人|别人|他人)"
    r"|.{0,4}(?:截图|证件|照片|账单|发票|验证码)|错"
)
_NOT_IF_PRECEDED = re.compile(
    r"(?:晚上|半夜|深夜|凌晨|上班|工作时间|白天|中午|午休|周末|周日|星期天|节假日|早上|"
    r"点钟?(?:以|之)?[后前]|"
    r"这么晚|太晚|之前|开会)[^|]{0,8}$"
    r"|(?:不会|如果|要是|只要|怎么|为什么|为何|是不是|他们|她|他)[^|]{0,3}$"
)
_SPEAKS_FOR_ITSELF = frozenset({"退订", "不想收到", "删号码", "撤回同意"})
_ASKS_IT = re.compile(r"(?:怎么(?:才能|样才能)?|如何(?:才能)?)$")
_QUOTED = re.compile(
    r"(?:回复?|发送|输入)(?:stop|td|t|退订|停止)(?:即可|以|可)?(?:退订|停止|取消)|(?:不会|别|"
    r"不要)停止?[^|]*"
    r"|退订费[^|]*|(?:停止|取消)(?:计息|收费|还款|分期|扣款|协议|计划)[^|]*"
)
_OTHER_CHANNEL = re.compile(
    r"(?:发|传|用|走)?(?:短信|短讯|简讯|微信|信息|讯息|消息)(?:就|联系|沟通|吧|可以|好|"
    r"即可)|(?:可以|只|请)(?:发短信|传简讯)"
)
_MEANT_FOR_CALLS = re.compile(r"打|电话|来电|call")

_WRONG_NUMBER = re.compile(
    r"打错|(?<!我)发错(?:人|了|号|对象)|传错|号码(?:错|不对|有误)|(?:认|找|搞|弄)错人|找错(?:号|"
    r"对象|电话)?"
    r"|不是(?:他|她|这个人|那个人|你们?要?找的|您要?找的)|(?:我)?不是本人(?!操作|消费|办理|申请|"
    r"借|贷|用|签)"
    r"|不认识(?:这个人|这人|他|她|你们?说的|此人|那个人|叫)|(?:这里)?没有?(?:这个|此|"
    r"叫.{1,6}的)人?人|查无此人"
    r"|(?:这个|此|这)(?:手机|电话)?号码?(?:不是|已经?换|换了主|以前|之前是别人)|(?:刚|新)(?:换|"
    r"买|办|用)(?:的)?(?:这个)?"
    r"(?:手机|电话)?(?:号码?|卡)|机主(?:已)?换|我不姓"
)
_NOT_A_WRONG_NUMBER = re.compile(
    r"我(?:打|发|传|写|填)错|(?:还款|金额|账单)[^|]{0,4}(?:错|不对)"
    r"|(?<![你您])打错(?:了|字|数字?)*[ |,]{0,3}(?:(?:应该|邮编)?是? ?\d{3}|应该是)"
)
_NOT_THAT_NAME = re.compile(r"我(?:不是|唔系)[\u4e00-\u9fff]{2,3}(?:$|[，。！!,.\s])")
_NAME_LOOKALIKE = re.compile(
    r"我(?:不是|唔系)(?:很|不|故意|骗|有钱|老赖|机器|小孩|傻|想|要|说|"
    r"没|在|为|怕|一|这|那)"
)

CHINESE = Wordings(
    language="zh",
    out_words=_OUT_WORDS,
    out_clauses=_OUT_CLAUSES,
    filler=_FILLER_MARKS,
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
