# The demo shop.

shop-demo = Demo shop: you can look and ask, but nothing is really sold here.
shop-hero = Good things, seen before they travel
shop-hero-lead = A picture never shows everything. Ask us to hold it up to the camera, turn it, try it on: live, and in your language.
shop-all = All products
shop-see-live = See it live
# $label: what the button says, $title: the product
shop-live-about = { $label }: { $title }
shop-sizes = Sizes
shop-unsure = Not sure from the picture?
shop-unsure-lead = Somebody who has it on the table shows it to you by video. Your own camera stays off.
shop-size-chart = Body measurements in centimetres
# $system: such as EU
shop-size = Size ({ $system })
shop-dimension-chest = Chest
shop-dimension-waist = Waist
shop-dimension-hip = Hip
shop-dimension-height = Height
shop-dimension-foot_length = Foot length
shop-steps = How a live consultation works
shop-step-ask = Ask
shop-step-ask-text = Choose what you would like to see, and the language you speak.
shop-step-see = See
shop-step-see-text = The picture is less than a second old. Ask for every detail, by voice or in writing.
shop-step-decide = Decide
shop-step-decide-text = Take your time. A good answer is also: this is not for me.
shop-footer = Prices and products are made up for this demonstration.

## The demo shop's cart

shop-cart = Cart ({ $count })
shop-cart-empty = Nothing is in it yet. An agent can put something in during a consultation.
shop-cart-remove = Take { $title } out of the cart
