"""Extend Textual: the only place that reaches into its inside."""
