# 各页面共用的文字。

interface-language = 页面语言
close = 关闭
loading = 正在加载…
try-again = 重试
understood = 知道了
number = { $number }
milliseconds = { $ms } 毫秒

## 咨询目的

purpose-showing = 近距离看实物
purpose-try_on = 看真人试穿
purpose-sizing = 挑选合适的尺码
purpose-usage = 学习如何使用
purpose-inspection = 检查已购商品

## 设备

device-microphone = 麦克风
microphone-short = 麦克风
device-camera = 摄像头
device-speaker = 扬声器
device-none-microphone = 未使用麦克风
device-none-camera = 未使用摄像头
device-none-speaker = 由系统选择
device-unnamed = 设备 { $number }
devices = 设备
devices-title = 摄像头、麦克风和扬声器
microphone-level = 麦克风音量
camera-switch = 翻转
end = 结束
controls = 控制

## 延迟标记

latency-label = 画面延迟：
latency-explained-here = 画面从摄像头到屏幕的延迟，以及可能的误差
latency-explained-there = 对方看到您画面的延迟：从摄像头到屏幕，附可能误差
latency-measured = { $ms } 毫秒 ± { $bound }
latency-estimated = 约 { $ms } 毫秒 ± { $bound }
latency-unbounded = 约 { $ms } 毫秒
latency-there = 对方延迟 { $latency }
latency-missing = – 毫秒
latency-level-good = 良好
latency-level-fair = 略有延迟
latency-level-poor = 延迟较大
latency-level-unknown = 尚未测量

## 画面

remote-video = { $name } 的画面
local-video = 您自己的画面
picture-coming = 画面即将出现…
peer-camera-off = { $name } 目前没有开启画面

## 聊天

chat-log = 消息
chat-empty = 您随时可以在这里输入文字。
chat-input = 输入消息
chat-send = 发送
chat-you = 您
chat-from = { $name }
chat-pending = 发送中…

## 咨询中的问题

problem-denied =
    { $device ->
        [camera] 浏览器未获准使用摄像头。请在地址栏旁允许，或不开摄像头继续。
       *[other] 浏览器未获准使用麦克风。请在地址栏旁允许，或不用麦克风继续。
    }
problem-absent =
    { $device ->
        [camera] 未找到摄像头。没有摄像头也可以继续。
        [speaker] 该扬声器已断开，现使用系统默认扬声器。
       *[other] 未找到麦克风。您可以改用文字。
    }
problem-in-use =
    { $device ->
        [camera] 其他程序正在使用摄像头。请先在那里关闭，然后重试。
       *[other] 其他程序正在使用麦克风。请先在那里关闭，然后重试。
    }
problem-insecure = 使用摄像头和麦克风需要安全地址（https）。
problem-unsupported =
    { $device ->
        [speaker] 此浏览器不支持选择扬声器。
       *[other] 此浏览器无法使用摄像头和麦克风。
    }
problem-failed =
    { $device ->
        [camera] 无法启动摄像头。请重试，或选择另一个。
        [speaker] 无法更换扬声器。
       *[other] 无法启动麦克风。请重试，或选择另一个。
    }
problem-interrupted =
    { $device ->
        [camera] 摄像头被中断。
       *[other] 麦克风被中断，可能是因为来电。
    }
problem-tap-to-play = 浏览器需要您点击后才会播放声音。
problem-undeliverable = 这条消息未能发送：{ $text }
problem-unknown = 出现问题（{ $code }）。

## 服务器拒绝的原因

error-bad-frame = 页面出错，请重新加载。
error-unknown-type = 此页面版本过旧，请重新加载。
error-invalid-message = 无法接受该内容，请检查您的输入。
error-not-text = 页面出错，请重新加载。
error-hello-required = 无法建立连接，请重新加载页面。
error-token-invalid = 此链接无效。
error-token-expired = 此链接已过期。
error-unknown-shop = 找不到这家店铺。
error-unknown-product = 找不到这件商品。
error-unknown-variant = 这件商品没有这个尺码或颜色。
error-unknown-delivery = 没有这条通知。
error-unknown-summary = 这里没有咨询总结，或者尚未生成。
error-summary-expired = 此总结的链接已过期。
error-mail-not-offered = 此服务不发送邮件。
error-mail-failed = 邮件未能发送，请稍后再试。
error-not-signed-in = 您尚未登录。
error-not-supervisor = 仅主管可以查看。
error-rate-limited = 操作过于频繁，请稍候再试。
error-not-in-line = 您已不在排队中。
error-offer-gone = 此次咨询已不可接受。
error-camera-link-expired = 此二维码已过期或无效。请在工作台重新生成。
error-camera-link-used = 此二维码已被另一部手机使用。请在工作台重新生成。
error-not-your-consultation = 此次咨询不属于您。
error-consultation-ended = 咨询已经结束。
error-service-unavailable = 暂时无法连接服务，请稍后再试。
error-internal = 我们这边出了问题，请重试。
error-network = 无法连接网络或我们的服务。请检查后重试。
error-sign-in-failed = 用户名或密码不正确。
error-link-expired = 此登录链接已被使用或已过期。
error-callback-in-past = 请选择一个尚未过去的时间。
error-unknown-time-zone = 无法识别您设备的时区。
error-invalid-body = 无法接受该内容，请检查您的输入。
error-invalid-request = 无法接受该内容，请检查您的输入。
error-invalid-description = 此浏览器无法测试连接。
error-no-size-chart = 此商品没有尺码表。
error-measurements-missing = 请至少填写一项尺码表中的身体尺寸，或您平时穿的尺码。
error-measurements-refused = 请检查您填写的尺寸：其中有一项不可能是对的。
error-unknown-size = 该体系中没有这个尺码。
error-size-chart-refused = 尺码表有错误。
error-probe-running = 另一项服务测试正在进行，请稍后再试。
error-origin-refused = 此页面无权执行该操作，请从其自身地址打开。
error-unknown-consultation = 找不到此次咨询。
error-unknown-callback = 找不到此联系预约。
error-unknown-staff = 找不到此人。
error-unknown-alert = 此告警已不再触发。
error-already-exists = 已经存在。
error-invalid-rows = 表格中有些单元格无法接受，未作任何更改。
error-unknown-still = 这张照片已不再保存。
error-unsupported-image = 无法使用此文件，请选择 JPEG、PNG 或 WebP 格式的照片。
error-image-too-large = 照片过大，最多 16 MB。
error-too-many-pixels = 照片像素过多，最多 5000 万像素。
error-corrupt-image = 照片已损坏或不完整，请重新拍摄。
error-too-many-stills = 本次咨询无法再保存更多照片。
error-picture-unusable = 无法从这张照片中读取。
error-image-blurred = 照片模糊。请拿稳相机，等它对焦后重新拍摄。
error-sheet-not-found = 未找到标记纸。标记纸须完整入镜、平放、清晰且无遮挡。
error-several-sheets = 照片中有不止一张标记纸，请只留一张。
error-sheet-too-small = 标记纸在照片中太小，请靠近一些。
error-sheet-bent = 标记纸没有放平，请展平后重新拍摄。
error-points-unusable = 请在照片上选择两个不同的点。
error-too-far-from-sheet = 所选的点离标记纸太远，无法测量。请把标记纸放近一些。
error-card-not-found = 未找到打印的色卡或标准色卡。色卡须完整入镜、平放、清晰且无遮挡。
error-several-cards = 照片中有不止一张色卡，请只留一张。
error-card-too-small = 色卡在照片中太小，请拿近一些。
error-card-unreadable = 色卡上可读取的色块太少。光线须更充足、均匀，且不反光。
error-unknown = 出现问题（{ $code }），请重试。

complain = 画面或声音不好
complain-noted = 已记录，谢谢
