"""A workshop: people weigh the criteria blind, see the result, talk, weigh again, and agree.

The parts, in order of import; each may use those above it:

- `errors`: what can go wrong, as a tree of exceptions.
- `rules`: the stages of a session, and what a ballot or a paper slip may contain; no files.
- `store`: the workshop's SQLite file: its tables and rows, audit log, lock and backups.
- `access`: codes, links, tokens, the rate limit, and the addresses that phones can reach.
- `results`: the aggregates of a revealed round, and what leaves the workshop as data.
- `room`: what a person with a phone may do and see.
- `facilitator`: what the facilitator may do, each act checked against the secret.
"""
