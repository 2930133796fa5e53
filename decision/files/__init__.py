"""Bytes in and out: YAML with places, faults in words, JSON Schema, whole-file writes, drafts."""
