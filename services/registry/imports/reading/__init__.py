"""Files of any kind as rows of text: what kind it is, and its rows one batch after the other."""
