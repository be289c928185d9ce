"""A person's desk (arbeidsbord): lists, one item, and what is done beside the contract itself."""
