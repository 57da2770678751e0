### 咨询中发生的事：timeline-类别，或更具体的 timeline-类别-原因。数字随事件而来；缺少数字时改用类别的说法。

timeline-unknown = 发生了本页尚无法说明的事件。

## 调节器：使延迟不超过目标

timeline-governor = 调节器改变了画面的发送方式。
timeline-governor-queue = 线路上出现 { $queue_ms } 毫秒的排队：画面放缓 { $pause_ms } 毫秒，码率上限现为 { $ceiling_kbps } kbit/s。
timeline-governor-contested = 线路上有其他流量造成排队，降低码率也未能缩短：画面保持自己的份额，最高 { $ceiling_kbps } kbit/s。
timeline-governor-standing-queue = 线路上持续有 { $queue_ms } 毫秒的排队：码率上限现为 { $ceiling_kbps } kbit/s。
timeline-governor-probe = 画面可用的带宽不足：已在线路上寻找余量。
timeline-governor-picture = 画面已按线路调整：{ $lines } 行，每秒 { $frames_per_second } 帧。
timeline-governor-voice-first = 线路无法传送动态画面：语音优先，每秒一张静态画面。
timeline-governor-picture-again = 线路又能传送动态画面。
timeline-governor-jitter-buffer = 声音有断续：多缓冲 { $buffer_ms } 毫秒，以保持完整。

## 画面与声音所走的路径

timeline-route = 画面与声音改走另一条路径。
timeline-route-relay-faster = 测得中继路径更快（{ $to_ms } 毫秒，原为 { $from_ms } 毫秒），已改走中继。
timeline-route-direct-faster = 测得直连路径更快（{ $to_ms } 毫秒，原为 { $from_ms } 毫秒），已改走直连。
timeline-route-relay-lost = 中继已断开，已改走其他路径。
timeline-route-relay-unreached = 测得更快的中继无法接通，路径保持不变。
timeline-ice-restart = 重新寻找了双方之间的路径。
timeline-peer-rebuilt = 重新建立了双方之间的连接。
timeline-network-changed = 设备切换到了另一个网络。
timeline-reconnecting = 连接已断开，正在恢复。
timeline-reconnecting-socket = 与服务的连接已断开，画面与声音不受影响。
timeline-connected = 双方已连通。
timeline-connected-socket = 与服务的连接已恢复。

## 人的操作

timeline-camera-switched = 切换了摄像头。
timeline-camera-on = 打开了摄像头。
timeline-camera-off = 关闭了摄像头。
timeline-complaint = 反映效果不好。
timeline-rated = 评分 { $stars } 星（满分 5 星）。

## 每场咨询的过程

timeline-offered = 已分配给客服。
timeline-accepted = 客服已接听。
timeline-first-frame = 此后 { $elapsed_ms } 毫秒，买家看到首帧。
timeline-ended = 咨询结束。
timeline-ended-buyer_ended = 买家结束了咨询。
timeline-ended-agent_ended = 客服结束了咨询。
timeline-ended-buyer_lost = 买家已离线，咨询结束。
timeline-ended-agent_lost = 客服已离线，咨询结束。
timeline-ended-declined = 客服未接受。
timeline-ended-missed = 客服未及时应答。
timeline-ended-abandoned = 买家在接听前离开。
timeline-ended-agent_unreachable = 无法联系到客服。
