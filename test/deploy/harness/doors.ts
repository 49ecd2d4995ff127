import { FrontDoor, functionUrlEvent, httpApiEventV1, httpApiEventV2, PlainRequest, restEvent, RestDoor } from './events';
import { InvokeOptions, LambdaHarness } from './lambda-harness';
import { functionUrlResponse, httpApiResponseV1, httpApiResponseV2, message, PlainResponse, restResponse, streamedResponse } from './responses';
import { OVER_TIME, within } from './within';

/** The limits of the integrations: an HTTP API's cannot be changed, a REST API's is the default. */
const HTTP_API_MS = 30_000;
const REST_MS = 29_000;

/** An HTTP API, with the payload format of its integration. */
export interface HttpApiDoor extends FrontDoor {
  readonly payload?: '1.0' | '2.0';
}

/** A request and its response, through an HTTP API. */
export async function throughHttpApi(harness: LambdaHarness, request: PlainRequest, door: HttpApiDoor = {}): Promise<PlainResponse> {
  const old = door.payload === '1.0';
  const event = old ? httpApiEventV1(request, door) : httpApiEventV2(request, door);
  const result = await within(HTTP_API_MS, harness.invoke(event));
  if (result === OVER_TIME) return message(503, 'Service Unavailable');
  return old ? httpApiResponseV1(result) : httpApiResponseV2(result);
}

/** Through a REST API that buffers. */
export async function throughRestApi(harness: LambdaHarness, request: PlainRequest, door: RestDoor = {}): Promise<PlainResponse> {
  const result = await within(REST_MS, harness.invoke(restEvent(request, door)));
  if (result === OVER_TIME) return message(504, 'Endpoint request timed out');
  return restResponse(result, (door.binaryMediaTypes ?? []).length > 0);
}

/** Through a REST API whose method streams (`ResponseTransferMode: STREAM`). */
export async function throughStreamingRestApi(
  harness: LambdaHarness, request: PlainRequest, door: RestDoor = {}, options: InvokeOptions = {},
): Promise<PlainResponse> {
  return streamedResponse(await harness.invoke(restEvent(request, door), options));
}

/** Through a function URL that buffers. */
export async function throughFunctionUrl(harness: LambdaHarness, request: PlainRequest): Promise<PlainResponse> {
  return functionUrlResponse(await harness.invoke(functionUrlEvent(request)));
}

/** Through a function URL of the invoke mode `RESPONSE_STREAM`. */
export async function throughStreamingFunctionUrl(
  harness: LambdaHarness, request: PlainRequest, options: InvokeOptions = {},
): Promise<PlainResponse> {
  return streamedResponse(await harness.invoke(functionUrlEvent(request), options));
}
