# The second camera, in the room.

tool-second-camera = 第二台摄像头
second-lead = 您的手机可以作为第二台摄像头加入：换个角度、展示货架，或在窗边看细节。无需账号，不传声音。
second-invite = 显示二维码
second-invite-again = 显示新的二维码
second-qr = 供手机使用的链接二维码
second-scan = 用手机相机扫描或打开此网址，然后在手机上打开摄像头。
second-local = 此地址只能在本机打开。手机需要通过独立的 https 地址访问本服务。
second-good-until = 仅限一部手机，{ $time }前有效。
second-shows = 买家和您都能看到手机的画面。
second-limits = 线路较窄时，第二路画面让位于第一路。它的颜色不作校正；延迟在大画面时显示，不计入记录。
second-remove = 移除
second-video = 第二台摄像头的画面
second-coming = 第二台摄像头正在连接……
second-there = 第二台摄像头正在同时展示。
second-large = 第二台摄像头为大画面，颜色不作校正
# $ms: delay, $bound: possible error either way, both in milliseconds
second-large-age = 第二台摄像头：{ $ms } 毫秒 ± { $bound }，颜色不作校正
second-show-first = 放大第一台摄像头
second-show-second = 放大第二台摄像头
