import type { Resource, Resources } from '../resources/resources';
import { textOf } from '../values/json';

/** AWS takes fewer levels; a tree that has more goes round in circles. */
const MOST_LEVELS = 100;

/** The path of a resource of a REST API (`/mcp/{proxy+}`), the API itself being the root; undefined where a part of it is not known. */
export function resourcePath(resource: Resource | undefined, resources: Resources): string | undefined {
  const parts: string[] = [];
  let at = resource;
  while (at !== undefined && at.type !== 'AWS::ApiGateway::RestApi') {
    const part = textOf(at.properties.PathPart);
    if (part === undefined || parts.length >= MOST_LEVELS) return undefined;
    parts.unshift(part);
    [at] = resources.named(at.properties.ParentId);
  }
  return at && `/${parts.join('/')}`;
}
