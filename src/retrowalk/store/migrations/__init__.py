"""How the tables came to be, one step a file in `versions/`. They run by themselves when a store is opened."""
