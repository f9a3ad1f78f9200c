"""Traditional characters that occur in our terms, and their simplified forms.

Written for the words this package looks for; it is not a converter.
"""

from __future__ import annotations

_PAIRS = (
    "訂订發发聯联繫系擾扰煩烦號号碼码電电話话簡简訊讯別别請请給给殺杀門门們们錯错認认識识"
    "這这個个沒没還还債债錢钱傳传騷骚絕绝從从單单說说誰谁對对過过動动麼么為为會会來来時时"
    "機机裡里讓让說说說说開开復复閱阅幫帮間间剛刚換换買买賣卖舊旧戶户單单親亲爺爷媽妈"
    "關关難难壞坏無无後后歸归實实擔担檢检種种見见親亲計计記记許许證证貸贷費费資资賬账"
)
TO_SIMPLIFIED: dict[int, str] = {
    ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
