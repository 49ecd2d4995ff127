/** Any type. */
const ANY = '*/*';

/** Whether a media type is one of those whose bodies are bytes to the API; its parameters do not count. */
export function isBinaryType(binaryMediaTypes: readonly string[], type: string | undefined): boolean {
  const [name] = (type ?? '').split(';', 1);
  return binaryMediaTypes.includes(ANY) || binaryMediaTypes.includes(name.trim().toLowerCase());
}

/** Whether a client gets bytes: by the first type that it accepts. */
export function acceptsBinary(binaryMediaTypes: readonly string[], accept: string | undefined): boolean {
  return isBinaryType(binaryMediaTypes, accept?.split(',', 1)[0]);
}
