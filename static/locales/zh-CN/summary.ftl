# 咨询总结页面，以及发送链接的邮件。

summary-title = 咨询总结
# $agent：姓名，$date：日期与时间，$minutes：时长，$purpose：见 common.ftl
summary-facts = { $agent }，{ $date }，{ $minutes } 分钟 · { $purpose }
summary-failure = 无法显示咨询总结
summary-product-page = 店铺中的商品页
summary-size = 建议尺码
summary-size-agent = 由 { $agent } 建议
summary-size-advice =
    { $known ->
        [yes] 根据测量：{ $size } 合身的概率为 { $share }。
       *[no] 根据测量：{ $size }。
    }
summary-size-runner-up = 次选：{ $size }
summary-measurements = 测量结果
summary-cm = { $value } 厘米
summary-inches = { $value } 英寸
summary-stills = 图片
summary-still = 咨询中的图片
summary-shown = 另外展示的商品
summary-cart = 放入购物车的商品
summary-cart-line = { $quantity } × { $what } { $price }：{ $state }
summary-cart-asked = 未回应
summary-cart-added = 已在购物车中
summary-cart-out-of-stock = 已售罄
summary-cart-refused = 店铺没有接受
summary-cart-no-shop = 推荐
summary-cart-removed = 已移出
summary-policy = 如果您想退货
summary-chat = 文字记录
summary-buyer = 买家
summary-print = 打印
# $date：最后一天
summary-expires = 此链接有效至 { $date }。任何持有链接的人都可以阅读本页。

## 邮件

mail-address = 将链接发送到我的邮箱
mail-consent = 我的邮箱地址仅用于这一封邮件，不会保留。
mail-send = 发送
mail-sent = 已发送至 { $address }。
mail-subject = 您与{ $shop }的咨询
# $agent、$shop：名称，$product：商品，$url：总结的链接，$days：有效天数
mail-text =
    您好：

    这是您与{ $shop }的 { $agent } 关于以下商品的咨询总结：{ $product }

    { $url }

    链接在 { $days } 天内有效。您收到此邮件，是因为有人在总结页面上填写了此地址；地址未被保留。
