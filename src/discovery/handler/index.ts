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
  const kind = kindOf(path);
  const document = kind && environment[VARIABLES[kind]];
  if (document === undefined) {
    return json(404, JSON.stringify({ message: 'Not Found' }));
  }
  if (method === 'OPTIONS') {
    return preflight(kind === 'registration' ? 'POST' : 'GET');
  }
  if (kind === 'registration') {
    const registered = register(event, environment);
    return json(registered.statusCode, JSON.stringify(registered.document));
  }
  return json(200, document, 'max-age=300');
}

/** What is asked for: the path itself, or with that of the MCP URL behind it. */
function kindOf(path: string): keyof typeof PATHS | undefined {
  return (['resource', 'authorizationServer', 'registration'] as const).find((kind) => `${path}/`.startsWith(`${PATHS[kind]}/`));
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
