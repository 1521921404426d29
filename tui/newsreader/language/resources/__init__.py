"""Load what the language side knows: trained models, lists of names and titles, names of languages."""
