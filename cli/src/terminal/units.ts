/** `1 request`, `2 requests`. */
export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** A time that people wait for: `320 ms`, `1.2 s`. */
export const seconds = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** A time that is compared with others: `3.2 ms`, `1200 ms`. */
export const milliseconds = (ms: number) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

/** A size that people compare with Lambda's limits, which count in powers of two: `812 KB`, `4.3 MB`. */
export const size = (bytes: number) => (bytes < MB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MB).toFixed(1)} MB`);

const MB = 1024 * 1024;
