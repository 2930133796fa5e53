"""What criteria.yaml and a case may say, and a case checked against its model."""
