# The summary of a consultation: its page, and the mail that brings the link.

summary-title = Summary of the consultation
# $agent: name, $date: with time, $minutes: how long, $purpose: as in common.ftl
summary-facts = With { $agent }, { $date }, { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } · { $purpose }
summary-failure = The summary cannot be shown
summary-product-page = The shop's page of it
summary-size = Size advised
summary-size-agent = Advised by { $agent }
summary-size-advice =
    { $known ->
        [yes] By the measurements: { $size } fits with a probability of { $share }.
       *[no] By the measurements: { $size }.
    }
summary-size-runner-up = Next best: { $size }
summary-measurements = Measured
summary-cm = { $value } cm
summary-inches = { $value } in
summary-stills = Pictures
summary-still = Picture from the consultation
summary-shown = Also shown
summary-cart = Put into the cart
summary-cart-line = { $quantity } × { $what } { $price }: { $state }
summary-cart-asked = not answered
summary-cart-added = in the cart
summary-cart-out-of-stock = sold out
summary-cart-refused = not taken by the shop
summary-cart-no-shop = recommended
summary-cart-removed = taken out again
summary-policy = If you want to send it back
summary-chat = What was written
summary-buyer = Buyer
summary-print = Print
# $date: the last day
summary-expires = This link works until { $date }. Whoever has it can read this page.

## Mail

mail-address = Send the link to my mail address
mail-consent = Use my address for this one mail. It is not kept.
mail-send = Send
mail-sent = Sent to { $address }.
mail-subject = Your consultation with { $shop }
# $agent, $shop: names, $product: title, $url: of the summary, $days: how long it works
mail-text =
    Hello,

    here is the summary of your consultation with { $agent } of { $shop } about: { $product }

    { $url }

    The link works for { $days } days. You get this mail because its address was entered on the page of the summary; the address was not kept.
