"""The workshop: a room gives weights blind, sees them, talks, gives them again, and agrees.

`room.Room` is what a phone may do and see; `chair.Chair` is what the facilitator may do, on
`authority`, which holds each act to the secret. `errors` draws all that can go wrong.
Below them: `session` holds the rules, `ballots` and `paper` what a ballot may say, all
without files; `store`, `commits`, `lock`, `schema`, `backup`, `records`, `agreements`, `audit`
and `proof` keep the record; `door`, `limits`, `network` and `interfaces` are about getting in;
`intake` is about ballots in and out; `reveal`, `export` and `outcome` about what comes out.
"""
