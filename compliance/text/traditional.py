"""Traditional characters of the words this package looks for, and their simplified forms.

Only what occurs in our own terms stands here; it is not a converter.
``tests/compliance/test_fold.py`` keeps it complete enough for what we look for.
"""

from __future__ import annotations

_PAIRS = (
    "萬万東东丟丢兩两嚴严個个為为爲为舉举麼么鄉乡書书買买於于產产親亲僕仆從从們们眾众衆众會会傳传"
    "體体偵侦債债兒儿關关養养內内寫写軍军農农決决凍冻準准劃划則则剛刚刪删別别辦办務务動动區区醫医"
    "協协單单賣卖壓压參参雙双發发號号喫吃後后聽听員员諮咨響响喚唤團团圖图壞坏聲声處处備备復复複复"
    "夠够頭头獎奖婦妇媽妈學学寧宁寶宝實实審审對对導导將将屬属幣币師师帶带幫帮並并應应廢废開开異异"
    "棄弃張张強强歸归當当錄录徵征徑径態态總总願愿懶懒戶户撲扑執执擾扰護护報报擔担擇择換换數数斷断"
    "無无舊旧時时機机殺杀雜杂權权來来樣样檢检樓楼橫横殘残毀毁氣气漢汉汙污溝沟沒没潑泼漲涨遊游滾滚"
    "點点煩烦燒烧爺爷牽牵獄狱豬猪瑪玛現现電电瘋疯癡痴監监著着碼码禮礼離离種种稅税窮穷窩窝筆笔籤签"
    "簡简類类繫系緊紧約约終终經经結结給给絡络絕绝繼继續续綠绿緝缉編编纏缠網网罷罢羣群恥耻聯联腎肾"
    "臉脸節节藥药慮虑蟲虫見见觸触計计訂订認认讓让訓训議议訊讯記记講讲許许訟讼訪访證证識识詐诈訴诉"
    "話话該该詢询誤误說说説说請请誰谁調调謝谢謹谨負负財财責责敗败賬账貨货質质賤贱貼贴貸贷費费資资賴赖"
    "車车轉转輪轮轟轰輕轻較较輩辈輸输邊边過过還还這这進进遠远違违連连選选遞递遺遗鄰邻採采裏里裡里"
    "鍾钟錢钱鐵铁銬铐鏟铲銀银銷销錯错門门問问間间閣阁閱阅閲阅陰阴陸陆隨随難难靜静須须領领題题顏颜"
    "額额飛飞飯饭館馆馬马驅驱驗验騙骗騷骚雞鸡"
)
TO_SIMPLIFIED: dict[int, str] = {
    ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
