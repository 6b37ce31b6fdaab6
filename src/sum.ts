import { createHash } from 'node:crypto'

/** A checksum of plain data, by what JSON says of it: SHA-256 in Base64. */
export const sumOf = (data: unknown): string => sumOfText(JSON.stringify(data))

/** Of a text. */
export const sumOfText = (text: string): string => createHash('sha256').update(text).digest('base64')
