### 主管监控页。登录用语见 agent.ftl。

monitor-title = 延迟监控
monitor-to-console = 客服工作台
monitor-sign-in-title = 登录监控页
monitor-forbidden-title = 只有主管可以查看监控
monitor-forbidden = 您当前以客服 { $name } 的身份登录。请向主管申请权限，或换用其他账号。
monitor-other-account = 换用其他账号
monitor-unreachable = 无法连接服务，正在重试……
monitor-ways = 页面导航
monitor-to-overview = 总览
monitor-cancel = 取消
monitor-unknown = 未知
monitor-time = 时间
monitor-n = 次数

## 数字

monitor-figures = 最近五分钟的数据
monitor-live = 进行中的咨询
monitor-waiting = 等待的买家
monitor-on-duty = 值班客服
monitor-within = { $target } 毫秒以内 · 5 分钟
monitor-recent = 5 分钟
monitor-within-short = 达标占比
monitor-hour = 近一小时：{ $value }
monitor-today = 今天：{ $value }
monitor-missing-share = 未测得：{ $value }
monitor-p50-explained = 一半的画面帧快于此值
monitor-p95-explained = 95% 的画面帧快于此值
monitor-p99-explained = 99% 的画面帧快于此值

## 单位与路径。$times、$rate：已写好的数字

monitor-floor = 物理下限的 { $times } 倍
monitor-kbps = { $rate } kbit/s
monitor-mbps = { $rate } Mbit/s
monitor-burn-times = { $times } 倍
monitor-fps = { $fps } 帧/秒
# 从买家所在国家到客服所在地
monitor-way = { $from } → { $to }
monitor-path-direct = 直连
monitor-path-relay = 中继
monitor-path-unknown = 路径未知

## 告警

monitor-alerts = 告警
monitor-alerts-now = 当前告警
monitor-alerts-none = 目前一切正常。
monitor-alert-late = { $agent }，{ $product }：画面延迟 { $ms } 毫秒，超过目标 { $target } 毫秒。
monitor-alert-late-many = 有 { $count } 场咨询的画面延迟超过目标 { $target } 毫秒。
monitor-alert-unmeasured = { $agent }，{ $product }：未能测得延迟。
monitor-alert-unmeasured-many = 有 { $count } 场咨询未能测得延迟。
monitor-alert-redis = 无法连接等候室（Redis）。进行中的咨询不受影响，但暂时无法安排新的买家。
monitor-alert-nobody = 有 { $count } 位买家在等待，但无人值班。
monitor-alert-offline = 与服务的连接已断开，以下为断开前的数据。

## 误差预算及其告警

monitor-budget-title = 误差预算
monitor-budget-objective = { $days } 天内 { $objective } 的时间延迟不超过 { $target } 毫秒
monitor-budget-unknown = 服务尚未提供预算数据。
monitor-budget-left = 剩余 { $share }
monitor-budget-over = 超支 { $share }
monitor-budget-nothing-due = 还没有需要显示的画面。
# 时长均已写好
monitor-budget-time = 已用 { $spent }，共 { $all }，其中 { $missing } 未测得
monitor-burn-explained = 预算消耗速度是允许速度的多少倍
monitor-burn-due = 共 { $due }
monitor-burn-fast-burn = 误差预算正在快速消耗：照此速度几天内就会用尽。
monitor-burn-slow-burn = 误差预算消耗过快：照此速度将不够用。
monitor-burn-steady-burn = 误差预算连日消耗过快。
monitor-burn-unknown = 误差预算消耗过快（{ $code }）。
monitor-burn-numbers = { $longWindow }内 { $long }，{ $shortWindow }内 { $short }；上限为 { $threshold }。始于 { $since }。
monitor-acknowledge = 确认
monitor-acknowledge-reason = 已知情况（可不填）
monitor-silence = 静音
monitor-silence-reason = 静音原因
monitor-silence-for = 静音时长
monitor-unsilence = 取消静音
monitor-alert-acknowledged = { $by } 已确认。
monitor-alert-silenced = { $by } 已静音至 { $until }。
monitor-alerts-past = 历史告警
monitor-alerts-past-none = 近期没有告警。
monitor-alert-time = { $since } – { $until }

## 趋势

monitor-trends = 一段时间内
monitor-range = 时间范围
monitor-range-hour = 近一小时
monitor-range-day = 近 24 小时
monitor-range-month = 近 30 天
monitor-chart-title = 买家端画面延迟
monitor-chart-target = 目标 { $target } 毫秒
monitor-chart-missing = 未测得
monitor-chart-empty = 这段时间没有测量数据。
monitor-chart-table = 以表格显示
monitor-chart-label = 延迟随时间变化图：p50、p95 和 p99。p95 最高为 { $worst } 毫秒，目标为 { $target } 毫秒。数据见下方表格。
monitor-stages-title = 时间花在哪里
monitor-stages-mean = 每帧平均
monitor-stage-capture_encode = 采集与编码
monitor-stage-network = 网络
monitor-stage-jitter_buffer = 抖动缓冲
monitor-stage-decode_render = 解码与显示
monitor-stages-total = 合计（目标 { $target } 毫秒）
monitor-heat-title = 各延迟的帧数
monitor-heat-within = { $target } 毫秒以内
monitor-heat-late = 更晚
monitor-heat-scale = 帧数由少到多
monitor-heat-label = 延迟随时间变化的热力图；横线为目标 { $target } 毫秒。数据见下方表格。
monitor-heat-table = 各延迟的帧数表
monitor-heat-good = 不超过 { $good } 毫秒
monitor-heat-fair = { $good } 至 { $target } 毫秒
monitor-heat-above = 超过 { $target } 毫秒
monitor-set-up-title = 建立时间
monitor-set-up-what = 项目
monitor-set-up-connect = 响铃 → 连通
monitor-set-up-first_frame = 接听 → 首帧
monitor-freezes-title = 卡顿
monitor-freezes-count = 次数
monitor-freezes-time = 停顿时长
monitor-freezes-share = 时间占比

## 路线

monitor-routes-title = 按路线
monitor-routes-by = 分组
monitor-routes-empty = 这段时间没有咨询。
monitor-routes-scroll = 路线列表，可横向滚动
monitor-routes-n = 咨询数
monitor-routes-due = 应有画面
monitor-routes-within = { $target } 毫秒以内
monitor-routes-p50 = p50
monitor-routes-p95 = p95
monitor-routes-over-floor = 与物理下限相比
monitor-routes-floor = 物理下限
monitor-routes-freezes = 卡顿
monitor-routes-missing = 未测得
monitor-by-route = 买家 → 客服
monitor-by-country = 买家国家
monitor-by-region = 客服地区
monitor-by-path = 直连或中继
monitor-by-browser = 浏览器
monitor-by-codec = 编码

## 探测

monitor-probes-title = 探测
monitor-synthetic = 模拟
monitor-probes-explained = 服务与自身进行的测试咨询，不计入以上任何数据。
monitor-probes-empty = 尚未进行探测。
monitor-probe-within = 达标
monitor-probe-late = 过慢
monitor-probe-failed = 失败
monitor-probe-error = 未能完成：{ $error }
monitor-probe-figures = p50 { $p50 }，p95 { $p95 }，± { $bound }；建立用时 { $setup }

## 进行中的咨询

monitor-live-title = 正在进行
monitor-live-empty = 目前没有进行中的咨询。
monitor-live-scroll = 进行中的咨询列表，可横向滚动
monitor-live-found = 显示 { $found } / { $all }
monitor-live-pages = 进行中的咨询分页
monitor-worst-first = 最差优先
monitor-filter = 查找
monitor-filter-hint = 客服、商品、国家……
monitor-page = { $page } / { $pages }
monitor-page-before = 上一页
monitor-page-after = 下一页
monitor-column-agent = 咨询
monitor-column-buyer = 买家
monitor-column-to-buyer = 到买家
monitor-column-to-agent = 到客服
monitor-column-within = 达标占比
monitor-column-picture = 画面
monitor-column-line = 线路
monitor-column-voice = 语音
monitor-column-first-frame = 首帧
monitor-column-duration = 时长
monitor-picture-off = 未开画面
monitor-unmeasured = 未测得
monitor-size = { $width }×{ $height }，{ $fps } 帧/秒
monitor-line = { $rtt } · 丢包 { $loss }
monitor-freezes = { $count } 次卡顿
monitor-complaints = { $count } 次投诉
monitor-past-title = 过往咨询

## 单场咨询

monitor-consultation-title = 咨询
monitor-is-live = 进行中
monitor-windows-deleted = 这场咨询的数据已到期删除，发生过的事件仍可查看。
monitor-fact-within = 达标占比
monitor-fact-missing = 未测得
monitor-fact-freezes = 卡顿
# $time：已写好的时长
monitor-fact-frozen = { $count } 次（{ $time }）
monitor-fact-floor = 物理下限
monitor-fact-duration = 时长
monitor-fact-started = 开始
monitor-fact-stars = 评分
monitor-direction = 哪一方的画面
monitor-direction-to_buyer = 到买家
monitor-direction-to_agent = 到客服
monitor-replay = 回放
monitor-replay-play = 播放
monitor-replay-pause = 暂停
monitor-replay-moment = 时刻
monitor-replay-at = { $at }，共 { $length }
monitor-replay-speed = 速度
monitor-replay-times = { $times } 倍
monitor-timeline-charts = 数据随时间变化
monitor-timeline-latency = 延迟
monitor-timeline-stages = 各环节
monitor-timeline-bitrate = 码率
monitor-timeline-resolution = 画面
monitor-timeline-loss = 丢失
monitor-timeline-rtt = 往返与语音
monitor-quantity-newest = 最新帧
monitor-quantity-p95 = p95
monitor-quantity-capture_encode = 采集、编码
monitor-quantity-network = 网络
monitor-quantity-jitter_buffer = 抖动缓冲
monitor-quantity-decode_render = 解码、显示
monitor-quantity-bitrate = 码率
monitor-quantity-codec = 编码
monitor-quantity-size = 尺寸
monitor-quantity-fps = 帧率
monitor-quantity-loss = 丢包
monitor-quantity-concealed = 补偿的声音
monitor-quantity-rtt = 往返
monitor-quantity-voice = 语音，口到耳
monitor-quantity-path = 路径
monitor-events-title = 发生了什么
monitor-events-empty = 没有上报的事件。
# 开始之前的时刻
monitor-event-before = −{ $at }
monitor-by-whom-buyer = 买家：
monitor-by-whom-agent = 客服：
monitor-by-whom-service = 服务：
