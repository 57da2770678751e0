# 买家页面。

page-name = 视频咨询

## 浏览器标签页标题

title-waiting = 排队中，第 { $position } 位
title-ringing = 正在呼叫 { $name }…
title-active = 与 { $name } 咨询中

## 排队之前

start-title = 购买前，先看实物
start-lead = 由熟悉这件商品的人通过视频向您展示实物，并解答您的问题。
promise-camera = 您的摄像头是关闭的，除非您自己打开，否则一直关闭。
promise-microphone = 麦克风可用可不用：您可以只看画面和打字。
promise-direct = 画面和声音在你们之间加密传送，不会录制。
purpose-label = 您想做什么？
purpose-hint-showing = 从各个角度看颜色、材质和细节。
purpose-hint-try_on = 看看穿在身上的垂感和动态效果。
purpose-hint-sizing = 用您的身材数据与实物对比。
purpose-hint-usage = 一步一步了解安装、使用和清洁。
purpose-hint-inspection = 展示收到的商品，了解该怎么处理。
language-label = 咨询使用的语言
start-button = 开始看实物
start-joining = 请稍候…

find-size = 找到您的尺码
find-size-lead = 按您的身体尺寸，或平时穿的尺码

check-title = 快速检查
check-optional = 可以跳过，随时都能开始。
check-connection = 网络
check-connection-checking = 正在检查…
check-connection-good = 已连接。
check-connection-slow = 已连接，但较慢。
check-connection-poor = 未连接，正在继续尝试。
line-title = 您的线路
line-idle = 实时视频所走的线路。可以测试一下，只需三秒。
line-testing = 正在测试…
line-good = 良好：画面可以及时送达。
line-fair = 一般：画面有时可能延迟。
line-poor = 较差：画面会延迟或停顿，换个网络可能更好。
line-relay-unreached = 您的网络屏蔽了我们的中继服务器。如果直连也被屏蔽，将看不到画面。
line-test = 测试
line-test-again = 重测
error-line-blocked = 实时视频无法通过您的网络。可以换个网络试试，例如移动数据。
check-sound = 声音
check-sound-hint = 播放两个音，听听是否正常。
check-sound-played = 没听到？请调高音量。
check-sound-play = 播放
check-microphone = 麦克风
check-microphone-hint = 已关闭。只有您打开后对方才能听到。
check-microphone-speak = 已打开。说句话，看看音量条是否变化。
check-microphone-heard = 可以听到您的声音。咨询开始时麦克风将打开。
check-microphone-on = 打开
check-microphone-off = 关闭

## 排队

waiting-title = 您正在排队
waiting-checking = 正在确认您的位置…
waiting-place = 当前位次
waiting-agents = 有 { $agents } 位可以帮助您的顾问在线。
waiting-estimate = 大约还需 { $minutes } 分钟
waiting-estimate-soon = 还需不到一分钟
waiting-estimate-unknown = 暂时无法估计等待时间
waiting-nobody-title = 目前没有人可以接待您
waiting-nobody = 如果您愿意等待，您的位置会保留。
waiting-relaxed = 为了让您少等一会儿，我们现在也会询问说其他语言的顾问。
waiting-keep-open = 请保持此页面打开。轮到您时会有提示音。
waiting-leave = 离开队伍
purpose-short = 您的需求
language-short = 语言

## 回电

callback-title = 我们可以稍后联系您
callback-instead = 想让我们稍后联系您？
callback-lead = 选择您方便的时间，我们会与您联系。
callback-when = 时间
callback-when-error = 请选择一个尚未过去的时间。
callback-zone = 您所在的时区：{ $zone }
callback-contact = 怎样联系您？
callback-contact-hint = 电子邮箱，或带国家区号的电话号码
callback-contact-error = 请输入电子邮箱或电话号码。
callback-note = 有什么需要我们提前知道的吗？（选填）
callback-send = 预约联系
callback-saved-title = 我们会与您联系
callback-saved = { $time }，联系方式：{ $contact }。

## 呼叫中

ringing-title = 正在呼叫 { $name }
ringing-lead = 请稍等片刻。

## 咨询中

active-title = 与 { $name } 的咨询
tap-to-play = 点击观看和收听
resume = 恢复
chat-unfold = 放大消息区
media-reconnecting = 连接不稳定，画面和声音正在恢复…
media-failed = 画面和声音无法传送。您可以用文字继续，我们会不断重试。
peer-away = { $name } 的连接已中断。请稍候，通常很快就会恢复。
picture-late = 画面目前延迟较大。
language-differs = { $name } 不会说{ $language }。用简短的句子打字会有帮助。
disconnected-call = 暂时连接不上服务，画面和声音不受影响。
disconnected-line = 连接已中断。您的位置会保留，正在重新连接…
disconnected-start = 暂时无法连接服务，正在继续尝试…

## 变化的原因

notice-agent-lost = 与顾问的连接已断开。您已回到队伍最前面。
notice-offer-missed = 那位顾问无法接待，我们正在询问下一位，您的位置保留。
notice-left = 您已离开队伍。
notice-lapsed = 您离开太久，位置已被取消。您可以重新开始。
notice-unknown = 情况有变化。

## 结束之后

ended-title = 感谢您的光临
ended-buyer_ended = 您结束了咨询。
ended-agent_ended = { $name } 结束了咨询。
ended-buyer_lost = 您的连接已断开，咨询已结束。
ended-agent_lost = 与 { $name } 的连接已断开。
ended-unknown = 咨询已结束。
ended-summary = 本次咨询的总结
start-again = 重新开始

rating-question = 您觉得怎么样？
rating-choose = 请选择一至五颗星。
rating-stars = { $stars } 颗星
rating-word-1 = 很差
rating-word-2 = 不太好
rating-word-3 = 一般
rating-word-4 = 好
rating-word-5 = 非常好
rating-missing = 请先选择星数。
rating-comment = 想多说几句吗？（选填）
rating-send = 提交评价
rating-thanks = 感谢您的评价。

## 关闭面板

leave-active-title = 要结束咨询吗？
leave-active = 您仍在咨询中。
leave-active-confirm = 结束
leave-waiting-title = 要离开队伍吗？
leave-waiting = 您将失去当前的位置。
leave-waiting-confirm = 离开
leave-stay = 留下

## 其他标签页

superseded-title = 您已在另一个标签页继续
superseded-lead = 同一时间只能在一个标签页中进行咨询。
superseded-here = 在这里继续

## 无法开始时

failure-title-unsupported = 此浏览器无法使用
failure-unsupported = 实时画面需要此浏览器不具备的功能。请使用最新版的 Chrome、Edge、Firefox 或 Safari。
failure-title-link-expired = 此链接已过期
failure-link-expired = 链接只在短时间内有效。请返回店铺，重新打开咨询。
failure-title-link-invalid = 此链接无法使用
failure-link-invalid = 链接可能不完整。请返回店铺，重新打开咨询。
failure-title-link-missing = 请从店铺进入
failure-link-missing = 咨询需要从商品页面打开。请返回店铺，点击那里的按钮。
failure-title-unknown-shop = 找不到这家店铺
failure-unknown-shop = 请检查地址，或返回店铺自己的页面。
failure-title-unknown-product = 找不到这件商品
failure-unknown-product = 商品可能已下架。请返回店铺选择其他商品。
failure-title-service-unavailable = 暂时无法连接我们
failure-service-unavailable = 我们这边出了问题，请稍后再试。
failure-title-network = 没有网络连接
failure-network = 请检查您的网络连接，然后重试。
failure-title-rate-limited = 请稍候
failure-rate-limited = 短时间内操作过于频繁，请稍候再试。
failure-title-unknown = 未能成功
failure-unknown = 请稍后再试。（{ $code }）
