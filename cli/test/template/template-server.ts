import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PlainServer, synth } from './support';
import type { FoundServers } from '../../src/template/read-servers';
import { readServers } from '../../src/template/read-servers';

/** A resource as it stands in a template. */
export interface TemplateResource {
  Type: string;
  Properties: Record<string, unknown>;
  Metadata?: unknown;
}

/** A template, as far as tests change it. */
export interface EditedTemplate {
  Parameters?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
}

/** A template on disk that can be changed in ways that no construct offers, and read again. */
export interface TemplateServer {
  /** The logical id of the first resource of a type. */
  id(type: string): string;
  /** Reads the template with a change, which the next reading has no more. */
  read(change?: (template: EditedTemplate) => void): FoundServers;
}

/**
 * A server with two routes, of which the first one stands behind a JWT authorizer: synthesised once,
 * then read as often as asked. Nothing but the template itself tells about it: it has no metadata.
 */
export function templateServer(): TemplateServer {
  const assembly = synth((app) => {
    const { api, integration } = new PlainServer(new Stack(app, 'One'), 'Server');
    const authorizer = new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['me'] });
    api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer });
  });
  const file = join(assembly, 'One.template.json');
  const original = JSON.parse(readFileSync(file, 'utf8')) as EditedTemplate;
  for (const resource of Object.values(original.Resources)) {
    delete resource.Metadata;
  }
  return {
    id: (type) => Object.entries(original.Resources).find(([, resource]) => resource.Type === type)![0],
    read: (change) => {
      const template = structuredClone(original);
      change?.(template);
      writeFileSync(file, JSON.stringify(template));
      return readServers(assembly);
    },
  };
}

/** Ids and texts of what is said about the server of a reading. */
export function noticesOf({ servers: [server] }: FoundServers): string[] {
  return server.notices.map(({ id, message }) => `${id}: ${message}`);
}
