/** A browser as far as a login needs it: cookies, redirects, and one click. Ends at the first page of another origin. */
export async function logIn(authorizationUrl: string | URL, name = 'ada'): Promise<URL> {
  const { origin } = new URL(authorizationUrl);
  let clicked = false;
  const cookies = new Map<string, string>();
  const go = async (url: URL, init: RequestInit = {}): Promise<URL> => {
    if (url.origin !== origin) return url;
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    response.headers.getSetCookie().map((line) => line.split(';')[0].split('=')).forEach(([key, value]) => cookies.set(key, value));
    const location = response.headers.get('location');
    if (location !== null) return go(new URL(location, url));
    const page = await response.text();
    if (response.status !== 200 || clicked) throw new Error(`${response.status} ${page}`);
    clicked = true;
    return go(url, { method: 'POST', body: new URLSearchParams({ name }) });
  };
  return go(new URL(authorizationUrl));
}
