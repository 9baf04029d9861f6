"""Typed readers of text: money, dates, people, titles, organisations, tools. No I/O."""
