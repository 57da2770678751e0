### 主管在工作台维护的尺码表，以及尺码的实际结果。

## 尺码表

agent-charts-hint = 商品自己的尺码表优先于品牌的，品牌的优先于类别的。随商品目录提供的尺码表不在此列；在此保存的会取而代之。
agent-charts-none = 这里还没有保存尺码表。
agent-charts-all = 全部尺码表
# $count: how many sizes, $first and $last of them, $system: such as EU
agent-charts-sizes = { $count ->
    [one] { $system } { $first }（{ $count } 个尺码）
   *[other] { $system } { $first } 至 { $last }（{ $count } 个尺码）
}
agent-charts-changed = 修改于 { $when }
agent-chart-new = 新建尺码表
agent-chart-unsaved = 未保存
agent-chart-of-product = 商品 { $key }
agent-chart-of-brand = 品牌 { $key }
agent-chart-of-category = 类别 { $key }
agent-chart-scope = 适用于
agent-chart-scope-product = 商品
agent-chart-scope-brand = 品牌
agent-chart-scope-category = 类别
agent-chart-key-product = 商品编号（SKU）
agent-chart-key-brand = 品牌名称
agent-chart-key-category = 类别名称
agent-chart-begin = 以现有尺码表为基础
agent-chart-system = 尺码体系（如 EU）
agent-chart-group = 适用人群
agent-chart-group-women = 女
agent-chart-group-men = 男
agent-chart-group-children = 儿童
agent-chart-group-unisex = 通用
agent-chart-garment = 服装种类
agent-chart-garment-top = 上装
agent-chart-garment-bottom = 裤、裙
agent-chart-garment-dress = 连衣裙
agent-chart-garment-shoes = 鞋
agent-chart-open = 不注明
agent-chart-bodies = 各尺码适合的身材（厘米）
agent-chart-bodies-hint = 从最小码开始，每项身体尺寸填起止两个数。回车和方向键可在尺码间移动，也可粘贴从表格软件复制的单元格。
agent-chart-pieces = 成衣尺寸（厘米）
agent-chart-pieces-hint = 围度填整圈，不是单面。旁边是放松量：成衣比该尺码的身材大多少。
agent-chart-row = 第 { $row } 行
# $dimension: a measure of the body, $size: name of the size
agent-chart-least = { $size } 的{ $dimension }，起
agent-chart-most = { $size } 的{ $dimension }，止
agent-chart-piece = { $size } 的成衣{ $dimension }
agent-chart-ease = 放松量 { $cm }
agent-chart-ease-range = 放松量 { $least } 至 { $most }
agent-chart-add-size = 添加尺码
agent-chart-insert = 在 { $size } 下方插入尺码
agent-chart-remove-size = 移除 { $size }
agent-chart-add-dimensions = 添加部位
agent-chart-add-pieces = 添加成衣部位
agent-chart-remove-dimension = 移除{ $dimension }
agent-chart-import = 导入 CSV 或 JSON
agent-chart-import-hint = CSV 表格第一行是列名：size，每个部位两列（chest_least、chest_most）或一列（chest，写作“86-90”），garment_chest 为成衣尺寸。导入内容会替换上方单元格；保存之前不会存储。
agent-chart-file = 从文件
agent-chart-pasted = 或粘贴到这里
agent-chart-take = 填入尺码表
agent-chart-export = 下载为 { $kind }
agent-chart-replaced = 尺码表中有内容被移除。
agent-chart-undo = 撤销
agent-chart-save = 保存尺码表
agent-chart-saved = 已保存，立即生效。
agent-chart-delete = 删除尺码表
agent-chart-delete-sure = 确定永久删除 { $key } 的尺码表吗？
agent-chart-keep = 保留
agent-chart-convert = 把这些换算成厘米

# $key: what the chart is for
agent-chart-failure-taken = { $key } 已有尺码表。请打开它，或换一个名称。
agent-chart-failure-size-chart-refused = 有些单元格不可能是对的，请看各尺码下方的说明。尚未保存，所填内容都还在。
agent-chart-failure-network = 没有网络连接。所填内容还在，请再次保存。
agent-chart-failure-service-unavailable = 无法连接服务。所填内容还在，请稍后再次保存。
agent-chart-failure-no-size-chart = 此尺码表已不存在。
agent-chart-failure-unknown = 未能保存（{ $code }）。所填内容还在。

# $dimension: a measure of the body, $size and $other: names of sizes, $cm: a length
agent-chart-fault-measure = { $dimension }：{ $words }
agent-chart-fault-no-number = { $dimension }：“{ $cell }”不是数字。
agent-chart-fault-no-size = 此尺码没有名称。
agent-chart-fault-size-twice = 尺码 { $size } 出现了两次。
agent-chart-fault-range-missing = { $dimension }：请填写起止两个数。
agent-chart-fault-range-reversed = { $dimension }：前一个数大于后一个数。
agent-chart-fault-order = { $dimension }：{ $size } 码不比前面的 { $other } 码大。请从最小码开始排列。
agent-chart-fault-overlap = { $dimension }：与 { $other } 码重叠 { $cm } 厘米。
agent-chart-fault-gap = { $dimension }：与 { $other } 码之间缺 { $cm } 厘米。
agent-chart-fault-garment-implausible = { $dimension }：成衣不可能是这个尺寸。
agent-chart-fault-dimension-unknown = { $dimension }不是此表的部位。
agent-chart-fault-dimension-twice = 有一个部位出现了两次。
agent-chart-fault-no-dimension = 请至少添加一个身体部位。
agent-chart-fault-no-row = 请至少添加一个尺码。
agent-chart-fault-too-many-rows = 尺码数量超出上限。
agent-chart-fault-no-size-column = 第一行必须包含“size”列。
agent-chart-fault-column-unknown = 没有名为“{ $column }”的部位。
agent-chart-fault-column-twice = “{ $column }”列出现了两次。
agent-chart-fault-no-chart = 这不是 JSON 格式的尺码表。
agent-chart-fault-unknown = 此处有误（{ $code }）。

## 尺码的实际结果

agent-outcomes-hint = 告诉我们哪些被买家留下，哪些因尺码退回，推荐时就会考虑商品偏大还是偏小。每行一件；id 相同的行会替换之前的。不含任何买家身份。
agent-outcome-column-id = 您自己的编号，例如订单行号
agent-outcome-column-sku = 商品编号
agent-outcome-column-outcome = kept（留下）、too-small（太小）或 too-big（太大）
agent-outcome-column-size = 所买尺码，可留空
agent-outcome-column-date = 例如 2026-11-25，可留空
agent-outcomes-file = 从文件（CSV 或 JSON）
agent-outcomes-text = 或粘贴到这里
agent-outcomes-send = 提交结果
# $new and $replaced: how many
agent-outcomes-taken = 已收到：{ $new } 条新结果，{ $replaced } 条替换之前的。稍后生效。
agent-outcomes-learned = 各商品偏大还是偏小
agent-outcomes-refresh = 刷新
agent-outcomes-none = 还没有任何结果。
agent-outcomes-product = 商品
agent-outcomes-kept = 留下
agent-outcomes-too-small = 太小
agent-outcomes-too-big = 太大
agent-outcomes-runs = 偏向
agent-outcomes-runs-small = 偏小
agent-outcomes-runs-large = 偏大
agent-outcomes-runs-unclear = 无明显迹象
agent-outcomes-learning = 正在学习……
# $sizes, $least, $most: in sizes; positive runs small
agent-outcomes-interval = { $sizes } 码，可能在 { $least } 到 { $most } 之间
agent-outcomes-explained = 因尺码退回最多的排在最前。正数表示偏小：需要比预期大这么多码。真实值 20 次中有 19 次落在该范围内；结果少则分量轻，同类商品互为参考。

# $row: counted from 1, without the heading; $column: its name; $value: what stands there
agent-outcome-fault-cell-missing = 第 { $row } 行：必须填写 { $column }。
agent-outcome-fault-cell-invalid = 第 { $row } 行：{ $column } 不能是“{ $value }”。
agent-outcome-fault-column-missing = 第一行必须包含 { $column } 列。
agent-outcome-fault-column-unknown = 第 { $row } 行：没有名为“{ $column }”的列（“{ $value }”）。
agent-outcome-fault-id-twice = 第 { $row } 行：前面已有 id“{ $value }”。
agent-outcome-fault-unknown-sku = 第 { $row } 行：店铺没有商品“{ $value }”。
agent-outcome-fault-date-in-future = 第 { $row } 行：{ $value } 还没到。
agent-outcome-fault-unknown = 第 { $row } 行：{ $column } 有误（{ $code }）。
