"""Fields of a header: titles, dates, times, venues and record kinds."""
