"""The plain words of a text that cannot speak of a debt: of thanks, of looking into it, of help.

A word that one can ask for money with is not here: "send", "outstanding", "your file", "we need",
"not received". Some words stand only with those beside them. Latin letters have no accents here;
Chinese is in both scripts.
"""

from __future__ import annotations

ENGLISH = """
a about again all already also always am an and answer answered answers any anybody anyone are as
at aware be because been before better but by can carefully care checked checking colleague
colleagues completely concern concerns condolences could course day days dear details else
everybody everyone feel feeling few fine for from good goodbye happened hard he hear heard hearing
hello help helpful helping here herself hi himself hope how i if in into is it kind kindly
language later letter letters like listen listening look looked looking looks loss many may me
message messages moment months more morning much my name no nobody none not noted of office okay
on one only or other our person personally please question questions read reading really reply
right safe she so somebody someone soon sorry stop strong sure talk team than thank thanks that
the their them then there these they thing things this those through to today together tomorrow
tonight too trouble trying understand understood until us very we week weeks welcome well were
what who whole why will wish with word words worry would write writes writing written wrong yes
you your yours yourself evening afternoon i'm i'll i've we're we'll we've it's that's you're don't
won't can't monday tuesday wednesday thursday friday saturday sunday
"""
ENGLISH_PHRASES = (
    "let us know", "let me know", "told us", "told me", "tell us", "tell me", "telling us",
    "telling me", "do not worry", "do not know", "take care", "take your time", "at any time",
    "opt out", "get well", "get no more", "we do", "i do", "we know", "i know", "has been",
    "we have", "i have", "have a", "have been", "may have", "received your", "all clear",
    "anything else", "anything we can", "anything i can", "nothing to worry", "need help",
    "you need to", "do not need to", "do anything", "do nothing", "leave you",
)  # fmt: skip
SPANISH = """
a abra ademas ahora al alguien amable antes aqui asi atencion atentamente ayuda ayudar ayudarle
ayudemos bien bienvenido buena buenas buenos cada carta cartas casa claro colega colegas
comentarios como compania con contestado contestar contestarle contestaremos cual cuenteme cuidese
cuidado de decirnos decirlo del desde despues dia dias dice dicho dificil disculpe disculpas duda
dudas durante el ella ellos en entender entendemos entiendo equipo es escribame escribe escribir
escribirle escribiremos escribirnos escribire escrito escuchar escuchamos esta estamos estar este
estemos esto estoy explicar favor fue gracias ha hasta haya hemos hola hoy idioma igual
informacion investigando investigar ja la lamentamos lamento las le leer leido leemos leyendo les
lo los luego lunes martes miercoles jueves viernes sabado domingo manana mas me mensaje mensajes
mi mientras mis momento mucha muchas mucho muy nadie ni ninguna ninguno no noches nombre nos
nosotros nuestra nuestro nuestros o oficina otra otro para pena perdida persona personas pero por
porque pregunta preguntas preocupe pronto puedo que quien quiere razon responda responder
responderemos responderle respuesta revisando revisar revisaremos revisamos saber saludos se
semana semanas senor senora sentimos ser si siento sin sobre solo somos son soy stop su sus tal
tambien tarde tardes tiempo toda todas todo todos tranquila tranquilo tuvo un una unas uno unos
usted ustedes vamos ver verificando y ya yo
"""
SPANISH_PHRASES = (
    "recibido su", "recibimos su", "no necesita", "puede escribirnos", "puede escribirme",
    "puede responder", "puede contarme", "no tiene que", "hacer nada", "en que puedo",
)  # fmt: skip
CHINESE = """
您好 你好 早上好 下午好 晚上好 谢谢 謝謝 感谢 感謝 抱歉 对不起 對不起
不好意思 打扰 打擾 节哀 節哀 再见 再見 我们 我們 我 您 你 他 她 他们 他們
大家 同事 客服 人工 工作人员 工作人員 团队 團隊 公司 有人 没人 沒人 正在
已经 已經 目前 现在 現在 今天 明天 后天 後天 稍后 稍後 之后 之後 很快 马上
馬上 随时 隨時 这几天 這幾天 本周 本週 下周 下週 星期一 星期二 星期三 星期四
星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四
週五 週六 週日 核实 核實 核查 调查 調查 了解 瞭解 研究 查看 看过 看過 看到
看 查 确认 確認 处理中 處理中 回复 回覆 回復 答复 答覆 回答 联系您 聯繫您
聯絡您 写信 寫信 来信 來信 信件 消息 短信 簡訊 留言 告诉我们 告訴我們 告诉
告訴 记下 記下 明白 理解 清楚 知道 听到 聽到 帮助 幫助 帮忙 幫忙 帮您 幫您
问题 問題 情况 情況 意见 意見 疑问 疑問 请 請 放心 不用担心 不用擔心 别担心
別擔心 保重 慢慢来 慢慢來 安心 耐心 辛苦 祝您 愉快 一切 安好 会 會 将 將 在
是 的 了 吗 嗎 呢 吧 很 也 都 和 并 並 与 與 对 對 不 不会 不會 不再 再 再次
才 就 到 前 后 後 内 內 给您 給您 这 這 这里 這裡 这件 這件 那 什么 甚麼
什麼 怎么 怎麼 怎样 怎樣 为什么 為什麼 如何 好 尽快 儘快 盡快 关于 關於 为您
為您 让您 讓您 发生 發生 停止 退订 退訂 收到您的 收到了您的 已 没有问题
沒有問題 有问题 有問題 有什么 有甚麼 耐心等候 我们可以 我們可以 我可以
我们能 我們能 能帮您 能幫您 可以帮您 可以幫您 可以告诉我们 可以告訴我們
可以随时 可以隨時 有疑问 有疑問 有误 有誤 不需要做什么 不需要做什麼 先生
女士 小姐
"""
