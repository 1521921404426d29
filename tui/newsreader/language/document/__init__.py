"""Turn a text into a document: its language, paragraphs, sentences, tokens, quotation marks and boilerplate."""
