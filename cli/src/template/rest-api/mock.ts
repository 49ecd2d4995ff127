import { MEDIA_TYPE } from './gateway-responses';
import { localOrigin } from '../api/local-origin';
import type { MockFacts } from '../model';
import type { Resource, Resources } from '../resources/resources';
import { isObject, numberOf, own, textOf } from '../values/json';
import type { Resolved, ResolvedObject } from '../values/resolved';

const HEADER = 'method.response.header.';

/** A value that is no mapping: text in single quotes. */
const LITERAL = /^'([\x20-\x7e]*)'$/;

/** What is no text in a template: references, directives, comments, and escapes of those. */
const EVALUATED = /\$[\w{!]|#[\w{#*[@]|\\[$#\\]/;

/** A request template that does nothing but choose a status. */
const PLAIN_TEMPLATE = /^\s*\{\s*["']?statusCode["']?\s*:\s*\d{3}\s*\}\s*$/;

/** The fixed answer of a MOCK integration, or why it is none: templates and conditions are not evaluated. */
export function readMock(
  { Integration, MethodResponses }: ResolvedObject, api: Resource, resources: Resources,
): MockFacts | { readonly reason: string } {
  const template = textOf(own(own(Integration, 'RequestTemplates'), 'application/json'));
  const responses = localOrigin([api], resources)(own(Integration, 'IntegrationResponses') as Resolved | undefined);
  const [response, ...others] = Array.isArray(responses) ? responses as readonly unknown[] : [];
  if (template === undefined || !PLAIN_TEMPLATE.test(template)) return notFixed('its RequestTemplates');
  if (!isObject(response) || others.length > 0 || own(response, 'SelectionPattern') !== undefined) return notFixed('its IntegrationResponses');
  const body = bodyOf(own(response, 'ResponseTemplates'));
  if (body === undefined) return notFixed('its ResponseTemplates');
  const status = numberOf(own(response, 'StatusCode'));
  if (status === undefined || !Number.isInteger(status) || status < 200 || status > 599) return notFixed('its StatusCode');

  const declared = (Array.isArray(MethodResponses) ? MethodResponses as readonly unknown[] : []).find((each) => numberOf(own(each, 'StatusCode')) === status);
  const headers: string[] = [];
  for (const [name, value] of Object.entries(isObject(own(response, 'ResponseParameters')) ? own(response, 'ResponseParameters') as object : {})) {
    const literal = LITERAL.exec(textOf(value) ?? '')?.[1];
    // AWS answers 500 to what no MethodResponse declares.
    if (literal === undefined || !isHeader(name) || own(own(declared, 'ResponseParameters'), name) === undefined) return notFixed(`its ResponseParameters (${name})`);
    headers.push(name.slice(HEADER.length).toLowerCase(), literal);
  }
  return declared === undefined ? notFixed('its MethodResponses') : { status, headers, ...body };
}

/** The text of the one template that is not empty; undefined where it is no fixed text. */
function bodyOf(templates: unknown): Pick<MockFacts, 'body'> | undefined {
  if (templates === undefined) return {};
  const texts = isObject(templates) ? Object.entries(templates).filter(([, text]) => text !== '') : undefined;
  if (texts === undefined || texts.length > 1) return undefined;
  const [[mediaType, text] = []] = texts;
  if (mediaType === undefined) return {};
  return typeof text === 'string' && MEDIA_TYPE.test(mediaType) && !EVALUATED.test(text) ? { body: { mediaType, text } } : undefined;
}

/** Whether a parameter is a header of the answer, with a name that can be sent. */
function isHeader(parameter: string): boolean {
  return parameter.startsWith(HEADER) && /^[\w-]+$/.test(parameter.slice(HEADER.length));
}

const notFixed = (what: string) => ({ reason: `it has a MOCK integration that dev does not serve: ${what} must be fixed values` });
