# The second camera's page, on the agent's phone.

camera-title = 第二台摄像头
camera-start-title = 换个角度展示
camera-start-lead = 这部手机将成为本次咨询的第二台摄像头。买家会在工作台画面旁边看到它的画面。
camera-no-sound = 只传画面：这部手机的麦克风保持关闭。
camera-begin = 打开摄像头
camera-picture = 这部手机展示的画面
camera-leave = 停止展示
camera-connecting = 正在连接咨询……
camera-seen-at-desk = 工作台已看到画面。正在连接买家……
camera-seen-by-buyer = 买家看得到这个画面。
camera-seen-by-both = 买家和工作台都看得到这个画面。
camera-offline = 连接中断。网络恢复后会自动重新连接。
camera-over-no-link = 这里没有邀请
camera-after-no-link = 请在工作台的咨询中打开“第二台摄像头”工具，然后扫描其中的二维码。
camera-over-refused = 这个二维码无法使用
camera-over-removed = 这台摄像头已退出咨询
camera-after-removed = 它的画面不再传送，摄像头已关闭。在工作台重新生成二维码即可再次加入。
camera-over-ended = 咨询已结束
camera-after-ended = 摄像头已关闭。您可以关闭此页面。
camera-over-elsewhere = 已在另一个标签页中打开
camera-after-elsewhere = 这台摄像头在另一个标签页中继续。您可以关闭此页面。
