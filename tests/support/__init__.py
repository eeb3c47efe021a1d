"""Small worlds that tests are made of."""
