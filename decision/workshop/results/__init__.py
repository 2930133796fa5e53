"""Results of a workshop: the aggregates of a revealed round, and the export."""
