"""Who is who, for everybody to find and for administrators to look after (adressebok)."""

from hjemover.web.address_book.views import FEATURE

__all__ = ["FEATURE"]
