/** Paths that need no encoding, mean the same to every server, and can be a route: no braces, no empty segment. */
export const HTTP_PATH = /^\/$|^(\/[A-Za-z0-9\-._~]+)+$/;

/** The same for a reader. */
export const HTTP_PATH_WORDS = '"/", or segments of letters, digits and -._~ with a slash before each and none at the end, such as "/mcp"';
