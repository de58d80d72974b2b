"""What the text of a page means: amounts, dates, times, addresses, with their places."""
