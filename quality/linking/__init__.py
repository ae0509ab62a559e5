"""How right linking is: made-up bodies whose persons are known, and figures over them."""
