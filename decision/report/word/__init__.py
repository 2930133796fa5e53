"""The paper as a Word document, in a template or without."""
