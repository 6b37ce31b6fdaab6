import { createHash } from 'node:crypto'

/** A checksum of plain data, by what JSON says of it: SHA-256 in Base64. */
export const sumOf = (data: unknown): string => createHash('sha256').update(JSON.stringify(data)).digest('base64')
