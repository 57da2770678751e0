"""Goods in the consultation: another product shown, a variant put into the shop's cart."""

from server.goods.goods import cart_item

__all__ = ["cart_item"]
