# 咨询工具：正在展示的商品，以及店铺的购物车。

tool-goods = 商品
goods-pictures = 图片
goods-picture = 第 { $number } 张，共 { $count } 张
goods-variants = 款式
goods-description = 商品说明
goods-page = 店铺中的商品页
goods-size = { $size } 码
goods-times = { $quantity } 件
goods-sold-out = 已售罄
goods-left = 剩 { $count } 件
goods-quantity = 数量
goods-put = 放入买家的购物车
goods-another = 展示另一件商品
goods-search = 按名称、编号或类别搜索
goods-found =
    { $count ->
        [0] 没有找到
       *[other] { $count } 件商品
    }
goods-show = 展示
goods-show-title = 向买家展示{ $title }
goods-shown-now = 展示中
goods-shown-title = 展示中：{ $title }
goods-cart = 本次咨询中放入购物车的商品
goods-cart-agent = 放入买家购物车的商品
goods-remove = 移出购物车
goods-look = 查看

## 结果（客服）

goods-agent-asked = 等待买家的页面回应……
goods-agent-added = 已在购物车中。
goods-agent-out-of-stock = 店铺表示已售罄。
goods-agent-refused = 店铺页面没有接受。
goods-agent-no-shop = 买家的页面连不到店铺的购物车，请在聊天中发送链接。
goods-agent-removed = 买家已将其移出。

## 结果（买家）

goods-buyer-asked = 正在放入您的购物车……
goods-buyer-added = 已在您的购物车中。
goods-buyer-out-of-stock = 已售罄。
goods-buyer-refused = 店铺没有接受。
goods-buyer-no-shop = 未放入购物车，请您自行添加。
goods-buyer-removed = 您已将其移出。

## 客服刚才做了什么。$name：客服，$what：商品及尺码、颜色

goods-shown = { $name } 正在向您展示：{ $title }
goods-note-asked = { $name } 正在放入您的购物车：{ $what }
goods-note-added = { $name } 已放入您的购物车：{ $what }
goods-note-out-of-stock = { $name } 想放入您的购物车，但已售罄：{ $what }
goods-note-refused = { $name } 想放入您的购物车，但店铺没有接受：{ $what }
goods-note-no-shop = { $name } 推荐：{ $what }。此处连不到店铺的购物车，请您自行添加。
goods-note-removed = 已从您的购物车移出：{ $what }
goods-note-stuck = 店铺没有将其移出，请在购物车中自行操作：{ $what }
