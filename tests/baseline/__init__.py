"""The oldest browsers that readers may have, and the check that holds what is published to them."""
