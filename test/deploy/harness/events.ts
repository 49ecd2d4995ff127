/** The events of the front doors, each from the request as a client sends it. */
export type { FrontDoor, PlainRequest } from './event-facts';
export { httpApiEventV1, restEvent, type RestDoor } from './event-v1';
export { functionUrlEvent, httpApiEventV2 } from './event-v2';
