-- The digest of a batch that the ledger still knows one by one.
-- Parameters: $1 epoch (number), $2 sequence. Column: digest.
SELECT digest FROM batches WHERE epoch = $1 AND sequence = $2
