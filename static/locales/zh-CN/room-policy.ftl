# 退货规定：通话前的页面和咨询中。

tool-return-policy = 退货

## 一行概要

returns-loading = 退货规定…
returns-line =
    { $payer ->
        [shop] { $days } 天内可免费退货
       *[other]
            { $side ->
                [agent] { $days } 天内可退货，运费由买家承担
               *[other] { $days } 天内可退货，运费由您承担
            }
    }
returns-line-none = 不支持仅因改变主意而退货
returns-line-unstated = 店铺未说明退货规定

## 具体规定

returns-country = 您所在的国家或地区
returns-country-unknown = 请选择国家或地区
returns-window = 期限
returns-window-days = 收货后 { $days } 天
returns-last-day = 若今天收货，最后一天为
returns-cost = 退货运费
returns-cost-payer =
    { $payer ->
        [shop] 由店铺承担
       *[other]
            { $side ->
                [agent] 由买家承担
               *[other] 由您承担
            }
    }
returns-condition = 商品状态
returns-condition-tried = 可以像在店里一样试穿或试用
returns-condition-unused = 未使用、完好，吊牌齐全
returns-condition-unopened = 原包装未拆封
returns-exclusions = 不可退货
returns-exclusions-none = 没有例外
returns-exclusion-made-to-order = 定制或个性化的商品
returns-exclusion-perishable = 易腐坏或很快过期的商品
returns-exclusion-opened-hygiene = 已拆封的卫生用品
returns-exclusion-opened-media = 已拆封的音像制品和软件
returns-exclusion-periodicals = 报纸和期刊
returns-exclusion-mixed = 已与其他物品无法分离的商品
returns-exclusion-personal-use = 个人贴身用品，例如内衣
returns-exclusion-reduced = 特价商品

## 法律

returns-law = { $country }的法律
returns-law-no-country = 选择国家或地区，即可查看当地法律的规定。
returns-law-unknown = 此处没有{ $country }法律的资料。以上为店铺自己的规定。
returns-law-none = 对于网上购买的商品，法律没有规定仅因改变主意即可退货的权利。
returns-law-days = 自收货起至少 { $days } 天内可以无理由退货。
returns-law-working-days = 自收货起至少 { $days } 个工作日内可以无理由退货，周末和公众假期不计在内。
returns-law-unless = 仅在店铺没有另行说明时适用。
returns-law-cost =
    { $payer ->
        [shop] 退货运费必须由店铺承担。
       *[other]
            { $side ->
                [agent] 店铺可以让买家承担退货运费。
               *[other] 店铺可以让您承担退货运费。
            }
    }
returns-law-raised = 店铺自己的规定有不及法律要求之处，以上已按法律要求提高。
returns-law-source = 依据：{ $source }
returns-faulty = 有瑕疵的商品另当别论：法律赋予的权利没有固定期限。
returns-faulty-months = 有瑕疵的商品另当别论：法律赋予的权利至少持续 { $months } 个月。
returns-law-note = 仅供参考，不构成法律意见；资料截至 { $day }。
