"""What an item of the shop's cart is, out of the catalogue."""

from server.shop import Product
from signaling.messages import AddToCart, CartItem


def cart_item(product: Product, asked: AddToCart) -> CartItem:
    """The item that the agent asks for, with what both people read of it.

    Whether it is in stock says the shop's page: the catalogue may be older. Raises UnknownVariant.
    """
    variant = product.variant(asked.variant)
    return CartItem(
        id=asked.id,
        sku=product.sku,
        title=product.title,
        variant=variant.id if variant else None,
        size=variant.size if variant else None,
        colour=variant.colour if variant else None,
        price=(variant.price if variant else None) or product.price,
        quantity=asked.quantity,
    )
