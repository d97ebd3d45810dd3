/** A day without a time or a zone, `YYYY-MM-DD`; which zone it is read in is said beside each use. */
export type CivilDate = string;

/** A moment as milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
