/** What was asked for cannot be done; the message says why, and what to do about it. Nothing has been written. */
export class Refused extends Error {}
