"""Asking what a site is like: facts, amounts, duties; two case files compared."""
