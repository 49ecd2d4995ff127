import type { CorsFacts } from '../model';
import type { Resource } from '../resources/resources';
import { isObject, numberOf, textsOf } from '../values/json';
import type { Resolved } from '../values/resolved';

/** The CORS configuration of an API; undefined where it has none. */
export function readCors(api: Resource): CorsFacts | undefined {
  return corsOf(api.properties.CorsConfiguration);
}

/** A CORS configuration, as APIs and function URLs have it alike. */
export function corsOf(cors: Resolved | undefined): CorsFacts | undefined {
  if (!isObject(cors)) {
    return undefined;
  }
  return {
    allowOrigins: textsOf(cors.AllowOrigins),
    allowMethods: textsOf(cors.AllowMethods),
    allowHeaders: textsOf(cors.AllowHeaders),
    exposeHeaders: textsOf(cors.ExposeHeaders),
    allowCredentials: cors.AllowCredentials === true || cors.AllowCredentials === 'true',
    maxAgeSeconds: numberOf(cors.MaxAge),
  };
}
