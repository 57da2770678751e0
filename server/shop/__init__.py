"""Shops, their products and staff, and the tokens of their buyers."""

from server.shop.buyer_tokens import (
    Buyer,
    issue_buyer_token,
    issue_resume_token,
    verify_buyer_token,
    verify_resume_token,
)
from server.shop.catalogue import (
    BodyDimension,
    Catalogue,
    Garment,
    Group,
    NewShop,
    Product,
    Shop,
    ShopWebhook,
    SizeChart,
    SizeRow,
    Variant,
)
from server.shop.staff import Staff, StaffDirectory

__all__ = [
    "BodyDimension",
    "Buyer",
    "Catalogue",
    "Garment",
    "Group",
    "NewShop",
    "Product",
    "Shop",
    "ShopWebhook",
    "SizeChart",
    "SizeRow",
    "Staff",
    "StaffDirectory",
    "Variant",
    "issue_buyer_token",
    "issue_resume_token",
    "verify_buyer_token",
    "verify_resume_token",
]
