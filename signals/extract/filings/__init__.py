"""How filings of item 5.02 tell of officers: sentences, offices, days, ends, tables, and who is named in passing."""
