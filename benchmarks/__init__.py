"""Speed, measured as ratios in one run and printed as a table. Nothing here is asserted."""
