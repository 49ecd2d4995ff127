/**
 * The rooms of `src/` and who may enter which: a room sees `private/` and the contract file of
 * another room, never a concrete class behind it, and nothing but the tests sees the main construct.
 */
const CONTRACTS: Record<string, string[]> = {
  'auth': ['auth.ts', 'guard.ts', 'callback-urls.ts'],
  'authorizer': ['jwt-authorizer.ts'],
  'code': ['server-code.ts', 'bound-code.ts', 'listener.ts', 'executable.ts'],
  'deploy-toml': [],
  'domain': ['domain.ts', 'bound-domain.ts'],
  'discovery': ['handler/wire.ts'],
  'endpoint': ['endpoint.ts', 'door.ts', 'cors.ts', 'web-acl.ts'],
  'observability': ['options.ts', 'facts.ts'],
  'runtime': [
    'web-adapter.ts', 'adapter-asset.ts', 'environment.ts', 'function-options.ts', 'function-facts.ts', 'provisioned-concurrency.ts', 'snap-start.ts',
    'network.ts', 'network-facts.ts',
  ],
  'secrets': ['options.ts', 'secret.ts', 'secret-strategy.ts', 'secrets.ts'],
  'validation': ['plan.ts'],
};

/** The rooms that a room may look into, through their contract files; `private/` is open to all. */
const DOORS: Record<string, string[]> = {
  'private': [],
  'auth': [],
  'authorizer': ['auth'],
  'code': [],
  'deploy-toml': ['auth', 'code', 'domain', 'endpoint', 'observability', 'runtime', 'secrets'],
  'domain': ['endpoint'],
  'discovery': ['auth', 'endpoint'],
  'endpoint': ['auth', 'authorizer'],
  'observability': ['endpoint'],
  'platform': [],
  'runtime': ['code', 'endpoint', 'secrets'],
  'secrets': [],
  'validation': ['auth', 'code', 'discovery', 'domain', 'endpoint', 'observability', 'runtime', 'secrets'],
};

const message = (room: string, other: string) =>
  DOORS[room].includes(other)
    ? `${room}/ sees only the contract of ${other}/: ${CONTRACTS[other].join(', ')}`
    : `${room}/ does not depend on ${other}/: see docs/architecture.md`;

/** The zones of `import/no-restricted-paths`. */
export function libraryZones(): object[] {
  const zones: object[] = [];
  for (const [room, doors] of Object.entries(DOORS)) {
    for (const other of Object.keys(CONTRACTS).filter((name) => name !== room)) {
      zones.push({
        target: `./src/${room}`,
        from: `./src/${other}`,
        except: doors.includes(other) ? CONTRACTS[other].map((file) => `./${file}`) : [],
        message: message(room, other),
      });
    }
    zones.push({
      target: `./src/${room}`,
      from: [
        './src/mcp-lambda-server.ts', './src/mcp-lambda-server-ref.ts', './src/settings.ts', './src/index.ts', './src/outputs.ts',
        ...room === 'deploy-toml' ? [] : ['./src/mcp-lambda-server-props.ts'], // which it makes
      ],
      message: 'data flows one way: rooms do not know the main construct',
    });
  }
  for (const room of ['discovery', 'authorizer']) {
    zones.push({
      target: `./src/${room}/handler`,
      from: './src',
      except: [`./${room}/handler`],
      message: 'the handler is uploaded by itself',
    });
  }
  return zones;
}

/** The rooms of `cli/src/`, lower ones know nothing of higher ones. */
export function cliZones(): object[] {
  const layers = [
    'commands', 'init', 'artefact', 'deployment', 'gateway', 'issuer', 'secrets', 'functions', 'instances', 'template', 'project', 'toolkit', 'aws', 'terminal',
  ];
  return layers.flatMap((layer, index) =>
    layers.slice(0, index).map((higher) => ({
      target: `./cli/src/${layer}`,
      from: `./cli/src/${higher}`,
      message: `${layer}/ does not know ${higher}/`,
    })),
  );
}
