"""The routes of return policies, described."""

from typing import Final

from server.errors import InvalidRows
from server.operation import ROOM, Operation
from server.policy import routes as policy
from server.policy.policy import Policy
from signaling.errors import UnknownProduct, UnknownShop

OPERATIONS: Final = (
    Operation(
        "get",
        "/api/v1/shops/{shop}/products/{sku}/return-policy",
        policy.show_policy,
        Policy,
        query=policy.PolicyQuery,
        errors=(UnknownShop, UnknownProduct),
    ),
    Operation(
        "get",
        f"{ROOM}/return-policy",
        policy.show_room_policy,
        Policy,
        query=policy.RoomPolicyQuery,
        errors=(UnknownProduct,),
        participant=True,
    ),
    Operation("get", "/api/v1/return-rules", policy.list_rules, policy.RuleList, query=policy.RuleQuery, staff=True),
    Operation(
        "put",
        "/api/v1/return-rules",
        policy.replace_rules,
        policy.RuleList,
        body=policy.RuleList,
        errors=(InvalidRows,),
        supervisor=True,
    ),
)
