"""Behind `firstlight eval`: how right the product's own functions are on labelled cases."""
