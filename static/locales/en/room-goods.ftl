# The room: the product that is shown, and the shop's cart.

tool-goods = Product
goods-pictures = Pictures
goods-picture = Picture { $number } of { $count }
goods-variants = Variants
goods-description = Description
goods-page = The shop's page of it
goods-size = size { $size }
goods-times = { $quantity } pieces
goods-sold-out = sold out
goods-left =
    { $count ->
        [one] 1 left
       *[other] { $count } left
    }
goods-quantity = Quantity
goods-put = Put into the buyer's cart
goods-another = Show another product
goods-search = Search by title, number or category
goods-found =
    { $count ->
        [0] Nothing found
        [one] 1 product
       *[other] { $count } products
    }
goods-show = Show
goods-show-title = Show { $title } to the buyer
goods-shown-now = Shown
goods-shown-title = Shown: { $title }
goods-cart = In your cart from this consultation
goods-cart-agent = Put into the buyer's cart
goods-remove = Take it out
goods-look = Look

## What became of it, for the agent

goods-agent-asked = Waiting for the buyer's page…
goods-agent-added = It is in the cart.
goods-agent-out-of-stock = The shop says it is sold out.
goods-agent-refused = The shop's page did not take it.
goods-agent-no-shop = The buyer's page has no way to the shop's cart. Send the link in the chat.
goods-agent-removed = The buyer took it out again.

## And for the buyer

goods-buyer-asked = On its way into your cart…
goods-buyer-added = It is in your cart.
goods-buyer-out-of-stock = It is sold out.
goods-buyer-refused = The shop did not take it.
goods-buyer-no-shop = Not in your cart: put it in there yourself.
goods-buyer-removed = You took it out again.

## What the agent has just done. $name: the agent, $what: the product with size and colour

goods-shown = { $name } shows you: { $title }
goods-note-asked = { $name } is putting into your cart: { $what }
goods-note-added = { $name } put into your cart: { $what }
goods-note-out-of-stock = { $name } wanted to put this into your cart, but it is sold out: { $what }
goods-note-refused = { $name } wanted to put this into your cart, but the shop did not take it: { $what }
goods-note-no-shop = { $name } recommends: { $what }. The shop's cart cannot be reached from here; put it in there yourself.
goods-note-removed = No longer in your cart: { $what }
goods-note-stuck = The shop did not take it out of your cart. Do it there: { $what }
