// wrong: output itself is no floor, only its folders are
