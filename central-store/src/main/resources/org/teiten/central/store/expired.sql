-- What version 5 of the schema adds: until when rows were deleted because their time was over.
CREATE TABLE expired (
  raw TIMESTAMP NOT NULL,       -- raw rows of intervals that begin before are gone; midnight
  rollups TIMESTAMP NOT NULL    -- sums and sketches of slots that begin before are gone; first of a month
);
INSERT INTO expired VALUES (TIMESTAMP '1970-01-01', TIMESTAMP '1970-01-01');
