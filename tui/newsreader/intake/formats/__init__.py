"""Read articles in one format each: plain text, Markdown, HTML, mail, EPUB, PDF, RTF."""
