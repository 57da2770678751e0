# 咨询工具：在照片上测量、还原真实颜色。

tool-measure = 测量
measure-how = 把打印好的标记纸平放在衣物旁，从正上方定格画面，然后标出两个点。
measure-print = 打印标记纸（{ $paper }）
measure-no-still = 还没有可测量的照片。请先定格画面或近看细节。
measure-still = 照片
measure-kind-close-look = 近看照片
measure-kind-frozen = 定格画面
measure-kind-drawn = 标注图
measure-kind-file = 文件图片
measure-kind-unknown = 照片
measure-picture = 用于测量的照片
measure-keys = 点按两端；或按回车键后用方向键移动点（按住 Shift 每次十步），再按回车切换到另一点。
measure-point-missing = 第 { $number } 点尚未设置。
measure-point-at = 第 { $number } 点：横 { $x }，纵 { $y }。
measure-name = 测量部位
measure-name-none = 不保存
measure-name-chest = 胸宽
measure-name-length = 衣长
measure-name-sleeve = 袖长
measure-name-waist = 腰宽
measure-name-inseam = 裤内长
measure-name-unknown = 长度
measure-ruler = 打印出的 20 厘米实为（厘米）
measure-now = 测量
measure-length = { $cm } 厘米 ± { $error } 厘米（{ $inches } 英寸）
measure-kept = 衣物尺寸

tool-colour = 真实颜色
colour-how = 把打印的色卡或 24 色标准色卡拿到商品旁、同一光线下并读取，系统会自动识别是哪一种。之后买家看到的就是校正后的颜色。
colour-print = 打印色卡（{ $paper }）
colour-read = 读取色卡
colour-end = 恢复原画面
colour-no-picture = 摄像头没有画面，请先打开。
colour-left = 色差由 { $before } 降为 { $left } ΔE（最大 { $most }）。
colour-patches = { $reference ->
    [chart] 识别到 24 色标准色卡：24 个色块中读取了 { $patches } 个。
   *[card] 识别到打印的色卡：24 个色块中读取了 { $patches } 个。
}
colour-printers-error = 打印的色卡带有打印机自身的误差，购买的标准色卡误差更小。
colour-corrected = { $reference ->
    [chart] 颜色已按标准色卡校正，剩余色差 { $left } ΔE。
   *[card] 颜色已按打印色卡校正，剩余色差 { $left } ΔE。
}
colour-as-it-comes = 显示的是摄像头的原始画面。
colour-toggle = 真实颜色
colour-impossible = 此浏览器无法校正颜色。
colour-light-changed = 光线已变化，颜色可能不准。
colour-light-changed-agent = 光线已变化，请重新读取色卡。
colour-warning-clipped = 部分色块过曝或过暗。
colour-warning-too-dark = 光线太暗。
colour-warning-glare = 色卡反光，请换个角度。
colour-warning-uneven-light = 色卡受光不均匀。
colour-warning-poor-fit = 颜色校正效果不佳，请换一盏灯。
colour-warning-unknown = 色卡读取不佳。

# --- 照片的真实颜色

true-still = 真实颜色
true-still-label = { $label }（已校正颜色）
true-still-coming = 正在校正颜色…
true-still-by-still = { $reference ->
    [chart] 颜色已按照片中的标准色卡校正：色卡上剩余色差 { $left } ΔE（校正前 { $before }）。
   *[card] 颜色已按照片中的打印色卡校正：色卡上剩余色差 { $left } ΔE（校正前 { $before }）。
}
true-still-by-picture = 颜色已按当前实时画面的校正方式处理，该画面剩余色差 { $left } ΔE；若拍摄时的光线或摄像头不同，颜色会有偏差。
true-still-error-card-not-found = 照片中没有色卡，实时画面目前也未校正颜色。
true-still-error-unknown = { $why }
