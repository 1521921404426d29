"""Extensions of Textual, and the only modules that use its private parts.

Each says what it saves, in processor time on one machine, measured by `tests/benchmarks/screen_savings.py`.
`tests/ui/textual_ext/test_canaries.py` fails first when Textual changes.
"""
