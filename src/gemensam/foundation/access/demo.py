"""The demo's accounts: known by the domain of their address, so that the role picker finds no others."""

from gemensam.foundation.access.roles import Role

DEMO_DOMAIN = "demo.example"  # RFC 2606: never a real mailbox


def demo_address(role: Role, number: int = 1) -> str:
    """E-mail address of a role's demo account; ``number`` tells several of the same role apart."""
    return f"{role.value}{'' if number == 1 else number}@{DEMO_DOMAIN}"
