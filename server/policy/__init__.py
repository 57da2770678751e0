"""Return policies: what a shop grants, raised to what the law of the buyer's country asks."""

from server.policy.floors import FLOORS, KNOWN_ON, Floor, Guarantee
from server.policy.policy import Policy, Rule, Statutory, policy_for
from server.policy.store import ReturnRules

__all__ = [
    "FLOORS",
    "KNOWN_ON",
    "Floor",
    "Guarantee",
    "Policy",
    "ReturnRules",
    "Rule",
    "Statutory",
    "policy_for",
]
