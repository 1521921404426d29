"""Clean what comes from outside, piece by piece: bytes, characters, dates, web addresses."""
