"""Fields of a header, read out of a text: titles, days, hours, places."""
