"""What the paragraphs of a text are and what they say of the article: one module a rule, tried in a fixed order.

A rule that is not sure does nothing: a wrong author is worse than an unknown one. What a rule has found carries its
name (`byline`, `source-line`, ...), so that a user sees why a field has its value.
"""
