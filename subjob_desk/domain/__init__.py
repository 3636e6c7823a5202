"""What the trade knows: operations, states, rules, money. Standard library and msgspec only."""
