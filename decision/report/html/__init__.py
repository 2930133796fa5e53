"""Pages that open in any browser: the result, and ballot slips to print."""
