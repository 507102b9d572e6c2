"""Charts as plain data: laid out here, drawn in the browser by a script of our own."""
