# 选哪个尺码：测量、平时穿的尺码、结果与理由。

tool-sizing = 找尺码
size-lead = 知道多少填多少：一项就够，多填更准。
size-unit = 单位
size-unit-cm = 厘米
size-unit-in = 英寸
size-fit = 希望怎样穿
size-fit-close = 修身
size-fit-regular = 合身
size-fit-loose = 宽松
size-or = 或者
size-known-system = 您平时穿的尺码
size-known-none = 不填
size-known-size = 您的尺码
size-known-group = 哪一类尺码
size-group-women = 女款
size-group-men = 男款
size-group-children = 童款
size-group-unisex = 通用
size-group-unknown = 通用
size-system-EU = 欧洲（德国、荷兰、北欧）
size-system-FR = 法国、西班牙
size-system-IT = 意大利
size-system-UK = 英国
size-system-US = 美国
size-system-JP = 日本
size-system-CN = 中国
size-system-INT = 字母码（S、M、L）
size-system-MONDO = 毫米码（Mondopoint）
size-system-unknown = { $system }
size-source = 依据 { $source }
# $systems: codes such as UK, $group: women, men, children or unisex
size-unknown-systems =
    { $group ->
        [women] 我们不了解 { $systems } 的此类女款尺码，请改为测量。
        [men] 我们不了解 { $systems } 的此类男款尺码，请改为测量。
        [children] 我们不了解 { $systems } 的此类童款尺码，请改为测量。
       *[other] 我们不了解 { $systems } 的此类尺码，请改为测量。
    }
size-consent = 允许这家店保存这些尺寸，下次可直接使用
size-kept = 您的尺寸已保存在这家店。
size-erase = 删除
size-ask = 看我的尺码

## 部位

size-dimension-head = 头围
size-dimension-neck = 颈围
size-dimension-chest =
    { $group ->
        [women] 胸围
       *[other] 胸围
    }
size-dimension-underbust = 下胸围
size-dimension-waist = 腰围
size-dimension-hip = 臀围
size-dimension-height = 身高
size-dimension-inside_leg = 腿内侧长
size-dimension-arm_length = 臂长
size-dimension-hand = 手围
size-dimension-foot_length = 脚长
size-dimension-unknown = { $name }

size-how-head = 软尺在耳朵上方绕头最宽处一周。
size-how-neck = 软尺在喉结下方绕颈一周，留一指的余量。
size-how-chest =
    { $group ->
        [women] 软尺水平绕过胸部最丰满处和腋下一周。自然呼吸，不要勒紧。
       *[other] 软尺水平绕过胸部最宽处、腋下和肩胛骨一周。自然呼吸。
    }
size-how-underbust = 软尺水平贴身绕胸部下缘一周。
size-how-waist = 软尺绕最低肋骨与胯骨之间最细处一周。自然站立，不要收腹。
size-how-hip = 双脚并拢站立，软尺水平绕臀部最丰满处一周。
size-how-height = 脱鞋背靠墙站立，从头顶量到地面。
size-how-inside_leg = 脱鞋，沿腿内侧从裆部垂直量到地面。
size-how-arm_length = 手臂微屈，从肩骨经肘部量到腕骨。
size-how-hand = 软尺绕指关节处一周，不含拇指。
size-how-foot_length = 脚跟靠墙踩在纸上，标出最长脚趾的位置，从墙边量起。两脚都量，取较长者。
size-how-unknown = 软尺保持水平，不要勒紧。

## 结果

size-yours = 您的尺码
size-nearest = 最接近的尺码
size-sure = { $word }（{ $share }）
size-sure-high = 非常可能合适
size-sure-good = 很可能合适
size-sure-fair = 大概合适
size-sure-low = 难以确定
size-runner-up = 其次 { $size }（{ $share }）
size-outside-smaller = 即使最小码，也是为更大的身材设计的。
size-outside-larger = 即使最大码，也是为更小的身材设计的。
size-why-title = 理由
size-table = 各尺码对应的身体尺寸，单位 { $unit }
size-table-size = 尺码（{ $system }）
size-table-chance = 可能性
size-share = 发给{ $name }
size-shared = 已写入聊天
size-shared-line = 我的尺码应该是 { $size }，其次是 { $other }。
size-shared-line-only = 我的尺码应该是 { $size }。

## 理由

size-measured = { $dimension } { $body }
size-why-measure = { $measured }：属于 { $size } 码（{ $range }）。
size-why-measure-below = { $measured }：小于 { $size } 码的范围（{ $range }）。
size-why-measure-above = { $measured }：大于 { $size } 码的范围（{ $range }）。
size-why-label = { $system } { $size } 对应{ $dimension } { $range }。各家有出入，所以不如软尺可靠。
size-why-label-unusable = { $system } { $size } 与此商品的尺码部位无关。
size-why-measures-apart = { $larger }指向 { $larger_size } 码，{ $smaller }指向 { $smaller_size } 码；结果兼顾两者。
size-why-label-apart = 您平时穿的尺码与所填尺寸不一致，建议再量一次。
size-why-same-for-all = { $measured }：所有尺码均按 { $range } 裁剪，适合您。
size-why-too-long = { $measured }：所有尺码均按 { $range } 裁剪，穿起来会偏短。
size-why-too-short = { $measured }：所有尺码均按 { $range } 裁剪，穿起来会偏长。
size-why-wish-close = 您喜欢修身：余量少 { $room }。
size-why-wish-loose = 您喜欢宽松：余量多 { $room }。
size-why-runs-small =
    { $outcomes ->
       *[other] 据此前 { $outcomes } 位买家，此商品偏小约 { $sizes } 码。
    }
size-why-runs-large =
    { $outcomes ->
       *[other] 据此前 { $outcomes } 位买家，此商品偏大约 { $sizes } 码。
    }
size-why-ease = 成衣尺寸 { $garment }：比{ $dimension } { $body } 多 { $ease } 余量。
size-why-outside-smaller = 即使最小的 { $size } 码，也是为更大的身材设计的。
size-why-outside-larger = 即使最大的 { $size } 码，也是为更小的身材设计的。
size-why-close-race = { $other } 码与 { $size } 码几乎同样合适，可以请对方都展示一下。
size-why-unknown = 由您所填内容得出。

## 填写有误

size-fault-no-number = 请填写数字。
size-fault-wrong-unit = { $value } { $unit } 不可能是对的。是 { $value } { $likely } 吗？
size-fault-implausible = { $value } { $unit } 不可能是对的：可能的范围是 { $range }。
size-fault-unknown-dimension = 这里用不到此项。
size-fault-unknown-size = { $system } 没有 { $size } 码。最接近的是：{ $nearest }。
size-fault-unknown-system = 我们不了解此体系的这类尺码。可选：{ $known }。
size-fault-unknown = 请检查此项。
