# 咨询工具：近看、定格标注、留存的照片。

tools = 工具
room-peer = 对方
tool-close = 关闭
tool-close-look = 近看细节
tool-freeze = 定格标注
tool-stills = 照片

# --- 照片

still-label = 名称
still-label-daylight = 日光
still-label-lamp = 灯光
still-label-flash = 闪光灯
still-unnamed = 照片
still-kind-close-look = 近看，{ $time }
still-kind-frozen = 定格画面，{ $time }
still-kind-drawn = 标注，{ $time }
still-kind-file = 图片，{ $time }
still-open = 放大查看“{ $label }”
still-rename = 重命名“{ $label }”
still-beside = 与另一张并排查看“{ $label }”
still-erase = 删除“{ $label }”
still-erase-sure = 为双方永久删除“{ $label }”？
still-erase-now = 删除
still-erase-not = 保留
stills-none = 还没有照片。拍摄近照、定格画面或从文件添加后，双方都能在这里找到，咨询结束后也可查看。
stills-again = 重试
chooser-open = 从文件添加图片
chooser-drop = 或将图片拖放到此页面
chooser-size = { $size } MB
chooser-send = 保存到本次咨询
chooser-again = 重试
chooser-other = 换一个文件
chooser-away = 移除
chooser-progress = 图片发送进度
chooser-kept = 已保存到本次咨询，对方也能看到。

# --- 放大查看

viewer-help = { $label }。按加号、减号键缩放，方向键移动，按 0 显示整张图片。
zoom-in = 放大
zoom-out = 缩小
zoom-whole = 显示整张图片

# --- 近看细节

close-look-lead-buyer = 由对方相机以全分辨率拍摄：看清织纹、缝线和标签。
close-look-lead-agent = 用您的相机以全分辨率拍照给买家看。买家也可以主动请求。
close-look-which = 照片由工作台的相机拍摄，而非第二台摄像头。
close-look-ask = 请求近看
close-look-show = 拍摄并发送
close-look-asked = { $name }正在为您拍照……
close-look-taking = 正在拍照，请保持不动……
close-look-taking-wanted = { $name }请求近看。正在拍照，请保持不动……
close-look-sending = 正在发送给{ $name }，实时画面优先……
close-look-receiving = 正在接收，实时画面优先……
close-look-keeping = 已核对，正在保存到本次咨询……
close-look-kept = 已保存到本次咨询。
close-look-keep = 重新保存
close-look-progress = 照片接收进度
close-look-cancel = 取消
close-look-trouble-camera-off = 对方的相机已关闭，无法拍照。
close-look-trouble-camera-failed = 相机未能拍照，请重试。
close-look-trouble-no-connection = 暂时无法连接对方，请稍后再试。
close-look-trouble-damaged = 照片未能完整到达，请重新请求。
close-look-trouble-unknown = 操作未成功，请重试。

# --- 定格标注

freeze-lead = 为您和{ $name }定格画面：指点、绘制、书写，并可保存。
freeze-which = 定格此处的大画面，第二台摄像头的画面也可以。
freeze-now = 定格画面
freeze-again = 重新定格
freeze-sending = 正在把画面发送给{ $name }……
freeze-trouble-no-picture = 没有可定格的画面：相机均已关闭。
freeze-trouble-damaged = 画面未能到达对方，请重新定格。
freeze-trouble-not-kept = 未能保存，请重试。
freeze-trouble-unknown = 操作未成功，请重试。
board-help = 定格画面。方向键移动十字，回车键开始和结束画线，T 键书写，退格键撤回您最后的标注。
board-write = 书写
board-words = 图上文字
board-put = 放上
board-undo = 撤回
board-save = 保存
board-saved = 已保存到本次咨询。
board-away = 收起
board-you = 您
