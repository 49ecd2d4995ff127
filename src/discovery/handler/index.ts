import { register } from './registration';
import { Answer, Environment, ApiEvent, PATHS, VARIABLES } from './wire';

/** They hold no secret, and pages of any origin may want to log in: no cookies are involved. */
const CORS = { 'access-control-allow-origin': '*' };

/** Answers for the API what clients ask before they have a token. */
export async function handler(event: ApiEvent): Promise<Answer> {
  return answer(event, process.env);
}

/** The answer to a request, by the route that it came in on. */
export function answer(event: ApiEvent, environment: Environment): Answer {
  const [method, path = ''] = (event.routeKey ?? `${event.httpMethod} ${event.resource}`).split(' ');
  const document = environment[variableOf(path)];
  if (document === undefined) {
    return json(404, JSON.stringify({ message: 'Not Found' }));
  }
  if (method === 'OPTIONS') {
    return preflight(path === PATHS.registration ? 'POST' : 'GET');
  }
  if (path === PATHS.registration) {
    const registered = register(event, environment);
    return json(registered.statusCode, JSON.stringify(registered.document));
  }
  return json(200, document, 'max-age=300');
}

function variableOf(path: string): string {
  switch (path) {
    case PATHS.authorizationServer: return VARIABLES.authorizationServer;
    case PATHS.registration: return VARIABLES.registration;
    default: return path.startsWith(PATHS.resource) ? VARIABLES.resource : '';
  }
}

function json(statusCode: number, body: string, cacheControl = 'no-store'): Answer {
  return { statusCode, headers: { ...CORS, 'content-type': 'application/json', 'cache-control': cacheControl }, body };
}

/** `*` covers every header but `Authorization`, which nobody needs to send here. */
function preflight(method: string): Answer {
  const headers = {
    ...CORS,
    'access-control-allow-methods': `${method}, OPTIONS`,
    'access-control-allow-headers': '*',
    'access-control-max-age': '3600',
  };
  return { statusCode: 204, headers, body: '' };
}
