"""Signing in at a provider as HelseID demands it (OpenID Connect, FAPI 2.0)."""
