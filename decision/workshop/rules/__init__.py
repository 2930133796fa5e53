"""What a round and a ballot may say and do; no files."""
