# 演示店铺。

shop-demo = 演示店铺：您可以浏览和咨询，但这里并不真正出售商品。
shop-hero = 好物启程之前，先看清楚
shop-hero-lead = 一张图片无法展示全部。让我们把它拿到镜头前，转一转，穿上试试：实时，并用您的语言。
shop-all = 全部商品
shop-see-live = 视频看实物
shop-live-about = { $label }：{ $title }
shop-sizes = 尺码
shop-unsure = 看图片还不确定？
shop-unsure-lead = 手边就有实物的人通过视频展示给您看。您自己的摄像头保持关闭。
shop-size-chart = 身体尺寸（厘米）
shop-size = 尺码（{ $system }）
shop-dimension-chest = 胸围
shop-dimension-waist = 腰围
shop-dimension-hip = 臀围
shop-dimension-height = 身高
shop-dimension-foot_length = 脚长
shop-steps = 视频咨询如何进行
shop-step-ask = 提出
shop-step-ask-text = 选择您想看的内容和您使用的语言。
shop-step-see = 观看
shop-step-see-text = 画面延迟不到一秒。每个细节都可以询问，语音或文字均可。
shop-step-decide = 决定
shop-step-decide-text = 慢慢考虑。“这不适合我”也是一个好答案。
shop-footer = 价格和商品均为演示而虚构。

## 演示店铺的购物车

shop-cart = 购物车（{ $count }）
shop-cart-empty = 购物车是空的。咨询时客服可以为您放入商品。
shop-cart-remove = 将{ $title }移出购物车
