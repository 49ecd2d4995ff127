/** How large a body is as a JSON string, with its quotation marks: as it is, or in base64. */
export function bodyJsonBytes(body: Buffer, isText: boolean): number {
  return isText ? Buffer.byteLength(JSON.stringify(body.toString())) : 2 + 4 * Math.ceil(body.length / 3);
}

/** The largest body that fits in so many bytes of JSON, whatever it holds and with all headers: a byte is six at most. */
export const sureToFit = (maxBytes: number): number => Math.floor((maxBytes - ROOM_FOR_HEADERS) / 6);

/** Headers both ways have at most 64 kB, and in JSON they are hardly more. */
const ROOM_FOR_HEADERS = 256 * 1024;
