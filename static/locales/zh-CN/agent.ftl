### 客服工作台，以及工作台与监控页的登录。

agent-title = 客服工作台
agent-title-ringing = （{ $count }）{ $name } 正在等待
agent-console = 客服工作台
agent-side = 咨询、历史与回访

## 咨询目的（员工用语）

agent-purpose-showing = 实物展示
agent-purpose-try_on = 试穿
agent-purpose-sizing = 选尺码
agent-purpose-usage = 使用指导
agent-purpose-inspection = 查验

## 登录

agent-sign-in-title = 登录客服工作台
agent-username = 用户名
agent-password = 密码
agent-sign-in = 登录
agent-sign-out = 退出登录
agent-to-monitor = 监控
agent-sign-in-sign-in-failed = 用户名或密码错误，请核对后重试。
agent-sign-in-link-expired = 此登录链接已使用过或已过期。请索取新链接，或用密码登录。
agent-sign-in-rate-limited = 尝试次数过多，请稍候。
agent-sign-in-again-in = { $seconds } 秒后可再次尝试。
agent-sign-in-network = 无法连接服务，请检查网络后重试。
agent-sign-in-service-unavailable = 服务暂时不可用，请一分钟后重试。
agent-sign-in-signed-off = 登录已失效，请重新登录。
agent-sign-in-sign-out-failed = 您已离开工作台，但因无法连接服务而未能退出登录。服务恢复后请登录并再次退出。
agent-sign-in-unknown = 登录未成功（{ $code }），请稍后重试。

## 值班

agent-on-duty = 值班
agent-on-duty-hint = 开启后系统会为您安排买家
agent-on-duty-fixed = 完成本次咨询的小结后可更改
agent-on-duty-offline = 连接恢复后可更改
agent-status-away = 离开
agent-status-available = 空闲
agent-status-offered = 响铃中
agent-status-busy = 咨询中
agent-status-wrap_up = 小结
agent-waiting = { $count ->
    [0] 无人等待
   *[other] { $count } 人等待
}
agent-camera-ready = 摄像头就绪
agent-camera-none = 摄像头已关闭
agent-microphone-ready = 麦克风就绪
agent-microphone-none = 麦克风已关闭
agent-duty-away = 您当前离开
agent-duty-away-hint = 请先检查摄像头和麦克风，再开启“值班”。系统每次只为您安排一位买家。
agent-duty-available = 您当前空闲
agent-duty-available-hint = 请保持此页面打开。有买家时会在这里响铃。

## 咨询前的摄像头与麦克风

agent-check-title = 摄像头与麦克风
agent-check-hint = 预览即买家所见：画面不镜像，便于看清标签文字。
agent-choose-devices = 选择设备
agent-preview = 摄像头预览
agent-preview-off = 摄像头已关闭
agent-camera-on = 买家可以看到您。
agent-camera-off = 摄像头已关闭。开启后可检查画面。
agent-camera-still-available = 您仍可值班：买家能听到您的声音，也能看到您输入的文字。
agent-camera-turn-on = 开启
agent-camera-turn-off = 关闭
agent-microphone-turn-on = 开启
agent-microphone-turn-off = 关闭
agent-microphone-off = 麦克风已关闭。开启后可检查声音。
agent-microphone-speak = 请说句话：音量条应当跳动。
agent-microphone-heard = 声音正常。

## 来询

agent-buyer-unnamed = 买家
agent-offer-title = { $name } 正在等待
agent-offer-announcement = 新来询：{ $name }，{ $purpose }，{ $product }。
agent-accept = 接受
agent-decline = 谢绝
agent-offer-keys = 快捷键：A 或回车接受，D 或 Esc 谢绝。
agent-time-left = 还剩 { $seconds } 秒应答
agent-fact-language = 语言
agent-fact-country = 国家或地区
agent-fact-local-time = 当地时间
agent-fact-waited = 已等待
agent-returning = 回头买家
agent-language-differs = 您不会买家的语言

## 咨询中

agent-current = 咨询
agent-controls = 咨询控制
agent-camera = 摄像头
agent-switch-camera = 切换摄像头
agent-devices = 设备
agent-end = 结束
agent-swap = 交换画面
agent-timer = 咨询时长：
agent-connect-time = 首帧 { $time }
agent-connect-time-explained = 从您点击“接受”到买家屏幕出现首帧画面的时间
agent-unread = { $count } 条未读消息
agent-sizes = 尺码：{ $sizes }
agent-size = 尺码
agent-size-chart = 尺码表
agent-size-chart-unit = { $system } · 人体尺寸（厘米）
agent-dimension-chest = 胸围
agent-dimension-waist = 腰围
agent-dimension-hip = 臀围
agent-dimension-height = 身高
agent-dimension-foot_length = 脚长
agent-dimension-unknown = { $name }
agent-description = 商品说明
agent-product-page = 商品页面
agent-buyer-away = { $name } 的连接中断，系统会为其保留片刻。
agent-media-reconnecting = 画面中断，正在重新连接。
agent-media-failed = 画面尚未恢复，正在建立新的连接；文字聊天仍可使用。

## 结束后

agent-wrap-up-title = 咨询小结
agent-summary = 给买家的总结
agent-wrap-up-summary = { $product } · { $length } · { $reason }
agent-ended-agent_ended = 由您结束
agent-ended-buyer_ended = 由 { $name } 结束
agent-ended-buyer_lost = { $name } 的连接已断开
agent-ended-agent_lost = 您的连接曾断开
agent-ended-unknown = 已结束
agent-outcome = 结果
agent-outcome-choose = 请选择……
agent-outcome-solved = 已解决
agent-outcome-follow_up = 需要跟进
agent-outcome-bought = 已购买
agent-outcome-not_for_me = 不适合买家
agent-outcome-technical_problem = 技术问题
agent-outcome-abuse = 恶意行为
agent-outcome-missing = 未记录结果
agent-size-advised = 建议尺码
agent-size-none = 无
agent-size-other = 其他……
agent-size-text = 哪个尺码？
agent-note = 备注
agent-note-hint = 仅供同事参考，买家看不到。
agent-available-again = 保存后恢复空闲
agent-save = 保存
agent-saving = 正在保存……

## 历史与回访

agent-history = 历史
agent-history-empty = 您完成的咨询会列在这里。
agent-history-more = 显示更早的记录
agent-history-size = 尺码 { $size }
agent-history-stars = 评分 { $stars } 星（满分 5 星）
agent-history-latency = 延迟 p50 { $p50 }，p95 { $p95 }
agent-history-latency-bounded = 延迟 p50 { $p50 }，p95 { $p95 }（± { $bound }）
agent-history-within = { $share } 在目标内
agent-history-unmeasured = 未测得延迟
agent-history-timeline = 时间线
agent-callbacks = 回访
agent-callbacks-open = { $count } 个待处理请求
agent-callbacks-empty = 目前没有买家等待回访。
agent-callback-there = 买家当地：{ $time }（{ $zone }）
agent-callback-contact = 联系方式：
agent-callback-done = 标记为已完成
agent-callback-done-named = 标记为已完成：{ $contact }

## 通知

agent-resume = 恢复
agent-notices = 通知
agent-notice-offer-missed = 有一次来询未及时应答，您已被设为离开，买家已转给其他同事。回来后请开启“值班”。
agent-notice-offer-withdrawn = 买家已不再等待，此次来询已撤回。
agent-notice-buyer-left = 买家已离开。请记录本次咨询的结果。
agent-notice-save-failed = 小结未能保存，请再次保存。
agent-notice-unknown = 状态有变化（{ $code }）。
agent-offline = 与服务的连接已断开，正在恢复；在此期间无法响铃。
agent-offline-consultation = 与服务的连接已断开，正在恢复。您的咨询不受影响：画面和声音不经过服务器。
agent-service-down = 服务暂时无法安排买家。您的状态会保留，恢复后即可响铃。
agent-service-down-consultation = 服务出现问题，正在恢复。您的咨询不受影响。
agent-superseded-title = 工作台已在另一个标签页打开
agent-superseded = 同一时间只能在一个标签页值班，另一个标签页已接管。
agent-superseded-here = 在此继续

## 主管为店铺维护的内容

agent-size-charts = 尺码表
agent-size-outcomes = 尺码的实际结果

## 店铺的退货规则

agent-return-rules = 退货规则
agent-return-rules-hint = 每行一条规则；最具体的一条生效，并以买家所在国家或地区的法律为底线。
agent-rule-column-category = 商品类别；留空表示全部
agent-rule-column-country = 两位代码，或以 EU 表示所有成员国；留空表示全部
agent-rule-column-window_days = 收货后的天数；0 表示不接受退货
agent-rule-column-who_pays = 退货运费由谁承担：buyer（买家）或 shop（店铺）
agent-rule-column-exclusions = 以空格分隔：made-to-order、perishable、opened-hygiene、opened-media、periodicals、mixed、personal-use、reduced
agent-rule-column-condition = tried、unused 或 unopened
agent-return-rules-table = 规则表格（CSV）
agent-return-rules-download = 下载
agent-return-rules-save = 保存规则
agent-return-rules-saved = 已保存，立即生效。

# $row: counted from 1, without the heading; $column: its name; $value: what stands there
agent-rule-fault-cell-missing = 第 { $row } 行：必须填写 { $column }。
agent-rule-fault-cell-invalid = 第 { $row } 行：{ $column } 不能是“{ $value }”。
agent-rule-fault-rule-twice = 第 { $row } 行：前面已有相同 category 和 country 的规则。
agent-rule-fault-column-missing = 第一行必须包含 { $column } 列。
agent-rule-fault-column-unknown = 第 { $row } 行：没有名为“{ $column }”的列（“{ $value }”）。
agent-rule-fault-unknown = 第 { $row } 行：{ $column } 有误（{ $code }）。

## 店铺打印的色卡

agent-measured-card = 色卡
agent-measured-card-why = 每台打印机的颜色都不相同：填入仪器对您所打印色卡的测量值后，打印误差就不会留在买家看到的颜色里。
agent-measured-card-hint = 每行一个色块，从 1 到 24 逐行编号：patch, l, a, b（CIELAB，D50，2°）或 patch, red, green, blue（sRGB，0 到 255）。可连同首行从电子表格粘贴。
agent-measured-card-measured = 以下为实测值。
agent-measured-card-meant = 尚未测量过色卡：以下为色卡的设计值。
agent-measured-card-table = 色块表格（CSV）
agent-measured-card-download = 下载
agent-measured-card-reset = 恢复设计值
agent-measured-card-save = 保存数值
agent-measured-card-saved = 已保存，此后读取色卡时即采用。
agent-measured-card-reset-done = 已恢复为色卡的设计值。
agent-card-fault-cell-missing = { agent-rule-fault-cell-missing }
agent-card-fault-cell-invalid = { agent-rule-fault-cell-invalid }
agent-card-fault-column-missing = { agent-rule-fault-column-missing }
agent-card-fault-column-unknown = { agent-rule-fault-column-unknown }
agent-card-fault-patch-twice = 第 { $row } 行：前面已有色块 { $value } 的数值。
agent-card-fault-patch-missing = 缺少色块 { $value } 的数值。
agent-card-fault-patch-far = 第 { $row } 行：与设计颜色（{ $column }）相差太远。行的顺序是否正确？
agent-card-fault-unknown = { agent-rule-fault-unknown }
