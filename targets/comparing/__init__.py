"""How the own area stands beside others."""
