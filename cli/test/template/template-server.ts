import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { LambdaIntegration, ResponseType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { code, PlainServer, synth } from './support';
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
export const templateServer = (): TemplateServer => templateOf((stack) => {
  const { api, integration } = new PlainServer(stack, 'Server');
  const authorizer = new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['me'] });
  api.addRoutes({ path: '/guarded', methods: [HttpMethod.POST], integration, authorizer });
});

/** A server behind the method `POST /mcp` of a REST API with a throttle and a gateway response, likewise. */
export const restTemplateServer = (): TemplateServer => templateOf((stack) => {
  const handler = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.PROVIDED_AL2023, handler: 'bootstrap', code: Code.fromAsset(code()), environment: { AWS_LWA_PORT: '8080' },
  });
  const api = new RestApi(stack, 'Rest', { cloudWatchRole: false, deployOptions: { throttlingRateLimit: 5 } });
  api.root.addResource('mcp').addMethod('POST', new LambdaIntegration(handler, { allowTestInvoke: false }));
  api.addGatewayResponse('Throttled', { type: ResponseType.THROTTLED });
});

function templateOf(build: (stack: Stack) => void): TemplateServer {
  const assembly = synth((app) => build(new Stack(app, 'One')));
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
