### 主管监控页。登录用语见 agent.ftl。

monitor-title = 延迟监控
monitor-to-console = 客服工作台
monitor-sign-in-title = 登录监控页
monitor-forbidden-title = 只有主管可以查看监控
monitor-forbidden = 您当前以客服 { $name } 的身份登录。请向主管申请权限，或换用其他账号。
monitor-other-account = 换用其他账号
monitor-unreachable = 无法连接服务，正在重试……

## 数字

monitor-figures = 最近五分钟的数据
monitor-live = 进行中的咨询
monitor-waiting = 等待的买家
monitor-on-duty = 值班客服
monitor-within = { $target } 毫秒以内 · 5 分钟
monitor-recent = 5 分钟
monitor-within-short = 达标占比
monitor-hour = 近一小时：{ $value }
monitor-p50-explained = 一半的画面帧快于此值
monitor-p95-explained = 95% 的画面帧快于此值
monitor-p99-explained = 99% 的画面帧快于此值

## 告警

monitor-alerts = 告警
monitor-alerts-none = 目前一切正常。
monitor-alert-late = { $agent }，{ $product }：画面延迟 { $ms } 毫秒，超过目标 { $target } 毫秒。
monitor-alert-unmeasured = { $agent }，{ $product }：未能测得延迟。
monitor-alert-redis = 无法连接等候室（Redis）。进行中的咨询不受影响，但暂时无法安排新的买家。
monitor-alert-nobody = 有 { $count } 位买家在等待，但无人值班。
monitor-alert-offline = 与服务的连接已断开，以下为断开前的数据。

## 图表

monitor-chart-title = 近一小时买家端画面延迟
monitor-chart-target = 目标 { $target } 毫秒
monitor-chart-missing = 未测得
monitor-chart-empty = 近一小时没有测量数据。
monitor-chart-table = 以表格显示
monitor-chart-label = 近一小时每分钟延迟图：p50、p95 和 p99。p95 最高为 { $worst } 毫秒，目标为 { $target } 毫秒。数据见下方表格。
monitor-minute = 时间

## 各环节

monitor-stages-title = 时间花在哪里
monitor-stages-recent = 每帧平均，近 5 分钟
monitor-stages-hour = 每帧平均，近一小时
monitor-stage-capture_encode = 采集与编码
monitor-stage-network = 网络
monitor-stage-jitter_buffer = 抖动缓冲
monitor-stage-decode_render = 解码与显示
monitor-stages-total = 合计（目标 { $target } 毫秒）

## 进行中的咨询

monitor-live-title = 正在进行
monitor-live-empty = 目前没有进行中的咨询。
monitor-live-scroll = 进行中的咨询列表，可横向滚动
monitor-column-agent = 客服
monitor-column-product = 商品
monitor-column-purpose = 目的
monitor-column-to-buyer = 到买家
monitor-column-to-agent = 到客服
monitor-column-within = 达标占比
monitor-column-loss = 丢包
monitor-column-picture = 画面
monitor-column-path = 路径
monitor-column-buyer = 买家
monitor-column-duration = 时长
monitor-column-first-frame = 首帧
monitor-picture-off = 未开画面
monitor-unmeasured = 未测得
monitor-fps = { $fps } 帧/秒
monitor-path-direct = 直连
monitor-path-relay = 中继
monitor-path-unknown = —
