// Runs the handler of a Node runtime: asks Lambda's Runtime API for events and hands it what the handler makes of them.
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { env } = process;
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');

try {
  const handler = await load(env._HANDLER);
  for (;;) {
    await answer(await call('GET', 'invocation/next'), handler);
  }
} catch (error) {
  console.error(error);
  await call('POST', 'init/error', described(error)).catch(() => {});
  process.exit(1);
}

/** `directory/file.export`, where the export may stand in objects: `index.api.handler`. */
async function load(name) {
  const [module, ...path] = basename(name).split('.');
  const place = join(env.LAMBDA_TASK_ROOT, dirname(name), module);
  const file = ['.js', '.mjs', '.cjs'].map((extension) => place + extension).find((each) => existsSync(each));
  if (!file) throw named('Runtime.ImportModuleError', `Cannot find module '${module}' of the handler ${name}: there is no ${place}.js, .mjs or .cjs`);
  const exported = await import(pathToFileURL(file).href);
  const at = (root) => path.reduce((value, part) => value?.[part], root);
  // Of CommonJS, what is computed stands in the default alone.
  const handler = at(exported) ?? at(exported.default);
  if (typeof handler !== 'function') throw named('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  return handler;
}

async function answer({ headers, body }, handler) {
  const id = headers['lambda-runtime-aws-request-id'];
  env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  try {
    const result = await run(handler, JSON.parse(body), contextOf(id, headers));
    await call('POST', `invocation/${id}/response`, result === undefined ? null : result);
  } catch (error) {
    console.error(error);
    await call('POST', `invocation/${id}/error`, described(error));
  }
}

/** By promise or by callback. One that has used neither is done when nothing is left to do. */
async function run(handler, event, context) {
  let idle;
  return new Promise((resolve, reject) => {
    idle = () => resolve(null);
    process.once('beforeExit', idle);
    const done = (error, result) => error ? reject(error) : resolve(result);
    const returned = handler(event, context, done);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
  }).finally(() => process.off('beforeExit', idle));
}

function contextOf(awsRequestId, headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A connection for each: an open one would keep this process from being idle. The next event may be long in coming. */
async function call(method, path, value) {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path: `/2018-06-01/runtime/${path}`, agent: false }, async (response) => {
      const body = await response.toArray().catch(reject);
      resolve({ headers: response.headers, body: Buffer.concat(body ?? []).toString() });
    });
    sent.once('error', reject);
    sent.end(value === undefined ? undefined : JSON.stringify(value));
  });
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

function described(error) {
  const { name, message, stack } = error instanceof Error ? error : { name: typeof error, message: String(error), stack: '' };
  return { errorType: name, errorMessage: message, trace: (stack ?? '').split('\n') };
}
