"""How vulnerable each kecamatan is: indicators become one index, step by step."""
