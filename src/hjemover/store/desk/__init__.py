"""What lies on a desk (arbeidsbord): lists with their counts, and what people note beside them."""
